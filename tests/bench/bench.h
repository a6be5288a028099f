/* bench.h - what the benchmarks share: columns from files, the median of a few runs, results for
 * peers.py. */
#ifndef BENCH_H
#define BENCH_H

#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "kefu.h"

enum { RUNS = 5 };

static void need(kefu_status status, const kefu_error *error)
{
    if (!status)
        return;
    fprintf(stderr, "%s: %s (row %" PRId64 ")\n", kefu_status_name(status), error->message,
            error->row);
    exit(1);
}

static double seconds(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static const void *column_data(const char *folder, const char *name, size_t bytes)
{
    char path[1024];
    int file;
    void *data;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = open(path, O_RDONLY);
    data =
        file < 0 ? MAP_FAILED : mmap(NULL, bytes, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
    if (data == MAP_FAILED) {
        perror(path);
        exit(1);
    }
    close(file);
    return data;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static long peak_mib(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

/* Runs a job once to warm up and RUNS times for the clock. */
static void report_median(const char *name, void (*job)(void *), void *what)
{
    double wall[RUNS], cpu[RUNS];
    job(what);
    for (int i = 0; i < RUNS; i++) {
        double w = seconds(CLOCK_MONOTONIC), c = seconds(CLOCK_PROCESS_CPUTIME_ID);
        job(what);
        wall[i] = seconds(CLOCK_MONOTONIC) - w;
        cpu[i] = seconds(CLOCK_PROCESS_CPUTIME_ID) - c;
    }
    qsort(wall, RUNS, sizeof *wall, by_size);
    qsort(cpu, RUNS, sizeof *cpu, by_size);
    printf("%-28s wall %9.1f ms  cpu %9.1f ms  peak %5ld MiB\n", name, wall[RUNS / 2] * 1e3,
           cpu[RUNS / 2] * 1e3, peak_mib());
}

static FILE *result_file(const char *folder, const char *name)
{
    char path[1024];
    FILE *file;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "w");
    if (!file) {
        perror(path);
        exit(1);
    }
    return file;
}

#endif
