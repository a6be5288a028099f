/* card_parts.c - what the parts of a card share: ranges, labels, ids that are taken. */
#include "card/card.h"

const kf_range kf_range_points = {-10000 * (int64_t)KEFU_POINT, 10000 * (int64_t)KEFU_POINT,
                                  "points of -10000 to 10000"};
const kf_range kf_range_weight = {0, 100 * (int64_t)KEFU_POINT, "a weight of 0 to 100"};
const kf_range kf_range_total = {-1000000 * (int64_t)KEFU_POINT, 1000000 * (int64_t)KEFU_POINT,
                                 "points of -1000000 to 1000000"};

void kf_label_or_id(kf_label *label, const char *id)
{
    if (!label->zh)
        label->zh = label->en = id;
}

kefu_status kf_part_id_taken(kf_json_reading *reader, const kf_json_at *at, const char *id)
{
    kf_json_at inner = kf_at_member(at, kf_json_get(at->node, "id"));
    return kf_json_fail(reader, &inner, "this id is taken: ", id);
}
