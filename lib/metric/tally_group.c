/* tally_group.c - the rows of a block to the numbers of their groups: the filter of the tally, its
 * keys, and the roster that turns aliases into people. */
#include <string.h>

#include "base/ahead.h"
#include "base/fail.h"
#include "metric/tally.h"

kefu_status kf_tally_start(kefu_tally *tally, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    int32_t n = tally->keys.n;
    if (!tally->groups)
        status = kf_groups_new(&tally->memory, &tally->limits, n, &tally->groups, error);
    if (!status && n && tally->roster && !tally->aliases)
        status = kf_groups_new(&tally->memory, &tally->limits, n, &tally->aliases, error);
    return status;
}

/* ---- Roster --------------------------------------------------------------------------------- */

/* The first key as the person it is an alias of; as it came if it is nobody's. */
static kefu_status group_person(const kefu_tally *t, kf_key *key)
{
    kefu_person person = {.struct_size = sizeof person};
    char digits[21];
    kefu_text alias = kf_key_text(key, digits);
    int64_t index;
    kefu_status status = kefu_roster_find(t->roster, alias.data, alias.size, t->roster_day, &index);
    if (status)
        return status == KEFU_E_NAME ? KEFU_OK : status;
    status = kefu_roster_person(t->roster, index, t->roster_day, &person);
    if (!status)
        *key = kf_key_of(person.person, strlen(person.person));
    return status;
}

static kefu_status group_of_alias(kefu_tally *t, uint32_t alias, uint32_t *group, kefu_error *error)
{
    size_t n = (size_t)t->keys.n;
    const kf_key *from = kf_groups_key(t->aliases, alias);
    kf_key *keys = kf_alloc_array(&t->memory, n, sizeof *keys);
    kefu_status status;
    if (!keys)
        return kf_no_memory(error);
    memcpy(keys, from, n * sizeof *keys);
    status = group_person(t, keys);
    status = status ? kf_fail(error, status, "the roster cannot be read") : KEFU_OK;
    if (!status)
        status = kf_groups_one(t->groups, keys, group, error);
    kf_free_array(&t->memory, keys, n, sizeof *keys);
    return status;
}

kefu_status kf_tally_people(kefu_tally *tally, kefu_error *error)
{
    kefu_tally *t = tally;
    uint32_t n = kf_groups_count(t->aliases);
    uint32_t *people;
    kefu_status status = KEFU_OK;
    if (n == t->n_people)
        return KEFU_OK;
    people = kf_reserve(&t->memory, t->people, &t->people_capacity, n, sizeof *people);
    if (!people)
        return kf_no_memory(error);
    t->people = people;
    for (; t->n_people < n && !status; t->n_people += !status)
        status = group_of_alias(t, t->n_people, &people[t->n_people], error);
    return status;
}

/* ---- Keys ----------------------------------------------------------------------------------- */

static kefu_status group_run(kefu_tally *t, const kf_column *const *keys, int64_t first,
                             int64_t count, uint32_t *numbers, kefu_error *error)
{
    kefu_status status;
    if (!t->aliases)
        return kf_groups_rows(t->groups, keys, first, count, numbers, error);
    status = kf_groups_rows(t->aliases, keys, first, count, numbers, error);
    if (!status)
        status = kf_tally_people(t, error);
    for (int64_t i = 0; i < count && !status; i++)
        numbers[i] = t->people[numbers[i]];
    return status;
}

/* Rows that are out make no groups, so the others are looked up in runs. */
static kefu_status group_runs(kefu_tally *t, const kf_column *const *keys, kf_tally_span *span,
                              kefu_error *error)
{
    kefu_status status = KEFU_OK;
    for (int64_t i = 0; i < span->count && !status;) {
        int64_t end = i;
        while (end < span->count && span->fate[end] != KF_ROW_OUT)
            end++;
        if (end > i)
            status = group_run(t, keys, span->first + i, end - i, span->groups + i, error);
        for (i = end; i < span->count && span->fate[i] == KF_ROW_OUT; i++)
            ;
    }
    return status;
}

/* ---- Filter --------------------------------------------------------------------------------- */

/* Without nulls a row is in or out; this loop has no branches. */
static uint8_t group_fates_of_truth(const int64_t *values, int64_t count, uint8_t *fate)
{
    uint8_t worst = KF_ROW_IN;
    for (int64_t i = 0; i < count; i++) {
        uint8_t out = (uint8_t)((~values[i] & 1) * KF_ROW_OUT);
        fate[i] |= out; /* what is out stays out: KF_ROW_OUT | KF_ROW_UNSURE is made KF_ROW_OUT */
        fate[i] = fate[i] > KF_ROW_OUT ? KF_ROW_OUT : fate[i];
        worst |= fate[i];
    }
    return worst;
}

static uint8_t group_fates_of_states(const kf_vector *filter, int64_t count, uint8_t *restrict fate)
{
    const uint8_t *restrict states = filter->states;
    const int64_t *restrict values = filter->values;
    uint8_t worst = KF_ROW_IN;
    for (int64_t i = 0; i < count; i++) {
        const uint8_t truth = (uint8_t)((values[i] == 0) * KF_ROW_OUT);
        const uint8_t one = states[i] == KEFU_VALUE_OK ? truth : kf_row_fate(states[i]);
        fate[i] = one > fate[i] ? one : fate[i];
        worst = fate[i] > worst ? fate[i] : worst;
    }
    return worst;
}

int32_t kf_row_fates_of_filter(const kf_vector *filter, int64_t count, uint8_t *fate)
{
    return (filter->states ? group_fates_of_states(filter, count, fate)
                           : group_fates_of_truth(filter->values, count, fate)) != KF_ROW_IN;
}

int32_t kf_row_fates_of_truths(const uint8_t *truths, int64_t count, uint8_t *fate)
{
    uint8_t worst = KF_ROW_IN, all = 0;
    if (count == KF_BLOCK)
        kf_ahead_block(truths, KF_BLOCK);
    for (int64_t i = 0; i < count; i++) {
        uint8_t one = (uint8_t)(fate[i] | (truths[i] ^ 1) * KF_ROW_OUT);
        fate[i] = one > KF_ROW_OUT ? KF_ROW_OUT : one;
        worst |= fate[i];
        all |= truths[i];
    }
    return all > 1 ? -1 : worst != KF_ROW_IN;
}

static kefu_status group_filter(kefu_tally *t, kf_tally_span *span, kefu_error *error)
{
    kf_vector filter;
    kefu_status status;
    span->whole = 1;
    if (!t->where)
        return KEFU_OK;
    kf_formula_next_block(t->where);
    status = kf_formula_block(t->where, 0, span->first, span->count, &filter, error);
    if (status)
        return status;
    memset(span->fate, KF_ROW_IN, (size_t)span->count);
    span->whole = !kf_row_fates_of_filter(&filter, span->count, span->fate);
    return KEFU_OK;
}

/* A row that the filter cannot decide yet makes its group, too. */
kefu_status kf_tally_span_read(kefu_tally *tally, const kf_column *const *keys, kf_tally_span *span,
                               kefu_error *error)
{
    kefu_status status = group_filter(tally, span, error);
    if (status)
        return status;
    if (span->whole)
        status = group_run(tally, keys, span->first, span->count, span->groups, error);
    else
        status = group_runs(tally, keys, span, error);
    return status ? status : kf_tally_rows_grow(tally, kf_groups_count(tally->groups), error);
}
