/* agree_chance.c - agreement beyond chance, and where there is none to speak of. */
#include "agree/agree.h"

void kf_agree_none(const kf_criterion *criterion, int32_t why, kf_agreed *out)
{
    out->why = why;
    out->of = criterion->all;
    out->of.units = 0;
}

void kf_agree_less(kf_ratio *out)
{
    kf_ratio one;
    kf_ratio_set(&one, 1, 1);
    kf_ratio_sub(out, &one, out);
}

void kf_agree_beyond_chance(kf_agreed *out)
{
    kf_ratio room = out->expected;
    out->has_chance = 1;
    kf_agree_less(&room);
    if (kf_ratio_is_zero(&room)) {
        out->why = KEFU_AGREE_ONE_CATEGORY;
        return;
    }
    out->has_value = 1;
    kf_ratio_sub(&out->value, &out->observed, &out->expected);
    kf_ratio_div(&out->value, &out->value, &room);
}
