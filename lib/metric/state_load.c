/* state_load.c - bytes of format 1 to a tally, as state.h says. */
#include <string.h>

#include "base/fail.h"
#include "metric/state.h"

/* ---- One group ------------------------------------------------------------------------------- */

static void load_keys(kf_saved_loading *w)
{
    for (uint32_t i = 0; i < w->head.keys; i++) {
        uint8_t text = kf_saved_take_u8(&w->reader);
        if (text) {
            kefu_text bytes = kf_saved_take_text(&w->reader);
            w->keys[i] = kf_key_of(bytes.data, bytes.size);
        } else {
            w->keys[i] = kf_key_of_number(kf_saved_take_i64(&w->reader));
        }
        if (text > 1 || (text && !w->keys[i].text.data))
            kf_saved_bad(&w->reader, "a key is not written as it should be");
    }
}

/* The flags of the group, behind which its states are found. */
static const unsigned char *load_flags(kf_saved_loading *w)
{
    const unsigned char *flags = kf_saved_take(&w->reader, w->head.aggregates);
    for (uint32_t i = 0; flags && i < w->head.aggregates; i++)
        if (flags[i] > 1)
            kf_saved_bad(&w->reader, "a flag is neither 0 nor 1");
    for (uint32_t i = 0; i < w->head.aggregates; i++) {
        uint64_t size = kf_saved_take_varint(&w->reader);
        w->states[i].bytes = kf_saved_take(&w->reader, size);
        w->states[i].size = (size_t)size;
    }
    return flags;
}

/* The keys of a group are above those of the one before it. */
static void load_check_order(kf_saved_loading *w, const kf_groups *groups, uint32_t index)
{
    int32_t order = index ? 0 : -1;
    const kf_key *before = index ? kf_groups_key(groups, index - 1) : NULL;
    for (uint32_t i = 0; i < w->head.keys && !order; i++)
        order = kf_key_compare(&before[i], &w->keys[i]);
    if (order >= 0)
        kf_saved_bad(&w->reader, "a group stands twice, or out of order");
}

/* ---- Its row --------------------------------------------------------------------------------- */

/* 1 if the keys that were saved are aliases, and the tally is to have people. */
static int32_t load_maps(const kf_saved_loading *w)
{
    return w->tally->aliases && !w->head.roster_day;
}

static kefu_status load_find_group(kf_saved_loading *w, uint32_t *group, kefu_error *error)
{
    kefu_tally *t = w->tally;
    kefu_status status =
        kf_groups_one(load_maps(w) ? t->aliases : t->groups, w->keys, group, error);
    if (status || !load_maps(w))
        return status;
    status = kf_tally_people(t, error);
    if (!status)
        *group = t->people[*group];
    return status;
}

/* A person may have a row already, of another alias. */
static kefu_status load_row(kf_saved_loading *w, uint32_t group, const unsigned char *flags,
                            kefu_error *error)
{
    kefu_tally *t = w->tally;
    size_t stride = kf_tally_stride(t);
    kefu_status status = kf_tally_rows_load(t, w->states, error);
    unsigned char *row;
    if (status)
        return status;
    row = kf_tally_row(t, stride, t->rows.n - 1);
    if (w->head.aggregates)
        memcpy(row + t->states_bytes, flags, w->head.aggregates);
    if (group == t->rows.n - 1)
        return KEFU_OK;
    status = kf_tally_row_merge(t, kf_tally_row(t, stride, group), t, row, error);
    kf_tally_rows_drop(t);
    return status;
}

static kefu_status load_group(kf_saved_loading *w, uint32_t index, kefu_error *error)
{
    const kf_groups *groups = load_maps(w) ? w->tally->aliases : w->tally->groups;
    const unsigned char *flags;
    uint32_t group = 0;
    kefu_status status;
    load_keys(w);
    flags = load_flags(w);
    load_check_order(w, groups, index);
    if (w->reader.bad)
        return kf_fail(error, KEFU_E_DATA, "%s", w->reader.bad);
    status = load_find_group(w, &group, error);
    return status ? status : load_row(w, group, flags, error);
}

/* ---- The whole ------------------------------------------------------------------------------- */

static kefu_status load_groups(kf_saved_loading *w, kefu_error *error)
{
    kefu_error why;
    kefu_status status = KEFU_OK;
    if (w->head.groups)
        status = kf_tally_start(w->tally, error);
    if (!status && load_maps(w))
        status = kf_tally_mergeable(w->tally, "kefu_tally_load with a roster", error);
    if (status)
        return status;
    w->tally->started = w->head.groups != 0;
    w->keys = kf_arena_alloc(&w->arena, w->head.keys * sizeof *w->keys);
    if (!w->keys)
        return kf_no_memory(error);
    for (uint64_t i = 0; i < w->head.groups; i++) {
        status = load_group(w, (uint32_t)i, &why);
        if (status)
            return kf_fail(error, status, "saved state, group %i: %s", (int64_t)i, why.message);
    }
    if (w->reader.left)
        kf_saved_bad(&w->reader, "there are bytes behind its groups");
    return kf_saved_check(&w->reader, "its end", error);
}

static kefu_status load_all(kf_saved_loading *w, kefu_error *error)
{
    kefu_status status = kf_memory_init(&w->memory, w->options->allocator, error);
    if (!status)
        status = kf_limits(&w->limits, w->options->limits, error);
    if (!status)
        status = kf_saved_take_head(&w->reader, &w->head, error);
    if (status)
        return status;
    kf_arena_init(&w->arena, &w->memory);
    status = kf_saved_define(w, error);
    if (!status)
        status = load_groups(w, error);
    kf_arena_free(&w->arena);
    return status;
}

kefu_status kf_saved_load_1(const kf_saved_reader *reader, const kefu_registry *registry,
                            const kefu_tally_options *options, kefu_tally **out, kefu_error *error)
{
    kf_saved_loading w = {.reader = *reader, .registry = registry, .options = options};
    kefu_status status = load_all(&w, error);
    if (status)
        kefu_tally_free(w.tally);
    else
        *out = w.tally;
    return status;
}
