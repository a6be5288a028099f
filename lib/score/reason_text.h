/* reason_text.h - the sentences behind kefu_sheet_reason_text. */
#ifndef KF_REASON_TEXT_H
#define KF_REASON_TEXT_H

#include "card/show.h"
#include "score/reason.h"

/* What the parts of an item's sentence are made from. */
typedef struct kf_item_text {
    kf_show *show;
    const kefu_sheet *sheet;
    const kf_line *line;
    const kf_item *item;
    const kf_rule *rule; /* that the figure falls under */
    const kefu_reason *r;
} kf_item_text;

void kf_text_item(kf_show *show, const kefu_sheet *sheet, const kf_line *line,
                  const kefu_reason *r);
/* The figure, its counts, and what entered the curve: "平均响应 27.4 秒(1,204 次)"
 * (reason_basis_text.c). */
void kf_text_figure(const kf_item_text *t);
void kf_text_basis(const kf_item_text *t);
/* 1 if the figure is a rate that counts its cases. */
int32_t kf_text_counts_cases(const kf_item *item, const kefu_value *value);
/* Where it lies on the curve: "≤ 30 秒档" (reason_curve_text.c). */
void kf_text_curve(const kf_item_text *t);
/* What would give more: ";再快 2.4 秒进 100 分档(+3.00)" (reason_hint_text.c). */
void kf_text_hint(const kf_item_text *t);
/* A bound of the rule's curve: 30 秒; of a ratio to the mean 1.12. */
void kf_text_bound(const kf_item_text *t, int64_t at);
/* What a red line that counts did: ":总分最高 60 分(-20.00)" (reason_step_text.c). */
void kf_text_effect(kf_show *show, const kefu_sheet *sheet, const kf_hit *hit,
                    const kefu_reason *r);
/* A step of codes 40 to 45 (reason_step_text.c). */
void kf_text_step(kf_show *show, const kefu_sheet *sheet, const kefu_reason *r);

/* What became of hits, as a list: pending (if asked for), reassigned, upheld, rejected. How many it
 * lists (reason_fate.c). */
int32_t kf_text_fate(kf_show *show, const kefu_sheet *sheet, const kf_hit *hit, int32_t pending);
/* 1 where nothing was reassigned or upheld. */
int32_t kf_fate_is_plain(const kf_hit *hit);

/* Words for going a way, KEFU_HIGHER or _LOWER: "再快 " to stand before a distance in Chinese,
 * " faster" behind it in English. */
const char *const *kf_text_way(const kf_item *item, int32_t direction);

#endif
