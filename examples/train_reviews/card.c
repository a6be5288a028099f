/* card.c - the model card: what a model was made of, how good it is, and where not. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "train_reviews.h"

typedef struct text {
    char *data;
    size_t size, room;
} text;

static void put(text *t, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    if (t->room < t->size + 4096)
        t->data = grow(t->data, t->room = 2 * t->room + 8192);
    t->size += (size_t)vsnprintf(t->data + t->size, 4096, format, list);
    va_end(list);
}

/* Names, licences and limits hold nothing that JSON would have escaped. */
static void put_figure(text *t, const figure *f)
{
    put(t, "{\"name\":\"%s\",\"value\":%lld.%06lld,\"n\":%lld", f->name,
        (long long)(f->value / 1000000), (long long)(f->value % 1000000), (long long)f->n);
    if (f->low || f->high)
        put(t, ",\"low\":%lld.%06lld,\"high\":%lld.%06lld", (long long)(f->low / 1000000),
            (long long)(f->low % 1000000), (long long)(f->high / 1000000),
            (long long)(f->high % 1000000));
    put(t, "}");
}

static void put_set(text *t, const char *data, const recipe *r, const set *s)
{
    labelled train = read_set(data, r, s, "train.tsv"), dev = read_set(data, r, s, "dev.tsv");
    put(t, "{\"set\":\"%s\",\"train\":%lld,\"dev\":%lld,\"licence\":\"%s\"}", s->folder,
        (long long)train.n, (long long)dev.n, s->licence);
    free_set(&train);
    free_set(&dev);
}

static int set_is_first(const recipe *r, int number)
{
    for (int i = 0; i < number; i++)
        if (!strcmp(r->sets[i].folder, r->sets[number].folder))
            return 0;
    return 1;
}

char *card_of(const char *data, const recipe *r, const figures *f)
{
    text t = {NULL, 0, 0};
    put(&t, "{\"model\":\"%s\",\"made_by\":\"kefu %s, examples/train_reviews\",", r->id,
        kefu_version_string());
    put(&t, "\"texts\":\"none of the data is in the model: hashes of n-grams and weights\",");
    put(&t, "\"data\":[");
    for (int i = 0; i < r->n_sets; i++) {
        if (!set_is_first(r, i))
            continue;
        put(&t, "%s", i ? "," : "");
        put_set(&t, data, r, &r->sets[i]);
    }
    put(&t, "],\"figures_of\":\"dev, on which nothing was fitted\",\"figures\":[");
    for (int i = 0; i < f->n; i++) {
        put(&t, "%s", i ? "," : "");
        put_figure(&t, &f->at[i]);
    }
    put(&t, "],\"limits\":{\"zh\":\"%s\",\"en\":\"%s\"}}", r->limits_zh, r->limits_en);
    return t.data;
}

int card_agrees(const char *card, const figures *f)
{
    int agrees = 1;
    for (int i = 0; i < f->n; i++) {
        text t = {NULL, 0, 0};
        put_figure(&t, &f->at[i]);
        if (!strstr(card, t.data)) {
            printf("the card does not say %s\n", t.data);
            agrees = 0;
        }
        free(t.data);
    }
    return agrees;
}
