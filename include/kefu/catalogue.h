/* kefu/catalogue.h - definitions as data: what a metric is called, how it is computed, from which
 * columns, who says so, and when that holds. Uses metric.h.
 *
 * "Three-minute reply rate" is other arithmetic on each platform and in each year. A definition
 * has an id with a revision and never changes: a fix is a new revision, and every figure names the
 * one it was made with (kefu_metric_info.definition). Two platforms that count differently are two
 * definitions; what one platform changed on a day are two revisions with dates.
 *
 * Names, labels and day 0 may find another definition in a later release; an id with its revision
 * never does: write those in programs and cards. Where your own share a name, label or alias with
 * built-in ones, yours are found, so that new built-ins never come between.
 *
 * The built-in ones, listed in examples/catalogue/README.md, need plain columns only. They use one
 * set of names: `buyer` `agent` `order` `day` tell things apart, what ends in _s is seconds, in _at
 * a time, everything else counts or measures. A truth is 1 or 0, as a number or a bool column, and
 * formulas compare it so that both will do: share(solved = 1). Cells that are not known yet are
 * KEFU_VALUE_PROVISIONAL, what did not happen is null. Columns of your own names take these in
 * kefu_column.name, kefu_cell.as, or the SELECT ... AS of a query.
 *
 * What one row is (kefu_definition.row):
 *   any         counts that add up: of a conversation 0 or 1, or totals of an agent's day
 *   session     one conversation of a buyer with an agent     reply   one question and its answer
 *   buyer_day   one buyer's day with an agent                 call    one call, answered or not
 *   case        one refund, dispute or ticket                 order   one order
 *   review      one review                                    mark    one inspected conversation
 *   day         one agent's day                               person  one person
 *
 * Grades: A the platform's own rule or interface; B documentation of a tool or a vendor; C weakly
 * sourced: second-hand, or the scheme of single shops; D derived by us. They say how well the
 * definition is known, not whether it is a good one. Thresholds are not here: cards have them.
 *
 * More definitions are JSON. Unknown keys and duplicates are refused, keys that begin with "x-"
 * ignored; all but id and formula may be left out. Ids, labels and aliases that begin with "kefu."
 * are the library's, and refused.
 *
 *   {"format": 1,
 *    "definitions": [
 *      {"id": "org.example.reply_rate/2",        a name with a dot, and the revision: base.h
 *       "label": {"zh": "回复率", "en": "Reply rate"},
 *       "aliases": ["人工回复率"],               other names to find it by
 *       "topic": "response",                     "sales" ..., or a text of your own
 *       "row": "session",                        likewise
 *       "formula": "share(agent_messages > 0 where transferred_out = 0)",
 *       "unit": "ratio",                         as kefu_metric_info has them, like the next three
 *       "scale": 4,                              default: ratio 4, s 1, yuan 2, points 2, else 0
 *       "direction": "higher",                   or lower, neither (default)
 *       "min_n": 30,
 *       "source": "service manual 2026, §4", "grade": "C",
 *       "from": "2026-01-01", "to": "2026-12-31",
 *       "note": {"zh": "转出的会话不计", "en": "sessions that were passed on are left out"},
 *       "columns": [{"name": "agent_messages", "meaning": {"zh": "客服消息数", "en": "..."}},
 *                   {"name": "transferred_out"}]}]}
 */
#ifndef KEFU_CATALOGUE_H
#define KEFU_CATALOGUE_H

#include "kefu/metric.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct kefu_catalogue kefu_catalogue;

enum {
    KEFU_CATALOGUE_EMPTY = 1, /* kefu_catalogue_new: without the built-in definitions */
    KEFU_CATALOGUE_LOADED = 2 /* kefu_catalogue_json: only those that were loaded */
};

/* The built-in definitions, or none. Load more, then share it; if you have none of your own, pass
 * NULL for it everywhere. `limits` is for each text that is loaded. [setup] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_catalogue_new(const kefu_allocator *allocator,
                                                  const kefu_limits *limits, uint32_t flags,
                                                  kefu_catalogue **out, kefu_error *error);
KEFU_API void KEFU_CALL kefu_catalogue_free(kefu_catalogue *catalogue);

/* Adds the definitions of a JSON text after those that are there, all or none. KEFU_E_SYNTAX, and
 * KEFU_E_DEFINITION with line, column, path and near names; KEFU_E_EXISTS if there is this revision
 * already, also if it says the same. Formulas are not compiled, since they may need metrics of your
 * own: see kefu_catalogue_check. O(size + definitions of the text × all) */
KEFU_API kefu_status KEFU_CALL kefu_catalogue_load(kefu_catalogue *catalogue, const char *json,
                                                   size_t size, kefu_error *error);

