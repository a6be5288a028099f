/* clang-format off */
/* kefu/sample.h - which conversations to inspect (抽检): a plan, the draw, and why each was chosen.
 * Uses table.h, expr.h, pick.h.
 *
 * A plan is JSON, read as strictly as a card:
 *
 *   {"format": 1, "id": "org.example.weekly_qc/1", "label": {"zh": "每周抽检", "en": "Weekly QC"},
 *    "key": "会话ID",                        column of ids: whole numbers or texts, none twice
 *    "where": "会话类型 <> '系统'",          who may be drawn at all; absent = every row
 *    "exclude": [                            taken out of those, each counted
 *      {"id": "short", "label": ..., "where": "时长 < 20"}],
 *    "by": ["客服"],                         columns that part each class into cells; may be empty
 *    "agent": {"column": "客服",             one of "by"
 *              "min": 5, "max": 12,          rows of an agent in all
 *              "if_fewer": "all"},           an agent whose cells may give fewer than min: all that
 *                                            they may; default "fail"
 *    "classes": [                            a row is of the first whose condition holds, so that
 *                                            cells are disjoint
 *      {"id": "refund", "label": {"zh": "退款会话", "en": "Refunds"},
 *       "where": "退款 = 1", "take": "all"},            all there are: mandatory
 *      {"id": "newcomer", "where": "入职天数 < 30", "rate": "20%"},   ceil(rate × rows) of each cell
 *      {"id": "unhappy", "where": "满意度 <= 2", "min": 2, "if_fewer": "all"},
 *      {"id": "happy", "where": "满意度 >= 4", "min": 1, "max": 3, "spread": 0.2},
 *      {"id": "rest"}],                                 absent "where": all that are left
 *    "total": 200,                           rows in all, or a rate of the population, rounded up: "5%"
 *    "allocation": "proportional",           how what total leaves is shared out, see below
 *    "power": "1/2",                         of "power": "0", "1/4", "1/3", "1/2", "2/3", "3/4", "1"
 *    "variance": true,                       two rows of each cell at least (all of a smaller one),
 *                                            so that its spread can be estimated; default false
 *    "reserve": 10}                          spare rows kept per cell, for replacement; default 10
 *
 * A cell is a class and one value of each column of "by". What it gets:
 *   "take": "all"     all its rows
 *   "rate": "20%"     ceil(20% × rows)
 *   "take": 3         three
 *   none of these     its "min" (default 0), and its part of what the agent's min and the total
 *                     leave, up to its "max" (default all its rows)
 * A rate is "20%" or 0.2. With "rate" "min" and "max" bound the result; the first three have no
 * part in sharing out. With "if_fewer": "all" a cell with fewer rows than its min, or take, gives
 * all of them; else the plan is infeasible. A row of no class is not in the population, and
 * counted. Keys that say nothing beside each other ("min" beside "take") and a plan that asks for
 * no rows are refused.
 *
 * Sharing out, from the mins on, one row after the other, each time to the cell that gains most:
 * first within each agent that is below its min, then among all cells of agents below their max,
 * until the total is reached. What is best so is the best of all (the bounds are nested and the
 * gains fall: Wright 2012), in integers:
 *   proportional   nearest, in squares, to S × rows / P, by largest remainder. For the total, P is
 *                  the rows of all cells that have part in sharing out, S the total less what the
 *                  other cells get; for an agent's min the same of the agent's cells and that min.
 *   equal          the same for each cell
 *   neyman         least variance of the overall mean: by rows × spread
 *   power          by rows^power × spread, power 0, 1/4, 1/3, 1/2, 2/3, 3/4 or 1 (Bankier 1988):
 *                  between equal precision for every cell (0) and neyman (1); of roots six
 *                  decimals count
 * Spread is the standard deviation expected of marks in a cell, any unit: of the class, or of the
 * cell from options.spreads; six decimals. By spread a cell without a row comes first: nothing can
 * be said of it. Equals: the cell that comes first. Without "total" only mins are drawn.
 *
 * Infeasible plans are not bent: kefu_quotas says which demands clash, with the numbers on both
 * sides, and the smallest change of one of them that helps.
 *
 * Drawing: in each cell the rows whose ids hash least (kefu/pick.h, with options.seed), so that
 * everyone draws the same, from any order, parts and machines, and more rows of a cell contain
 * fewer. Each row of a cell has the same inclusion probability, n / rows. What is drawn depends on
 * seed, ids and quotas alone.
 *
 * Seeds. One a period and purpose: "2026-W47 weekly_qc". Fix it, by a rule or in writing, before
 * the rows are known: whoever may choose it afterwards may choose the sample. Two plans with the
 * same seed choose alike: where their cells hold the same rows they draw the same ids, and the
 * larger quota contains the smaller; where cells only overlap, they prefer the same ones. So two
 * checks with one seed look at the same conversations (which may be wanted: the work is done once),
 * and their samples are not independent; with two seeds they are. The same seed in the next period
 * is no fault by itself, since ids are others, but anyone could then foresee which are drawn.
 *
 * The same sample later. Keep the draw's bytes (kefu_draw_save), or have the same rows, plan, seed
 * and excluded ids again; then the same options of quotas, and `unsuitable` as it was. JSON names
 * plan hash, seed and hash of the excluded ids to check by. A plan that differs only in "reserve"
 * has another hash, so that states do not mix, but draws the same rows.
 */
