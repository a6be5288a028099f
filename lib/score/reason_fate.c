/* reason_fate.c - what became of the hits that do not count: "其中 1 次改派给小王,1 次申诉成立". */
#include "score/reason_text.h"

/* Begins the next of a list. */
static void fate_next(kf_show *show, int32_t *n)
{
    if ((*n)++)
        kf_show_either(show, "、", ", ");
}

static void fate_count(kf_show *show, int64_t count, const char *zh, const char *en, int32_t *n)
{
    if (!count)
        return;
    fate_next(show, n);
    kf_show_count(show, count);
    kf_show_either(show, zh, en);
}

static void fate_moves(kf_show *show, const kefu_sheet *sheet, const kf_hit *hit, int32_t gave,
                       int32_t *n)
{
    for (size_t i = 0; i < (size_t)hit->n_moves; i++) {
        const kf_move *move = &sheet->moves[hit->first_move + i];
        if (move->gave != gave)
            continue;
        fate_next(show, n);
        kf_show_count(show, move->n);
        kf_show_either(show, gave ? " 次改派给" : " 次由",
                       gave ? " reassigned to " : " reassigned from ");
        kf_show_format(show, "%s", sheet->lines[move->other].name);
        kf_show_either(show, gave ? "" : "改派来", "");
    }
}

int32_t kf_text_fate(kf_show *show, const kefu_sheet *sheet, const kf_hit *hit, int32_t pending)
{
    int32_t n = 0;
    if (pending)
        fate_count(show, hit->pending, " 次待复核",
                   hit->pending == 1 ? " waits for a decision" : " wait for a decision", &n);
    fate_moves(show, sheet, hit, 0, &n);
    fate_moves(show, sheet, hit, 1, &n);
    fate_count(show, hit->upheld, " 次申诉成立", " upheld on appeal", &n);
    fate_count(show, hit->rejected, " 次已驳回", " rejected", &n);
    return n;
}

int32_t kf_fate_is_plain(const kf_hit *hit) { return !hit->upheld && !hit->n_moves; }
