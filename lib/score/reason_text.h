/* reason_text.h - the sentences behind kefu_sheet_reason_text. */
#ifndef KF_REASON_TEXT_H
#define KF_REASON_TEXT_H

#include "card/show.h"
#include "score/reason.h"

void kf_text_item(kf_show *show, const kefu_sheet *sheet, const kf_line *line,
                  const kefu_reason *r);

#endif
