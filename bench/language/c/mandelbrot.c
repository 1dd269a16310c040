/* mandelbrot.py in plain C. */
#include <stdio.h>
#include <stdlib.h>
#include "clock.h"

#define ITERATIONS 50

static inline int inside(double cr, double ci)
{
    double zr = 0, zi = 0, squared_r = 0, squared_i = 0;
    for (int i = 0; i < ITERATIONS; i++) {
        zi = 2.0 * zr * zi + ci;
        zr = squared_r - squared_i + cr;
        squared_r = zr * zr;
        squared_i = zi * zi;
        if (squared_r + squared_i > 4.0)
            return 0;
    }
    return 1;
}

static __attribute__((noinline)) long bitmap(unsigned char *result, long size)
{
    long at = 0;
    for (long y = 0; y < size; y++) {
        double ci = 2.0 * y / size - 1.0;
        int bits = 0;
        for (long x = 0; x < size; x++) {
            double cr = 2.0 * x / size - 1.5;
            bits = bits << 1 | inside(cr, ci);
            if (x % 8 == 7) {
                result[at++] = bits;
                bits = 0;
            }
        }
    }
    return at;
}

int main(int argc, char **argv)
{
    long size = argc > 1 ? atol(argv[1]) : 200;
    double start = now();
    unsigned char *rows = malloc(size * size / 8);
    long length = bitmap(rows, size), checksum = 0;
    for (long i = 0; i < length; i++)
        checksum = (checksum * 31 + rows[i]) % 1000003;
    printf("%ld %ld\n", length, checksum);
    printf("seconds %.9f\n", now() - start);
    return 0;
}
