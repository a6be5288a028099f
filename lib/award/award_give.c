/* award_give.c - prizes in the order of the plan: places, winners, amounts. */
#include <string.h>

#include "award/awards.h"
#include "base/sort.h"

/* Those who can win a prize, in the order to print; places are theirs. */
typedef struct giving {
    kf_awarding *a;
    const kf_prize_rule *rule;
    int32_t prize;
    size_t n, n_out;
    kf_stood *can, *out; /* those who can win, n; the others, n_out */
    kefu_value *values;  /* n of all arrays below */
    const char **within;
    int32_t *groups;
    uint32_t *sorted; /* by within; a tie by id */
    kefu_place *places;
    int64_t *order;            /* by group, best first */
    int64_t *shares, *weights; /* of a tie, by id */
    int64_t *amounts;          /* where they are shared */
} giving;

/* Those who did not take part have reasons from this one on. */
enum { GIVING_NO_PART = KEFU_OUT_CONDITION };

static void giving_gather(giving *g)
{
    kf_awarding *a = g->a;
    g->n = g->n_out = 0;
    for (size_t i = 0; i < a->n_people; i++) {
        kf_stood stood;
        kf_award_enter(a, g->prize, a->printed[i], &stood);
        if (stood.why < GIVING_NO_PART) {
            a->awards->counts[g->prize].took_part++;
            a->people[a->printed[i]].took_part = 1;
        }
        if (stood.why != KEFU_OUT_NONE) {
            g->out[g->n_out++] = stood;
            continue;
        }
        g->values[g->n] = stood.value;
        g->within[g->n] = stood.within;
        g->can[g->n++] = stood;
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
    options.ties =
        g->rule->ties == KEFU_PRIZE_TIES_ORDER ? KEFU_TIES_ORDINAL : KEFU_TIES_COMPETITION;
    kefu_status status = giving_groups(g);
    return status ? status
                  : kefu_rank(g->values, (int64_t)g->n, &options, g->places, g->order, g->a->error);
}

/* ---- Winners -------------------------------------------------------------------------------- */

static int64_t giving_amount(const kf_prize_rule *rule, int64_t place)
{
    return place <= rule->n_amounts ? rule->amounts[place - 1] : 0;
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
    const kf_stood *stood = &g->can[number];
    kf_entrant *person = &a->people[stood->person];
    kf_won *grown = kf_reserve(&awards->memory, awards->won, &awards->capacity, awards->n + 1,
                               sizeof *awards->won);
    if (!grown)
        return kf_no_memory(a->error);
    awards->won = grown;
    kf_won *won = &awards->won[awards->n++];
    *won = (kf_won){.prize = g->prize,
                    .terms = a->terms[kf_award_at(a, stood->person, g->prize)] + 1,
                    .as = *stood,
                    .amount = amount};
    if (kf_award_is_open(a, g->prize, stood->person, &stood->value))
        won->flags |= KEFU_WIN_PROVISIONAL;
    if (person->won < 0)
        person->won = g->prize;
    return giving_add(&awards->counts[g->prize], amount, a->error);
}

static int32_t giving_id_order(const void *things, uint32_t a, uint32_t b)
{
    const giving *g = things;
    const kf_entrant *people = g->a->people;
    uint32_t x = people[g->can[a].person].id_order, y = people[g->can[b].person].id_order;
    return x < y ? -1 : x > y;
}

/* Those who tie on a place take as many places, and share what these have; shares are of the tie in
 * the order of ids, which `sorted` then is. */
static kefu_status giving_share(giving *g, size_t first, size_t tied)
{
    const int64_t place = g->places[g->order[first]].twice / 2;
    int64_t sum = 0;
    for (size_t i = 0; i < tied; i++) {
        sum += giving_amount(g->rule, place + (int64_t)i);
        g->weights[i] = 1;
        g->sorted[i] = (uint32_t)g->order[first + i];
    }
    kefu_status status = kf_sort(&g->a->memory, g->sorted, tied, giving_id_order, g, g->a->error);
    if (!status)
        status = kefu_apportion(&g->a->memory.with, sum, g->weights, (int64_t)tied, KEFU_REST_FIRST,
                                g->shares, g->a->error);
    for (size_t i = 0; i < tied && !status; i++)
        g->amounts[g->sorted[i]] = g->shares[i];
    return status;
}

/* All on one place, who stand together in the order. */
static kefu_status giving_tie(giving *g, size_t first, size_t tied)
{
    const int64_t place = g->places[g->order[first]].twice / 2;
    kefu_status status = KEFU_OK;
    if (g->rule->ties == KEFU_PRIZE_TIES_SHARE)
        status = giving_share(g, first, tied);
    for (size_t i = first; i < first + tied && !status; i++) {
        size_t number = (size_t)g->order[i];
        int64_t amount = g->rule->ties == KEFU_PRIZE_TIES_SHARE ? g->amounts[number]
                                                                : giving_amount(g->rule, place);
        status = giving_win(g, number, amount);
    }
    return status;
}

/* Those on places, as they are ordered, then the others. */
static void giving_stand(giving *g)
{
    kf_stood *stood = g->a->awards->stood + (size_t)g->prize * g->a->n_people;
    for (size_t i = 0; i < g->n; i++) {
        kf_stood *one = &g->can[g->order[i]];
        one->place = g->places[g->order[i]];
        one->why = one->place.twice / 2 <= g->rule->places ? KEFU_OUT_NONE : KEFU_OUT_PLACE;
        stood[i] = *one;
    }
    for (size_t i = 0; i < g->n_out; i++)
        stood[g->n + i] = g->out[i];
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
    if (n > SIZE_MAX / sizeof *g->can)
        return kf_no_memory(g->a->error);
    g->can = kf_arena_alloc(arena, n * sizeof *g->can);
    g->out = kf_arena_alloc(arena, n * sizeof *g->out);
    g->values = kf_arena_alloc(arena, n * sizeof *g->values);
    g->within = kf_arena_alloc(arena, n * sizeof *g->within);
    g->groups = kf_arena_alloc(arena, n * sizeof *g->groups);
    g->sorted = kf_arena_alloc(arena, n * sizeof *g->sorted);
    g->places = kf_arena_alloc(arena, n * sizeof *g->places);
    g->order = kf_arena_alloc(arena, n * sizeof *g->order);
    g->shares = kf_arena_alloc(arena, n * sizeof *g->shares);
    g->weights = kf_arena_alloc(arena, n * sizeof *g->weights);
    g->amounts = kf_arena_alloc(arena, n * sizeof *g->amounts);
    g->a->awards->stood = kf_arena_alloc(&g->a->awards->arena, n * (size_t)g->a->plan->n_prizes *
                                                                   sizeof *g->a->awards->stood);
    return g->a->awards->stood && g->amounts && g->can && g->out && g->values && g->within &&
                   g->groups && g->sorted && g->places && g->order && g->shares && g->weights
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
        all->winners += a->people[i].won >= 0;
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
        if (!status) {
            giving_stand(&g);
            status = giving_winners(&g);
        }
    }
    return status ? status : giving_sums(a);
}
