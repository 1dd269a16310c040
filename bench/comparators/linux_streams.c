/* linux_streams
 *
 * One bulk TCP stream each way by Linux's own stack, as `bench/guests/streams` does it by ours: port
 * 7001 takes a stream and answers its length as a line; port 7002 reads a number and sends so many
 * bytes. One process a connection; with buffers of a size at which larger ones gain nothing. */
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char data[262144];

static int listening(int port) {
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons(port)};
    int on = 1, fd = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(fd, (struct sockaddr *)&here, sizeof here) || listen(fd, 16)) perror("linux_streams");
    return fd;
}

static void take(int client) {
    unsigned long long count = 0;
    ssize_t n;
    while ((n = read(client, data, sizeof data)) > 0) count += n;
    dprintf(client, "%llu\n", count);
}

static void give(int client) {
    ssize_t n = read(client, data, 31);
    if (n <= 0) return;
    data[n] = 0;
    unsigned long long left = strtoull(data, 0, 10);
    while (left) {
        n = write(client, data, left < sizeof data ? left : sizeof data);
        if (n <= 0) return;
        left -= n;
    }
}

static void serve(int port, void (*answer)(int)) {
    int fd = listening(port);
    for (;;) {
        int client = accept(fd, 0, 0);
        if (client < 0 || fork()) {
            close(client);
            continue;
        }
        answer(client);
        _exit(0);
    }
}

int main(void) {
    signal(SIGCHLD, SIG_IGN);
    if (fork()) serve(7001, take);
    else serve(7002, give);
}
