/* fit.c - sets to a trainer, a trainer to a model. */
#include <stdlib.h>
#include <string.h>

#include "train_reviews.h"

#if defined(_WIN32)
#include <io.h>
#define isatty _isatty
#else
#include <unistd.h>
#endif

/* ---- Progress ---- */

enum { STANDARD_ERROR = 2 };
static int32_t shown = -1;
static const char *shown_what = "";

kefu_status KEFU_CALL show_progress(void *user, int32_t millionths)
{
    const int32_t percent = millionths / 10000;
    (void)user;
    if (percent == shown || !isatty(STANDARD_ERROR))
        return KEFU_OK;
    shown = percent;
    fprintf(stderr, "\r%s: %d%%", shown_what, (int)percent);
    return KEFU_OK;
}

void begin_progress(const char *what) { shown_what = what; }

void end_progress(void)
{
    if (shown >= 0)
        fputs("\r\033[K", stderr);
    shown = -1;
}

/* ---- Trainers ---- */

kefu_trainer *trainer_of(const kefu_trainer_options *options, const head *heads, int n)
{
    kefu_trainer *t = NULL;
    kefu_error error = {0};
    check(kefu_trainer_new(options, &t, &error), "options", &error);
    for (int h = 1; h < n; h++) /* polarity is there */
        check(kefu_trainer_head(t, heads[h].key, heads[h].kind, heads[h].cause, &error),
              heads[h].key, &error);
    return t;
}

static int is_left_out(const labelled *l, int64_t row, const set *s, const char *without)
{
    kefu_text category;
    if (!without)
        return 0;
    if (s->drop && !strcmp(s->drop, without))
        return 1;
    if (l->category < 0)
        return 0;
    category = cell(&l->file, l->category, row);
    return category.size == strlen(without) && !memcmp(category.data, without, category.size);
}

/* Polarity with its weight, and the other heads, which always count in full. */
static void add_row(kefu_trainer *t, const recipe *r, const labelled *l, int64_t row)
{
    const int32_t *day = l->later ? &l->later : NULL;
    int8_t labels[MOST_HEADS];
    int others = 0;
    kefu_error error = {0};
    memcpy(labels, l->labels + row * r->n_heads, (size_t)r->n_heads);
    for (int h = 1; h < r->n_heads; h++)
        others |= labels[h] >= 0;
    if (others && l->weights[row] != 1000) {
        labels[0] = -1;
        check(kefu_trainer_add(t, &l->texts[row], 1, labels, day, KEFU_UTF8, 1000, &error),
              l->folder, &error);
        memset(labels, -1, sizeof labels);
        labels[0] = l->labels[row * r->n_heads];
    }
    check(kefu_trainer_add(t, &l->texts[row], 1, labels, day, KEFU_UTF8, l->weights[row], &error),
          l->folder, &error);
}

/* A good or bad text is not neutral, say stars; where a set of three classes has the text, what it
 * says is of a later day, and stands. */
static void add_classes(kefu_trainer *t, const recipe *r, const labelled *l, int64_t row)
{
    enum { TENTH = 100 };
    const int8_t good = l->labels[row * r->n_heads];
    int8_t labels[MOST_HEADS];
    kefu_error error = {0};
    memset(labels, -1, sizeof labels);
    for (int h = 1; h < r->n_heads; h++)
        if (r->heads[h].kind == KEFU_HEAD_CLASS)
            labels[h] = !strcmp(r->heads[h].key, good ? "positive" : "negative");
    check(kefu_trainer_add(t, &l->texts[row], 1, labels, NULL, KEFU_UTF8, TENTH, &error), l->folder,
          &error);
}

/* Labels by words: no counts 0.3, yes 0.4, of a term that somebody marked 1.2. */
static void add_weak(kefu_trainer *t, const recipe *r, const set *s, const labelled *l, int64_t row)
{
    enum { NO = 300, YES = 400, MARKED = 1200 };
    const int32_t weights[2] = {NO, s->labels == SET_OPINIONS ? MARKED : YES};
    int8_t labels[MOST_HEADS], side[MOST_HEADS];
    kefu_error error = {0};
    weak_labels(r, s, l->texts[row], cell(&l->file, l->column, row), labels);
    for (int8_t k = 0; k < 2; k++) {
        for (int h = 0; h < r->n_heads; h++)
            side[h] = (int8_t)(labels[h] == k ? k : -1);
        check(kefu_trainer_add(t, &l->texts[row], 1, side, NULL, KEFU_UTF8, weights[k], &error),
              l->folder, &error);
    }
}

static void add_set(kefu_trainer *t, const char *data, const recipe *r, const set *s,
                    const char *without)
{
    labelled l = read_set(data, r, s, "train.tsv");
    pieces *dev = s->pieces ? pieces_of_dev(data, r) : NULL;
    for (int64_t i = 0; i < l.n; i++)
        if (!is_left_out(&l, i, s, without) && !(dev && is_piece(dev, l.texts[i])))
            add_row(t, r, &l, i);
    for (int64_t i = 0; r->n_heads > 1 && s->classes && i < l.n; i++)
        add_classes(t, r, &l, i);
    for (int64_t i = 0; r->n_heads > 1 && s->weak && i < l.n; i += s->weak)
        add_weak(t, r, s, &l, i);
    free_pieces(dev);
    free_set(&l);
}

kefu_model *fit_recipe(const char *data, const recipe *r, const char *without, kefu_buffer **bytes)
{
    const int n_heads = without ? 1 : r->n_heads;
    recipe heads = *r;
    kefu_trainer_options options = {.struct_size = sizeof options,
                                    .id = r->id,
                                    .language = r->language,
                                    .bits = r->bits,
                                    .progress = show_progress};
    kefu_error error = {0};
    kefu_model *model = NULL;
    size_t size;
    kefu_trainer *t = trainer_of(&options, r->heads, n_heads);
    heads.n_heads = n_heads;
    begin_progress(without ? without : r->id);
    for (int i = 0; i < r->n_sets; i++)
        if (!without || r->sets[i].polarity)
            add_set(t, data, &heads, &r->sets[i], without);
    check(kefu_buffer_new(NULL, bytes, &error), r->id, &error);
    check(kefu_trainer_finish(t, kefu_buffer_sink(*bytes), &error), r->id, &error);
    end_progress();
    kefu_trainer_free(t);
    const char *data_of = kefu_buffer_data(*bytes, &size);
    check(kefu_model_from_bytes(NULL, data_of, size, 0, &model, &error), r->id, &error);
    return model;
}

kefu_model *open_model(const char *path, char **bytes)
{
    kefu_model *model = NULL;
    kefu_error error = {0};
    size_t size;
    *bytes = read_text(path, &size);
    check(kefu_model_from_bytes(NULL, *bytes, size, 0, &model, &error), path, &error);
    return model;
}
