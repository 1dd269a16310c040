/* echo_load DEVICE ADDRESS MAC icmp|udp COUNT WINDOW SIZE SECONDS
 *
 * Sends COUNT echo requests of SIZE payload bytes to ADDRESS at MAC, WINDOW of them in flight, as
 * whole frames on DEVICE; UDP goes to port 7. Every answer is checked: addresses, IPv4 and ICMP
 * checksum, payload. Prints one JSON object: answers, lost, corrupt, seconds, median_us, p99_us.
 * A request unanswered when nothing comes for a fifth of a second counts as lost. Ends after
 * SECONDS in any case; status 1 when there was no answer. Needs CAP_NET_RAW. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 256, FRAME = 2048, SLOTS = 65536, PORT = 40007 };

static unsigned char out[MOST][FRAME], in[MOST][FRAME];
static struct mmsghdr sending[MOST], receiving[MOST];
static struct iovec out_parts[MOST], in_parts[MOST];
static long sent_at[SLOTS];
static unsigned char own_mac[6], peer_mac[6];
static struct in_addr own, peer;
static int udp, size;

static long now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000L + t.tv_nsec;
}

static unsigned sum(const unsigned char *data, int length) {
    unsigned total = 0;
    for (int i = 0; i + 1 < length; i += 2) total += data[i] << 8 | data[i + 1];
    if (length & 1) total += data[length - 1] << 8;
    while (total >> 16) total = (total & 0xffff) + (total >> 16);
    return total;
}

static void put16(unsigned char *at, unsigned value) {
    at[0] = value >> 8;
    at[1] = value;
}

static void build(unsigned char *frame) {
    unsigned char *ip = frame + 14, *body = ip + 20;
    memcpy(frame, peer_mac, 6);
    memcpy(frame + 6, own_mac, 6);
    put16(frame + 12, 0x0800);
    memset(ip, 0, 20);
    ip[0] = 0x45;
    put16(ip + 2, 28 + size);
    ip[6] = 0x40;
    ip[8] = 64;
    ip[9] = udp ? 17 : 1;
    memcpy(ip + 12, &own, 4);
    memcpy(ip + 16, &peer, 4);
    put16(ip + 10, ~sum(ip, 20));
    for (int i = 0; i < size; i++) body[8 + i] = i * 7;
}

/* The sequence number travels in the ICMP header, or in the first two bytes of UDP's payload. */
static void number(unsigned char *frame, unsigned sequence) {
    unsigned char *body = frame + 34;
    if (udp) {
        put16(body, PORT);
        put16(body + 2, 7);
        put16(body + 4, 8 + size);
        put16(body + 6, 0); /* no checksum: RFC 768 allows it, and the bound does not compute one */
        put16(body + 8, sequence);
        return;
    }
    body[0] = 8;
    body[1] = 0;
    put16(body + 2, 0);
    put16(body + 4, 0x4e42);
    put16(body + 6, sequence);
    put16(body + 2, ~sum(body, 8 + size));
}

/* The sequence number of an answer; -1: not for us; -2: damaged. */
static int answer(const unsigned char *frame, int length) {
    const unsigned char *ip = frame + 14, *body = frame + 34;
    if (length < 42 + size || ip[9] != (udp ? 17 : 1)) return -1;
    if (memcmp(ip + 12, &peer, 4) || memcmp(ip + 16, &own, 4)) return -1;
    if (!udp && body[0] != 0) return -1;
    if (ip[0] != 0x45 || sum(ip, 20) != 0xffff) return -2;
    if (!udp && sum(body, 8 + size) != 0xffff) return -2;
    int skip = udp ? 2 : 0;
    if (memcmp(body + 8 + skip, out[0] + 42 + skip, size - skip)) return -2;
    return udp ? body[8] << 8 | body[9] : body[6] << 8 | body[7];
}

