/* tap_echo DEVICE ADDRESS MAC
 *
 * The bound for every answer over a TAP device of one queue: reads a frame, swaps its addresses,
 * writes it back. Answers ARP for ADDRESS, ICMP echo requests and UDP to any port, checks nothing
 * else, never ends by itself. Says "ready" when the device is attached. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static unsigned char frame[65536], mac[6], address[4];

static void swap(unsigned char *left, unsigned char *right, int length) {
    unsigned char kept[6];
    memcpy(kept, left, length);
    memcpy(left, right, length);
    memcpy(right, kept, length);
}

static int arp_reply(void) {
    if (frame[21] != 1 || memcmp(frame + 38, address, 4)) return 0;
    frame[21] = 2;
    memcpy(frame, frame + 6, 6);
    memcpy(frame + 6, mac, 6);
    swap(frame + 22, frame + 32, 6);
    memcpy(frame + 22, mac, 6);
    swap(frame + 28, frame + 38, 4);
    return 1;
}

static int echo_reply(void) {
    if (frame[14] != 0x45 || memcmp(frame + 30, address, 4)) return 0;
    if (frame[23] == 1 && frame[34] == 8) {
        unsigned sum = (frame[36] << 8 | frame[37]) + 0x0800; /* RFC 1624: the type fell by 8 */
        sum = (sum & 0xffff) + (sum >> 16);
        frame[34] = 0;
        frame[36] = sum >> 8;
        frame[37] = sum;
    } else if (frame[23] == 17) {
        swap(frame + 34, frame + 36, 2);
    } else {
        return 0;
    }
    swap(frame, frame + 6, 6);
    swap(frame + 26, frame + 30, 4);
    return 1;
}

int main(int argc, char **argv) {
    struct ifreq request = {.ifr_flags = IFF_TAP | IFF_NO_PI};
    int fd = open("/dev/net/tun", O_RDWR);
    if (argc != 4 || fd < 0) { perror("tap_echo DEVICE ADDRESS MAC"); return 2; }
    strncpy(request.ifr_name, argv[1], IFNAMSIZ - 1);
    if (ioctl(fd, TUNSETIFF, &request)) { perror(argv[1]); return 1; }
    inet_pton(AF_INET, argv[2], address);
    sscanf(argv[3], "%hhx:%hhx:%hhx:%hhx:%hhx:%hhx", mac, mac + 1, mac + 2, mac + 3, mac + 4,
           mac + 5);
    puts("ready");
    fflush(stdout);
    for (;;) {
        ssize_t n = read(fd, frame, sizeof frame);
        if (n < 42) continue;
        int type = frame[12] << 8 | frame[13];
        int answer = type == 0x0800 ? echo_reply() : type == 0x0806 ? arp_reply() : 0;
        if (answer && write(fd, frame, n) < 0) perror("write");
    }
}
