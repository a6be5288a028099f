/* train_rows.c - the rows of all label logs as texts, each once: in the order of keys, with the
 * label of the latest day, and none where labels of that day disagree. */
#include <string.h>

#include "base/fail.h"
#include "base/sort.h"
#include "train/train.h"

/* ---- Order --------------------------------------------------------------------------------------
 */

static int32_t corpus_by_units(const kefu_trainer *t, const kf_train_row *a, const kf_train_row *b)
{
    const uint32_t least = a->count < b->count ? a->count : b->count;
    for (uint32_t i = 0; i < least; i++) {
        const uint16_t x = t->pool[a->units + i], y = t->pool[b->units + i];
        if (x != y)
            return x < y ? -1 : 1;
    }
    return a->count < b->count ? -1 : a->count > b->count;
}

static int corpus_same(const kf_train_row *a, const kf_train_row *b)
{
    return a->key[0] == b->key[0] && a->key[1] == b->key[1];
}

static int32_t corpus_compare(const void *things, uint32_t i, uint32_t j)
{
    const kefu_trainer *t = things;
    const kf_train_row *a = &t->rows[i], *b = &t->rows[j];
    if (a->key[0] != b->key[0])
        return a->key[0] < b->key[0] ? -1 : 1;
    if (a->key[1] != b->key[1])
        return a->key[1] < b->key[1] ? -1 : 1;
    return corpus_by_units(t, a, b);
}

/* ---- One text -----------------------------------------------------------------------------------
 */

/* What one head is told of a text. */
typedef struct corpus_told {
    int32_t day, weight; /* thousandths */
    int8_t label, agreed;
} corpus_told;

/* A label of a later day stands; of two of one day that agree, the one that counts more. */
static void corpus_tell(corpus_told *told, int8_t label, int32_t day, int32_t weight)
{
    if (told->label < 0 || day > told->day) {
        *told = (corpus_told){day, weight, label, 1};
    } else if (day == told->day) {
        told->agreed = (int8_t)(told->agreed && label == told->label);
        told->weight = weight > told->weight ? weight : told->weight;
    }
}

static corpus_told corpus_label(const kefu_trainer *t, const uint32_t *order, uint32_t n,
                                int32_t head)
{
    corpus_told told = {0, 0, -1, 1};
    for (uint32_t i = 0; i < n; i++) {
        const kf_train_row *row = &t->rows[order[i]];
        const int8_t label = t->labels[(size_t)order[i] * (size_t)t->n_heads + (size_t)head];
        if (label >= 0)
            corpus_tell(&told, label, row->day, row->weight);
    }
    if (!told.agreed)
        told.label = -1;
    return told;
}

static void corpus_text(const kefu_trainer *t, const uint32_t *order, uint32_t n, kf_corpus *out)
{
    const kf_train_row *row = &t->rows[order[0]];
    const uint32_t at = out->n;
    out->units[at] = row->units;
    out->counts[at] = row->count;
    out->tenths[at] = (uint8_t)(row->key[0] % KF_TRAIN_TENTHS);
    out->fifths[at] = row->key[1] % 5 == 0;
    for (int32_t h = 0; h < t->n_heads; h++) {
        const corpus_told told = corpus_label(t, order, n, h);
        const size_t cell = (size_t)at * (size_t)t->n_heads + (size_t)h;
        out->labels[cell] = told.label;
        out->weights[cell] = (float)told.weight / 1000;
    }
    out->n++;
}

/* ---- All ----------------------------------------------------------------------------------------
 */

static uint32_t corpus_count(const kefu_trainer *t, const uint32_t *order)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < (uint32_t)t->n; i++)
        n += i == 0 || !corpus_same(&t->rows[order[i]], &t->rows[order[i - 1]]);
    return n;
}

static kefu_status corpus_room(const kefu_trainer *t, uint32_t n, kf_corpus *out, kefu_error *error)
{
    const kf_memory *memory = &t->memory;
    out->pool = t->pool;
    out->n_heads = t->n_heads;
    out->room = n;
    out->units = kf_alloc_array(memory, n, sizeof *out->units);
    out->counts = kf_alloc_array(memory, n, sizeof *out->counts);
    out->weights = kf_alloc_array(memory, n, (size_t)t->n_heads * sizeof *out->weights);
    out->labels = kf_alloc_array(memory, n, (size_t)t->n_heads);
    out->tenths = kf_alloc_array(memory, n, 1);
    out->fifths = kf_alloc_array(memory, n, 1);
    return out->units && out->counts && out->weights && out->labels && out->tenths && out->fifths
               ? KEFU_OK
               : kf_no_memory(error);
}

static void corpus_fill(const kefu_trainer *t, const uint32_t *order, kf_corpus *out)
{
    const uint32_t n = (uint32_t)t->n;
    for (uint32_t first = 0, next; first < n; first = next) {
        for (next = first + 1; next < n; next++)
            if (!corpus_same(&t->rows[order[first]], &t->rows[order[next]]))
                break;
        corpus_text(t, order + first, next - first, out);
    }
}

kefu_status kf_corpus_make(const kefu_trainer *trainer, kf_corpus *out, kefu_error *error)
{
    const uint32_t n = (uint32_t)trainer->n;
    uint32_t *order = kf_alloc_array(&trainer->memory, n, sizeof *order);
    kefu_status status;
    memset(out, 0, sizeof *out);
    if (!order)
        return kf_no_memory(error);
    for (uint32_t i = 0; i < n; i++)
        order[i] = i;
    status = kf_sort(&trainer->memory, order, n, corpus_compare, trainer, error);
    if (!status)
        status = corpus_room(trainer, corpus_count(trainer, order), out, error);
    if (!status)
        corpus_fill(trainer, order, out);
    else
        kf_corpus_free(&trainer->memory, out);
    kf_free_array(&trainer->memory, order, n, sizeof *order);
    return status;
}

void kf_corpus_free(const kf_memory *memory, kf_corpus *corpus)
{
    const size_t n = corpus->room;
    kf_free_array(memory, corpus->units, n, sizeof *corpus->units);
    kf_free_array(memory, corpus->counts, n, sizeof *corpus->counts);
    kf_free_array(memory, corpus->weights, n, (size_t)corpus->n_heads * sizeof *corpus->weights);
    kf_free_array(memory, corpus->labels, n, (size_t)corpus->n_heads);
    kf_free_array(memory, corpus->tenths, n, 1);
    kf_free_array(memory, corpus->fifths, n, 1);
    memset(corpus, 0, sizeof *corpus);
}