static int open_device(const char *name) {
    struct ifreq request = {0};
    struct sockaddr_ll link = {.sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_IP)};
    struct timeval patience = {0, 200000};
    int fd = socket(AF_PACKET, SOCK_RAW, 0), buffer = 8 << 20, one = 1;
    strncpy(request.ifr_name, name, IFNAMSIZ - 1);
    if (fd < 0 || ioctl(fd, SIOCGIFHWADDR, &request)) { perror(name); exit(2); }
    memcpy(own_mac, request.ifr_hwaddr.sa_data, 6);
    if (ioctl(fd, SIOCGIFADDR, &request)) { perror(name); exit(2); }
    own = ((struct sockaddr_in *)&request.ifr_addr)->sin_addr;
    link.sll_ifindex = if_nametoindex(name);
    setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &buffer, sizeof buffer);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(fd, SOL_PACKET, PACKET_QDISC_BYPASS, &one, sizeof one);
    if (bind(fd, (struct sockaddr *)&link, sizeof link)) { perror("bind"); exit(2); }
    return fd;
}

/* The kernel would refuse the answers on an unbound port, loading the server with its refusals. */
static void hold_port(void) {
    struct sockaddr_in self = {.sin_family = AF_INET, .sin_port = htons(PORT)};
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (bind(fd, (struct sockaddr *)&self, sizeof self)) { perror("port"); exit(2); }
}

static void prepare(void) {
    for (int i = 0; i < MOST; i++) {
        build(out[i]);
        out_parts[i] = (struct iovec){out[i], 42 + size};
        in_parts[i] = (struct iovec){in[i], FRAME};
        sending[i].msg_hdr = (struct msghdr){.msg_iov = &out_parts[i], .msg_iovlen = 1};
        receiving[i].msg_hdr = (struct msghdr){.msg_iov = &in_parts[i], .msg_iovlen = 1};
    }
}

static int by_value(const void *left, const void *right) {
    long a = *(const long *)left, b = *(const long *)right;
    return (a > b) - (a < b);
}

static void send_batch(int fd, long first, int count) {
    long moment = now();
    for (int i = 0; i < count; i++) {
        number(out[i], first + i);
        sent_at[(first + i) % SLOTS] = moment;
    }
    for (int done = 0; done < count;) {
        int n = sendmmsg(fd, sending + done, count - done, 0);
        if (n < 0) { perror("sendmmsg"); exit(1); }
        done += n;
    }
}

int main(int argc, char **argv) {
    if (argc != 9) { fputs("echo_load: eight arguments\n", stderr); return 2; }
    long count = atol(argv[5]), limit = now() + atol(argv[8]) * 1000000000L;
    int window = atoi(argv[6]) > MOST ? MOST : atoi(argv[6]);
    udp = !strcmp(argv[4], "udp");
    size = atoi(argv[7]);
    inet_pton(AF_INET, argv[2], &peer);
    sscanf(argv[3], "%hhx:%hhx:%hhx:%hhx:%hhx:%hhx", peer_mac, peer_mac + 1, peer_mac + 2,
           peer_mac + 3, peer_mac + 4, peer_mac + 5);
    int fd = open_device(argv[1]);
    if (udp) hold_port();
    prepare();
    long *times = calloc(count, sizeof *times), sent = 0, got = 0, lost = 0, corrupt = 0;
    long start = now(), end = start;
    while (got + lost < count && now() < limit) {
        long free_slots = window - (sent - got - lost);
        if (free_slots > count - sent) free_slots = count - sent;
        if (free_slots > 0) send_batch(fd, sent, free_slots);
        if (free_slots > 0) sent += free_slots;
        int n = recvmmsg(fd, receiving, window, MSG_WAITFORONE, NULL);
        long moment = now();
        if (n <= 0) { lost += sent - got - lost; continue; }
        for (int i = 0; i < n; i++) {
            int sequence = answer(in[i], receiving[i].msg_len);
            if (sequence == -2) corrupt++;
            if (sequence < 0 || !sent_at[sequence]) continue;
            if (got < count) times[got++] = moment - sent_at[sequence];
            sent_at[sequence] = 0;
            end = moment;
        }
    }
    qsort(times, got, sizeof *times, by_value);
    printf("{\"answers\": %ld, \"lost\": %ld, \"corrupt\": %ld, \"seconds\": %.6f, "
           "\"median_us\": %.2f, \"p99_us\": %.2f}\n",
           got, lost, corrupt, (end - start) / 1e9, got ? times[got / 2] / 1e3 : 0.0,
           got ? times[got * 99 / 100] / 1e3 : 0.0);
    return got == 0;
}
