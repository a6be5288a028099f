/* scale.c - a month cut into parts, counted apart and merged in a tree; what a billion costs.
 *
 *   scale [--parts 10000] [--rows 2000] [--reviews 20] [--fan 16] [--price 0.04] [--only KINDS]
 *   scale --check    100 small parts, no clock: 1 if any order of merging gives other bytes
 *
 * Times are CPU seconds of one thread. The price of a core-hour in USD is an example, not a quote.
 */
#include "scale.h"

enum { SCORED = 20000 };

typedef struct settings {
    tree_settings tree;
    int64_t reviews;
    double price;
    const char *only;
} settings;

typedef struct cost {
    const char *name, *counts;
    double rate;               /* a second, one thread */
    double count, merge, sent; /* for one: CPU seconds, CPU seconds, bytes */
} cost;

/* ---- Reviews --------------------------------------------------------------------------------- */

typedef struct scoring {
    kefu_text *texts;
    int8_t *polarity;
    uint32_t *aspects;
    kefu_batch batch;
    kefu_verdicts *verdicts;
} scoring;

static void score_labels(scoring *s)
{
    kefu_error e = {0};
    kefu_model_scores out = {
        .struct_size = sizeof out, .polarity = s->polarity, .aspects = s->aspects};
    need(kefu_model_score(kinds_model(), NULL, s->texts, SCORED, KEFU_UTF8, KEFU_INVALID_REFUSE,
                          &out, &e),
         &e);
}

static void score_verdicts(scoring *s)
{
    kefu_error e = {0};
    kefu_verdicts_clear(s->verdicts);
    need(kefu_verdicts_read(s->verdicts, kinds_reviewer(), &s->batch, &e), &e);
}

static cost time_scoring(const char *name, void (*job)(scoring *), scoring *s)
{
    double took[RUNS];
    job(s);
    for (int i = 0; i < RUNS; i++) {
        const double from = seconds(CLOCK_PROCESS_CPUTIME_ID);
        job(s);
        took[i] = seconds(CLOCK_PROCESS_CPUTIME_ID) - from;
    }
    qsort(took, RUNS, sizeof *took, by_size);
    const double each = took[RUNS / 2] / SCORED;
    return (cost){.name = name, .counts = "reviews", .rate = 1 / each, .count = each};
}

static kefu_column text_column(const char *name, const kefu_text *texts, size_t stride)
{
    return (kefu_column){.struct_size = sizeof(kefu_column),
                         .name = name,
                         .type = KEFU_COLUMN_TEXT,
                         .data = texts,
                         .stride = (int64_t)stride};
}

static void cost_of_reviews(cost out[2])
{
    made_review *made = calloc(SCORED, sizeof *made);
    scoring s = {.texts = calloc(SCORED, sizeof *s.texts),
                 .polarity = calloc(SCORED, 1),
                 .aspects = calloc(SCORED, sizeof *s.aspects)};
    kefu_error e = {0};
    double bytes = 0;
    if (!made || !s.texts || !s.polarity || !s.aspects)
        exit(1);
    for (int64_t i = 0; i < SCORED; i++) {
        make_review(&made[i], i, SCORED);
        s.texts[i] = made[i].review.text;
        bytes += (double)s.texts[i].size;
    }
    const kefu_column columns[] = {text_column("text", &made->review.text, sizeof *made),
                                   text_column("review", &made->review.id, sizeof *made),
                                   text_column("product", &made->review.product, sizeof *made),
                                   text_column("agent", &made->review.agent, sizeof *made)};
    const kefu_column *list[] = {&columns[0], &columns[1], &columns[2], &columns[3]};
    s.batch = (kefu_batch){sizeof s.batch, SCORED, 0, 4, 0, list};
    need(kefu_verdicts_new(NULL, NULL, &s.verdicts, &e), &e);
    out[0] = time_scoring("labels of all heads", score_labels, &s);
    out[1] = time_scoring("verdicts as rows", score_verdicts, &s);
    printf("\nreviews made up: %d, of %.0f bytes each\n", SCORED, bytes / SCORED);
    kefu_verdicts_free(s.verdicts);
    free(s.texts);
    free(s.polarity);
    free(s.aspects);
    free(made);
}

