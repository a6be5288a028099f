/* train_add.c - labelled texts come in: folded, with their key. */
#include <string.h>

#include "base/fail.h"
#include "fold/fold_key.h"
#include "table/fields.h"
#include "train/train.h"

/* ---- Rows ---------------------------------------------------------------------------------------
 */

/* One call that adds rows; what it added is dropped if it fails. */
typedef struct train_adding {
    kefu_trainer *t;
    kf_buffer key;
    uint16_t *units;
    size_t units_capacity;
    int32_t n;
    size_t pool_size;
    kefu_error *error;
} train_adding;

static void train_adding_start(train_adding *a, kefu_trainer *t, kefu_error *error)
{
    memset(a, 0, sizeof *a);
    a->t = t;
    a->n = t->n;
    a->pool_size = t->pool_size;
    a->error = error;
    kf_buffer_init(&a->key, &t->memory);
}

static kefu_status train_adding_end(train_adding *a, kefu_status status)
{
    kefu_trainer *t = a->t;
    kf_buffer_free(&a->key);
    kf_free_array(&t->memory, a->units, a->units_capacity, sizeof *a->units);
    if (status) {
        t->n = a->n;
        t->pool_size = a->pool_size;
    }
    return kf_train_status(t, status, a->error);
}

static kefu_status train_add_room(train_adding *a, size_t count)
{
    kefu_trainer *t = a->t;
    const size_t n = (size_t)t->n + 1;
    void *p = kf_reserve(&t->memory, t->rows, &t->rows_capacity, n, sizeof *t->rows);
    if (!p)
        return kf_no_memory(a->error);
    t->rows = p;
    p = kf_reserve(&t->memory, t->labels, &t->labels_capacity, n * (size_t)t->n_heads, 1);
    if (!p)
        return kf_no_memory(a->error);
    t->labels = p;
    p = kf_reserve(&t->memory, t->pool, &t->pool_capacity, t->pool_size + count + 1,
                   sizeof *t->pool);
    if (!p)
        return kf_no_memory(a->error);
    t->pool = p;
    return KEFU_OK;
}

static kefu_status train_add_fold(train_adding *a, kefu_text text, int32_t encoding, size_t *count)
{
    kefu_error why;
    kefu_status status;
    const size_t need = kf_fold_room(text.size);
    void *p = kf_reserve(&a->t->memory, a->units, &a->units_capacity, need, sizeof *a->units);
    if (!p)
        return kf_no_memory(a->error);
    a->units = p;
    status =
        kf_fold(text.data, text.size, encoding, KEFU_INVALID_REFUSE, a->units, NULL, count, &why);
    if (status && a->error)
        *a->error = why;
    if (!status && *count > KF_MOST_UNITS)
        return kf_fail(a->error, KEFU_E_LIMIT, "a text has more than %d characters", KF_MOST_UNITS);
    return status;
}

/* labels[n_heads], checked. */
static kefu_status train_add_row(train_adding *a, kefu_text text, int32_t encoding,
                                 const int8_t *labels, int32_t day, int32_t weight)
{
    kefu_trainer *t = a->t;
    const uint16_t *units;
    kf_train_row *row;
    size_t count;
    kefu_status status;
    if (t->n == INT32_MAX)
        return kf_fail(a->error, KEFU_E_LIMIT, "a trainer takes at most 2147483647 rows");
    status = train_add_fold(a, text, encoding, &count);
    if (!status)
        status = train_add_room(a, count);
    if (status)
        return status;
    units = a->units + KF_FOLD_BEFORE + 1;
    row = &t->rows[t->n];
    memset(row, 0, sizeof *row);
    (void)kf_fold_key(units, count, row->key, &a->key);
    if (a->key.failed)
        return kf_no_memory(a->error);
    row->units = t->pool_size;
    row->count = (uint32_t)count;
    row->day = day;
    row->weight = weight;
    memcpy(t->labels + (size_t)t->n * (size_t)t->n_heads, labels, (size_t)t->n_heads);
    if (count)
        memcpy(t->pool + t->pool_size, units, count * sizeof *units);
    t->pool_size += count;
    t->n++;
    return KEFU_OK;
}

