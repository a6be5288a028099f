/* draw_look.c - what a draw is of, and what saved bytes of one are. */
#include "base/fail.h"
#include "sample/draw.h"
#include "sample/draw_saved.h"

const kefu_plan *KEFU_CALL kefu_draw_plan(const kefu_draw *draw)
{
    return draw ? draw->plan : NULL;
}

const char *KEFU_CALL kefu_draw_seed(const kefu_draw *draw) { return draw ? draw->seed : NULL; }

void kf_draw_take_head(kf_saved_reader *r, kf_draw_head *head)
{
    head->plan_hash = kf_saved_take_text(r);
    head->plan_id = kf_saved_take_text(r);
    head->seed = kf_saved_take_text(r);
    head->list = kf_saved_take_text(r);
    head->rows = kf_saved_take_varint(r);
    head->population = kf_saved_take_varint(r);
    head->cells = kf_saved_take_varint(r);
    if (head->rows > INT64_MAX || head->population > head->rows || head->cells > head->population)
        kf_saved_bad(r, "its numbers of rows and cells cannot be");
}

kefu_status KEFU_CALL kefu_draw_inspect(const void *bytes, size_t size, kefu_draw_info *out,
                                        kefu_error *error)
{
    kefu_draw_info info = {.struct_size = sizeof info};
    kf_draw_head head;
    kf_saved_reader reader;
    uint32_t format;
    if (!bytes || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_draw_inspect: %s is NULL",
                       bytes ? "out" : "bytes");
    kefu_status status = kf_saved_open(&reader, &kf_saved_draw, bytes, size, &format, error);
    if (!status) {
        kf_draw_take_head(&reader, &head);
        status = kf_saved_check(&reader, "its head", error);
    }
    if (status)
        return status;
    info.format = (int32_t)format;
    info.rows = (int64_t)head.rows;
    info.population = (int64_t)head.population;
    info.cells = (int64_t)head.cells;
    info.plan_id = head.plan_id;
    info.plan_hash = head.plan_hash;
    info.seed = head.seed;
    info.excluded = head.list;
    return kf_give(out, &info, sizeof info);
}
