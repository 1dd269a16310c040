/* fannkuch.py in plain C. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clock.h"

static __attribute__((noinline)) int flips_of(const int *permutation, int *stack, int size)
{
    for (int i = 0; i < size; i++)
        stack[i] = permutation[i];
    int flips = 0;
    for (int top = stack[0]; top != 0; top = stack[0]) {
        for (int low = 0, high = top; low < high; low++, high--) {
            int kept = stack[low];
            stack[low] = stack[high];
            stack[high] = kept;
        }
        flips++;
    }
    return flips;
}

static __attribute__((noinline)) int next_permutation(int *permutation, int *counts, int size)
{
    for (int prefix = 1; prefix < size; prefix++) {
        int first = permutation[0];
        for (int i = 0; i < prefix; i++)
            permutation[i] = permutation[i + 1];
        permutation[prefix] = first;
        if (++counts[prefix] <= prefix)
            return 1;
        counts[prefix] = 0;
    }
    return 0;
}

int main(int argc, char **argv)
{
    int size = argc > 1 ? atoi(argv[1]) : 7;
    double start = now();
    int *permutation = malloc(size * sizeof(int)), *stack = calloc(size, sizeof(int));
    int *counts = calloc(size, sizeof(int));
    for (int i = 0; i < size; i++)
        permutation[i] = i;
    long checksum = 0;
    int most = 0, even = 1;
    do {
        int flips = flips_of(permutation, stack, size);
        if (flips > most)
            most = flips;
        checksum += even ? flips : -flips;
        even = !even;
    } while (next_permutation(permutation, counts, size));
    printf("%ld %d\n", checksum, most);
    printf("seconds %.9f\n", now() - start);
    return 0;
}