/* ---- What a billion costs -------------------------------------------------------------------- */

static cost cost_of_tree(const kind *k, const tree_settings *tree, const tree_result *r)
{
    const double rows = (double)(tree->parts * tree->rows);
    return (cost){k->name,         k->counts,       rows / r->whole,
                  r->count / rows, r->merge / rows, r->travelled / rows};
}

static void print_costs(const cost *costs, int n, double price)
{
    printf("\na billion of them, in parts of this size, at %.3f USD a core-hour (an assumption)\n",
           price);
    printf("%-20s %-9s %12s %11s %11s %11s %9s %10s\n", "", "of", "a second", "count, h",
           "merge, h", "core-hours", "USD", "GB sent");
    for (const cost *c = costs; c < costs + n; c++) {
        const double count = c->count * 1e9 / 3600, merge = c->merge * 1e9 / 3600;
        printf("%-20s %-9s %12.0f %11.3f %11.3f %11.3f %9.4f %10.2f\n", c->name, c->counts, c->rate,
               count, merge, count + merge, (count + merge) * price, c->sent);
    }
    printf("a second: rows of a single pass, one thread; count: rows to saved states; merge: the "
           "tree\n");
}

/* ---- Arguments ------------------------------------------------------------------------------- */

static int read_settings(settings *s, int argc, char **argv)
{
    *s = (settings){{10000, 2000, 16, 0}, 20, 0.04, "sums about exact draw stock"};
    for (int i = 1; i < argc; i++) {
        const char *name = argv[i], *value = i + 1 < argc ? argv[i + 1] : "";
        if (!strcmp(name, "--check")) {
            s->tree = (tree_settings){100, 300, 16, 1};
            s->reviews = 5;
            continue;
        }
        i++;
        if (!strcmp(name, "--parts"))
            s->tree.parts = strtoll(value, NULL, 10);
        else if (!strcmp(name, "--rows"))
            s->tree.rows = strtoll(value, NULL, 10);
        else if (!strcmp(name, "--reviews"))
            s->reviews = strtoll(value, NULL, 10);
        else if (!strcmp(name, "--fan"))
            s->tree.fan = strtoll(value, NULL, 10);
        else if (!strcmp(name, "--price"))
            s->price = strtod(value, NULL);
        else if (!strcmp(name, "--only"))
            s->only = value;
        else
            return 0;
    }
    return s->tree.parts > 0 && s->tree.rows > 0 && s->reviews > 0 && s->tree.fan > 1;
}

int main(int argc, char **argv)
{
    settings s;
    cost costs[KINDS + 2];
    int n = 0, same = 1;
    if (!read_settings(&s, argc, argv)) {
        fprintf(stderr, "usage: scale [--parts N] [--rows N] [--reviews N] [--fan N] [--price USD] "
                        "[--only KINDS] [--check]\n");
        return 2;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    kinds_open(s.tree.parts * s.tree.rows, s.tree.parts * s.reviews,
               s.tree.rows > s.reviews ? s.tree.rows : s.reviews);
    for (const kind *k = kinds; k < kinds + KINDS; k++) {
        tree_settings tree = s.tree;
        if (!strstr(s.only, k->name))
            continue;
        if (!strcmp(k->counts, "reviews"))
            tree.rows = s.reviews;
        const tree_result r = run_tree(k, &tree);
        same &= r.same;
        costs[n++] = cost_of_tree(k, &tree, &r);
    }
    if (!s.tree.quiet) {
        cost_of_reviews(costs + n);
        print_costs(costs, n + 2, s.price);
        printf("peak memory %ld MiB, rows, states and all\n", peak_mib());
    }
    kinds_close();
    if (s.tree.quiet)
        printf("%" PRId64 " parts in a tree, in random order, flat: %s a single pass\n",
               s.tree.parts, same ? "the same bytes as" : "DIFFERENT bytes from");
    return !same;
}