/* clang-format on */
#ifndef KEFU_SAMPLE_H
#define KEFU_SAMPLE_H

#include "kefu/arrow.h"
#include "kefu/expr.h"
#include "kefu/pick.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Plan ----------------------------------------------------------------------------------- */

typedef struct kefu_plan kefu_plan;

/* Reads a plan, which never changes afterwards. KEFU_E_SYNTAX or KEFU_E_CARD with line, column, the
 * path and what was expected; conditions are compiled, columns are looked up when rows come.
 * O(size) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_plan_from_json(const kefu_allocator *allocator,
                                                   const kefu_limits *limits, const char *json,
                                                   size_t size, kefu_plan **out, kefu_error *error);
KEFU_API void KEFU_CALL kefu_plan_free(kefu_plan *plan);
KEFU_API const char *KEFU_CALL kefu_plan_id(const kefu_plan *plan);
KEFU_API const char *KEFU_CALL kefu_plan_hash(const kefu_plan *plan);
KEFU_API const char *KEFU_CALL kefu_plan_label(const kefu_plan *plan, int32_t language);
/* Its classes, and the columns of "by": how many, id or name, label. Borrowed; NULL out of range.
 */
KEFU_API int32_t KEFU_CALL kefu_plan_classes(const kefu_plan *plan);
KEFU_API const char *KEFU_CALL kefu_plan_class_id(const kefu_plan *plan, int32_t index);
KEFU_API const char *KEFU_CALL kefu_plan_class_label(const kefu_plan *plan, int32_t index,
                                                     int32_t language);
KEFU_API int32_t KEFU_CALL kefu_plan_by(const kefu_plan *plan);
KEFU_API const char *KEFU_CALL kefu_plan_by_column(const kefu_plan *plan, int32_t index);
/* Index in "by" of the agent's column; -1 if the plan has none. */
KEFU_API int32_t KEFU_CALL kefu_plan_agent(const kefu_plan *plan);
/* Its exclusions: how many, id, label; kefu_draw_excluded counts them. */
KEFU_API int32_t KEFU_CALL kefu_plan_exclusions(const kefu_plan *plan);
KEFU_API const char *KEFU_CALL kefu_plan_exclusion_id(const kefu_plan *plan, int32_t index);
KEFU_API const char *KEFU_CALL kefu_plan_exclusion_label(const kefu_plan *plan, int32_t index,
                                                         int32_t language);
/* The column of ids; and all columns that a draw reads, each once: the key, those of "by", then of
 * the conditions, in the order of the plan. This is what to SELECT. */
KEFU_API const char *KEFU_CALL kefu_plan_key(const kefu_plan *plan);
KEFU_API int32_t KEFU_CALL kefu_plan_columns(const kefu_plan *plan);
KEFU_API const char *KEFU_CALL kefu_plan_column(const kefu_plan *plan, int32_t index);
/* What the conditions read it as: KEFU_EXPR_NUMBER, _BOOL or _TEXT; 0 where any type will do, as
 * for the key and for x is null. Of conditions that differ the first one counts. A reader of files
 * tells from it how to read the cells. */
KEFU_API int32_t KEFU_CALL kefu_plan_column_type(const kefu_plan *plan, int32_t index);

/* ---- Draw ----------------------------------------------------------------------------------- */

/* A draw collects rows: it counts cells and keeps what may be drawn. */
typedef struct kefu_draw kefu_draw;

