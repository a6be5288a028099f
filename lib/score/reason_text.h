/* reason_text.h - the sentences behind kefu_sheet_reason_text. */
#ifndef KF_REASON_TEXT_H
#define KF_REASON_TEXT_H

#include "card/show.h"
#include "score/reason.h"

void kf_text_item(kf_show *show, const kefu_sheet *sheet, const kf_line *line,
                  const kefu_reason *r);
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

#endif
