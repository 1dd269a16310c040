/* timed [-f FILTER] [-l] [-s STATUS] COUNT PROGRAM [ARGUMENT...]
 *
 * Starts PROGRAM COUNT times, one after the other, and prints the nanoseconds of each run on a
 * line: from before vfork to the end of the process or, with -l, to its first line of output.
 * -f: a file of struct sock_filter, put in force with no_new_privs before the program's first
 * instruction; the program is then entered by execveat on a descriptor that closes.
 * -s: the exit status to expect (0). Ends with status 1 and a sentence when a run goes wrong. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static struct sock_filter instructions[4096];
static struct sock_fprog filter = {0, instructions};

static long now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000L + t.tv_nsec;
}

static void fail(const char *what) {
    fprintf(stderr, "timed: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void load(const char *path) {
    int fd = open(path, O_RDONLY);
    ssize_t n = fd < 0 ? -1 : read(fd, instructions, sizeof instructions);
    if (n <= 0) fail(path);
    filter.len = n / sizeof instructions[0];
    close(fd);
}

static void enter(int image, int output, char **arguments) {
    static char *environment[] = {NULL};
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(output, 1);
    if (filter.len) {
        if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) fail("no_new_privs");
        if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter)) fail("seccomp");
    }
    syscall(SYS_execveat, image, "", arguments, environment, AT_EMPTY_PATH);
    _exit(127);
}

/* Not fork: copying page tables would hide a small program's own cost. The child only makes system
 * calls and leaves by execveat or _exit. */
static pid_t begin(int image, int output, char **arguments) {
    pid_t child = vfork();
    if (child < 0) fail("vfork");
    if (child == 0) enter(image, output, arguments);
    return child;
}

static long first_line(int fd) {
    char data[4096];
    ssize_t n;
    while ((n = read(fd, data, sizeof data)) > 0)
        if (memchr(data, '\n', n)) return now();
    return 0;
}

static void drain(int fd) {
    char data[4096];
    while (read(fd, data, sizeof data) > 0) continue;
}

int main(int argc, char **argv) {
    int to_line = 0, expected = 0, option, status, ends[2] = {-1, -1};
    while ((option = getopt(argc, argv, "+f:ls:")) != -1) {
        if (option == 'f') load(optarg);
        if (option == 'l') to_line = 1;
        if (option == 's') expected = atoi(optarg);
    }
    if (argc - optind < 2) { fputs("timed: COUNT PROGRAM\n", stderr); return 2; }
    int count = atoi(argv[optind]);
    char **program = argv + optind + 1;
    int image = open(program[0], O_RDONLY | O_CLOEXEC), sink = open("/dev/null", O_WRONLY);
    if (image < 0) fail(program[0]);
    for (int i = 0; i < count; i++) {
        if (to_line && pipe2(ends, O_CLOEXEC)) fail("pipe");
        long start = now(), end;
        pid_t child = begin(image, to_line ? ends[1] : sink, program);
        if (to_line) {
            close(ends[1]);
            end = first_line(ends[0]);
            drain(ends[0]);
            close(ends[0]);
        }
        waitpid(child, &status, 0);
        if (!to_line) end = now();
        if (!end) { fputs("timed: no line came\n", stderr); return 1; }
        if (!WIFEXITED(status) || WEXITSTATUS(status) != expected) {
            fprintf(stderr, "timed: %s ended with wait status %#x\n", program[0], status);
            return 1;
        }
        printf("%ld\n", end - start);
    }
    return 0;
}
