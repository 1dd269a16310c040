/* matrix.py in plain C. */
#include <stdio.h>
#include <stdlib.h>
#include "clock.h"

static __attribute__((noinline)) double **product(double **a, double **b, long size)
{
    double **result = malloc(size * sizeof *result);
    for (long i = 0; i < size; i++) {
        const double *left = a[i];
        double *row = malloc(size * sizeof *row);
        for (long j = 0; j < size; j++) {
            double total = 0;
            for (long k = 0; k < size; k++)
                total += left[k] * b[k][j];
            row[j] = total;
        }
        result[i] = row;
    }
    return result;
}

static double **filled(long size, double seed)
{
    double scale = seed / size / size;
    double **result = malloc(size * sizeof *result);
    for (long i = 0; i < size; i++) {
        result[i] = malloc(size * sizeof **result);
        for (long j = 0; j < size; j++)
            result[i][j] = scale * (i - j) * (i + j);
    }
    return result;
}

int main(int argc, char **argv)
{
    long size = argc > 1 ? atol(argv[1]) : 100;
    double start = now();
    double **a = filled(size, 1.0), **b = filled(size, 2.0), **c = product(a, b, size);
    double trace = 0;
    for (long i = 0; i < size; i++)
        trace += c[i][i];
    printf("%.9f %.9f\n", c[size / 2][size / 2], trace);
    printf("seconds %.9f\n", now() - start);
    return 0;
}
