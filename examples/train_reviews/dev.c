/* dev.c - how good a model is on the dev parts of the sets, which nothing was fitted on. */
#include <stdlib.h>
#include <string.h>

#include "train_reviews.h"

static const int64_t million = 1000000;

static void add_figure(const recipe *r, figures *f, const char *of, const char *what, int64_t value,
                       int64_t n, int64_t low, int64_t high)
{
    figure *at = &f->at[f->n];
    if (f->n == MOST_FIGURES)
        fail_text(r->id, "there are too many figures");
    *at = (figure){.value = value, .n = n, .low = low, .high = high};
    snprintf(at->name, sizeof at->name, "%s%s%s", of, *of ? " " : "", what);
    for (int i = 0; i < r->n_goals; i++)
        if (!strcmp(r->goals[i].figure, at->name))
            at->goal = &r->goals[i];
    f->n++;
}

static int64_t share(int64_t num, int64_t den) { return den ? (num * million + den / 2) / den : 0; }

static int64_t millionths(kefu_value value)
{
    int64_t out = 0;
    return value.den && !kefu_value_round(&value, 6, &out) ? out : 0;
}

/* ---- What the model says ---- */

typedef struct said {
    int8_t *polarity, *three;
    int32_t *positive;
    uint32_t *aspects;
} said;

static said ask(const kefu_model *model, const labelled *l, int three)
{
    const size_t n = (size_t)l->n;
    said s = {grow(NULL, n), grow(NULL, n), grow(NULL, n * sizeof *s.positive),
              grow(NULL, n * sizeof *s.aspects)};
    kefu_model_scores out = {.struct_size = sizeof out,
                             .polarity = s.polarity,
                             .positive = s.positive,
                             .three = three ? s.three : NULL,
                             .aspects = s.aspects};
    kefu_error error = {0};
    check(
        kefu_model_score(model, NULL, l->texts, l->n, KEFU_UTF8, KEFU_INVALID_REFUSE, &out, &error),
        l->folder, &error);
    return s;
}

static void free_said(said *s)
{
    free(s->polarity);
    free(s->three);
    free(s->positive);
    free(s->aspects);
}

/* ---- Polarity ---- */

static int by_falling(const void *a, const void *b)
{
    const int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return x > y ? -1 : x < y;
}

/* Accuracy of the surest `percent` of the texts. */
static int64_t surest(const recipe *r, const labelled *l, const said *s, int percent, int64_t *n)
{
    int32_t *list = grow(NULL, (size_t)l->n * sizeof *list);
    int64_t labels = 0, right = 0;
    for (int64_t i = 0; i < l->n; i++) {
        const int8_t label = l->labels[i * r->n_heads];
        const int32_t p = s->positive[i], certain = p >= 500000 ? p : 1000000 - p;
        if (label >= 0)
            list[labels++] = certain * 2 + ((p >= 500000) == (label == 1));
    }
    qsort(list, (size_t)labels, sizeof *list, by_falling);
    *n = labels * percent / 100;
    for (int64_t i = 0; i < *n; i++)
        right += list[i] & 1;
    free(list);
    return share(right, *n);
}

static void polarity_figures(const recipe *r, const kefu_model *model, const labelled *l,
                             const said *s, figures *f)
{
    kefu_train_figures out = {.struct_size = sizeof out};
    int8_t *labels = grow(NULL, (size_t)l->n);
    kefu_error error = {0};
    int64_t n;
    for (int64_t i = 0; i < l->n; i++)
        labels[i] = l->labels[i * r->n_heads];
    check(kefu_model_figures(model, NULL, l->texts, l->n, labels, KEFU_UTF8, 1, &out, &error),
          l->folder, &error);
    free(labels);
    if (!out.labels)
        return;
    add_figure(r, f, l->folder, "accuracy", millionths(out.accuracy), out.labels,
               millionths(out.low), millionths(out.high));
    add_figure(r, f, l->folder, "macro-F1", millionths(out.macro_f1), out.labels, 0, 0);
    add_figure(r, f, l->folder, "calibration error", millionths(out.calibration), out.labels, 0, 0);
    const int64_t ninety = surest(r, l, s, 90, &n);
    add_figure(r, f, l->folder, "right of the surest 90 %", ninety, n, 0, 0);
    const int64_t eighty = surest(r, l, s, 80, &n);
    add_figure(r, f, l->folder, "right of the surest 80 %", eighty, n, 0, 0);
    add_figure(r, f, l->folder, "covered at 95 % right", millionths(out.covered), out.labels, 0, 0);
}