/* Compiles the formula of each definition that was loaded against the metrics of a frozen registry
 * (NULL = the built-ins), by itself: metric() finds no other. What kefu_tally_define would say of
 * the first that fails; KEFU_E_DEFINITION if it describes a column that its formula does not read.
 * O(formulas) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_catalogue_check(const kefu_catalogue *catalogue,
                                                    const kefu_registry *registry,
                                                    kefu_error *error);

/* ---- Reading -------------------------------------------------------------------------------- */

/* One revision of a definition; text is borrowed, "" where it was not given. */
typedef struct kefu_definition {
    size_t struct_size;
    const char *id;       /* "kefu.reply_rate/1": what figures name */
    const char *name;     /* "reply_rate": of the metric in a frame */
    const char *label_zh; /* the name if there is no label */
    const char *label_en;
    const char *topic; /* "sales", "after_sales", "response", "service", "quality", "reviews",
                          "workload", or another text */
    const char *row;   /* what one row is: "session" ... */
    const char *formula;
    const char *unit;   /* as in kefu_metric_info */
    const char *source; /* who says so */
    const char *note_zh;
    const char *note_en;
    int64_t min_n;     /* as in kefu_metric_info */
    int32_t revision;  /* from 1 */
    int32_t scale;     /* as in kefu_metric_info */
    int32_t direction; /* KEFU_HIGHER ... */
    int32_t grade;     /* 'A' to 'D'; 0 = not given */
    int32_t from;      /* first day it holds, in days since 1970-01-01; 0 = any */
    int32_t to;        /* last day; 0 = any */
    int32_t n_columns; /* how many columns it describes */
    int32_t n_aliases; /* how many other names it has */
} kefu_definition;

/* A column as the definition describes it. */
typedef struct kefu_definition_column {
    size_t struct_size;
    const char *name;
    const char *meaning_zh;
    const char *meaning_en;
} kefu_definition_column;

/* How many there are, and one: the built-in ones by topic, then the loaded ones as they came, each
 * revision on its own. Then the columns that it describes, in the order given (kefu_tally_column
 * lists what a formula reads), and its aliases (NULL beyond the last). A NULL catalogue is the
 * built-ins. O(1) [pure] Since 0.1 */
KEFU_API int32_t KEFU_CALL kefu_catalogue_count(const kefu_catalogue *catalogue);
KEFU_API kefu_status KEFU_CALL kefu_catalogue_at(const kefu_catalogue *catalogue, int32_t index,
                                                 kefu_definition *out);
KEFU_API kefu_status KEFU_CALL kefu_catalogue_column(const kefu_catalogue *catalogue, int32_t index,
                                                     int32_t column, kefu_definition_column *out);
KEFU_API const char *KEFU_CALL kefu_catalogue_alias(const kefu_catalogue *catalogue, int32_t index,
                                                    int32_t alias);

/* The definition that is called "reply_rate", "kefu.reply_rate", 回复率, "Reply rate" (capital or
 * small), or by an alias: the newest revision that holds on `day` (0 = the newest of all). With a
 * revision, "reply_rate/1", it is that one whatever the day. Loaded ones come before built-in ones,
 * and ids before both. KEFU_E_NAME with near names in both languages, with the revisions there are,
 * or with the days they hold; also if two that were loaded have the name: write the id of the one
 * that is meant. O(definitions) */
KEFU_API kefu_status KEFU_CALL kefu_catalogue_find(const kefu_catalogue *catalogue,
                                                   const char *name, int32_t day, int32_t *index,
                                                   kefu_error *error);

/* The definitions as one JSON text, in order of ids and revisions: equal definitions give equal
 * bytes. kefu_catalogue_load takes it with KEFU_CATALOGUE_LOADED, which leaves out the built-in
 * ones. O(definitions × log) */
KEFU_API kefu_status KEFU_CALL kefu_catalogue_json(const kefu_catalogue *catalogue, uint32_t flags,
                                                   const kefu_sink *sink, kefu_error *error);

/* ---- Use ------------------------------------------------------------------------------------ */

/* kefu_tally_add with label, unit, scale, direction, min_n and formula of the definition that
 * kefu_catalogue_find gives for `name` and `day`. The metric is called `as` (NULL = the name of the
 * definition), and names the id of the revision in results. Errors of the formula name the
 * definition; its line and column are those in the formula. The catalogue may be freed afterwards.
 * [confined] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_tally_define(kefu_tally *tally, const kefu_catalogue *catalogue,
                                                 const char *name, int32_t day, const char *as,
                                                 kefu_error *error);

#ifdef __cplusplus
}
#endif
#endif
