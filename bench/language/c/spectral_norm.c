/* spectral_norm.py in plain C. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include "clock.h"

static inline double element(long i, long j)
{
    return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1);
}

static __attribute__((noinline)) void times(const double *vector, double *result, long size)
{
    for (long i = 0; i < size; i++) {
        double total = 0;
        for (long j = 0; j < size; j++)
            total += element(i, j) * vector[j];
        result[i] = total;
    }
}

static __attribute__((noinline)) void transposed_times(const double *vector, double *result,
                                                       long size)
{
    for (long i = 0; i < size; i++) {
        double total = 0;
        for (long j = 0; j < size; j++)
            total += element(j, i) * vector[j];
        result[i] = total;
    }
}

static void both_times(const double *vector, double *result, double *between, long size)
{
    times(vector, between, size);
    transposed_times(between, result, size);
}

int main(int argc, char **argv)
{
    long size = argc > 1 ? atol(argv[1]) : 100;
    double start = now();
    double *u = malloc(size * sizeof *u), *v = malloc(size * sizeof *v);
    double *between = malloc(size * sizeof *between);
    for (long i = 0; i < size; i++)
        u[i] = 1, v[i] = 0;
    for (int i = 0; i < 10; i++) {
        both_times(u, v, between, size);
        both_times(v, u, between, size);
    }
    double products = 0, squares = 0;
    for (long i = 0; i < size; i++) {
        products += u[i] * v[i];
        squares += v[i] * v[i];
    }
    printf("%.9f\n", sqrt(products / squares));
    printf("seconds %.9f\n", now() - start);
    return 0;
}
