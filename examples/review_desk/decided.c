/* decided.c - hits with what people decided about them before: reviews are read again as more of
 * them come in, and nobody should have to decide twice. */
#include <stdlib.h>
#include <string.h>

#include "desk.h"

/* What a hit is known by, and what is decided about it. */
enum { PERSON, PART, REVIEW, KEYS };
enum { ACTION, BY, DAY, REASON, TO, CELLS };
static const char *const keys[KEYS] = {"person", "part", "review"};
static const char *const cells[CELLS] = {"action", "by", "day", "reason", "to"};

static const kefu_column *column_named(const kefu_batch *batch, const char *name)
{
    for (int32_t i = 0; i < batch->n_columns; i++)
        if (!strcmp(batch->columns[i]->name, name))
            return batch->columns[i];
    return NULL;
}

static kefu_text text_at(const kefu_column *c, int64_t row)
{
    const kefu_text none = {"", 0};
    return !c || (c->states && c->states[row]) ? none : ((const kefu_text *)c->data)[row];
}

static int same_text(kefu_text a, kefu_text b)
{
    return a.size == b.size && (!a.size || !memcmp(a.data, b.data, a.size));
}

typedef struct decided {
    const kefu_batch *batch;
    const kefu_column *keys[KEYS], *cells[CELLS], *of_hits[KEYS];
    char *used; /* of each row: a hit has it */
} decided;

static void find_columns(decided *d, const kefu_batch *hits, const char *path)
{
    for (int i = 0; i < KEYS; i++) {
        d->of_hits[i] = column_named(hits, keys[i]);
        d->keys[i] = column_named(d->batch, keys[i]);
        if (!d->keys[i])
            fail_text(path, "has no columns person, part and review");
    }
    for (int i = 0; i < CELLS; i++)
        d->cells[i] = column_named(d->batch, cells[i]);
}

static int is_about(const decided *d, int64_t row, int64_t hit)
{
    for (int i = 0; i < KEYS; i++)
        if (!same_text(text_at(d->keys[i], row), text_at(d->of_hits[i], hit)))
            return 0;
    return 1;
}

/* The last row about a hit holds. */
static void fill_in(decided *d, const kefu_batch *hits, kefu_text *out)
{
    for (int64_t hit = 0; hit < hits->rows; hit++)
        for (int64_t row = 0; row < d->batch->rows; row++) {
            if (!is_about(d, row, hit))
                continue;
            d->used[row] = 1;
            for (int i = 0; i < CELLS; i++)
                out[hit * CELLS + i] = text_at(d->cells[i], row);
        }
}

static void warn_unused(const decided *d, const char *path)
{
    int64_t n = 0;
    for (int64_t row = 0; row < d->batch->rows; row++)
        n += !d->used[row] && text_at(d->cells[ACTION], row).size;
    if (n)
        fprintf(stderr, "review_desk: %s: %lld decisions are about no hit of these reviews\n", path,
                (long long)n);
}

void write_hits(const kefu_batch *hits, const char *path, const char *decided_path)
{
    if (!decided_path) {
        write_batch(hits, path, &(beside){.names = cells, .n = CELLS});
        return;
    }
    kefu_builder *rows = read_csv(decided_path);
    decided d = {.batch = kefu_builder_batch(rows)};
    find_columns(&d, hits, decided_path);
    kefu_text *filled = grow(NULL, ((size_t)hits->rows + 1) * CELLS * sizeof *filled);
    d.used = grow(NULL, (size_t)d.batch->rows + 1);
    memset(filled, 0, (size_t)hits->rows * CELLS * sizeof *filled);
    memset(d.used, 0, (size_t)d.batch->rows + 1);
    fill_in(&d, hits, filled);
    write_batch(hits, path, &(beside){.names = cells, .n = CELLS, .cells = filled});
    warn_unused(&d, decided_path);
    free(d.used);
    free(filled);
    kefu_builder_free(rows);
}
