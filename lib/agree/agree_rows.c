/* agree_rows.c - the rows that have a mark, each cell as a number of its group. */
#include <string.h>

#include "agree/agree.h"
#include "base/fail.h"
#include "base/text.h"
#include "table/fields.h"
#include "table/group.h"

static const kf_field agree_fields[KF_AGREE_COLUMNS] = {
    [KF_AGREE_UNIT] = {{"unit", "会话"}, 1},
    [KF_AGREE_RATER] = {{"inspector", "质检员"}, 1},
    [KF_AGREE_CATEGORY] = {{"mark", "评分"}, 1},
};

/* ---- The list of categories ----------------------------------------------------------------- */

static kefu_status agree_list_one(kf_agree_rows *r, int32_t i)
{
    const kefu_text *text = &r->options->categories[i];
    kf_key key = kf_key_of(text->data, text->size);
    uint32_t number = 0;
    if (!text->data || !text->size)
        return kf_fail(r->error, KEFU_E_ARGUMENT, "options.categories[%d] is empty", i);
    if (kf_utf8_valid(text->data, text->size) != text->size)
        return kf_fail(r->error, KEFU_E_ENCODING, "options.categories[%d] is not UTF-8", i);
    kefu_status status = kf_groups_one(r->groups[KF_AGREE_CATEGORY], &key, &number, r->error);
    if (!status && number != (uint32_t)i)
        return kf_fail(r->error, KEFU_E_DUPLICATE, "options.categories[%d]: '%t' is there before",
                       i, text->data, text->size);
    return status;
}

static kefu_status agree_list(kf_agree_rows *r)
{
    const kefu_agree_options *o = r->options;
    kefu_status status = KEFU_OK;
    if (o->n_categories < 0 || !o->categories != !o->n_categories)
        return kf_fail(r->error, KEFU_E_ARGUMENT,
                       "options.categories and n_categories: expected a list, or NULL and 0");
    if (o->n_categories > KF_AGREE_CATEGORIES)
        return kf_fail(r->error, KEFU_E_LIMIT, "options.categories: more than %d",
                       KF_AGREE_CATEGORIES);
    for (int32_t i = 0; i < o->n_categories && !status; i++)
        status = agree_list_one(r, i);
    return status;
}

/* ---- Rows ----------------------------------------------------------------------------------- */

typedef struct agree_block {
    const kf_column *columns[KF_AGREE_COLUMNS]; /* of criteria: NULL if all rows are one */
    uint32_t numbers[KF_AGREE_COLUMNS][KF_BLOCK];
    uint32_t none[KF_AGREE_COLUMNS]; /* the group of the empty, UINT32_MAX if there is none */
    uint32_t seen[KF_AGREE_COLUMNS]; /* groups that were looked at for it */
} agree_block;

static kefu_status agree_empty(const kf_agree_rows *r, const agree_block *b, int32_t column,
                               int64_t row)
{
    return kf_fail_row(r->error, KEFU_E_DATA, row,
                       "marks, column '%s': it is empty, and there is a mark",
                       b->columns[column]->view.name);
}

static kefu_status agree_unknown(const kf_agree_rows *r, const agree_block *b, uint32_t category,
                                 int64_t row)
{
    const kf_groups *groups = r->groups[KF_AGREE_CATEGORY];
    char digits[21];
    kefu_text text = kf_key_text(kf_groups_key(groups, category), digits);
    kf_near near;
    kf_near_init(&near, text.data, text.size);
    for (uint32_t i = 0; i < (uint32_t)r->options->n_categories; i++) {
        char other[21];
        kf_near_add(&near, kf_key_text(kf_groups_key(groups, i), other).data);
    }
    return kf_fail_row(
        r->error, KEFU_E_DATA, row, "marks, column '%s': '%t' is not in options.categories%s",
        b->columns[KF_AGREE_CATEGORY]->view.name, text.data, text.size, kf_near_text(&near));
}

static kefu_status agree_add_row(kf_agree_rows *r, const agree_block *b, int64_t i, int64_t row)
{
    const uint32_t category = b->numbers[KF_AGREE_CATEGORY][i];
    if (category == b->none[KF_AGREE_CATEGORY])
        return KEFU_OK;
    for (int32_t c = KF_AGREE_UNIT; c <= KF_AGREE_RATER; c++)
        if (b->numbers[c][i] == b->none[c])
            return agree_empty(r, b, c, r->first_row + row);
    if (r->options->categories && category >= (uint32_t)r->options->n_categories)
        return agree_unknown(r, b, category, r->first_row + row);
    kf_agree_row *grown = kf_reserve(r->memory, r->rows, &r->capacity, r->n + 1, sizeof *r->rows);
    if (!grown)
        return kf_no_memory(r->error);
    r->rows = grown;
    kf_agree_row *to = &r->rows[r->n++];
    for (int32_t c = 0; c < KF_AGREE_COLUMNS; c++)
        to->key[c] = b->numbers[c][i];
    to->key[KF_AGREE_SIZE] = 0;
    to->row = (uint32_t)row;
    return KEFU_OK;
}

static void agree_find_empty(const kf_agree_rows *r, agree_block *b, int32_t column)
{
    const uint32_t n = kf_groups_count(r->groups[column]);
    for (uint32_t i = b->seen[column]; i < n; i++) {
        const kf_key *key = kf_groups_key(r->groups[column], i);
        if (key->text.data && !key->text.size)
            b->none[column] = i;
    }
    b->seen[column] = n;
}