/* ---- Three classes ---- */

static int find_head(const recipe *r, const char *key)
{
    for (int h = 0; h < r->n_heads; h++)
        if (!strcmp(r->heads[h].key, key))
            return h;
    return -1;
}

static void three_figures(const recipe *r, const labelled *l, const said *s, figures *f)
{
    const int negative = find_head(r, "negative");
    int64_t counts[3][3] = {{0}}, right = 0, n = 0, sum = 0;
    if (negative < 0)
        return;
    for (int64_t i = 0; i < l->n; i++)
        for (int k = 0; k < 3; k++)
            if (l->labels[i * r->n_heads + negative + k] == 1)
                counts[k][s->three[i] + 1]++;
    for (int k = 0; k < 3; k++) {
        int64_t is = 0, told = 0;
        for (int m = 0; m < 3; m++) {
            is += counts[k][m];
            told += counts[m][k];
        }
        n += is;
        right += counts[k][k];
        sum += share(2 * counts[k][k], is + told);
    }
    if (!n)
        return;
    add_figure(r, f, l->folder, "accuracy of three", share(right, n), n, 0, 0);
    add_figure(r, f, l->folder, "macro-F1 of three", (sum + 1) / 3, n, 0, 0);
}

/* ---- Aspects ---- */

typedef struct counts {
    int64_t hit, false_yes, missed;
} counts;

static void count_text(const recipe *r, const labelled *l, const said *s, int64_t row, int at,
                       counts *c)
{
    const int8_t label = l->labels[row * r->n_heads + at];
    const int yes = s->aspects[row] >> at & 1;
    if (r->heads[at].kind != KEFU_HEAD_ASPECT || label < 0)
        return;
    c->hit += label && yes;
    c->false_yes += !label && yes;
    c->missed += label && !yes;
}

static int64_t f1_of(const counts *c)
{
    return share(2 * c->hit, 2 * c->hit + c->false_yes + c->missed);
}

static int by_rising(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

/* 95 % of the micro-F1 of as many texts drawn with putting back (bootstrap, percentiles). */
static void bootstrap(const recipe *r, const labelled *l, const said *s, int64_t *low,
                      int64_t *high)
{
    enum { DRAWS = 1000 };
    int64_t drawn[DRAWS];
    counts *texts = grow(NULL, (size_t)l->n * sizeof *texts);
    for (int64_t i = 0; i < l->n; i++) {
        texts[i] = (counts){0, 0, 0};
        for (int h = 1; h < r->n_heads; h++)
            count_text(r, l, s, i, h, &texts[i]);
    }
    for (uint32_t d = 0; d < DRAWS; d++) {
        counts all = {0, 0, 0};
        for (int64_t i = 0; i < l->n; i++) {
            const uint32_t key[2] = {0x6B656675, 0}, counter[4] = {(uint32_t)i, d, 0, 0};
            uint32_t word[4];
            kefu_random(key, counter, word);
            const counts *c = &texts[(uint64_t)word[0] * (uint64_t)l->n >> 32];
            all.hit += c->hit;
            all.false_yes += c->false_yes;
            all.missed += c->missed;
        }
        drawn[d] = f1_of(&all);
    }
    qsort(drawn, DRAWS, sizeof *drawn, by_rising);
    *low = drawn[DRAWS / 40 - 1];
    *high = drawn[DRAWS - DRAWS / 40];
    free(texts);
}

static void aspect_figures(const recipe *r, const labelled *l, const said *s, figures *f)
{
    counts all = {0, 0, 0};
    int64_t sum = 0, heads = 0, low, high;
    const int first = f->n;
    f->n += 2; /* the two of all heads come first */
    for (int h = 1; h < r->n_heads; h++) {
        counts c = {0, 0, 0};
        char what[64];
        for (int64_t i = 0; i < l->n; i++)
            count_text(r, l, s, i, h, &c);
        if (r->heads[h].kind != KEFU_HEAD_ASPECT || !r->heads[h].word)
            continue;
        snprintf(what, sizeof what, "F1 of %s", r->heads[h].key);
        add_figure(r, f, l->folder, what, f1_of(&c), c.hit + c.missed, 0, 0);
        all.hit += c.hit;
        all.false_yes += c.false_yes;
        all.missed += c.missed;
        sum += f1_of(&c);
        heads++;
    }
    const int end = f->n;
    f->n = first;
    bootstrap(r, l, s, &low, &high);
    add_figure(r, f, l->folder, "micro-F1", f1_of(&all), all.hit + all.missed, low, high);
    add_figure(r, f, l->folder, "macro-F1 of heads", heads ? sum / heads : 0, heads, 0, 0);
    f->n = end;
}

/* ---- All ---- */

void dev_figures(const char *data, const recipe *r, const kefu_model *model, figures *out)
{
    for (int i = 0; i < r->n_sets; i++) {
        const set *own = &r->sets[i];
        labelled l = read_set(data, r, own, "dev.tsv");
        said s = ask(model, &l, find_head(r, "negative") >= 0);
        if (own->polarity)
            polarity_figures(r, model, &l, &s, out);
        if (own->labels == SET_THREE)
            three_figures(r, &l, &s, out);
        if (own->labels == SET_ASPECTS || own->labels == SET_REASONS)
            aspect_figures(r, &l, &s, out);
        free_said(&s);
        free_set(&l);
    }
}

void read_left_out(const char *path, const recipe *r, figures *out)
{
    size_t size;
    char *text = read_text(path, &size);
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        long long value, n;
        char name[64];
        if (sscanf(line, "%63[^\t]\t%lld\t%lld", name, &value, &n) != 3)
            fail_text(path, "expected what --leave-out prints");
        add_figure(r, out, "", name, value, n, 0, 0);
    }
    free(text);
}