typedef struct kefu_draw_options {
    size_t struct_size;
    const kefu_allocator *allocator;
    const kefu_limits *limits;  /* groups: cells; state_bytes: rows kept */
    const char *seed;           /* with NUL; required, not "": "2026-W47 weekly_qc" */
    const kefu_batch *excluded; /* NULL, or ids that may not be drawn, such as those of last week's
                                   sample: id (会话ID, or the plan's key), none empty, found as
                                   columns of a roster are. Their rows are not in the population:
                                   what is estimated is of the others. The batch is read here and
                                   not kept; limits do not count its ids. */
} kefu_draw_options;

/* An empty draw; keeps its own copy of the plan. [confined] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_draw_new(const kefu_plan *plan,
                                             const kefu_draw_options *options, kefu_draw **out,
                                             kefu_error *error);
KEFU_API void KEFU_CALL kefu_draw_free(kefu_draw *draw);

/* Feeds rows, with the columns of kefu_plan_column. All columns are looked up before the first row
 * is read: KEFU_E_NAME for a missing one and KEFU_E_TYPE for one that a condition cannot read leave
 * the draw as it was. Both, and what fails in a condition, begin with the path in the plan, as in
 * "plan.classes[1].where: column '时长' holds text but ...", and have line and column of the plan's
 * JSON. A failure in the rows poisons it: KEFU_E_DATA with the row for a null id in the population,
 * KEFU_E_OVERFLOW of a condition, whoever's row it is, KEFU_E_LIMIT, KEFU_E_MEMORY; from then on
 * all is KEFU_E_STATE. O(rows). Memory: what each cell may draw at most
 * and its reserve, but all ids where that depends on a rate. */
KEFU_API kefu_status KEFU_CALL kefu_draw_update(kefu_draw *draw, const kefu_batch *batch,
                                                kefu_error *error);
/* Adds the rows of another draw of the same plan, seed and excluded ids (KEFU_E_MISMATCH); `other`,
 * which must not be the draw itself, is as it was. A failure for want of room poisons the draw. */
KEFU_API kefu_status KEFU_CALL kefu_draw_merge(kefu_draw *draw, const kefu_draw *other,
                                               kefu_error *error);
/* The state as bytes, the same for the same rows, numbers included, in whatever
 * order and parts; and a draw from such bytes, of the same plan, seed and excluded ids, whatever
 * their order, which are given again (KEFU_E_MISMATCH). An id that may be drawn and is there twice
 * is KEFU_E_DUPLICATE, as for a sample; damaged bytes are KEFU_E_DATA. O(size log size) */
KEFU_API kefu_status KEFU_CALL kefu_draw_save(const kefu_draw *draw, const kefu_sink *sink,
                                              kefu_error *error);
KEFU_API kefu_status KEFU_CALL kefu_draw_load(const kefu_plan *plan,
                                              const kefu_draw_options *options, const void *bytes,
                                              size_t size, kefu_draw **out, kefu_error *error);

/* The draw's own copy of the plan, and its seed. Borrowed. */
KEFU_API const kefu_plan *KEFU_CALL kefu_draw_plan(const kefu_draw *draw);
KEFU_API const char *KEFU_CALL kefu_draw_seed(const kefu_draw *draw);

/* What saved bytes are, without the plan. */
typedef struct kefu_draw_info {
    size_t struct_size;
    int32_t format;
    int32_t reserved0; /* 0 */
    int64_t rows;      /* as of kefu_draw_counts */
    int64_t population;
    int64_t cells;
    kefu_text plan_id; /* texts are borrowed from the bytes, without a NUL */
    kefu_text plan_hash;
    kefu_text seed;
    kefu_text excluded; /* hash of options.excluded; "" = none */
} kefu_draw_info;

/* Checks that the bytes are whole (length and checksum) and tells what they are. KEFU_E_DATA and
 * KEFU_E_UNSUPPORTED as kefu_draw_load. O(size) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_draw_inspect(const void *bytes, size_t size,
                                                 kefu_draw_info *out, kefu_error *error);

/* What was fed. */
typedef struct kefu_draw_counts {
    size_t struct_size;
    int64_t rows;       /* fed */
    int64_t outside;    /* the plan's "where" does not hold, or is not known */
    int64_t excluded;   /* by "exclude", each row by the first that holds */
    int64_t unclassed;  /* of no class */
    int64_t listed;     /* of a class, but with an id of options.excluded */
    int64_t population; /* the rest: rows of cells */
    int64_t cells;
} kefu_draw_counts;
KEFU_API kefu_status KEFU_CALL kefu_draw_counted(const kefu_draw *draw, kefu_draw_counts *out);
/* Rows that exclusion `index` of the plan took out; 0 if there is none. */
KEFU_API int64_t KEFU_CALL kefu_draw_excluded(const kefu_draw *draw, int32_t index);

