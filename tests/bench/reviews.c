/* reviews.c - W5: reviews in UTF-8 to labels by one head and by all, with each kind of loops that
 * the processor knows; folding alone; one short review a call; what looking for phrases beside all
 * heads costs: 300 red lines of the Chinese starter set, and the whole of it. Texts and labels come
 * from a file of tab-separated lines "label, category, text" with a head line.
 *
 *     reviews MODEL TRAIN.tsv DEV.tsv */
#include "bench.h"

#include "base/cpu.h"
#include "lexicon/lexicon.h"
#include "model/model.h"

/* Runs of a few milliseconds; characters, reviews and rounds of short ones. */
enum { LAPS = 25, SHORT = 34, SHORTS = 64, SHORT_CALLS = 200 };

/* Phrases that are looked for, and how many of them may stand in a text. */
enum { RED_LINES = 300, FOUND = 4096 };

typedef struct reviews {
    kefu_text *texts;
    int8_t *labels, *polarity;
    uint32_t *aspects;
    int64_t n;
    size_t bytes, units;
    kefu_model *model;
    kf_panel panel;
    uint16_t *room;
    kf_matcher *matcher; /* NULL: none is looked for */
    size_t found;
    int32_t cpu;
} reviews;

static void *all_of(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    char *bytes;
    if (!file || fseek(file, 0, SEEK_END)) {
        perror(path);
        exit(1);
    }
    *size = (size_t)ftell(file);
    rewind(file);
    bytes = aligned_alloc(64, (*size + 64) / 64 * 64);
    if (!bytes || fread(bytes, 1, *size, file) != *size) {
        perror(path);
        exit(1);
    }
    fclose(file);
    return bytes;
}

static void *room_for(size_t n, size_t size)
{
    void *room = calloc(n + 1, size);
    if (!room)
        exit(1);
    return room;
}

static reviews reviews_of(const char *path, kefu_model *model)
{
    reviews r = {.model = model};
    size_t size, longest = 0;
    char *at = all_of(path, &size), *end = at + size, *line;
    size_t lines = 0;
    for (char *p = at; p < end; p++)
        lines += *p == '\n';
    r.texts = room_for(lines, sizeof *r.texts);
    r.labels = room_for(lines, 1);
    r.polarity = room_for(lines, 1);
    r.aspects = room_for(lines, sizeof *r.aspects);
    for (line = memchr(at, '\n', size); line && line + 1 < end;) {
        char *from = line + 1, *text = from;
        line = memchr(from, '\n', (size_t)(end - from));
        for (int tabs = 0; tabs < 2; text++)
            tabs += *text == '\t';
        r.labels[r.n] = *from == '1' ? 1 : -1;
        r.texts[r.n].data = text;
        r.texts[r.n].size = (size_t)((line ? line : end) - text);
        r.bytes += r.texts[r.n].size;
        longest = r.texts[r.n].size > longest ? r.texts[r.n].size : longest;
        r.n++;
    }
    r.room = room_for(kf_fold_room(longest), sizeof *r.room);
    return r;
}

static size_t fold_one(reviews *r, const kefu_text *text)
{
    kefu_error error;
    size_t count;
    need(kf_fold_on(r->cpu, text->data, text->size, KEFU_UTF8, KEFU_INVALID_REFUSE, r->room, NULL,
                    &count, &error),
         &error);
    return count;
}

static void fold_all(void *of)
{
    reviews *r = of;
    r->units = 0;
    for (int64_t i = 0; i < r->n; i++)
        r->units += fold_one(r, &r->texts[i]);
}

static void score(reviews *r, int64_t from, int64_t n, int all)
{
    kefu_error error;
    kefu_model_scores out = {.struct_size = sizeof out, .polarity = r->polarity + from};
    if (all)
        out.aspects = r->aspects + from;
    need(kefu_model_score(r->model, NULL, r->texts + from, n, KEFU_UTF8, KEFU_INVALID_REFUSE, &out,
                          &error),
         &error);
}

static void one_head(void *of) { score(of, 0, ((reviews *)of)->n, 0); }
static void all_heads(void *of) { score(of, 0, ((reviews *)of)->n, 1); }

/* All heads, and phrases if there is a matcher. */
static void heads_and_phrases(void *of)
{
    static kf_found found[FOUND];
    reviews *r = of;
    kf_scores scores;
    r->found = 0;
    for (int64_t i = 0; i < r->n; i++) {
        const size_t count = fold_one(r, &r->texts[i]);
        const uint16_t *edge = r->room + KF_FOLD_BEFORE;
        kf_score_all(&r->model->table, edge, count, &scores);
        r->aspects[i] = kf_panel_yes_scored(&r->panel, &scores);
        if (r->matcher)
            r->found += kf_match(r->matcher, edge + 1, count, NULL, 0, 0, found, FOUND);
    }
}

static double cpu_of(void (*job)(void *), reviews *r)
{
    const double from = seconds(CLOCK_PROCESS_CPUTIME_ID);
    job(r);
    return seconds(CLOCK_PROCESS_CPUTIME_ID) - from;
}