/* ---- Categories left out ---- */

/* Texts of a category, or all where `category` is NULL. */
static void count_right(const recipe *r, const kefu_model *model, const labelled *l,
                        const char *category, int64_t *right, int64_t *n)
{
    said s = ask(model, l, 0);
    for (int64_t i = 0; i < l->n; i++) {
        const kefu_text own = l->category < 0 ? (kefu_text){"", 0} : cell(&l->file, l->category, i);
        if (category && (own.size != strlen(category) || memcmp(own.data, category, own.size) != 0))
            continue;
        *n += 1;
        *right += s.polarity[i] == (l->labels[i * r->n_heads] ? 1 : -1);
    }
    free_said(&s);
}

static const char *const categories[] = {"书籍",   "平板", "手机", "水果",   "洗发水",
                                         "热水器", "蒙牛", "衣服", "计算机", "酒店"};

void left_out_figures(const char *data, const recipe *r, figures *out)
{
    static const set hotels = {
        "zh_hotel_chnsenticorp", SET_BINARY, 1, 1000, 1000, "", NULL, 0, 0, 0};
    labelled dev = read_set(data, r, &r->sets[0], "dev.tsv");
    labelled hotel = read_set(data, r, &hotels, "dev.tsv");
    int64_t all_right = 0, all = 0;
    for (size_t c = 0; c < sizeof categories / sizeof *categories; c++) {
        kefu_buffer *bytes;
        char what[64];
        int64_t right = 0, n = 0;
        kefu_model *model = fit_recipe(data, r, categories[c], &bytes);
        count_right(r, model, &dev, categories[c], &right, &n);
        all_right += right;
        all += n;
        snprintf(what, sizeof what, "left out: %s", categories[c]);
        add_figure(r, out, "", what, share(right, n), n, 0, 0);
        if (c + 1 == sizeof categories / sizeof *categories) {
            right = n = 0;
            count_right(r, model, &hotel, NULL, &right, &n);
            add_figure(r, out, "", "left out: zh_hotel_chnsenticorp", share(right, n), n, 0, 0);
        }
        kefu_model_free(model);
        kefu_buffer_free(bytes);
    }
    add_figure(r, out, "", "left out: accuracy of all", share(all_right, all), all, 0, 0);
    free_set(&dev);
    free_set(&hotel);
}