/* ---- Quotas --------------------------------------------------------------------------------- */

typedef struct kefu_quotas kefu_quotas;

typedef struct kefu_quota_options {
    size_t struct_size;
    const kefu_batch *spreads; /* NULL, or a row a cell: class (类别, its id), the columns of "by",
                                  and spread (离散, a number): instead of the class's own. A cell
                                  that is not there keeps that. */
} kefu_quota_options;

/* How many rows of each cell are to be drawn, or why that cannot be. Made in either case. O(total ×
 * log cells) [confined] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_quotas_new(const kefu_draw *draw,
                                               const kefu_quota_options *options, kefu_quotas **out,
                                               kefu_error *error);
KEFU_API void KEFU_CALL kefu_quotas_free(kefu_quotas *quotas);
KEFU_API int32_t KEFU_CALL kefu_quotas_feasible(const kefu_quotas *quotas);

/* A cell: by class in the order of the plan, then by keys. Of an infeasible plan share and n are 0.
 */
typedef struct kefu_cell_quota {
    size_t struct_size;
    int32_t class_index;
    int32_t reserved0;
    int64_t rows;  /* in the population */
    int64_t least; /* by its own rule: all, rate, take or min */
    int64_t most;  /* its max, or rows; least if it has no part in sharing out */
    int64_t agent; /* more, for the agent's min */
    int64_t share; /* more, of the total */
    int64_t n;     /* least + agent + share */
} kefu_cell_quota;
KEFU_API int64_t KEFU_CALL kefu_quotas_cells(const kefu_quotas *quotas);
KEFU_API kefu_status KEFU_CALL kefu_quotas_cell(const kefu_quotas *quotas, int64_t index,
                                                kefu_cell_quota *out);
/* Its value of a column of "by", as text; borrowed, with NUL. */
KEFU_API kefu_status KEFU_CALL kefu_quotas_cell_key(const kefu_quotas *quotas, int64_t index,
                                                    int32_t by, kefu_text *out);

/* What clashes: kefu_clash.code */
enum {
    KEFU_CLASH_CELL_SHORT = 1,  /* need: the cell's min or take; have: its rows */
    KEFU_CLASH_CELL_BOUNDS = 2, /* need: two, for variance; have: its max or take */
    KEFU_CLASH_AGENT_SHORT = 3, /* need: the agent's min; have: the most its cells may give */
    KEFU_CLASH_AGENT_OVER = 4,  /* need: the least its cells give; have: the agent's max */
    KEFU_CLASH_TOTAL_SHORT = 5, /* need: the total; have: the most that all agents may give */
    KEFU_CLASH_TOTAL_OVER = 6,  /* need: the least that all give; have: the total */
    KEFU_CLASH_NO_SPREAD = 7    /* a cell to be shared out by spread has none */
};

typedef struct kefu_clash {
    size_t struct_size;
    int32_t code; /* KEFU_CLASH_... */
    int32_t reserved0;
    int64_t cell;      /* -1 = of an agent, or of all */
    const char *agent; /* the cell's, too; "" = of all, or the plan has none; borrowed */
    int64_t need, have;
} kefu_clash;
/* Clashes, those of cells first, then agents, then the total (looked at only where the former have
 * none): how many, one of them, and that in words with the change that helps. The words hold the
 * cell's values of "by", so the agent's name:
 *   林晓燕的不满意会话只有 1 条,方案要 2 条:把 min 改为 1,或写 "if_fewer": "all"
 * out, capacity and need as of kefu_figure_text (card.h): *need gets the bytes with NUL, which may
 * be asked for with a capacity of 0. */
KEFU_API int64_t KEFU_CALL kefu_quotas_clashes(const kefu_quotas *quotas);
KEFU_API kefu_status KEFU_CALL kefu_quotas_clash(const kefu_quotas *quotas, int64_t index,
                                                 kefu_clash *out);
KEFU_API kefu_status KEFU_CALL kefu_quotas_clash_text(const kefu_quotas *quotas, int64_t index,
                                                      int32_t language, char *out, size_t capacity,
                                                      size_t *need);

