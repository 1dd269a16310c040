/* binary_trees.py in plain C, each node from malloc and back by free. */
#include <stdio.h>
#include <stdlib.h>
#include "clock.h"

struct node {
    struct node *left, *right;
};

static __attribute__((noinline)) struct node *grown(int depth)
{
    struct node *node = malloc(sizeof *node);
    node->left = depth > 0 ? grown(depth - 1) : NULL;
    node->right = depth > 0 ? grown(depth - 1) : NULL;
    return node;
}

static __attribute__((noinline)) long counted(const struct node *node)
{
    if (!node->left || !node->right)
        return 1;
    return 1 + counted(node->left) + counted(node->right);
}

static __attribute__((noinline)) void felled(struct node *node)
{
    if (node->left)
        felled(node->left);
    if (node->right)
        felled(node->right);
    free(node);
}

int main(int argc, char **argv)
{
    int most = argc > 1 ? atoi(argv[1]) : 10;
    double start = now();
    struct node *stretched = grown(most + 1);
    printf("stretch tree of depth %d: %ld\n", most + 1, counted(stretched));
    felled(stretched);
    struct node *kept = grown(most);
    for (int depth = 4; depth <= most; depth += 2) {
        long trees = 1L << (most - depth + 4), total = 0;
        for (long i = 0; i < trees; i++) {
            struct node *tree = grown(depth);
            total += counted(tree);
            felled(tree);
        }
        printf("%ld trees of depth %d: %ld\n", trees, depth, total);
    }
    printf("long lived tree of depth %d: %ld\n", most, counted(kept));
    felled(kept);
    printf("seconds %.9f\n", now() - start);
    return 0;
}
