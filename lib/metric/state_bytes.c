/* state_bytes.c - the head of a saved state. */
#include <string.h>

#include "metric/state.h"

const kf_saved_kind kf_saved_tally = {KF_SAVED_TALLY, KEFU_STATE_FORMAT, "saved state", "tally"};

kefu_status kf_saved_take_head(kf_saved_reader *r, kf_saved_head *head, kefu_error *error)
{
    const unsigned char *print = kf_saved_take(r, sizeof head->fingerprint);
    if (print)
        memcpy(head->fingerprint, print, sizeof head->fingerprint);
    head->groups = kf_saved_take_u64(r);
    head->keys = kf_saved_take_u32(r);
    head->metrics = kf_saved_take_u32(r);
    head->aggregates = kf_saved_take_u32(r);
    head->roster_day = kf_saved_take_i32(r);
    if (head->groups > INT64_MAX || head->keys > INT32_MAX || head->metrics > INT32_MAX ||
        head->aggregates > INT32_MAX)
        kf_saved_bad(r, "a count is too large");
    head->tag = kf_saved_take_text(r);
    if (head->tag.size > KF_SAVED_TAG)
        kf_saved_bad(r, "its tag is too long");
    return kf_saved_check(r, "its head", error);
}
