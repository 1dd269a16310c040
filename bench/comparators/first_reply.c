/* first_reply ADDRESS SECONDS PROGRAM [ARGUMENT...]
 *
 * Starts PROGRAM and sends an ICMP echo request to ADDRESS every quarter of a millisecond until one
 * is answered; prints the nanoseconds from before fork to that answer and ends the program.
 * Gives up, with status 1, after SECONDS. Needs CAP_NET_RAW. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/ip_icmp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000L + t.tv_nsec;
}

static void request(int fd, const struct sockaddr_in *to, unsigned sequence) {
    struct icmphdr header = {.type = ICMP_ECHO};
    header.un.echo.id = htons(0x4e41);
    header.un.echo.sequence = htons(sequence);
    unsigned sum = htons(ICMP_ECHO << 8) + header.un.echo.id + header.un.echo.sequence;
    sum = (sum & 0xffff) + (sum >> 16);
    header.checksum = ~((sum & 0xffff) + (sum >> 16));
    /* Until the device has a reader, requests are refused or dropped: that is the point. */
    (void)!sendto(fd, &header, sizeof header, 0, (const struct sockaddr *)to, sizeof *to);
}

static int answered(int fd, const struct sockaddr_in *from) {
    unsigned char data[2048];
    struct sockaddr_in peer;
    socklen_t length = sizeof peer;
    ssize_t n = recvfrom(fd, data, sizeof data, 0, (struct sockaddr *)&peer, &length);
    return n >= 28 && peer.sin_addr.s_addr == from->sin_addr.s_addr && data[20] == ICMP_ECHOREPLY;
}

int main(int argc, char **argv) {
    struct sockaddr_in peer = {.sin_family = AF_INET};
    int fd = socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_ICMP), status;
    if (argc < 4 || fd < 0) { perror("first_reply ADDRESS SECONDS PROGRAM"); return 2; }
    inet_pton(AF_INET, argv[1], &peer.sin_addr);
    long limit = atol(argv[2]) * 1000000000L, start = now(), end = 0;
    struct timespec pace = {0, 250000};
    pid_t child = fork();
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL); /* whoever kills this one ends the guest too */
        dup2(open("/dev/null", O_RDWR), 1); /* the console is not what is measured */
        execvp(argv[3], argv + 3);
        perror(argv[3]);
        _exit(127);
    }
    for (unsigned i = 0; !end && now() - start < limit; i++) {
        struct pollfd wait = {.fd = fd, .events = POLLIN};
        request(fd, &peer, i);
        if (ppoll(&wait, 1, &pace, NULL) > 0 && answered(fd, &peer)) end = now();
        if (!end && waitpid(child, &status, WNOHANG) == child) {
            fprintf(stderr, "first_reply: the program ended, wait status %#x\n", status);
            return 1;
        }
    }
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    if (!end) { fputs("first_reply: no answer\n", stderr); return 1; }
    printf("%ld\n", end - start);
    return 0;
}
