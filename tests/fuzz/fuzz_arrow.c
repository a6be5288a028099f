/* fuzz_arrow.c - record batches of any types over buffers of any content, each exactly as long as
 * its descriptors say, with now and then a descriptor that must be refused. What is read must not
 * depend on how the rows are cut into batches. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "table/arrow.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int holds)
{
    if (!holds)
        abort();
}

/* ---- Bytes to choose with: zeros once they are used up ---- */

typedef struct choices {
    const uint8_t *at, *end;
} choices;

static uint8_t choose(choices *c) { return c->at < c->end ? *c->at++ : 0; }

static void *filled(choices *c, size_t size)
{
    uint8_t *block = malloc(size ? size : 1);
    must(block != NULL);
    for (size_t i = 0; i < size; i++)
        block[i] = choose(c);
    return block;
}

/* ---- A record batch ---- */

enum { COLUMNS = 4, BUFFERS = 5, HEAP = 40, WORDS = 6 };

static const struct kind {
    const char *format;
    int width;  /* bytes of a row; 0 = bits, -1 = none */
    char shape; /* f fixed, o offsets, v views, n none */
} kinds[] = {
    {"n", -1, 'n'},     {"b", 0, 'f'},        {"c", 1, 'f'},        {"C", 1, 'f'},
    {"s", 2, 'f'},      {"S", 2, 'f'},        {"i", 4, 'f'},        {"I", 4, 'f'},
    {"l", 8, 'f'},      {"L", 8, 'f'},        {"f", 4, 'f'},        {"g", 8, 'f'},
    {"tdD", 4, 'f'},    {"tdm", 8, 'f'},      {"tts", 4, 'f'},      {"ttn", 8, 'f'},
    {"tDu", 8, 'f'},    {"tss:", 8, 'f'},     {"tsn:UTC", 8, 'f'},  {"tsu:", 8, 'f'},
    {"d:9,2", 16, 'f'}, {"d:38,20", 16, 'f'}, {"d:9,2,32", 4, 'f'}, {"d:9,-3,64", 8, 'f'},
    {"u", 4, 'o'},      {"U", 8, 'o'},        {"vu", 16, 'v'},      {"+l", 8, 'f'},
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

typedef struct node {
    struct ArrowSchema schema;
    struct ArrowArray array;
    const void *buffers[BUFFERS];
    int64_t sizes[2];
} node;

typedef struct table {
    struct ArrowSchema schema;
    struct ArrowArray array;
    node columns[COLUMNS], words[COLUMNS];
    struct ArrowSchema *schemas[COLUMNS];
    struct ArrowArray *arrays[COLUMNS];
    const void *buffers[1];
    char names[COLUMNS][2];
} table;

static void release_schema(struct ArrowSchema *schema) { schema->release = NULL; }
static void release_array(struct ArrowArray *array) { array->release = NULL; }

/* Offsets anywhere up to the heap's end, rising or not, and below 0. */
static void tame_offsets(void *offsets, int width, int64_t n)
{
    for (int64_t i = 0; i < n; i++) {
        int32_t narrow;
        int64_t wide;
        char *at = (char *)offsets + i * width;
        if (width == 4) {
            memcpy(&narrow, at, 4);
            narrow %= HEAP + 1;
            memcpy(at, &narrow, 4);
        } else {
            memcpy(&wide, at, 8);
            wide %= HEAP + 1;
            memcpy(at, &wide, 8);
        }
    }
}

static void fill_node(choices *c, node *n, const struct kind *kind, const char *name, int64_t rows)
{
    int64_t offset = choose(c) % 10, all = rows + offset;
    uint8_t has_bits = choose(c) & 1;
    memset(n, 0, sizeof *n);
    n->schema.format = kind->format;
    n->schema.name = name;
    n->schema.release = release_schema;
    n->array.length = rows;
    n->array.null_count = has_bits ? -1 : 0;
    n->array.offset = offset;
    n->array.buffers = n->buffers;
    n->array.release = release_array;
    if (kind->shape == 'n')
        return;
    n->array.n_buffers = kind->shape == 'f' ? 2 : kind->shape == 'o' ? 3 : 5;
    n->buffers[0] = has_bits ? filled(c, (size_t)(all + 7) / 8) : NULL;
    n->buffers[1] =
        filled(c, kind->width ? (size_t)(all + (kind->shape == 'o')) * (size_t)kind->width
                              : (size_t)(all + 7) / 8);
    if (kind->shape == 'o')
        tame_offsets((void *)(uintptr_t)n->buffers[1], kind->width, all + 1);
    if (kind->shape != 'f')
        n->buffers[2] = filled(c, HEAP);
    if (kind->shape != 'v')
        return;
    n->sizes[0] = HEAP;
    n->sizes[1] = choose(c) % HEAP;
    n->buffers[3] = filled(c, (size_t)n->sizes[1]);
    n->buffers[4] = n->sizes;
}

static void free_node(node *n)
{
    for (int i = 0; i < 4; i++)
        free((void *)(uintptr_t)n->buffers[i]);
}

static void fill_table(choices *c, table *t, int64_t rows)
{
    int64_t offset = choose(c) % 4;
    memset(t, 0, sizeof *t);
    t->schema.format = "+s";
    t->schema.n_children = t->array.n_children = choose(c) % (COLUMNS + 1);
    t->schema.children = t->schemas;
    t->schema.release = release_schema;
    t->array.length = rows;
    t->array.null_count = -1;
    t->array.offset = offset;
    t->array.n_buffers = 1;
    t->array.buffers = t->buffers;
    t->array.children = t->arrays;
    t->array.release = release_array;
    if (choose(c) & 1)
        t->buffers[0] = filled(c, (size_t)(rows + offset + 7) / 8);
    for (int64_t i = 0; i < t->schema.n_children; i++) {
        const struct kind *kind = &kinds[choose(c) % KINDS];
        t->names[i][0] = (char)('a' + i);
        fill_node(c, &t->columns[i], kind, t->names[i], rows + offset);
        t->schemas[i] = &t->columns[i].schema;
        t->arrays[i] = &t->columns[i].array;
        if (!(choose(c) & 3) || kind->shape != 'f')
            continue;
        fill_node(c, &t->words[i], &kinds[24 + choose(c) % 3], "", choose(c) % WORDS);
        t->columns[i].schema.dictionary = &t->words[i].schema;
        t->columns[i].array.dictionary = &t->words[i].array;
    }
}

static void free_table(table *t)
{
    free((void *)(uintptr_t)t->buffers[0]);
    for (int64_t i = 0; i < COLUMNS; i++) {
        free_node(&t->columns[i]);
        free_node(&t->words[i]);
    }
}

/* One descriptor is out of range; 1 if there was one to break. */
static int break_one(choices *c, table *t)
{
    static const int64_t wild[] = {-1, INT64_MIN, INT64_MAX};
    struct ArrowArray *array = &t->columns[0].array;
    int64_t *const fields[] = {&array->length, &array->offset, &array->n_buffers,
                               &array->null_count};
    int which = choose(c) % 4;
    int64_t value = wild[choose(c) % 3];
    if (!t->array.n_children || (which == 3 && (value == -1 || array->n_buffers == 0)))
        return 0;
    *fields[which] = value;
    return 1;
}

/* ---- Reading ---- */

/* FNV-1a over the rows that a builder got. */
static uint64_t fold_rows(const kefu_batch *batch)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (int32_t k = 0; k < batch->n_columns; k++) {
        const kefu_column *c = batch->columns[k];
        size_t width = c->type == KEFU_COLUMN_BOOL                                 ? 1
                       : c->type == KEFU_COLUMN_DATE || c->type == KEFU_COLUMN_F32 ? 4
                                                                                   : 8;
        for (int64_t i = 0; i < batch->rows; i++) {
            const uint8_t *bytes = (const uint8_t *)c->data + (size_t)i * width;
            size_t size = width;
            if (c->type == KEFU_COLUMN_TEXT) {
                kefu_text text = ((const kefu_text *)c->data)[i];
                bytes = (const uint8_t *)text.data;
                size = text.data ? text.size : 0;
            }
            hash = (hash ^ (c->states ? c->states[i] : 0)) * UINT64_C(1099511628211);
            for (size_t b = 0; b < size; b++)
                hash = (hash ^ bytes[b]) * UINT64_C(1099511628211);
        }
    }
    return hash;
}

