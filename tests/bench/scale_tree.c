/* scale_tree.c - partitions counted apart, saved, and merged: level by level, once more in a random
 * order, and all into one; each to the byte what a single pass over all rows gives. */
#include "scale.h"

typedef struct saved {
    char *bytes;
    size_t size;
} saved;

typedef struct level {
    saved *states;
    int64_t n;
} level;

static double cpu(void) { return seconds(CLOCK_PROCESS_CPUTIME_ID); }

static void *tree_room(int64_t n, size_t size)
{
    void *room = calloc((size_t)n + 1, size);
    if (!room) {
        fprintf(stderr, "scale: no memory\n");
        exit(1);
    }
    return room;
}

static saved save_state(const kind *k, void *state)
{
    kefu_buffer *buffer = NULL;
    kefu_error e = {0};
    saved out;
    need(kefu_buffer_new(NULL, &buffer, &e), &e);
    k->save(state, kefu_buffer_sink(buffer));
    const char *bytes = kefu_buffer_data(buffer, &out.size);
    out.bytes = tree_room((int64_t)out.size, 1);
    memcpy(out.bytes, bytes, out.size);
    kefu_buffer_free(buffer);
    return out;
}

static int same_bytes(const saved *a, const saved *b)
{
    return a->size == b->size && memcmp(a->bytes, b->bytes, a->size) == 0;
}

static void free_level(level *l)
{
    for (int64_t i = 0; i < l->n; i++)
        free(l->states[i].bytes);
    free(l->states);
}

static double bytes_of(const level *l)
{
    double all = 0;
    for (int64_t i = 0; i < l->n; i++)
        all += (double)l->states[i].size;
    return all;
}

/* ---- What is printed ------------------------------------------------------------------------- */

static void print_head(const kind *k, const tree_settings *s)
{
    printf("\n%s: %s\n%" PRId64 " %s in %" PRId64 " parts of %" PRId64 "\n", k->name, k->what,
           s->parts * s->rows, k->counts, s->parts, s->rows);
    printf("%-8s %8s %13s %13s %10s %9s %9s %10s\n", "level", "states", "mean bytes",
           "largest bytes", "all MB", "CPU s", "MB/s in", "states/s in");
}

/* `before` is what was merged into the level; NULL for the parts, which were counted. */
static void print_level(int number, const level *l, const level *before, double took)
{
    size_t largest = 0;
    for (int64_t i = 0; i < l->n; i++)
        largest = l->states[i].size > largest ? l->states[i].size : largest;
    printf("%-8d %8" PRId64 " %13.0f %13zu %10.2f %9.3f", number, l->n, bytes_of(l) / (double)l->n,
           largest, bytes_of(l) * 1e-6, took);
    if (before)
        printf(" %9.0f %10.0f", bytes_of(before) * 1e-6 / took, (double)before->n / took);
    printf("\n");
}

/* ---- Counting and merging -------------------------------------------------------------------- */

/* The parts, and beside them all rows in a single pass, so that they are made once. */
static level count_parts(const kind *k, const tree_settings *s, saved *once, tree_result *r)
{
    level parts = {tree_room(s->parts, sizeof(saved)), s->parts};
    void *all = k->make(k);
    for (int64_t i = 0; i < s->parts; i++) {
        kinds_rows(k, i * s->rows, s->rows);
        const double from = cpu();
        void *part = k->make(k);
        k->feed(part, i * s->rows, s->rows);
        parts.states[i] = save_state(k, part);
        k->free(part);
        const double counted = cpu();
        k->feed(all, i * s->rows, s->rows);
        r->whole += cpu() - counted;
        r->count += counted - from;
    }
    *once = save_state(k, all);
    k->free(all);
    return parts;
}

static saved merge_some(const kind *k, const saved *states, const int64_t *order, int64_t n)
{
    void *into = k->make(k);
    saved out;
    for (int64_t i = 0; i < n; i++) {
        const saved *one = &states[order ? order[i] : i];
        void *part = k->load(k, one->bytes, one->size);
        k->merge(into, part);
        k->free(part);
    }
    out = save_state(k, into);
    k->free(into);
    return out;
}

static level merge_level(const kind *k, const level *from, const int64_t *order, int64_t fan)
{
    const int64_t n = (from->n + fan - 1) / fan;
    level up = {tree_room(n, sizeof(saved)), n};
    for (int64_t i = 0; i < n; i++) {
        const int64_t first = i * fan, rest = from->n - first;
        up.states[i] = merge_some(k, order ? from->states : from->states + first,
                                  order ? order + first : NULL, rest < fan ? rest : fan);
    }
    return up;
}

/* To the root; `order` is that of the parts. */
static saved climb(const kind *k, const tree_settings *s, const level *parts, const int64_t *order,
                   tree_result *r)
{
    level at = *parts;
    for (int number = 1; at.n > 1 || number == 1; number++) {
        const double from = cpu();
        level up = merge_level(k, &at, number == 1 ? order : NULL, s->fan);
        const double took = cpu() - from;
        if (r) {
            r->merge += took;
            r->travelled += bytes_of(&at);
            if (!s->quiet)
                print_level(number, &up, &at, took);
        }
        if (number > 1)
            free_level(&at);
        at = up;
    }
    saved root = at.states[0];
    free(at.states);
    return root;
}

static int64_t *shuffled_order(int64_t n)
{
    int64_t *order = tree_room(n, sizeof *order);
    for (int64_t i = 0; i < n; i++) {
        const uint32_t key[2] = {16, 10000}, counter[4] = {(uint32_t)i, 0, 0, 0};
        uint32_t word[4];
        kefu_random(key, counter, word);
        const int64_t j = (int64_t)(word[0] % (uint64_t)(i + 1));
        order[i] = order[j];
        order[j] = i;
    }
    return order;
}

tree_result run_tree(const kind *k, const tree_settings *s)
{
    tree_result r = {0};
    saved once, tree, random, flat;
    if (!s->quiet)
        print_head(k, s);
    level parts = count_parts(k, s, &once, &r);
    if (!s->quiet)
        print_level(0, &parts, NULL, r.count);
    int64_t *order = shuffled_order(parts.n);
    tree = climb(k, s, &parts, NULL, &r);
    random = climb(k, s, &parts, order, NULL);
    const double from = cpu();
    flat = merge_some(k, parts.states, NULL, parts.n);
    const double took = cpu() - from;
    const int same[] = {same_bytes(&once, &tree), same_bytes(&once, &random),
                        same_bytes(&once, &flat)};
    r.same = same[0] && same[1] && same[2];
    if (!s->quiet)
        printf("all into one, parts one after the other: %.3f s, %.0f states/s\n", took,
               (double)parts.n / took);
    printf("%-6s tree %s, tree in random order %s, flat %s: a single pass gives %zu bytes\n",
           k->name, same[0] ? "equal" : "DIFFERS", same[1] ? "equal" : "DIFFERS",
           same[2] ? "equal" : "DIFFERS", once.size);
    free(once.bytes);
    free(tree.bytes);
    free(random.bytes);
    free(flat.bytes);
    free(order);
    free_level(&parts);
    return r;
}
