/* tcp_exchange serve PORT | ask ADDRESS PORT COUNT
 *
 * One byte there and one back over a TCP connection, by the host's own stack: the server echoes for
 * ever, the client prints the seconds that COUNT exchanges took. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static int serve(int port) {
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons(port)};
    int on = 1, listening = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(listening, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listening, (struct sockaddr *)&here, sizeof here) || listen(listening, 16)) {
        perror("serve");
        return 1;
    }
    for (;;) {
        int client = accept(listening, 0, 0);
        char data[4096];
        ssize_t n;
        setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        while ((n = read(client, data, sizeof data)) > 0)
            if (write(client, data, n) != n) break;
        close(client);
    }
}

static int ask(const char *address, int port, long count) {
    struct sockaddr_in there = {.sin_family = AF_INET, .sin_port = htons(port)};
    struct timespec begin, end;
    int on = 1, server = socket(AF_INET, SOCK_STREAM, 0);
    char byte = 'x';
    inet_pton(AF_INET, address, &there.sin_addr);
    if (connect(server, (struct sockaddr *)&there, sizeof there)) { perror("connect"); return 1; }
    setsockopt(server, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    clock_gettime(CLOCK_MONOTONIC, &begin);
    for (long at = 0; at < count; at++)
        if (write(server, &byte, 1) != 1 || read(server, &byte, 1) != 1) {
            perror("exchange");
            return 1;
        }
    clock_gettime(CLOCK_MONOTONIC, &end);
    printf("%.9f\n", end.tv_sec - begin.tv_sec + (end.tv_nsec - begin.tv_nsec) / 1e9);
    return 0;
}

int main(int argc, char **argv) {
    if (argc == 3 && !strcmp(argv[1], "serve")) return serve(atoi(argv[2]));
    if (argc == 5 && !strcmp(argv[1], "ask")) return ask(argv[2], atoi(argv[3]), atol(argv[4]));
    fprintf(stderr, "tcp_exchange serve PORT | ask ADDRESS PORT COUNT\n");
    return 2;
}
