/* The network part of the minimal Linux guest; the kernel's command line gives it
 * `address=A.B.C.D prefix=N` as environment. Brings eth0 up with that address (the kernel then
 * answers ICMP), says so on the console, and echoes UDP on port 7 for ever.
 * It is the last step of the busybox root's script, or, in the tuned guest, /init itself. */
#include <arpa/inet.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

static void configure(int fd, const char *address, int prefix) {
    struct ifreq request;
    struct sockaddr_in *in = (struct sockaddr_in *)&request.ifr_addr;
    memset(&request, 0, sizeof request);
    strcpy(request.ifr_name, "eth0");
    in->sin_family = AF_INET;
    inet_pton(AF_INET, address, &in->sin_addr);
    if (ioctl(fd, SIOCSIFADDR, &request)) perror("SIOCSIFADDR");
    in->sin_addr.s_addr = htonl(prefix ? ~0u << (32 - prefix) : 0);
    if (ioctl(fd, SIOCSIFNETMASK, &request)) perror("SIOCSIFNETMASK");
    request.ifr_flags = IFF_UP | IFF_RUNNING;
    if (ioctl(fd, SIOCSIFFLAGS, &request)) perror("SIOCSIFFLAGS");
}

int main(void) {
    static char data[65536];
    struct sockaddr_in peer, self = {.sin_family = AF_INET, .sin_port = htons(7)};
    const char *address = getenv("address"), *prefix = getenv("prefix");
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (fd < 0) perror("socket");
    if (address && prefix) configure(fd, address, atoi(prefix));
    if (bind(fd, (struct sockaddr *)&self, sizeof self)) perror("bind");
    puts("ready");
    fflush(stdout);
    for (;;) {
        socklen_t length = sizeof peer;
        ssize_t n = recvfrom(fd, data, sizeof data, 0, (struct sockaddr *)&peer, &length);
        if (n >= 0) sendto(fd, data, n, 0, (struct sockaddr *)&peer, length);
    }
}
