/* draw_fixture.h - draws and samples of conversations written down in a line.
 *
 * Under the seed 2026-W47 the ids 1 to 12 are in the order 9 6 7 5 12 8 1 2 4 11 3 10: by their
 * hashes from tests/oracle/pick_hash.py. */
#ifndef TESTS_DRAW_FIXTURE_H
#define TESTS_DRAW_FIXTURE_H

#include <stdio.h>
#include <string.h>

#include "kefu/sample.h"

#define DRAW_PLAN(rest) "{\"format\":1,\"id\":\"t.qc/1\",\"key\":\"id\"," rest "}"

static const char draw_seed[] = "2026-W47";

/* Rows of the columns id, agent (texts) and sat (whole) from "1/林晓燕/5 2/王强"; what is missing,
 * or
 * "-", is null. */
static inline kefu_status draw_rows(const kefu_allocator *allocator, const char *words,
                                    const char *const names[3], kefu_builder **out)
{
    kefu_status status = kefu_builder_new(allocator, NULL, out, NULL);
    for (int c = 0; c < 3 && !status; c++)
        status = kefu_builder_add(*out, names[c], KEFU_COLUMN_TEXT, 0,
                                  c == 2 ? KEFU_COLUMN_DECIMAL : 0, NULL, NULL);
    while (*words && !status) {
        for (int c = 0; c < 3 && !status; c++) {
            const size_t size = strcspn(words, "/ ");
            if (size && !(size == 1 && *words == '-'))
                status = kefu_builder_set_text(*out, c, words, size, NULL);
            words += size + (words[size] == '/');
        }
        if (!status)
            status = kefu_builder_end_row(*out, NULL);
        words += strspn(words, " ");
    }
    return status;
}

static const char *const draw_names[3] = {"id", "agent", "sat"};
static const char *const unfit_names[3] = {"id", "reason", "by"};

static inline kefu_status draw_plan(const kefu_allocator *allocator, const char *json,
                                    kefu_plan **plan)
{
    return kefu_plan_from_json(allocator, NULL, json, strlen(json), plan, NULL);
}

static inline kefu_draw_options draw_options(const kefu_allocator *allocator)
{
    return (kefu_draw_options){
        .struct_size = sizeof(kefu_draw_options), .allocator = allocator, .seed = draw_seed};
}

/* Rows numbered from first_row on. */
static inline kefu_status draw_feed(const kefu_allocator *allocator, kefu_draw *draw,
                                    const char *words, int64_t first_row, kefu_error *error)
{
    kefu_builder *builder = NULL;
    kefu_status status = draw_rows(allocator, words, draw_names, &builder);
    if (!status) {
        kefu_batch batch = *kefu_builder_batch(builder);
        batch.first_row = first_row;
        status = kefu_draw_update(draw, &batch, error);
    }
    kefu_builder_free(builder);
    return status;
}

/* A draw of one plan and one batch. */
static inline kefu_status draw_make(const kefu_allocator *allocator, const char *json,
                                    const char *words, kefu_draw **out, kefu_error *error)
{
    const kefu_draw_options options = draw_options(allocator);
    kefu_plan *plan = NULL;
    kefu_draw *draw = NULL;
    kefu_status status = draw_plan(allocator, json, &plan);
    if (!status)
        status = kefu_draw_new(plan, &options, &draw, error);
    if (!status)
        status = draw_feed(allocator, draw, words, 0, error);
    kefu_plan_free(plan);
    if (status)
        kefu_draw_free(draw);
    else
        *out = draw;
    return status;
}

/* Its sample without the conversations listed ("1/reason/by"), NULL: none. */
static inline kefu_status draw_sample(const kefu_allocator *allocator, const kefu_draw *draw,
                                      const char *unfit, kefu_sample **out, kefu_error *error)
{
    kefu_builder *list = NULL;
    kefu_sample_options options = {.struct_size = sizeof options, .allocator = allocator};
    kefu_status status = unfit ? draw_rows(allocator, unfit, unfit_names, &list) : KEFU_OK;
    if (list)
        options.unsuitable = kefu_builder_batch(list);
    if (!status)
        status = kefu_sample_new(draw, &options, out, error);
    kefu_builder_free(list);
    return status;
}

static inline kefu_status draw_sampled(const char *json, const char *words, const char *unfit,
                                       kefu_sample **out, kefu_error *error)
{
    kefu_draw *draw = NULL;
    kefu_status status = draw_make(NULL, json, words, &draw, error);
    if (!status)
        status = draw_sample(NULL, draw, unfit, out, error);
    kefu_draw_free(draw);
    return status;
}

/* "happy 林晓燕 2/14: 9 6; rest 王强 1/3: 5 all": cells with the chance of their rows, and ids with
 * the reason where it is not that of the row before. */
static inline void draw_shown(const kefu_sample *sample, char *out, size_t room)
{
    static const char *const whys[] = {"",    "all",   "rate",  "take",
                                       "min", "agent", "share", "instead"};
    int64_t row = 0;
    size_t at = 0;
    out[0] = 0;
    for (int64_t c = 0; c < kefu_sample_cells(sample); c++) {
        kefu_sample_cell cell = {.struct_size = sizeof cell};
        kefu_sample_row r = {.struct_size = sizeof r};
        int32_t why = 0;
        (void)kefu_sample_cell_at(sample, c, &cell);
        at += (size_t)snprintf(out + at, room - at, "%s%s", c ? "; " : "",
                               kefu_plan_class_id(kefu_sample_plan(sample), cell.class_index));
        for (int32_t by = 0; by < kefu_plan_by(kefu_sample_plan(sample)); by++) {
            kefu_text key = {"", 0};
            (void)kefu_sample_cell_key(sample, c, by, &key);
            at += (size_t)snprintf(out + at, room - at, " %s", key.data);
        }
        at += (size_t)snprintf(out + at, room - at, " %d/%d:", (int)(cell.n + cell.unsuitable),
                               (int)cell.rows);
        for (; !kefu_sample_at(sample, row, &r) && r.cell == c; row++) {
            at += (size_t)snprintf(out + at, room - at, "%s%s %s", r.why == why ? "" : " ",
                                   r.why == why ? "" : whys[r.why], r.id.data);
            why = r.why;
            if (r.class_index != cell.class_index)
                at += (size_t)snprintf(out + at, room - at, " of class %d", (int)r.class_index);
        }
    }
}

#endif
