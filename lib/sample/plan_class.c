/* plan_class.c - a class of a plan from its JSON: which rows, and how many of each cell. */
#include <string.h>

#include "base/decimal.h"
#include "sample/plan.h"

typedef struct class_read {
    kf_plan_class to;
    const kf_json_node *take_node;
} class_read;

static const kf_range class_spread = {0, KF_SPREAD_MOST, "a spread of 0 to 1000000000"};

static const kf_json_field class_fields[] = {
    {"id", kf_read_text, offsetof(class_read, to.id), NULL, 1},
    {"label", kf_read_label, offsetof(class_read, to.label), NULL, 0},
    {"where", kf_read_where, offsetof(class_read, to.where), NULL, 0},
    {"take", kf_read_later, offsetof(class_read, take_node), NULL, 0},
    {"rate", kf_read_plan_rate, offsetof(class_read, to.rate), NULL, 0},
    {"min", kf_read_whole, offsetof(class_read, to.min), &kf_range_rows_or_0, 0},
    {"max", kf_read_whole, offsetof(class_read, to.max), &kf_range_rows_or_0, 0},
    {"if_fewer", kf_read_choice, offsetof(class_read, to.fewer), kf_if_fewer, 0},
    {"spread", kf_read_millionths, offsetof(class_read, to.spread), &class_spread, 0},
};

static kefu_status class_read_take(kf_json_reading *reader, const kf_json_at *at,
                                   kf_plan_class *out)
{
    if (at->node->type == KF_JSON_STRING && !strcmp(at->node->text, "all")) {
        out->rule = KF_CLASS_ALL;
        return KEFU_OK;
    }
    if (at->node->type != KF_JSON_NUMBER)
        return kf_json_fail(reader, at, "expected \"all\" or a number of rows", "");
    out->rule = KF_CLASS_TAKE;
    return kf_read_whole(reader, at, &out->take, &kf_range_rows);
}

/* Keys that say nothing beside another: with a class taken whole, at a rate, by a number. */
typedef struct class_clash {
    const char *key, *beside;
} class_clash;

static const class_clash class_alone[] = {
    {"rate", "take"}, {"min", "take"}, {"max", "take"}, {"spread", "take"}, {"spread", "rate"}};

static kefu_status class_check_keys(kf_json_reading *reader, const kf_json_at *at)
{
    for (size_t i = 0; i < sizeof class_alone / sizeof *class_alone; i++) {
        const kf_json_node *node = kf_json_get(at->node, class_alone[i].key);
        if (!node || !kf_json_get(at->node, class_alone[i].beside))
            continue;
        kf_json_at inner = kf_at_member(at, node);
        return kf_json_fail(reader, &inner, "not beside ", class_alone[i].beside);
    }
    return KEFU_OK;
}

static kefu_status class_check_bounds(kf_json_reading *reader, const kf_json_at *at,
                                      const kf_plan_class *class)
{
    const kf_json_node *fewer = kf_json_get(at->node, "if_fewer");
    char digits[48];
    if (class->max >= 0 && class->min > class->max) {
        kf_json_at inner = kf_at_member(at, kf_json_get(at->node, "min"));
        kf_decimal_format(class->max, 0, digits);
        return kf_json_fail(reader, &inner, "min is above max, ", digits);
    }
    if (fewer && class->rule != KF_CLASS_TAKE && !class->min) {
        kf_json_at inner = kf_at_member(at, fewer);
        return kf_json_fail(reader, &inner, "says nothing without \"min\" or a number to take", "");
    }
    return KEFU_OK;
}

kefu_status kf_read_plan_class(kf_json_reading *reader, const kf_json_at *at, kf_plan_class *out)
{
    class_read read;
    memset(&read, 0, sizeof read);
    read.to.max = read.to.spread = -1;
    kefu_status status =
        kf_read_object(reader, at, &read, class_fields, sizeof class_fields / sizeof *class_fields);
    if (status)
        return status;
    *out = read.to;
    kf_label_or_id(&out->label, out->id);
    out->rule = out->rate ? KF_CLASS_RATE : KF_CLASS_SHARE;
    status = class_check_keys(reader, at);
    if (!status && read.take_node) {
        kf_json_at inner = kf_at_member(at, read.take_node);
        status = class_read_take(reader, &inner, out);
    }
    return status ? status : class_check_bounds(reader, at, out);
}
