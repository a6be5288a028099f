/* score_blend.c - step 4: personal points and the team's. */
#include <string.h>

#include "base/fail.h"
#include "base/wide.h"
#include "score/steps.h"
#include "table/group.h"

/* Sums of the members' points, by number of the team. */
typedef struct blend_team {
    kf_i128 sum;
    int64_t n;
} blend_team;

typedef struct blend_state {
    kf_scoring *s;
    kf_groups *names;
    blend_team *teams;
    size_t n_teams;
    int32_t *team_of; /* of each line; -1 = none */
} blend_state;

static int32_t blend_takes_part(const kf_line *line)
{
    return line->status == KEFU_VALUE_OK && *line->team;
}

int32_t kf_blend(int64_t share, int64_t mine, int64_t sum, int64_t n, int64_t *blended)
{
    kf_i128 both = kf_i128_add(kf_i128_mul(share * n, mine), kf_i128_mul(KEFU_POINT - share, sum));
    return kf_i128_round_div(both, KEFU_POINT * n, blended);
}

static kefu_status blend_line(kf_scoring *s, size_t i, int64_t sum, int64_t n)
{
    kf_line *line = &s->sheet->lines[i];
    kf_line_more *more = &s->sheet->more[i];
    int64_t blended = 0;
    if (!kf_blend(s->card->personal, line->items, sum, n, &blended) ||
        !kf_i128_round_div(kf_i128_of(sum), n, &more->team))
        return kf_fail(s->error, KEFU_E_OVERFLOW, "points of team '%s' are too many", line->team);
    more->team_part = blended - line->items;
    more->blended = 1;
    return KEFU_OK;
}

/* ---- The mean of the members ---------------------------------------------------------------- */

static kefu_status blend_sum(blend_state *b)
{
    kefu_sheet *sheet = b->s->sheet;
    for (size_t i = 0; i < sheet->n; i++) {
        const kf_line *line = &sheet->lines[i];
        kf_key key = kf_key_of(line->team, strlen(line->team));
        uint32_t number = 0;
        kefu_status status;
        b->team_of[i] = -1;
        if (!blend_takes_part(line))
            continue;
        status = kf_groups_one(b->names, &key, &number, b->s->error);
        if (status)
            return status;
        b->team_of[i] = (int32_t)number;
        kf_i128_add_i64(&b->teams[number].sum, line->items);
        b->teams[number].n++;
    }
    return KEFU_OK;
}

static kefu_status blend_with_means(blend_state *b)
{
    kefu_sheet *sheet = b->s->sheet;
    kefu_status status = blend_sum(b);
    for (size_t i = 0; i < sheet->n && !status; i++) {
        const blend_team *team;
        int64_t sum = 0;
        if (b->team_of[i] < 0)
            continue;
        team = &b->teams[b->team_of[i]];
        if (!kf_i128_fits_i64(team->sum, &sum))
            return kf_fail(b->s->error, KEFU_E_OVERFLOW, "points of team '%s' are too many",
                           sheet->lines[i].team);
        status = blend_line(b->s, i, sum, team->n);
    }
    return status;
}

static kefu_status blend_means(kf_scoring *s)
{
    blend_state b = {s, NULL, NULL, s->sheet->n, NULL}; /* no more teams than lines */
    kefu_limits limits = {.struct_size = sizeof limits, .groups = INT32_MAX};
    kefu_status status = kf_groups_new(&s->memory, &limits, 1, &b.names, s->error);
    if (status)
        return status;
    b.teams = kf_alloc_zeros(&s->memory, b.n_teams, sizeof *b.teams);
    b.team_of = kf_alloc_array(&s->memory, b.n_teams, sizeof *b.team_of);
    status = b.teams && b.team_of ? blend_with_means(&b) : kf_no_memory(s->error);
    kf_free_array(&s->memory, b.teams, b.n_teams, sizeof *b.teams);
    kf_free_array(&s->memory, b.team_of, b.n_teams, sizeof *b.team_of);
    kf_groups_free(b.names);
    return status;
}

/* ---- A sheet of teams ----------------------------------------------------------------------- */

static kefu_status blend_with_sheet(kf_scoring *s)
{
    kefu_sheet *sheet = s->sheet;
    kefu_status status = KEFU_OK;
    for (size_t i = 0; i < sheet->n && !status; i++) {
        const kf_line *line = &sheet->lines[i];
        size_t team = 0;
        if (!blend_takes_part(line) || !kf_sheet_find_line(s->team_sheet, line->team, &team) ||
            s->team_sheet->lines[team].status != KEFU_VALUE_OK)
            continue;
        status = blend_line(s, i, s->team_sheet->lines[team].total, 1);
    }
    return status;
}

kefu_status kf_score_blend(kf_scoring *s)
{
    if (s->card->team == KF_TEAM_NONE)
        return KEFU_OK;
    return s->card->team == KF_TEAM_SHEET ? blend_with_sheet(s) : blend_means(s);
}
