/* invent.c - marks that nobody gave, to try the whole way: each conversation has a quality of its
 * own that depends on the seed and its id alone, refunds and unhappy buyers more often a bad one,
 * and inspectors differ from it now and then. */
#include <stdlib.h>
#include <string.h>

#include "weekly_qc.h"

static unsigned chance(const week *w, const char *a, const char *b, int what)
{
    char text[512];
    uint64_t key = 0;
    (void)kefu_pick_key(w->s->invent, strlen(w->s->invent), &key, NULL);
    const int n = snprintf(text, sizeof text, "%.200s|%.200s|%d", a, b, what);
    return (unsigned)(kefu_pick_hash_text(key, text, (size_t)n) >> 32) % 1000;
}

/* Of a thousand conversations of its kind, how many are bad. */
static unsigned bad_share(const char *refund, const char *satisfaction)
{
    const int stars = satisfaction[0] ? satisfaction[0] - '0' : 0;
    if (refund[0] == '1')
        return 380;
    return stars && stars <= 2 ? 450 : stars == 3 ? 90 : 25;
}

mark invented_mark(const week *w, int64_t row, const char *inspector)
{
    mark m;
    const char *id = cell_of(w->rows, w->id, row), *agent = cell_of(w->rows, w->agent, row);
    const unsigned skill = chance(w, agent, "", 0); /* some agents are better */
    const unsigned share =
        bad_share(cell_of(w->rows, w->refund, row), cell_of(w->rows, w->satisfaction, row));
    const int failed = chance(w, id, "", 1) < share * (1500 - skill) / 1000;
    m.given[MARK_FAILED] = failed;
    m.given[MARK_POINTS] =
        10 * ((failed ? 40 : 84) + (int)(skill / 100) + (int)(chance(w, id, "", 2) % 8));
    for (int i = 0; i < MARKS - MARK_CRITERIA; i++) {
        int *given = &m.given[MARK_CRITERIA + i];
        *given = failed ? 1 + (int)(chance(w, id, "", 3 + i) % 2) : 3;
        if (chance(w, id, inspector, 6 + i) < 80) /* an inspector sees it otherwise */
            *given = 1 + (int)(chance(w, id, inspector, 9 + i) % 3);
    }
    return m;
}
