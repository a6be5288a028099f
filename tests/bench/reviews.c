/* reviews.c - W5: reviews in UTF-8 to labels by one head and by all, with each kind of loops that
 * the processor knows; folding alone; one short review a call. Texts and labels come from a file of
 * tab-separated lines "label, category, text" with a head line.
 *
 *     reviews MODEL TRAIN.tsv DEV.tsv */
#include "bench.h"

#include "base/cpu.h"
#include "model/model.h"

/* Runs of a few milliseconds; characters, reviews and rounds of short ones. */
enum { LAPS = 25, SHORT = 34, SHORTS = 64, SHORT_CALLS = 200 };

typedef struct reviews {
    kefu_text *texts;
    int8_t *labels, *polarity;
    uint32_t *aspects;
    int64_t n;
    size_t bytes, units;
    kefu_model *model;
    uint16_t *room;
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

static void report(const char *name, void (*job)(void *), reviews *r)
{
    double cpu[LAPS];
    job(r);
    for (int i = 0; i < LAPS; i++) {
        double from = seconds(CLOCK_PROCESS_CPUTIME_ID);
        job(r);
        cpu[i] = seconds(CLOCK_PROCESS_CPUTIME_ID) - from;
    }
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
    }
    return 0;
}
