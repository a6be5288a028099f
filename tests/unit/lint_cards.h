/* lint_cards.h - small cards with one fault each, and what is to be found in them. */
#ifndef TESTS_LINT_CARDS_H
#define TESTS_LINT_CARDS_H

#include "score_frames.h"

#define CARD_OF(rest, items)                                                                       \
    "{\"format\":1,\"id\":\"t/1\"" rest ",\"sections\":[{\"id\":\"s\",\"items\":[" items "]}]}"
#define ITEM(unit, direction, basis, curve)                                                        \
    "{\"id\":\"i\",\"metric\":\"m\",\"weight\":100,\"unit\":\"" unit                               \
    "\",\"direction\":\"" direction "\",\"basis\":\"" basis "\",\"curve\":" curve "}"
#define STEPS(unit, direction, bands)                                                              \
    CARD_OF("", ITEM(unit, direction, "value", "{\"type\":\"steps\",\"bands\":[" bands "]}"))
#define B(ends, points) "{" ends "\"points\":" #points "}"
#define LINEAR(direction, points)                                                                  \
    CARD_OF("", ITEM("s", direction, "value", "{\"type\":\"linear\",\"points\":" points "}"))
#define ITEM_AT "/sections/0/items/0"

enum { W = KEFU_SEVERITY_WARNING, E = KEFU_SEVERITY_ERROR, N = KEFU_SEVERITY_NOTE, MOST = 4 };

typedef struct lint_case {
    const char *card;
    struct {
        int32_t code, severity;
        const char *path, *zh, *en;
    } finds[MOST];
} lint_case;

static void expect_finding(const kefu_finding *f, int code, int severity, const char *path,
                           const char *zh, const char *en)
{
    if (f->code != code || f->severity != severity || strcmp(f->path, path) != 0 || f->line < 1 ||
        f->column < 1 || !strstr(f->text_zh, zh) || !strstr(f->text_en, en))
        fail_msg("%d %d %s '%s' / '%s'", f->code, f->severity, f->path, f->text_zh, f->text_en);
}

/* Each card has these findings of codes first .. last, in this order, and no others of them. */
static void expect_cases(const lint_case *cases, size_t n, int32_t first, int32_t last)
{
    for (size_t i = 0; i < n; i++) {
        kefu_card *card = card_of(cases[i].card);
        kefu_findings *findings = NULL;
        int32_t seen = 0;
        assert_int_equal(kefu_card_lint(card, NULL, &findings, NULL), KEFU_OK);
        for (int32_t k = 0; k < kefu_findings_count(findings); k++) {
            kefu_finding f = {.struct_size = sizeof f};
            assert_int_equal(kefu_findings_at(findings, k, &f), KEFU_OK);
            if (f.code < first || f.code > last)
                continue;
            if (seen == MOST || !cases[i].finds[seen].code)
                fail_msg("case %d: '%s' / '%s'", (int)i, f.text_zh, f.text_en);
            expect_finding(&f, cases[i].finds[seen].code, cases[i].finds[seen].severity,
                           cases[i].finds[seen].path, cases[i].finds[seen].zh,
                           cases[i].finds[seen].en);
            seen++;
        }
        if (seen < MOST && cases[i].finds[seen].code)
            fail_msg("case %d: only %d findings", (int)i, seen);
        kefu_findings_free(findings);
        kefu_card_free(card);
    }
}

static inline void expect_one(const kefu_findings *findings, int32_t code, const char *zh,
                              const char *en)
{
    int32_t seen = 0;
    for (int32_t i = 0; i < kefu_findings_count(findings); i++) {
        kefu_finding f = {.struct_size = sizeof f};
        assert_int_equal(kefu_findings_at(findings, i, &f), KEFU_OK);
        if (f.code != code)
            continue;
        seen++;
        if (!strstr(f.text_zh, zh) || !strstr(f.text_en, en))
            fail_msg("'%s' / '%s'", f.text_zh, f.text_en);
    }
    assert_int_equal(seen, 1);
}

#endif
