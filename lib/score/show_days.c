/* show_days.c - a share of days as people count them: "20/26", where the share itself is 10/13. */
#include "score/fraction.h"
#include "score/show_days.h"

int64_t kf_share_is_of(const kefu_sheet *sheet, const kefu_value *share)
{
    const kf_days_rule *rule = &sheet->card->days;
    return rule->from_roster ? share->den * KEFU_POINT : rule->of;
}

void kf_show_days(kf_show *show, const kefu_value *share, int64_t of)
{
    const kf_part factors[2] = {{share->num, share->den}, {of, KEFU_POINT}};
    const kefu_value on_duty = kf_fraction_product(factors, 2);
    int64_t days = 0;
    (void)kefu_value_round(&on_duty, 2, &days);
    kf_show_decimal(show, days, 2, 0);
    kf_show_put(show, "/", 1);
    kf_show_curve(show, of);
}
