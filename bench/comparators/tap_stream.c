/* tap_stream DEVICE ADDRESS MAC
 *
 * The bound for one TCP stream over a TAP device with segmentation offload: speaks just enough TCP
 * to push bytes as fast as the device takes them. Port 7001 takes a stream and answers its length
 * as a line; port 7002 reads a number and sends so many bytes. It believes the peer everything:
 * nothing is checked, nothing is ever sent again, one connection at a time. Says "ready" when the
 * device is attached. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { HEADER = 10, ETH = 14, IP = 20, TCP = 20, MSS = 1460, BURST = 44 * MSS, SCALE = 10 };
enum { FIN = 1, SYN = 2, RST = 4, ACK = 16 };

static unsigned char in[HEADER + 65550], out[HEADER + 65550], mac[6], address[4];
static int fd;

static struct {
    uint16_t port, peer_port;
    uint32_t next, received, acknowledged, count;
    uint64_t window, left;
    int scale, sending, ended;
} now;

static uint32_t get32(unsigned char *p) { uint32_t v; memcpy(&v, p, 4); return ntohl(v); }
static uint16_t get16(unsigned char *p) { return p[0] << 8 | p[1]; }
static void put32(unsigned char *p, uint32_t v) { v = htonl(v); memcpy(p, &v, 4); }
static void put16(unsigned char *p, uint16_t v) { p[0] = v >> 8; p[1] = v; }

static uint32_t sum(unsigned char *p, int n, uint32_t s) {
    for (; n > 1; n -= 2, p += 2) s += get16(p);
    while (s >> 16) s = (s & 0xffff) + (s >> 16);
    return s;
}

/* Sends a segment with `length` bytes, whatever they are; the device completes its checksum. */
static void emit(int flags, int length, int options) {
    unsigned char *frame = out + HEADER, *ip = frame + ETH, *tcp = ip + IP, *src = in + HEADER;
    int header = TCP + options, total = IP + header + length;
    memset(out, 0, HEADER);
    out[0] = 1;
    if (length > MSS) out[1] = 1;
    uint16_t fields[4] = {ETH + IP + header, length > MSS ? MSS : 0, ETH + IP, 16};
    memcpy(out + 2, fields, 8);
    memcpy(frame, src + 6, 6);
    memcpy(frame + 6, mac, 6);
    put16(frame + 12, 0x0800);
    memset(ip, 0, IP);
    ip[0] = 0x45, ip[6] = 0x40, ip[8] = 64, ip[9] = 6;
    put16(ip + 2, total);
    memcpy(ip + 12, address, 4);
    memcpy(ip + 16, src + ETH + 12, 4);
    put16(ip + 10, ~sum(ip, IP, 0));
    put16(tcp, now.port);
    put16(tcp + 2, now.peer_port);
    put32(tcp + 4, now.next);
    put32(tcp + 8, now.received);
    tcp[12] = header / 4 << 4;
    tcp[13] = flags;
    put16(tcp + 14, flags & SYN ? 65535 : 4096); /* scaled: 4 MiB */
    put16(tcp + 18, 0);
    put16(tcp + 16, sum(ip + 12, 8, 6 + header + length));
    while (write(fd, out, HEADER + ETH + total) < 0 && errno == EAGAIN) {
        struct pollfd wait = {fd, POLLOUT, 0};
        poll(&wait, 1, -1);
    }
    now.next += length + !!(flags & (SYN | FIN));
}

static void arp(unsigned char *frame, ssize_t n) {
    if (frame[21] != 1 || memcmp(frame + 38, address, 4)) return;
    memset(out, 0, HEADER);
    memcpy(out + HEADER, frame, n);
    unsigned char *reply = out + HEADER;
    reply[21] = 2;
    memcpy(reply, frame + 6, 6);
    memcpy(reply + 6, mac, 6);
    memcpy(reply + 22, mac, 6);
    memcpy(reply + 28, frame + 38, 4);
    memcpy(reply + 32, frame + 22, 10);
    if (write(fd, out, HEADER + n) < 0) perror("write");
}

