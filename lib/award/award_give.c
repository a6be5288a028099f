/* award_give.c - prizes in the order of the plan: who takes part, places, winners, amounts. */
#include <string.h>

#include "award/awards.h"
#include "base/sort.h"

/* Those who take part in a prize and are not barred, in the order to print; places are theirs. */
typedef struct giving {
    kf_awarding *a;
    const kf_prize_rule *rule;
    int32_t prize;
    size_t n;
    uint32_t *people; /* numbers of all arrays below */
    kefu_value *values;
    const char **within;
    int32_t *groups;
    uint32_t *sorted; /* by within */
    kefu_place *places;
    int64_t *order;            /* by group, best first */
    int64_t *shares, *weights; /* of a tie */
} giving;

/* ---- Who takes part ------------------------------------------------------------------------- */

static kefu_value giving_total(const giving *g, const kf_entrant *person)
{
    static const kefu_value none = {0, 0, 0, KEFU_VALUE_NO_DATA, 0};
    int32_t need = g->rule->need ? g->rule->need : g->a->awards->n_periods;
    int64_t total = g->rule->over == KF_OVER_BEST ? person->best : person->sum;
    int64_t of = g->rule->over == KF_OVER_MEAN ? person->n_totals : 1;
    if (person->n_totals < need)
        return none;
    return (kefu_value){total, of * KEFU_POINT, -1, KEFU_VALUE_OK, 0};
}

static kefu_value giving_figure(const giving *g, const kf_entrant *person)
{
    kefu_value value = {0, 0, 0, KEFU_VALUE_NO_DATA, 0};
    if (!g->rule->metric)
        return giving_total(g, person);
    if (person->frame_row >= 0)
        (void)kefu_frame_value(g->a->frame, person->frame_row, g->a->columns[g->prize], &value);
    return value;
}

/* As kefu_rank would rank it. */
static int32_t giving_counts(const kefu_value *value, int64_t min_n)
{
    return value->den != 0 && value->status < KEFU_VALUE_NO_DATA &&
           value->status != KEFU_VALUE_LOW_VOLUME && !(value->flags & KEFU_VALUE_HAS_LOW_VOLUME) &&
           (value->n < 0 || value->n >= min_n);
}

static int32_t giving_barred(const giving *g, size_t number)
{
    const kf_awarding *a = g->a;
    if (a->plan->one_each && a->people[number].won)
        return 1;
    return g->rule->max_terms && a->terms[kf_award_at(a, number, g->prize)] >= g->rule->max_terms;
}

static void giving_gather(giving *g)
{
    kf_awarding *a = g->a;
    g->n = 0;
    for (size_t i = 0; i < a->n_people; i++) {
        kf_entrant *person = &a->people[i];
        kefu_value value = giving_figure(g, person);
        if (!a->met[kf_award_at(a, i, g->prize)] || !giving_counts(&value, g->rule->min_n) ||
            (g->rule->within == KF_WITHIN_TEAM && !*person->team))
            continue;
        a->awards->counts[g->prize].took_part++;
        person->took_part = 1;
        if (giving_barred(g, i))
            continue;
        g->people[g->n] = (uint32_t)i;
        g->values[g->n] = value;
        g->within[g->n] = g->rule->within == KF_WITHIN_TEAM    ? person->team
                          : g->rule->within == KF_WITHIN_GROUP ? person->group
                                                               : "";
        g->n++;
    }
}

/* ---- Places --------------------------------------------------------------------------------- */

/* By name, those without one last. */
static int32_t giving_word_order(const void *things, uint32_t a, uint32_t b)
{
    const char *const *within = things;
    if (!*within[a] || !*within[b])
        return (*within[a] == 0) - (*within[b] == 0);
    return (int32_t)strcmp(within[a], within[b]);
}

static kefu_status giving_groups(giving *g)
{
    int32_t group = 0;
    for (size_t i = 0; i < g->n; i++)
        g->sorted[i] = (uint32_t)i;
    kefu_status status =
        kf_sort(&g->a->memory, g->sorted, g->n, giving_word_order, g->within, g->a->error);
    for (size_t i = 0; i < g->n && !status; i++) {
        group += i && giving_word_order(g->within, g->sorted[i - 1], g->sorted[i]) != 0;
        g->groups[g->sorted[i]] = group;
    }
    return status;
}

static kefu_status giving_places(giving *g)
{
    kefu_rank_options options = {.struct_size = sizeof options,
                                 .allocator = &g->a->memory.with,
                                 .lower_first = g->rule->direction == KEFU_LOWER,
                                 .groups = g->groups};
    options.ties = g->rule->ties == KF_PRIZE_ORDER ? KEFU_TIES_ORDINAL : KEFU_TIES_COMPETITION;
    kefu_status status = giving_groups(g);
    return status ? status
                  : kefu_rank(g->values, (int64_t)g->n, &options, g->places, g->order, g->a->error);
}

/* ---- Winners -------------------------------------------------------------------------------- */

static int64_t giving_amount(const kf_prize_rule *rule, int64_t place)
{
    return place <= rule->n_amounts ? rule->amounts[place - 1] : 0;
}

static kefu_status giving_keep(kf_awarding *a, const char *text, const char **out)
{
    *out = kf_arena_text(&a->awards->arena, text, strlen(text));
    return *out ? KEFU_OK : kf_no_memory(a->error);
}

