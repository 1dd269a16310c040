/* What an image's start is compared with: the smallest hello of a C library. */
#include <stdio.h>

int main(void) {
    puts("Hello from Naja");
    return 0;
}
