/* w4_numbers.c - W4 without data: 10,000 of 100 million numbers, and of a stream of as many rows
 * that comes a million at a time. `w4_numbers [N [K]]`; w4_numbers.py has the peers.
 */
#define _POSIX_C_SOURCE 199309L
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "kefu.h"

enum { RUNS = 15 };

typedef struct job {
    int64_t n, k, *held, *in, *slots;
    uint64_t key;
} job;

static void need(kefu_status status, const kefu_error *error)
{
    if (!status)
        return;
    fprintf(stderr, "%s: %s\n", kefu_status_name(status), error->message);
    exit(1);
}

static void draw_numbers(job *j)
{
    kefu_error e;
    need(kefu_pick_numbers(NULL, j->key, j->n, j->k, j->held, &e), &e);
}

static void draw_stream(job *j)
{
    kefu_error e;
    kefu_reservoir *r;
    int64_t seen = 0, count, taken;
    need(kefu_reservoir_new(NULL, j->key, j->k, &r, &e), &e);
    for (; seen < j->n; seen += taken) {
        int64_t rows = j->n - seen < 1000000 ? j->n - seen : 1000000;
        need(kefu_reservoir_offer(r, rows, j->in, j->slots, j->k, &count, &taken, &e), &e);
        for (int64_t i = 0; i < count; i++)
            j->held[j->slots[i]] = seen + j->in[i];
    }
    kefu_reservoir_free(r);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double cpu_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

/* The median, with another key each time; the mean of what was drawn says that it was. */
static void report(const char *name, void (*draw)(job *), job *j)
{
    double cpu[RUNS], mean = 0;
    for (int run = -1; run < RUNS; run++) {
        double start = cpu_ms();
        j->key = (uint64_t)(run + 2);
        draw(j);
        if (run >= 0)
            cpu[run] = cpu_ms() - start;
    }
    qsort(cpu, RUNS, sizeof *cpu, by_size);
    for (int64_t i = 0; i < j->k; i++)
        mean += (double)j->held[i] / (double)j->k;
    printf("%-28s cpu %9.3f ms  least %9.3f  mean / n %.3f\n", name, cpu[RUNS / 2], cpu[0],
           mean / (double)j->n);
}

int main(int argc, char **argv)
{
    job j = {argc > 1 ? strtoll(argv[1], NULL, 10) : 100000000,
             argc > 2 ? strtoll(argv[2], NULL, 10) : 10000,
             NULL,
             NULL,
             NULL,
             0};
    size_t bytes = (size_t)j.k * sizeof *j.held;
    j.held = malloc(bytes);
    j.in = malloc(bytes);
    j.slots = malloc(bytes);
    if (!j.held || !j.in || !j.slots || j.k < 1 || j.k > j.n)
        return 2;
    report("w4_numbers kefu", draw_numbers, &j);
    report("w4_stream kefu", draw_stream, &j);
    free(j.held);
    free(j.in);
    free(j.slots);
    return 0;
}