static void report(const char *name, void (*job)(void *), reviews *r)
{
    double cpu[LAPS];
    job(r);
    for (int i = 0; i < LAPS; i++)
        cpu[i] = cpu_of(job, r);
    qsort(cpu, LAPS, sizeof *cpu, by_size);
    printf("%-28s cpu %8.1f ms (least %6.1f)  %6.0f MB/s  %6.2f M reviews/s\n", name,
           cpu[LAPS / 2] * 1e3, cpu[0] * 1e3, (double)r->bytes / cpu[LAPS / 2] * 1e-6,
           (double)r->n / cpu[LAPS / 2] * 1e-6);
}

/* One call a review; reviews of SHORT characters. */
static void report_short(reviews *r, const char *name)
{
    int64_t rows[SHORTS], n = 0;
    double best = 1e9;
    for (int64_t i = 0; i < r->n && n < SHORTS; i++)
        if (fold_one(r, &r->texts[i]) == SHORT)
            rows[n++] = i;
    for (int round = 0; n && round < SHORT_CALLS; round++) {
        double from = seconds(CLOCK_MONOTONIC), took;
        for (int64_t i = 0; i < n; i++)
            score(r, rows[i], 1, 1);
        took = (seconds(CLOCK_MONOTONIC) - from) / (double)n;
        best = took < best ? took : best;
    }
    printf("%-28s %.0f ns a call\n", name, best * 1e9);
}

/* So many entries of a list of the starter set, spread over it; of all lists if that is 0. */
static kf_matcher *matcher_of(int32_t list, int32_t most)
{
    kefu_error error;
    kefu_lexicon *starter;
    kefu_category_info info;
    kf_memory memory;
    kf_matcher *matcher;
    int32_t n = 0, passed = 0, taken = 0;
    need(kf_memory_init(&memory, NULL, &error), &error);
    need(kefu_lexicon_starter(NULL, KEFU_ZH, &starter, &error), &error);
    need(kf_matcher_new(&memory, NULL, &matcher, &error), &error);
    for (int32_t i = 0; i < starter->n_entries; i++)
        n += kf_category(starter->entries[i].category, &info) && (!list || info.list == list);
    for (int32_t i = 0; i < starter->n_entries; i++) {
        kf_category(starter->entries[i].category, &info);
        if ((list && info.list != list) || (int64_t)most * ++passed < (int64_t)n * (taken + 1))
            continue;
        need(kf_matcher_add(matcher, &starter->entries[i], (uint32_t)taken++, &error), &error);
    }
    need(kf_matcher_ready(matcher, &error), &error);
    kefu_lexicon_free(starter);
    return matcher;
}

/* What phrases take beside all heads: the least of laps with and without them in turns. */
static void report_phrases(reviews *r, const char *name, const char *what, kf_matcher *matcher)
{
    double best[2] = {1e9, 1e9};
    for (int i = 0; i < 2 * LAPS; i++) {
        r->matcher = i & 1 ? matcher : NULL;
        const double cpu = cpu_of(heads_and_phrases, r);
        best[i & 1] = cpu < best[i & 1] ? cpu : best[i & 1];
    }
    printf("%-28s %s: + %.1f ms, %.0f %% of all heads; %zu found\n", name, what,
           (best[1] - best[0]) * 1e3, (best[1] / best[0] - 1) * 100, r->found);
}

static void report_right(const reviews *r)
{
    int64_t right = 0;
    for (int64_t i = 0; i < r->n; i++)
        right += r->polarity[i] == r->labels[i];
    printf("%-28s %.4f of %" PRId64 " reviews of dev\n", "w5_one_head kefu, right",
           (double)right / (double)r->n, r->n);
}

int main(int argc, char **argv)
{
    static const char *const names[] = {"plain", "avx2", "avx512", "vbmi2"};
    kefu_model *model;
    kefu_error error;
    size_t size;
    if (argc != 4)
        return 2;
    const void *bytes = all_of(argv[1], &size);
    need(kefu_model_from_bytes(NULL, bytes, size, 0, &model, &error), &error);
    reviews dev = reviews_of(argv[3], model), train = reviews_of(argv[2], model);
    kf_matcher *red_lines = matcher_of(KEFU_LIST_RED_LINE, RED_LINES);
    kf_matcher *starter = matcher_of(0, INT32_MAX);
    need(kf_panel_init(&train.panel, model, NULL, &error), &error);
    one_head(&dev);
    report_right(&dev);
    fold_all(&train);
    printf("w5: %" PRId64 " reviews, %.2f MB, %zu units\n", train.n, (double)train.bytes * 1e-6,
           train.units);
    for (int32_t cpu = KF_CPU_PLAIN; cpu <= kf_cpu(); cpu++) {
        char name[64];
        model->table.cpu = train.cpu = cpu;
        snprintf(name, sizeof name, "w5_fold kefu %s", names[cpu]);
        report(name, fold_all, &train);
        snprintf(name, sizeof name, "w5_one_head kefu %s", names[cpu]);
        report(name, one_head, &train);
        snprintf(name, sizeof name, "w5_all_heads kefu %s", names[cpu]);
        report(name, all_heads, &train);
        snprintf(name, sizeof name, "w5_short kefu %s", names[cpu]);
        report_short(&train, name);
        snprintf(name, sizeof name, "w5_phrases kefu %s", names[cpu]);
        report_phrases(&train, name, "300 red lines", red_lines);
        report_phrases(&train, name, "the starter set", starter);
    }
    kf_matcher_free(red_lines);
    kf_matcher_free(starter);
    return 0;
}
