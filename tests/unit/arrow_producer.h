/* arrow_producer.h - a producer of Arrow record batches by hand. */
#ifndef TESTS_ARROW_PRODUCER_H
#define TESTS_ARROW_PRODUCER_H

#include "arrow_rows.h"
#include "text_view.h"

enum { PRODUCER_COLUMNS = 8, PRODUCER_BUFFERS = 6 };

/* A record batch whose parts are all in one place; add columns, change what should be wrong. */
typedef struct producer {
    struct ArrowSchema schema, columns[PRODUCER_COLUMNS], words;
    struct ArrowArray array, data[PRODUCER_COLUMNS], word_data;
    struct ArrowSchema *schema_children[PRODUCER_COLUMNS];
    struct ArrowArray *array_children[PRODUCER_COLUMNS];
    const void *buffers[PRODUCER_COLUMNS][PRODUCER_BUFFERS], *word_buffers[PRODUCER_BUFFERS];
    const void *root_buffers[1];
} producer;

static void producer_release_schema(struct ArrowSchema *schema) { schema->release = NULL; }
static void producer_release_array(struct ArrowArray *array) { array->release = NULL; }

static void producer_init(producer *p, int64_t rows)
{
    memset(p, 0, sizeof *p);
    p->schema.format = "+s";
    p->schema.name = "";
    p->schema.children = p->schema_children;
    p->schema.release = producer_release_schema;
    p->array.length = rows;
    p->array.n_buffers = 1;
    p->array.buffers = p->root_buffers;
    p->array.children = p->array_children;
    p->array.release = producer_release_array;
}

/* A column of n buffers, the first of them validity. */
static void producer_add(producer *p, const char *name, const char *format, int64_t n_buffers,
                         const void *const *buffers)
{
    int64_t i = p->schema.n_children++;
    struct ArrowSchema *schema = &p->columns[i];
    struct ArrowArray *data = &p->data[i];
    p->array.n_children++;
    p->schema_children[i] = schema;
    p->array_children[i] = data;
    schema->name = name;
    schema->format = format;
    schema->flags = ARROW_FLAG_NULLABLE;
    schema->release = producer_release_schema;
    data->length = p->array.offset + p->array.length;
    data->null_count = -1;
    data->n_buffers = n_buffers;
    data->buffers = p->buffers[i];
    data->release = producer_release_array;
    for (int64_t k = 0; k < n_buffers && k < PRODUCER_BUFFERS; k++)
        p->buffers[i][k] = buffers[k];
}

/* Makes column i one of codes for n texts. */
static void producer_words(producer *p, int32_t i, const char *format, int64_t n, int64_t n_buffers,
                           const void *const *buffers)
{
    p->words.format = format;
    p->words.release = producer_release_schema;
    p->word_data.length = n;
    p->word_data.null_count = -1;
    p->word_data.n_buffers = n_buffers;
    p->word_data.buffers = p->word_buffers;
    p->word_data.release = producer_release_array;
    for (int64_t k = 0; k < n_buffers && k < PRODUCER_BUFFERS; k++)
        p->word_buffers[k] = buffers[k];
    p->columns[i].dictionary = &p->words;
    p->data[i].dictionary = &p->word_data;
}

/* The one batch of a producer. */
static inline const kefu_batch *read_whole(const producer *p, const kefu_arrow_options *options,
                                           kefu_arrow **arrow)
{
    const kefu_batch *batch = NULL;
    kefu_error error = {.message = ""};
    if (kefu_arrow_from_array(options, &p->schema, &p->array, arrow, &error) ||
        kefu_arrow_next(*arrow, &batch, &error))
        fail_msg("%s: %s", p->columns[0].format, error.message);
    assert_non_null(batch);
    return batch;
}

#endif
