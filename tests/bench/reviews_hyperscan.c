/* reviews_hyperscan.c - W5: Hyperscan over the same reviews, a call a review, as red lines would be
 * looked for beside a classifier: literals, block mode. Prints how many matches and the CPU time.
 *
 *     cc -O2 reviews_hyperscan.c -lhs -o reviews_hyperscan && reviews_hyperscan PHRASES REVIEWS */
#define _DEFAULT_SOURCE
#include <hs/hs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST = 1000, RUNS = 5 };

static char *all_of(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    char *bytes;
    if (!file || fseek(file, 0, SEEK_END))
        exit(1);
    *size = (size_t)ftell(file);
    rewind(file);
    bytes = malloc(*size + 1);
    if (!bytes || fread(bytes, 1, *size, file) != *size)
        exit(1);
    bytes[*size] = 0;
    fclose(file);
    return bytes;
}

static int count(unsigned id, unsigned long long from, unsigned long long to, unsigned flags,
                 void *matches)
{
    (void)id, (void)from, (void)to, (void)flags;
    ++*(unsigned long *)matches;
    return 0;
}

static double cpu(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

int main(int argc, char **argv)
{
    static const char *phrases[MOST];
    static unsigned flags[MOST], ids[MOST];
    static size_t sizes[MOST];
    size_t bytes, size;
    unsigned n = 0;
    unsigned long matches = 0;
    double best = 1e9;
    hs_database_t *database;
    hs_compile_error_t *why;
    hs_scratch_t *scratch = NULL;
    if (argc != 3)
        return 2;
    char *listed = all_of(argv[1], &size), *text = all_of(argv[2], &bytes);
    for (char *p = strtok(listed, "\n"); p && n < MOST; p = strtok(NULL, "\n"), n++) {
        phrases[n] = p;
        sizes[n] = strlen(p);
        ids[n] = n;
    }
    if (hs_compile_lit_multi(phrases, flags, ids, sizes, n, HS_MODE_BLOCK, NULL, &database, &why) ||
        hs_alloc_scratch(database, &scratch))
        return 1;
    for (int run = 0; run <= RUNS; run++) {
        double from = cpu();
        matches = 0;
        for (char *at = text, *end; at < text + bytes; at = end + 1) {
            end = memchr(at, '\n', (size_t)(text + bytes - at));
            hs_scan(database, at, (unsigned)(end - at), 0, scratch, count, &matches);
        }
        best = run && cpu() - from < best ? cpu() - from : best;
    }
    printf("%lu %.9f %s\n", matches, best, hs_version());
    return 0;
}
