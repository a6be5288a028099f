/* lint.h - collecting the faults of a card. */
#ifndef KF_LINT_H
#define KF_LINT_H

#include "card/show.h"

enum { KF_LINT_TEXT = 640, KF_LINT_PATH = 128 };

typedef struct kf_lint_found {
    int32_t code, severity;
    kf_place at;
    const char *path, *zh, *en;
} kf_lint_found;

struct kefu_findings {
    kf_memory memory;
    kf_arena arena;
    kf_lint_found *items;
    size_t n, capacity;
};

/* A finding is begun, its texts are written with kf_show_... to zh and en, and it is ended. */
typedef struct kf_lint {
    const kefu_card *card;   /* NULL: of a plan alone */
    const kefu_frame *frame; /* may be NULL */
    kefu_findings *findings;
    int32_t failed; /* 1 once memory ran out */
    kf_lint_found open;
    kf_show path, zh, en;
    char place[KF_LINT_PATH]; /* a path that is being put together */
    char path_text[KF_LINT_PATH], zh_text[KF_LINT_TEXT], en_text[KF_LINT_TEXT];
} kf_lint;

/* Begins with no findings, for a card or a plan that the caller sets; puts them in the order of
 * the text and hands them out, or frees them where memory ran out. */
kefu_status kf_lint_open(kf_lint *lint, const kf_memory *memory, kefu_error *error);
kefu_status kf_lint_close(kf_lint *lint, kefu_findings **out, kefu_error *error);

/* `node` says where; the path (a format of kf_fail's verbs) says so as a JSON pointer. */
void kf_lint_begin(kf_lint *lint, int32_t code, int32_t severity, const kf_json_node *node,
                   const char *path, ...);
/* The same for a part of an item: "/sections/0/items/1" and `tail`. */
void kf_lint_begin_item(kf_lint *lint, int32_t code, int32_t severity, const kf_json_node *node,
                        const kf_item *item, const char *tail);
void kf_lint_end(kf_lint *lint);
/* Texts without arguments. */
void kf_lint_say(kf_lint *lint, const char *zh, const char *en);

/* Weights and shares that do not add up. */
void kf_lint_weights(kf_lint *lint);
void kf_lint_tiers(kf_lint *lint);
void kf_lint_curve(kf_lint *lint, const kf_item *item);
void kf_lint_cliff(kf_lint *lint, const kf_item *item);
void kf_lint_bare(kf_lint *lint, const kf_item *item);
/* What cannot matter, and points out of range: of an item; of all else. */
void kf_lint_item_effect(kf_lint *lint, const kf_item *item);
void kf_lint_effects(kf_lint *lint);
void kf_lint_unit(kf_lint *lint, const kf_item *item);
void kf_lint_grades(kf_lint *lint);
/* Says of a finding that was begun that the frame lacks the metric, and ends it. */
void kf_lint_no_metric(kf_lint *lint, const char *name);
/* The frame's number of a metric, or -1. */
int32_t kf_lint_find_metric(const kf_lint *lint, const char *name);
void kf_lint_item_frame(kf_lint *lint, const kf_item *item);
/* A metric that the frame lacks. */
void kf_lint_metric(kf_lint *lint, const char *metric, const kf_json_node *node, const char *path,
                    int32_t index);
void kf_lint_groups(kf_lint *lint);

/* What conditions of a plan name that the card lacks: `begin` begins each finding, which is then
 * said and ended. */
typedef void kf_lint_when_begin(void *of, kf_lint *lint, const kf_condition *c);
void kf_lint_when(kf_lint *lint, const kefu_card *card, const kf_conditions *when,
                  kf_lint_when_begin *begin, void *of);

#endif