/* ICMP echo, so that whoever measures sees that this is there. */
static void ping(unsigned char *frame, ssize_t n) {
    unsigned char kept[6];
    uint32_t s = get16(frame + 36) + 0x0800;
    frame[34] = 0;
    put16(frame + 36, (s & 0xffff) + (s >> 16));
    memcpy(kept, frame, 6), memcpy(frame, frame + 6, 6), memcpy(frame + 6, kept, 6);
    memcpy(kept, frame + 26, 4), memcpy(frame + 26, frame + 30, 4), memcpy(frame + 30, kept, 4);
    memset(in, 0, HEADER);
    if (write(fd, in, HEADER + n) < 0) perror("write");
}

static void begin(unsigned char *tcp) {
    memset(&now, 0, sizeof now);
    now.port = get16(tcp + 2);
    now.peer_port = get16(tcp);
    now.received = get32(tcp + 4) + 1;
    now.next = 1000;
    now.acknowledged = now.next + 1;
    for (unsigned char *p = tcp + TCP; p < tcp + (tcp[12] >> 4) * 4 && *p; p += *p == 1 ? 1 : p[1])
        if (*p == 3) now.scale = p[2];
    memcpy(out + HEADER + ETH + IP + TCP, (unsigned char[]){2, 4, MSS >> 8, MSS & 255, 1, 3, 3, SCALE}, 8);
    emit(SYN | ACK, 0, 8);
}

static void push(void) {
    while (now.sending && now.left) {
        uint64_t flying = now.next - now.acknowledged;
        int length = now.left < BURST ? now.left : BURST;
        if (flying + length > now.window) return;
        now.left -= length;
        emit(ACK, length, 0);
    }
    if (now.sending && !now.left && !now.ended) {
        now.ended = 1;
        emit(FIN | ACK, 0, 0);
    }
}

static void take(unsigned char *ip) {
    unsigned char *tcp = ip + IP, *data = tcp + (tcp[12] >> 4) * 4;
    int length = get16(ip + 2) - (data - ip), flags = tcp[13];
    if (flags & RST) return;
    if (flags & SYN) { begin(tcp); return; }
    now.acknowledged = get32(tcp + 8);
    now.window = (uint64_t)get16(tcp + 14) << now.scale;
    uint32_t start = get32(tcp + 4);
    if (start != now.received) {
        if (length) emit(ACK, 0, 0);
        return;
    }
    now.received += length;
    now.count += length;
    if (now.port == 7002 && length) {
        data[length] = 0;
        now.left = strtoull((char *)data, 0, 10);
        now.sending = 1;
    }
    if (flags & FIN) {
        now.received++;
        if (now.port == 7001) {
            int said = sprintf((char *)out + HEADER + ETH + IP + TCP, "%u\n", now.count);
            emit(FIN | ACK, said, 0);
            return;
        }
        emit(ACK, 0, 0);
    } else if (length) {
        emit(ACK, 0, 0);
    }
    push();
}

int main(int argc, char **argv) {
    struct ifreq request = {.ifr_flags = IFF_TAP | IFF_NO_PI | IFF_VNET_HDR};
    fd = open("/dev/net/tun", O_RDWR);
    if (argc != 4 || fd < 0) { perror("tap_stream DEVICE ADDRESS MAC"); return 2; }
    strncpy(request.ifr_name, argv[1], IFNAMSIZ - 1);
    if (ioctl(fd, TUNSETIFF, &request)) { perror(argv[1]); return 1; }
    if (ioctl(fd, TUNSETOFFLOAD, TUN_F_CSUM | TUN_F_TSO4)) { perror("TUNSETOFFLOAD"); return 1; }
    inet_pton(AF_INET, argv[2], address);
    sscanf(argv[3], "%hhx:%hhx:%hhx:%hhx:%hhx:%hhx", mac, mac + 1, mac + 2, mac + 3, mac + 4,
           mac + 5);
    puts("ready");
    fflush(stdout);
    for (;;) {
        ssize_t n = read(fd, in, sizeof in) - HEADER;
        unsigned char *frame = in + HEADER;
        if (n < 42) continue;
        int type = get16(frame + 12);
        if (type == 0x0806) arp(frame, n);
        else if (type == 0x0800 && !memcmp(frame + 30, address, 4)) {
            if (frame[23] == 6) take(frame + ETH);
            else if (frame[23] == 1 && frame[34] == 8) ping(frame, n);
        }
    }
}