/* ---- Sample --------------------------------------------------------------------------------- */

typedef struct kefu_sample kefu_sample;

typedef struct kefu_sample_options {
    size_t struct_size;
    const kefu_allocator *allocator;
    const kefu_quota_options *quota_options; /* NULL, or as of kefu_quotas_new */
    const kefu_batch *unsuitable; /* NULL, or all conversations of the period so far that turned
                                     out not to be fit for inspection: id (会话ID, or the plan's
                                     key) and reason (原因), neither empty, and by (操作人), which
                                     may be absent or empty; found as columns of a roster are */
} kefu_sample_options;

/* The rows to inspect. KEFU_E_INFEASIBLE with the first clash if the plan cannot be met;
 * KEFU_E_DUPLICATE with both rows for an id that is there twice, in whatever cells, among the rows
 * that may be drawn or are spare.
 *
 * Replacement. An unsuitable conversation that was drawn is taken out, and the next one of its cell
 * by hash comes in, until the quota is met or the cell is used up; each replacement is logged. All
 * that were looked at, fit or not, count for the inclusion probability: (n + unsuitable) / rows; so
 * what is estimated is of the fit rows, whose number is estimated, too: somewhat too high, by about
 * the unfit share / n of itself, since the search ends with a fit one. KEFU_E_LIMIT where a cell's
 * reserve is used up.
 *
 * A sample keeps nothing of an earlier one: the list of the unsuitable grows over the period, and
 * is given whole each time, those that came in as replacements and were not fit either included. An
 * id of it that was not drawn is KEFU_E_NAME with the row, one listed twice KEFU_E_DUPLICATE, an
 * empty id or reason KEFU_E_DATA. O(n log n) [confined] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_sample_new(const kefu_draw *draw,
                                               const kefu_sample_options *options,
                                               kefu_sample **out, kefu_error *error);
KEFU_API void KEFU_CALL kefu_sample_free(kefu_sample *sample);

/* The plan and the seed that it was drawn by. Borrowed. */
KEFU_API const kefu_plan *KEFU_CALL kefu_sample_plan(const kefu_sample *sample);
KEFU_API const char *KEFU_CALL kefu_sample_seed(const kefu_sample *sample);

/* Why a row was chosen: kefu_sample_row.why */
enum {
    KEFU_WHY_ALL = 1,    /* all of its cell are */
    KEFU_WHY_RATE = 2,   /* by the rate of its class */
    KEFU_WHY_TAKE = 3,   /* by the number of its class */
    KEFU_WHY_MIN = 4,    /* by the least of its cell */
    KEFU_WHY_AGENT = 5,  /* by the least of its agent */
    KEFU_WHY_SHARE = 6,  /* of the total */
    KEFU_WHY_INSTEAD = 7 /* instead of an unsuitable one */
};

/* One row of the sample; text is borrowed. */
typedef struct kefu_sample_row {
    size_t struct_size;
    kefu_text id;         /* with NUL; integers in decimal */
    int64_t row;          /* first_row + i of the batch that it came in */
    int64_t cell;         /* index, see below */
    int64_t place;        /* in its cell, by hash: 1 ... */
    kefu_value chance;    /* inclusion probability: num / den, counts of its cell */
    int32_t why;          /* KEFU_WHY_... */
    int32_t class_index;  /* of its cell */
    kefu_text instead_of; /* the conversation that was drawn in its place at first, however many
                             came in and were not fit in between; "" = none */
} kefu_sample_row;

/* Rows, by cell, then place; how many, one of them, which one an id is (KEFU_E_NAME, with the
 * reason if it was taken out), and why in words. The words hold the cell's values of "by", so the
 * agent's name:
 *   不满意会话至少 2 条:林晓燕的 14 条中抽 3 条,这是第 1 条(抽中概率 3/14) */
KEFU_API int64_t KEFU_CALL kefu_sample_count(const kefu_sample *sample);
KEFU_API kefu_status KEFU_CALL kefu_sample_at(const kefu_sample *sample, int64_t index,
                                              kefu_sample_row *out);
KEFU_API kefu_status KEFU_CALL kefu_sample_find(const kefu_sample *sample, const char *id,
                                                size_t size, int64_t *index, kefu_error *error);
KEFU_API kefu_status KEFU_CALL kefu_sample_text(const kefu_sample *sample, int64_t index,
                                                int32_t language, char *out, size_t capacity,
                                                size_t *need);