static kefu_status read_table(const table *t, uint32_t flags, int32_t batch_rows, uint64_t *hash)
{
    const kefu_arrow_options options = {.struct_size = sizeof options,
                                        .batch_rows = batch_rows,
                                        .offset = flags & KEFU_ARROW_OFFSET ? 28800 : 0,
                                        .flags = flags};
    const kefu_batch *batch = NULL;
    kefu_builder *builder = NULL;
    kefu_arrow *arrow = NULL;
    kefu_error error = {.row = -1};
    kefu_status status = kefu_arrow_from_array(&options, &t->schema, &t->array, &arrow, &error);
    must(kefu_builder_new(NULL, NULL, &builder, NULL) == KEFU_OK);
    while (!status) {
        status = kefu_arrow_next(arrow, &batch, &error);
        if (!batch || status)
            break;
        status = kefu_builder_append(builder, batch, &error);
    }
    must(status == KEFU_OK || (error.row >= -1 && error.row < t->array.length));
    if (!status)
        *hash = fold_rows(kefu_builder_batch(builder));
    kefu_builder_free(builder);
    kefu_arrow_free(arrow);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    choices c = {data, data + size};
    uint8_t shape = choose(&c);
    uint32_t flags = shape & 7;
    uint64_t whole = 0, pieces = 0;
    table t;
    fill_table(&c, &t, shape >> 3);
    if (choose(&c) == 1 && break_one(&c, &t)) {
        kefu_status status = read_table(&t, flags & ~(uint32_t)KEFU_ARROW_SKIP, 0, &whole);
        must(status != KEFU_OK);
    } else if (read_table(&t, flags, 0, &whole) == KEFU_OK &&
               read_table(&t, flags, 1 + shape % 5, &pieces) == KEFU_OK) {
        must(whole == pieces);
    }
    free_table(&t);
    return 0;
}