static kefu_status train_add_labels(const int8_t *labels, int32_t n, const kf_train_head *heads,
                                    int64_t row, kefu_error *error)
{
    for (int32_t h = 0; h < n; h++)
        if (labels[h] < -1 || labels[h] > 1)
            return kf_fail_row(error, KEFU_E_DATA, row, "head '%s': a label is 1, 0 or -1, not %d",
                               heads[h].key, labels[h]);
    return KEFU_OK;
}

static kefu_status train_add_check(const kefu_trainer *trainer, const kefu_text *texts, int64_t n,
                                   const int8_t *labels, int32_t encoding, int32_t weight,
                                   kefu_error *error)
{
    if (!trainer || (n > 0 && (!texts || !labels)))
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_trainer_add: %s is NULL",
                       !trainer ? "trainer"
                       : texts  ? "labels"
                                : "texts");
    if (n < 0)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_trainer_add: n is negative");
    if (encoding != KEFU_UTF8 && encoding != KEFU_GB18030)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "kefu_trainer_add: encoding %d is unknown",
                       encoding);
    if (weight < 0 || weight > 1000000)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_trainer_add: weight is 0 .. 1000000, not %d",
                       weight);
    return KEFU_OK;
}

static kefu_status train_row_status(kefu_status status, int64_t row, kefu_error *error)
{
    if (status && error && status != KEFU_E_MEMORY)
        error->row = row;
    return status;
}

kefu_status KEFU_CALL kefu_trainer_add(kefu_trainer *trainer, const kefu_text *texts, int64_t n,
                                       const int8_t *labels, const int32_t *days, int32_t encoding,
                                       int32_t weight, kefu_error *error)
{
    train_adding adding;
    kefu_status status = train_add_check(trainer, texts, n, labels, encoding, weight, error);
    if (status)
        return status;
    train_adding_start(&adding, trainer, error);
    for (int64_t i = 0; !status && i < n; i++) {
        const int8_t *row = labels + i * trainer->n_heads;
        if (!texts[i].data && texts[i].size)
            status = kf_fail_row(error, KEFU_E_ARGUMENT, i, "a text is NULL");
        if (!status)
            status = train_add_labels(row, trainer->n_heads, trainer->heads, i, error);
        if (!status)
            status = train_row_status(train_add_row(&adding, texts[i], encoding, row,
                                                    days ? days[i] : 0, weight ? weight : 1000),
                                      i, error);
    }
    return train_adding_end(&adding, status);
}

/* ---- Batches ------------------------------------------------------------------------------------
 */

static const kf_field train_fields[] = {{{"text", "正文", "评价"}, 1}, {{"day", "日期", NULL}, 0}};
enum { TRAIN_TEXT, TRAIN_DAY, TRAIN_FIELDS };

/* A block of a batch. */
typedef struct train_block {
    kefu_text texts[KF_BLOCK];
    int64_t numbers[KF_BLOCK];
    int32_t days[KF_BLOCK];
    uint8_t states[KF_BLOCK];
    int8_t labels[KF_BLOCK * KF_MOST_HEADS];
} train_block;

typedef struct train_batch {
    train_adding adding;
    kf_batch batch;
    kf_arena arena;
    const kf_column *fields[TRAIN_FIELDS], *heads[KF_MOST_HEADS];
    train_block *block;
} train_batch;

