/* show_days.h - a share of days as people count them. */
#ifndef KF_SHOW_DAYS_H
#define KF_SHOW_DAYS_H

#include "card/show.h"
#include "score/sheet.h"

/* The days of the whole period that a share of the sheet is of, in millionths; not for a share
 * without a number. */
int64_t kf_share_is_of(const kefu_sheet *sheet, const kefu_value *share);
/* "20/26": days on duty, with up to two decimals, of so many. */
void kf_show_days(kf_show *show, const kefu_value *share, int64_t of);

#endif