static kefu_status giving_add(kf_prize_count *count, int64_t amount, kefu_error *error)
{
    if (count->amount > INT64_MAX - amount)
        return kf_fail(error, KEFU_E_OVERFLOW, "the sum of the prizes leaves 64 bits");
    count->amount += amount;
    count->winners++;
    return KEFU_OK;
}

static kefu_status giving_win(giving *g, size_t number, int64_t amount)
{
    kf_awarding *a = g->a;
    kefu_awards *awards = a->awards;
    kf_entrant *person = &a->people[g->people[number]];
    kf_won *grown = kf_reserve(&awards->memory, awards->won, &awards->capacity, awards->n + 1,
                               sizeof *awards->won);
    if (!grown)
        return kf_no_memory(a->error);
    awards->won = grown;
    kf_won *won = &awards->won[awards->n++];
    *won = (kf_won){.prize = g->prize,
                    .terms = a->terms[kf_award_at(a, g->people[number], g->prize)] + 1,
                    .place = g->places[number],
                    .value = g->values[number],
                    .amount = amount};
    person->won = 1;
    kefu_status status = giving_add(&awards->counts[g->prize], amount, a->error);
    if (!status)
        status = giving_keep(a, person->person, &won->person);
    if (!status)
        status = giving_keep(a, person->name, &won->name);
    if (!status)
        status = giving_keep(a, person->team, &won->team);
    return status ? status : giving_keep(a, g->within[number], &won->within);
}

/* Those who tie on a place take as many places, and share what these have. */
static kefu_status giving_share(giving *g, int64_t place, size_t tied)
{
    int64_t sum = 0;
    for (size_t i = 0; i < tied; i++) {
        sum += giving_amount(g->rule, place + (int64_t)i);
        g->weights[i] = 1;
    }
    return kefu_apportion(&g->a->memory.with, sum, g->weights, (int64_t)tied, KEFU_REST_FIRST,
                          g->shares, g->a->error);
}

/* All on one place, who stand together in the order. */
static kefu_status giving_tie(giving *g, size_t first, size_t tied)
{
    int64_t place = g->places[g->order[first]].twice / 2;
    kefu_status status = KEFU_OK;
    if (g->rule->ties == KF_PRIZE_SHARE)
        status = giving_share(g, place, tied);
    for (size_t i = 0; i < tied && !status; i++)
        status = giving_win(g, (size_t)g->order[first + i],
                            g->rule->ties == KF_PRIZE_SHARE ? g->shares[i]
                                                            : giving_amount(g->rule, place));
    return status;
}

static kefu_status giving_winners(giving *g)
{
    kefu_status status = KEFU_OK;
    for (size_t i = 0, tied; i < g->n && !status; i += tied) {
        const kefu_place *place = &g->places[g->order[i]];
        tied = (size_t)place->tied;
        if (place->twice / 2 <= g->rule->places)
            status = giving_tie(g, i, tied);
    }
    return status;
}

/* ---- All prizes ----------------------------------------------------------------------------- */

static kefu_status giving_room(giving *g)
{
    kf_arena *arena = &g->a->arena;
    size_t n = g->a->n_people;
    if (n > SIZE_MAX / sizeof *g->values)
        return kf_no_memory(g->a->error);
    g->people = kf_arena_alloc(arena, n * sizeof *g->people);
    g->values = kf_arena_alloc(arena, n * sizeof *g->values);
    g->within = kf_arena_alloc(arena, n * sizeof *g->within);
    g->groups = kf_arena_alloc(arena, n * sizeof *g->groups);
    g->sorted = kf_arena_alloc(arena, n * sizeof *g->sorted);
    g->places = kf_arena_alloc(arena, n * sizeof *g->places);
    g->order = kf_arena_alloc(arena, n * sizeof *g->order);
    g->shares = kf_arena_alloc(arena, n * sizeof *g->shares);
    g->weights = kf_arena_alloc(arena, n * sizeof *g->weights);
    return g->people && g->values && g->within && g->groups && g->sorted && g->places && g->order &&
                   g->shares && g->weights
               ? KEFU_OK
               : kf_no_memory(g->a->error);
}

static kefu_status giving_check_need(const kf_awarding *a, const kf_prize_rule *rule)
{
    if (rule->need <= a->awards->n_periods)
        return KEFU_OK;
    return kf_fail(a->error, KEFU_E_ARGUMENT,
                   "prize '%s' needs totals of %d periods, and the sheets are of %d", rule->id,
                   rule->need, a->awards->n_periods);
}

/* Over all prizes: different people, and all the money. */
static kefu_status giving_sums(kf_awarding *a)
{
    kf_prize_count *all = &a->awards->counts[a->plan->n_prizes];
    kefu_status status = KEFU_OK;
    for (int32_t i = 0; i < a->plan->n_prizes && !status; i++)
        status = giving_add(all, a->awards->counts[i].amount, a->error);
    all->winners = 0;
    for (size_t i = 0; i < a->n_people; i++) {
        all->took_part += a->people[i].took_part;
        all->winners += a->people[i].won;
    }
    return status;
}

kefu_status kf_award_give(kf_awarding *a)
{
    giving g = {.a = a};
    kefu_status status = giving_room(&g);
    for (int32_t i = 0; i < a->plan->n_prizes && !status; i++) {
        g.rule = &a->plan->prizes[i];
        g.prize = i;
        status = giving_check_need(a, g.rule);
        if (status)
            break;
        giving_gather(&g);
        status = giving_places(&g);
        if (!status)
            status = giving_winners(&g);
    }
    return status ? status : giving_sums(a);
}
