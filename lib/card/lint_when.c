/* lint_when.c - what conditions of a plan name that its card does not have. */
#include <string.h>

#include "card/lint.h"

static int32_t lint_has(const kefu_card *card, int32_t what, const char *name, kf_near *near)
{
    const kf_award *awards = what == KF_WHEN_BADGE ? card->badges : card->streaks;
    int32_t items = what == KF_WHEN_POINTS || what == KF_WHEN_BETTER, found = 0;
    int32_t grades = what == KF_WHEN_GRADE || what == KF_WHEN_TIER;
    int32_t lines = what == KF_WHEN_RED_LINE;
    int32_t n = items                   ? card->n_items
                : lines                 ? card->n_red_lines
                : what == KF_WHEN_GRADE ? card->n_grades
                : what == KF_WHEN_TIER  ? card->n_tiers
                : what == KF_WHEN_BADGE ? card->n_badges
                                        : card->n_streaks;
    for (int32_t i = 0; i < n; i++) {
        const char *id = items                   ? card->items[i].id
                         : lines                 ? card->red_lines[i].id
                         : !grades               ? awards[i].id
                         : what == KF_WHEN_GRADE ? card->grades[i].id
                                                 : card->tiers[i].id;
        kf_near_add(near, id);
        found |= !strcmp(id, name);
    }
    return found;
}

static void lint_when_name(kf_lint *lint, const kefu_card *card, const kf_condition *c,
                           const char *name, kf_lint_when_begin *begin, void *of)
{
    kf_near near;
    kf_near_init(&near, name, strlen(name));
    if (lint_has(card, c->what, name, &near))
        return;
    begin(of, lint, c);
    kf_show_format(&lint->zh, "条件提到的 %s,考核方案里没有", name);
    kf_show_format(&lint->en, "the card has no %s, which a condition names", name);
    kf_show_format(&lint->en, "%s", kf_near_text(&near));
    kf_lint_end(lint);
}

void kf_lint_when(kf_lint *lint, const kefu_card *card, const kf_conditions *when,
                  kf_lint_when_begin *begin, void *of)
{
    for (int32_t i = 0; i < when->n; i++) {
        const kf_condition *c = &when->list[i];
        if (c->name && c->what != KF_WHEN_METRIC)
            lint_when_name(lint, card, c, c->name, begin, of);
        for (int32_t k = 0; k < c->n_names; k++)
            lint_when_name(lint, card, c, c->names[k], begin, of);
    }
}