static kefu_status agree_blocks(kf_agree_rows *r, agree_block *b, int64_t rows)
{
    kefu_status status = KEFU_OK;
    for (int64_t first = 0; first < rows && !status; first += KF_BLOCK) {
        int64_t left = rows - first, count = left < KF_BLOCK ? left : KF_BLOCK;
        for (int32_t c = 0; c < KF_AGREE_COLUMNS && !status; c++) {
            if (!b->columns[c])
                continue;
            status =
                kf_groups_rows(r->groups[c], &b->columns[c], first, count, b->numbers[c], r->error);
            if (!status)
                agree_find_empty(r, b, c);
        }
        for (int64_t i = 0; i < count && !status; i++)
            status = agree_add_row(r, b, i, first + i);
    }
    return status;
}

/* ---- Columns -------------------------------------------------------------------------------- */

static kefu_status agree_columns(const kf_agree_rows *r, const kf_batch *batch, agree_block *b)
{
    const kefu_agree_options *o = r->options;
    const char *const names[KF_AGREE_COLUMNS] = {[KF_AGREE_CRITERION] = o->criterion,
                                                 [KF_AGREE_UNIT] = o->unit,
                                                 [KF_AGREE_RATER] = o->rater,
                                                 [KF_AGREE_CATEGORY] = o->category};
    kefu_status status = KEFU_OK;
    for (int32_t c = 0; c < KF_AGREE_COLUMNS && !status; c++) {
        if (names[c])
            status = kf_batch_need(batch, names[c], &b->columns[c], r->error);
        else if (c != KF_AGREE_CRITERION)
            status = kf_fields_find(batch, "marks", &agree_fields[c], 1, &b->columns[c], r->error);
    }
    return status;
}

static kefu_status agree_groups(kf_agree_rows *r)
{
    kefu_status status = KEFU_OK;
    for (int32_t c = 0; c < KF_AGREE_COLUMNS && !status; c++)
        if (c != KF_AGREE_CRITERION || r->options->criterion)
            status = kf_groups_new(r->memory, r->options->limits, 1, &r->groups[c], r->error);
    return status;
}

/* Numbers of groups give way to their places in the order of keys: results do not depend on the
 * order of rows. */
static kefu_status agree_rank(kf_agree_rows *r, int32_t column, uint32_t **by_rank)
{
    const kf_groups *groups = r->groups[column];
    const size_t n = kf_groups_count(groups);
    uint32_t *ranks = kf_alloc_array(r->memory, n, sizeof *ranks);
    *by_rank = kf_alloc_array(r->memory, n, sizeof **by_rank);
    kefu_status status = ranks && *by_rank ? KEFU_OK : kf_no_memory(r->error);
    for (uint32_t i = 0; i < n && !status; i++)
        (*by_rank)[i] = i;
    if (!status && !(column == KF_AGREE_CATEGORY && r->options->categories))
        status = kf_groups_sorted(groups, *by_rank, r->error);
    for (uint32_t i = 0; i < n && !status; i++)
        ranks[(*by_rank)[i]] = i;
    for (size_t i = 0; i < r->n && !status; i++)
        r->rows[i].key[column] = ranks[r->rows[i].key[column]];
    kf_free_array(r->memory, ranks, n, sizeof *ranks);
    return status;
}

static kefu_status agree_ranks(kf_agree_rows *r)
{
    r->n_categories = kf_groups_count(r->groups[KF_AGREE_CATEGORY]);
    r->n_criteria = r->options->criterion ? kf_groups_count(r->groups[KF_AGREE_CRITERION]) : 1;
    kefu_status status = agree_rank(r, KF_AGREE_CATEGORY, &r->by_rank[1]);
    if (!status && r->options->criterion)
        status = agree_rank(r, KF_AGREE_CRITERION, &r->by_rank[0]);
    return status;
}

static kefu_status agree_all(kf_agree_rows *r, const kf_batch *batch)
{
    kefu_status status;
    if (batch->rows > KF_AGREE_MARKS)
        return kf_fail(r->error, KEFU_E_LIMIT, "marks: more than %d rows", KF_AGREE_MARKS);
    agree_block *b = kf_alloc_zero(r->memory, sizeof *b);
    if (!b)
        return kf_no_memory(r->error);
    memset(b->none, 0xFF, sizeof b->none);
    r->first_row = batch->first_row;
    status = agree_columns(r, batch, b);
    if (!status)
        status = agree_groups(r);
    if (!status)
        status = agree_list(r);
    if (!status)
        status = agree_blocks(r, b, batch->rows);
    kf_free(r->memory, b, sizeof *b);
    return status ? status : agree_ranks(r);
}

kefu_status kf_agree_read(kf_agree_rows *rows, const kefu_batch *batch)
{
    kf_batch opened;
    kefu_status status = kf_batch_open(&opened, rows->memory, batch, rows->error);
    if (status)
        return status;
    status = agree_all(rows, &opened);
    kf_batch_close(&opened);
    return status;
}

void kf_agree_rows_free(kf_agree_rows *rows)
{
    const kf_memory *memory = rows->memory;
    kf_free_array(memory, rows->by_rank[0], rows->n_criteria, sizeof **rows->by_rank);
    kf_free_array(memory, rows->by_rank[1], rows->n_categories, sizeof **rows->by_rank);
    kf_free_array(memory, rows->room, rows->capacity, sizeof *rows->room);
    kf_free_array(memory, rows->rows, rows->capacity, sizeof *rows->rows);
    for (int32_t c = 0; c < KF_AGREE_COLUMNS; c++)
        kf_groups_free(rows->groups[c]);
}