/* A cell as it was drawn; in the order of the quotas. */
typedef struct kefu_sample_cell {
    size_t struct_size;
    int32_t class_index;
    int32_t reserved0;
    int64_t rows;       /* in the population */
    int64_t n;          /* in the sample: less than the quota where the cell was used up */
    int64_t unsuitable; /* looked at and taken out */
} kefu_sample_cell;
KEFU_API int64_t KEFU_CALL kefu_sample_cells(const kefu_sample *sample);
KEFU_API kefu_status KEFU_CALL kefu_sample_cell_at(const kefu_sample *sample, int64_t index,
                                                   kefu_sample_cell *out);
KEFU_API kefu_status KEFU_CALL kefu_sample_cell_key(const kefu_sample *sample, int64_t index,
                                                    int32_t by, kefu_text *out);

/* What was replaced; text is borrowed. */
typedef struct kefu_replacement {
    size_t struct_size;
    kefu_text id;      /* that was taken out */
    kefu_text instead; /* that came in; "" = the cell was used up */
    const char *reason;
    const char *by;
    int64_t cell;
} kefu_replacement;
KEFU_API int64_t KEFU_CALL kefu_sample_replacements(const kefu_sample *sample);
KEFU_API kefu_status KEFU_CALL kefu_sample_replacement(const kefu_sample *sample, int64_t index,
                                                       kefu_replacement *out);

/* ---- Writers -------------------------------------------------------------------------------- */

/* kefu_sample_write_options.flags; one that says nothing of a format is passed over there. */
enum {
    KEFU_SAMPLE_EXCEL = 1,       /* CSV with BOM and CRLF, ids as text */
    KEFU_SAMPLE_INTEGER_KEYS = 2 /* Arrow: id, and a column of "by", of whole numbers alone is
                                    int64, null if empty */
};

typedef struct kefu_sample_write_options {
    size_t struct_size;
    int32_t language; /* of headings, labels and reasons: KEFU_ZH or KEFU_EN; JSON has no words */
    uint32_t flags;   /* KEFU_SAMPLE_EXCEL ... */
} kefu_sample_write_options;

/* CSV: a line a row: id, class (its label), the columns of "by", cell (its index), rows (of the
 * cell in the population), unsuitable (of the cell: looked at and taken out), place, chance_num,
 * chance_den, why (in words); headed 会话ID, 类别, ..., 格, 总数, 不适合数, 序号, 抽中概率分子,
 * 抽中概率分母, 抽中原因 in Chinese. With a column of marks put beside, the lines are what
 * kefu_estimate_rows reads.
 *
 * No two columns have one name: a column of "by" that is named as one of the others of CSV or
 * Arrow, in either language, capitals or not, is written with by_ before its name (class as
 * by_class; twice if "by" has that, too).
 *
 * JSON: "format": 1, plan with hash, seed, hash of the excluded ids, counts, cells with quotas,
 * rows, replacements; canonical: equal samples give equal bytes, in whatever order rows came, so
 * without their numbers. options may be NULL: Chinese, no flags. O(rows) Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_sample_csv(const kefu_sample *sample,
                                               const kefu_sample_write_options *options,
                                               const kefu_sink *sink, kefu_error *error);
KEFU_API kefu_status KEFU_CALL kefu_sample_json(const kefu_sample *sample,
                                                const kefu_sample_write_options *options,
                                                const kefu_sink *sink, kefu_error *error);
/* A record batch of Arrow, a row a row: id, class (its id), the columns of "by" (utf8), row, cell,
 * rows, unsuitable, place, chance_num, chance_den (int64), chance (double), rule (utf8: all, rate,
 * take, min, agent, share or instead, as "why" of the JSON), why (utf8, in words of the language,
 * which kefu.language of the field says); and the stream of that one batch. */
KEFU_API kefu_status KEFU_CALL kefu_sample_arrow(const kefu_sample *sample,
                                                 const kefu_sample_write_options *options,
                                                 struct ArrowSchema *schema,
                                                 struct ArrowArray *array, kefu_error *error);
KEFU_API kefu_status KEFU_CALL kefu_sample_arrow_stream(const kefu_sample *sample,
                                                        const kefu_sample_write_options *options,
                                                        struct ArrowArrayStream *stream,
                                                        kefu_error *error);

#ifdef __cplusplus
}
#endif
#endif