static kefu_status train_block_labels(train_batch *b, int32_t h, int64_t first, int64_t count)
{
    const kefu_trainer *t = b->adding.t;
    const kf_column *column = b->heads[h];
    kefu_status status;
    int32_t any;
    if (!column) {
        for (int64_t i = 0; i < count; i++)
            b->block->labels[i * t->n_heads + h] = -1;
        return KEFU_OK;
    }
    status = kf_column_numbers(column, first, count, 0, b->block->numbers, b->block->states, &any,
                               b->adding.error);
    for (int64_t i = 0; !status && i < count; i++) {
        const int64_t label = b->block->states[i] == KEFU_VALUE_OK ? b->block->numbers[i] : -1;
        if (b->block->states[i] == KEFU_VALUE_OK && (label < 0 || label > 1))
            return kf_fail_row(b->adding.error, KEFU_E_DATA, b->batch.first_row + first + i,
                               "column '%s': a label is 1, 0 or empty, not %i", t->heads[h].key,
                               label);
        b->block->labels[i * t->n_heads + h] = (int8_t)label;
    }
    return status;
}

static kefu_status train_block_days(train_batch *b, int64_t first, int64_t count)
{
    kefu_status status;
    int32_t any;
    memset(b->block->days, 0, sizeof b->block->days);
    if (!b->fields[TRAIN_DAY])
        return KEFU_OK;
    status = kf_column_numbers(b->fields[TRAIN_DAY], first, count, 0, b->block->numbers,
                               b->block->states, &any, b->adding.error);
    for (int64_t i = 0; !status && i < count; i++) {
        if (b->block->numbers[i] < INT32_MIN || b->block->numbers[i] > INT32_MAX)
            return kf_fail_row(b->adding.error, KEFU_E_OVERFLOW, b->batch.first_row + first + i,
                               "column '%s': %i is no day", b->fields[TRAIN_DAY]->view.name,
                               b->block->numbers[i]);
        b->block->days[i] = (int32_t)b->block->numbers[i];
    }
    return status;
}

static kefu_status train_block_add(train_batch *b, int64_t first, int64_t count)
{
    const int32_t n_heads = b->adding.t->n_heads;
    int32_t any;
    kefu_status status;
    kf_arena_free(&b->arena);
    status = kf_column_texts(b->fields[TRAIN_TEXT], first, count, &b->arena, b->block->texts,
                             b->block->states, &any, b->adding.error);
    if (!status)
        status = train_block_days(b, first, count);
    for (int32_t h = 0; !status && h < n_heads; h++)
        status = train_block_labels(b, h, first, count);
    for (int64_t i = 0; !status && i < count; i++)
        status =
            train_row_status(train_add_row(&b->adding, b->block->texts[i], KEFU_UTF8,
                                           b->block->labels + i * n_heads, b->block->days[i], 1000),
                             b->batch.first_row + first + i, b->adding.error);
    return status;
}

static kefu_status train_batch_read(train_batch *b)
{
    const kefu_trainer *t = b->adding.t;
    kefu_status status = kf_fields_find(&b->batch, "labelled texts", train_fields, TRAIN_FIELDS,
                                        b->fields, b->adding.error);
    for (int32_t h = 0; h < t->n_heads; h++)
        b->heads[h] = kf_batch_find(&b->batch, t->heads[h].key);
    for (int64_t first = 0; !status && first < b->batch.rows; first += KF_BLOCK) {
        const int64_t left = b->batch.rows - first;
        status = train_block_add(b, first, left < KF_BLOCK ? left : KF_BLOCK);
    }
    return status;
}

kefu_status KEFU_CALL kefu_trainer_add_batch(kefu_trainer *trainer, const kefu_batch *batch,
                                             kefu_error *error)
{
    train_batch b;
    kefu_status status;
    if (!trainer || !batch)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_trainer_add_batch: %s is NULL",
                       trainer ? "batch" : "trainer");
    memset(&b, 0, sizeof b);
    train_adding_start(&b.adding, trainer, error);
    status = kf_batch_open(&b.batch, &trainer->memory, batch, error);
    if (status)
        return train_adding_end(&b.adding, status);
    kf_arena_init(&b.arena, &trainer->memory);
    b.block = kf_alloc(&trainer->memory, sizeof *b.block);
    status = b.block ? train_batch_read(&b) : kf_no_memory(error);
    kf_free(&trainer->memory, b.block, sizeof *b.block);
    kf_arena_free(&b.arena);
    kf_batch_close(&b.batch);
    return train_adding_end(&b.adding, status);
}
