/* test_null.c - every public function with NULL for every pointer that must not be NULL: it returns
 * KEFU_E_ARGUMENT and writes nothing, and what returns no status does nothing. */
#include "kefu/review.h"
#include "quota_draw.h"
#include "sheet_scenario.h"
#include "table/arrow.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Arguments that work, by what they are. NONE is a NULL that may be. */
enum {
    NONE,
    ERROR,
    OUT, /* any out-parameter */
    OUT_2,
    TEXT,
    BUFFER,
    VALUE,
    BUILDER,
    ROWS,
    BATCH, /* of the builder ROWS */
    CELL,
    CSV_OPTIONS,
    READER,
    SINK,
    WRITER,
    ROSTER,
    REPORT,
    INFO,
    FRAME,
    KEYS,
    EXPR,
    REGISTRY,
    METRIC,
    PLUGIN,
    TALLY,
    CATALOGUE,
    CARD,
    FINDINGS,
    LEDGER,
    DECISION,
    PERSON,
    BOOK,
    PAY_PLAN,
    SHEETS, /* an array of the one */
    PAYROLL,
    PEER_OPTIONS,
    PEERS,
    SHEET,
    DIFF,
    WHAT_IF,
    AWARD_PLAN,
    AWARDED,
    DRAW,
    DRAW_OPTIONS,
    PLAN,
    SAMPLE,
    QUOTAS,
    PICK_OPTIONS,
    PICK,
    RESERVOIR,
    PPS_OPTIONS,
    ARROW_SCHEMA,
    ARROW_ARRAY,
    ARROW_STREAM,
    ARROW,
    THINGS
};

/* Functions that return a status: the arguments of a call, and which of them must be there. */
#define STATUS_FUNCTIONS(X)                                                                        \
    X(kefu_buffer_new, (t[NONE], t[OUT], t[ERROR]), OUT)                                           \
    X(kefu_value_compare, (t[VALUE], t[OUT_2], t[OUT]), VALUE, OUT_2, OUT)                         \
    X(kefu_value_round, (t[VALUE], 2, t[OUT]), VALUE, OUT)                                         \
    X(kefu_value_format, (t[VALUE], 2, t[OUT], 48), VALUE, OUT)                                    \
    X(kefu_date_parse, (t[TEXT], 10, t[OUT], t[ERROR]), TEXT, OUT)                                 \
    X(kefu_date_format, (1, t[OUT], 11), OUT)                                                      \
    X(kefu_fold_text, (t[TEXT], 1, 0, 0, t[SINK], t[ERROR]), TEXT, SINK)                           \
    X(kefu_cause, (0, t[OUT]), OUT)                                                                \
    X(kefu_cause_find, (t[TEXT], t[OUT], t[ERROR]), TEXT, OUT)                                     \
    X(kefu_category, (0, t[OUT]), OUT)                                                             \
    X(kefu_category_at, (0, t[OUT]), OUT)                                                          \
    X(kefu_category_find, (t[TEXT], t[OUT], t[ERROR]), TEXT, OUT)                                  \
    X(kefu_lexicon_from_json, (t[NONE], t[NONE], t[TEXT], 1, t[OUT], t[ERROR]), TEXT, OUT)         \
    X(kefu_lexicon_starter, (t[NONE], KEFU_EN, t[OUT], t[ERROR]), OUT)                             \
    X(kefu_lexicon_json, (t[OUT_2], t[SINK], t[ERROR]), OUT_2, SINK)                               \
    X(kefu_lexicon_describe, (t[OUT_2], t[OUT]), OUT_2, OUT)                                       \
    X(kefu_lexicon_at, (t[OUT_2], 0, t[OUT]), OUT_2, OUT)                                          \
    X(kefu_model_from_bytes, (t[NONE], t[TEXT], 1, 0, t[OUT], t[ERROR]), TEXT, OUT)                \
    X(kefu_model_describe, (t[OUT_2], t[OUT]), OUT_2, OUT)                                         \
    X(kefu_model_head, (t[OUT_2], 0, t[OUT]), OUT_2, OUT)                                          \
    X(kefu_model_score, (t[OUT_2], t[NONE], t[KEYS], 1, 0, 0, t[OUT], t[ERROR]), OUT_2, KEYS, OUT) \
    X(kefu_model_score_column, (t[OUT_2], t[NONE], t[KEYS], 1, 0, t[OUT], t[ERROR]), OUT_2, KEYS,  \
      OUT)                                                                                         \
    X(kefu_trainer_new, (t[OUT_2], t[OUT], t[ERROR]), OUT_2, OUT)                                  \
    X(kefu_trainer_head, (t[OUT_2], t[TEXT], 3, 6, t[ERROR]), OUT_2, TEXT)                         \
    X(kefu_trainer_add, (t[OUT_2], t[KEYS], 1, t[OUT], t[NONE], 0, 0, t[ERROR]), OUT_2, KEYS, OUT) \
    X(kefu_trainer_add_batch, (t[OUT_2], t[BATCH], t[ERROR]), OUT_2, BATCH)                        \
    X(kefu_trainer_finish, (t[OUT_2], t[SINK], t[ERROR]), OUT_2, SINK)                             \
    X(kefu_trainer_figures, (t[OUT_2], 1, t[OUT], t[ERROR]), OUT_2, OUT)                           \
    X(kefu_model_with_card, (t[OUT_2], t[TEXT], t[SINK], t[ERROR]), OUT_2, TEXT, SINK)             \
    X(kefu_model_figures, (t[OUT_2], t[NONE], t[KEYS], 1, t[TEXT], 0, 1, t[OUT], t[ERROR]), OUT_2, \
      KEYS, TEXT, OUT)                                                                             \
    X(kefu_reviewer_new, (t[OUT_2], t[OUT], t[ERROR]), OUT_2, OUT)                                 \
    X(kefu_verdict_new, (t[NONE], t[OUT], t[ERROR]), OUT)                                          \
    X(kefu_review_read, (t[OUT_2], t[INFO], t[OUT], t[ERROR]), OUT_2, INFO, OUT)                   \
    X(kefu_verdict_opinion, (t[OUT_2], 0, t[OUT]), OUT_2, OUT)                                     \
    X(kefu_verdict_cause, (t[OUT_2], 0, 0, t[OUT]), OUT_2, OUT)                                    \
    X(kefu_verdict_mark, (t[OUT_2], 0, 0, t[OUT]), OUT_2, OUT)                                     \
    X(kefu_verdict_named, (t[OUT_2], 0, t[OUT]), OUT_2, OUT)                                       \
    X(kefu_verdict_spans, (t[OUT_2], 0, t[OUT]), OUT_2, OUT)                                       \
    X(kefu_verdict_span, (t[OUT_2], 0, 0, t[OUT]), OUT_2, OUT)                                     \
    X(kefu_verdict_route, (t[OUT_2], t[OUT]), OUT_2, OUT)                                          \
    X(kefu_verdict_text, (t[OUT_2], KEFU_ZH, t[OUT], 48, t[NONE]), OUT_2, OUT)                     \
    X(kefu_verdict_json, (t[OUT_2], t[SINK], t[ERROR]), OUT_2, SINK)                               \
    X(kefu_verdicts_new, (t[NONE], t[NONE], t[OUT], t[ERROR]), OUT)                                \
    X(kefu_verdicts_add, (t[OUT], t[OUT_2], t[ERROR]), OUT, OUT_2)                                 \
    X(kefu_verdicts_read, (t[OUT], t[OUT_2], t[BATCH], t[ERROR]), OUT, OUT_2, BATCH)               \
    X(kefu_verdicts_merge, (t[OUT], t[OUT_2], t[ERROR]), OUT, OUT_2)                               \
    X(kefu_verdicts_csv, (t[OUT_2], KEFU_VERDICT_HITS, 0, t[SINK], t[ERROR]), OUT_2, SINK)         \
    X(kefu_stock_new, (t[NONE], t[OUT], t[ERROR]), OUT)                                            \
    X(kefu_stock_add, (t[OUT], t[OUT_2], t[ERROR]), OUT, OUT_2)                                    \
    X(kefu_stock_merge, (t[OUT], t[OUT_2], t[ERROR]), OUT, OUT_2)                                  \
    X(kefu_stock_save, (t[OUT_2], t[SINK], t[ERROR]), OUT_2, SINK)                                 \
    X(kefu_stock_load, (t[NONE], t[TEXT], 1, t[OUT], t[ERROR]), TEXT, OUT)                         \
    X(kefu_stock_product_at, (t[OUT_2], 0, t[OUT]), OUT_2, OUT)                                    \
    X(kefu_stock_find, (t[OUT_2], t[TEXT], 1, t[OUT], t[ERROR]), OUT_2, TEXT, OUT)                 \
    X(kefu_stock_cause_at, (t[OUT_2], 0, 1, t[OUT]), OUT_2, OUT)                                   \
    X(kefu_stock_pin_at, (t[OUT_2], 0, 0, t[OUT]), OUT_2, OUT)                                     \
    X(kefu_stock_compare, (t[OUT_2], 0, t[OUT_2], t[OUT]), OUT_2, OUT)                             \
    X(kefu_stock_csv, (t[OUT_2], t[NONE], KEFU_ZH, 0, t[SINK], t[ERROR]), OUT_2, SINK)             \
    X(kefu_stock_json, (t[OUT_2], t[NONE], t[SINK], t[ERROR]), OUT_2, SINK)                        \
    X(kefu_apportion, (t[NONE], 1, t[VALUE], 1, 0, t[OUT], t[ERROR]), VALUE, OUT)                  \
    X(kefu_normal_below, (1, t[OUT], t[ERROR]), OUT)                                               \
    X(kefu_normal_quantile, (1, t[OUT], t[ERROR]), OUT)                                            \
    X(kefu_t_below, (1, 1, t[OUT], t[ERROR]), OUT)                                                 \
    X(kefu_t_quantile, (1, 1, t[OUT], t[ERROR]), OUT)                                              \
    X(kefu_binomial_below, (1, 2, 1, t[OUT], t[ERROR]), OUT)                                       \
    X(kefu_hypergeometric_below, (1, 2, 2, 4, t[OUT], t[ERROR]), OUT)                              \
    X(kefu_rate_interval, (0, 1, 2, 0, 1, t[OUT], t[OUT_2], t[ERROR]), OUT, OUT_2)                 \
    X(kefu_sample_size, (1, 1, 1, 0, t[OUT], t[ERROR]), OUT)                                       \
    X(kefu_half_width, (1, 1, 1, 0, t[OUT], t[ERROR]), OUT)                                        \
    X(kefu_acceptance_plan, (t[OUT_2], t[OUT], t[ERROR]), OUT_2, OUT)                              \
    X(kefu_builder_new, (t[NONE], t[NONE], t[OUT], t[ERROR]), OUT)                                 \
    X(kefu_builder_add, (t[BUILDER], t[TEXT], KEFU_COLUMN_I64, 0, 0, t[NONE], t[ERROR]), BUILDER,  \
      TEXT)                                                                                        \
    X(kefu_builder_set_i64, (t[BUILDER], 0, 1, t[ERROR]), BUILDER)                                 \
    X(kefu_builder_set_f64, (t[BUILDER], 0, 1.0, t[ERROR]), BUILDER)                               \
    X(kefu_builder_set_text, (t[BUILDER], 0, t[TEXT], 1, t[ERROR]), BUILDER, TEXT)                 \
    X(kefu_builder_set_state, (t[BUILDER], 0, KEFU_VALUE_NO_DATA, t[ERROR]), BUILDER)              \
    X(kefu_builder_end_row, (t[BUILDER], t[ERROR]), BUILDER)                                       \
    X(kefu_builder_append, (t[BUILDER], t[BATCH], t[ERROR]), BUILDER, BATCH)                       \
    X(kefu_cell_parse, (t[CELL], t[TEXT], 1, t[OUT], t[OUT_2], t[ERROR]), CELL, TEXT, OUT, OUT_2)  \
    X(kefu_csv_reader_new, (t[CSV_OPTIONS], t[OUT], t[ERROR]), CSV_OPTIONS, OUT)                   \
    X(kefu_csv_reader_cell, (t[READER], t[CELL], t[ERROR]), READER, CELL)                          \
    X(kefu_csv_reader_feed, (t[READER], t[TEXT], 1, t[ERROR]), READER, TEXT)                       \
    X(kefu_csv_reader_finish, (t[READER], t[ERROR]), READER)                                       \
    X(kefu_csv_writer_new, (t[NONE], t[SINK], 0, t[OUT], t[ERROR]), SINK, OUT)                     \
    X(kefu_csv_writer_text, (t[WRITER], t[TEXT], 1, t[ERROR]), WRITER, TEXT)                       \
    X(kefu_csv_writer_id, (t[WRITER], t[TEXT], 1, t[ERROR]), WRITER, TEXT)                         \
    X(kefu_csv_writer_value, (t[WRITER], t[VALUE], 2, t[ERROR]), WRITER, VALUE)                    \
    X(kefu_csv_writer_end_row, (t[WRITER], t[ERROR]), WRITER)                                      \
    X(kefu_arrow_from_array, (t[NONE], t[ARROW_SCHEMA], t[ARROW_ARRAY], t[OUT], t[ERROR]),         \
      ARROW_SCHEMA, ARROW_ARRAY, OUT)                                                              \
    X(kefu_arrow_from_stream, (t[NONE], t[ARROW_STREAM], t[OUT], t[ERROR]), ARROW_STREAM, OUT)     \
    X(kefu_arrow_next, (t[ARROW], t[OUT], t[ERROR]), ARROW, OUT)                                   \
    X(kefu_frame_arrow, (t[FRAME], 0, t[OUT], t[OUT_2], t[ERROR]), FRAME, OUT, OUT_2)              \
    X(kefu_frame_arrow_stream, (t[FRAME], 0, t[OUT], t[ERROR]), FRAME, OUT)                        \
    X(kefu_sheet_arrow, (t[SHEET], 0, t[OUT], t[OUT_2], t[ERROR]), SHEET, OUT, OUT_2)              \
    X(kefu_sheet_arrow_stream, (t[SHEET], 0, t[OUT], t[ERROR]), SHEET, OUT)                        \
    X(kefu_roster_from_batch, (t[NONE], t[BATCH], t[OUT], t[ERROR]), BATCH, OUT)                   \
    X(kefu_roster_person, (t[ROSTER], 0, 1, t[OUT]), ROSTER, OUT)                                  \
    X(kefu_roster_find, (t[ROSTER], t[TEXT], 1, 1, t[OUT]), ROSTER, TEXT, OUT)                     \
    X(kefu_report_new, (t[NONE], t[NONE], t[OUT], t[ERROR]), OUT)                                  \
    X(kefu_report_key, (t[REPORT], t[TEXT], t[ERROR]), REPORT, TEXT)                               \
    X(kefu_report_skip, (t[REPORT], t[TEXT], t[ERROR]), REPORT, TEXT)                              \
    X(kefu_report_metric, (t[REPORT], t[INFO], t[NONE], t[ERROR]), REPORT, INFO)                   \
    X(kefu_report_read, (t[REPORT], t[BATCH], t[OUT], t[ERROR]), REPORT, BATCH, OUT)               \
    X(kefu_frame_join, (t[FRAME], t[OUT_2], 0, t[OUT], t[ERROR]), FRAME, OUT_2, OUT)               \
    X(kefu_frame_with_roster, (t[FRAME], t[ROSTER], 1, t[OUT], t[ERROR]), FRAME, ROSTER, OUT)      \
    X(kefu_frame_key, (t[FRAME], 0, 0, t[OUT]), FRAME, OUT)                                        \
    X(kefu_frame_find, (t[FRAME], t[KEYS], 1, t[OUT], t[ERROR]), FRAME, KEYS, OUT)                 \
    X(kefu_frame_metric, (t[FRAME], 0, t[OUT]), FRAME, OUT)                                        \
    X(kefu_frame_find_key, (t[FRAME], t[TEXT], t[OUT], t[ERROR]), FRAME, TEXT, OUT)                \
    X(kefu_frame_find_metric, (t[FRAME], t[TEXT], t[OUT], t[ERROR]), FRAME, TEXT, OUT)             \
    X(kefu_frame_value, (t[FRAME], 0, 0, t[OUT]), FRAME, OUT)                                      \
    X(kefu_frame_values, (t[FRAME], 0, 0, 1, t[OUT]), FRAME, OUT)                                  \
    X(kefu_frame_unmatched, (t[FRAME], 0, t[OUT]), FRAME, OUT)                                     \
    X(kefu_expr_new, (t[TEXT], 1, t[NONE], t[OUT], t[ERROR]), TEXT, OUT)                           \
    X(kefu_expr_eval, (t[EXPR], t[BATCH], t[OUT], t[OUT_2], 8, t[ERROR]), EXPR, BATCH, OUT, OUT_2) \
    X(kefu_registry_new, (t[NONE], t[OUT], t[ERROR]), OUT)                                         \
    X(kefu_registry_add, (t[REGISTRY], t[METRIC], t[NONE], NULL, t[ERROR]), REGISTRY, METRIC)      \
    X(kefu_registry_add_plugin, (t[REGISTRY], t[PLUGIN], t[ERROR]), REGISTRY, PLUGIN)              \
    X(kefu_registry_load, (t[REGISTRY], t[TEXT], t[ERROR]), REGISTRY, TEXT)                        \
    X(kefu_metric_check, (t[NONE], t[TEXT], t[NONE], t[ERROR]), TEXT)                              \
    X(kefu_tally_new, (t[NONE], t[NONE], t[OUT], t[ERROR]), OUT)                                   \
    X(kefu_tally_by, (t[TALLY], t[TEXT], t[ERROR]), TALLY, TEXT)                                   \
    X(kefu_tally_add, (t[TALLY], t[INFO], t[TEXT], t[ERROR]), TALLY, INFO, TEXT)                   \
    X(kefu_tally_update, (t[TALLY], t[BATCH], t[ERROR]), TALLY, BATCH)                             \
    X(kefu_tally_merge, (t[TALLY], t[OUT_2], t[ERROR]), TALLY, OUT_2)                              \
    X(kefu_tally_reread, (t[TALLY], t[ERROR]), TALLY)                                              \
    X(kefu_tally_reread_for, (t[TALLY], t[OUT_2], t[ERROR]), TALLY, OUT_2)                         \
    X(kefu_tally_frame, (t[TALLY], t[OUT], t[ERROR]), TALLY, OUT)                                  \
    X(kefu_tally_save, (t[TALLY], t[NONE], t[SINK], t[ERROR]), TALLY, SINK)                        \
    X(kefu_tally_load, (t[NONE], t[NONE], t[TEXT], 4, t[OUT], t[ERROR]), TEXT, OUT)                \
    X(kefu_tally_fingerprint, (t[TALLY], t[OUT], t[ERROR]), TALLY, OUT)                            \
    X(kefu_state_inspect, (t[TEXT], 4, t[OUT], t[ERROR]), TEXT, OUT)                               \
    X(kefu_state_aggregate, (t[TEXT], 4, 0, t[OUT], t[ERROR]), TEXT, OUT)                          \
    X(kefu_catalogue_new, (t[NONE], t[NONE], 0, t[OUT], t[ERROR]), OUT)                            \
    X(kefu_catalogue_load, (t[CATALOGUE], t[TEXT], 1, t[ERROR]), CATALOGUE, TEXT)                  \
    X(kefu_catalogue_at, (t[NONE], 0, t[OUT]), OUT)                                                \
    X(kefu_catalogue_column, (t[NONE], 0, 0, t[OUT]), OUT)                                         \
    X(kefu_catalogue_find, (t[NONE], t[TEXT], 0, t[OUT], t[ERROR]), TEXT, OUT)                     \
    X(kefu_catalogue_json, (t[NONE], 0, t[SINK], t[ERROR]), SINK)                                  \
    X(kefu_tally_define, (t[TALLY], t[NONE], t[TEXT], 0, t[NONE], t[ERROR]), TALLY, TEXT)          \
    X(kefu_rank, (t[VALUE], 1, t[NONE], t[OUT], t[NONE], t[ERROR]), VALUE, OUT)                    \
    X(kefu_rank_top, (t[VALUE], 1, 1, 0, t[NONE], t[OUT], 1, t[OUT_2], t[ERROR]), VALUE, OUT,      \
      OUT_2)                                                                                       \
    X(kefu_pick_key, (t[TEXT], 1, t[OUT], t[ERROR]), TEXT, OUT)                                    \
    X(kefu_pick_new, (t[PICK_OPTIONS], t[OUT], t[ERROR]), PICK_OPTIONS, OUT)                       \
    X(kefu_pick_update, (t[PICK], t[BATCH], t[ERROR]), PICK, BATCH)                                \
    X(kefu_pick_merge, (t[PICK], t[OUT_2], t[ERROR]), PICK, OUT_2)                                 \
    X(kefu_pick_save, (t[PICK], t[SINK], t[ERROR]), PICK, SINK)                                    \
    X(kefu_pick_load, (t[PICK_OPTIONS], t[TEXT], 1, t[OUT], t[ERROR]), PICK_OPTIONS, TEXT, OUT)    \
    X(kefu_pick_finish, (t[PICK], t[OUT], t[ERROR]), PICK, OUT)                                    \
    X(kefu_pick_at, (t[PICK], 0, t[OUT]), PICK, OUT)                                               \
    X(kefu_pick_rate, (t[NONE], 1, 1, t[BATCH], t[TEXT], t[OUT], 1, t[OUT_2], t[ERROR]), BATCH,    \
      TEXT, OUT, OUT_2)                                                                            \
    X(kefu_pick_numbers, (t[NONE], 1, 10, 2, t[OUT], t[ERROR]), OUT)                               \
    X(kefu_reservoir_new, (t[NONE], 1, 2, t[OUT], t[ERROR]), OUT)                                  \
    X(kefu_reservoir_offer, (t[RESERVOIR], 1, t[OUT], t[OUT_2], 4, t[OUT], t[OUT], t[ERROR]),      \
      RESERVOIR, OUT, OUT_2)                                                                       \
    X(kefu_pick_pps, (t[PPS_OPTIONS], t[BATCH], t[NONE], t[NONE], t[ERROR]), PPS_OPTIONS, BATCH)   \
    X(kefu_card_from_json, (t[NONE], t[NONE], t[TEXT], 1, t[OUT], t[ERROR]), TEXT, OUT)            \
    X(kefu_card_part_at, (t[CARD], KEFU_PART_ITEM, 0, t[OUT]), CARD, OUT)                          \
    X(kefu_card_lint, (t[CARD], t[NONE], t[OUT], t[ERROR]), CARD, OUT)                             \
    X(kefu_findings_at, (t[FINDINGS], 0, t[OUT]), FINDINGS, OUT)                                   \
    X(kefu_book_from_json, (t[NONE], t[NONE], t[TEXT], 1, t[OUT], t[ERROR]), TEXT, OUT)            \
    X(kefu_book_add, (t[BOOK], t[CARD], t[ERROR]), BOOK, CARD)                                     \
    X(kefu_book_pick, (t[BOOK], t[PERSON], 1, t[OUT], t[ERROR]), BOOK, PERSON, OUT)                \
    X(kefu_book_lint, (t[BOOK], t[OUT], t[ERROR]), BOOK, OUT)                                      \
    X(kefu_score_book, (t[BOOK], t[FRAME], t[NONE], t[OUT], t[ERROR]), BOOK, FRAME, OUT)           \
    X(kefu_pay_plan_from_json, (t[NONE], t[NONE], t[TEXT], 1, t[OUT], t[ERROR]), TEXT, OUT)        \
    X(kefu_pay_plan_part, (t[PAY_PLAN], 0, t[OUT]), PAY_PLAN, OUT)                                 \
    X(kefu_pay_plan_lint, (t[PAY_PLAN], t[NONE], t[OUT], t[ERROR]), PAY_PLAN, OUT)                 \
    X(kefu_pay, (t[PAY_PLAN], t[SHEETS], 1, t[FRAME], t[NONE], t[OUT], t[ERROR]), PAY_PLAN,        \
      SHEETS, FRAME, OUT)                                                                          \
    X(kefu_estimate_sample, (t[OUT_2], t[BATCH], t[NONE], t[OUT], t[ERROR]), OUT_2, BATCH, OUT)    \
    X(kefu_estimate_rows, (t[BATCH], t[NONE], t[OUT], t[ERROR]), BATCH, OUT)                       \
    X(kefu_estimates_at, (t[OUT_2], 0, t[OUT]), OUT_2, OUT)                                        \
    X(kefu_estimates_effect, (t[OUT_2], 0, 0, t[OUT]), OUT_2, OUT)                                 \
    X(kefu_estimates_text, (t[OUT_2], 0, KEFU_ZH, t[OUT], 48, t[NONE]), OUT_2, OUT)                \
    X(kefu_estimates_find, (t[OUT_2], t[NONE], 0, t[OUT], t[ERROR]), OUT_2, OUT)                   \
    X(kefu_estimates_made, (t[OUT_2], t[OUT]), OUT_2, OUT)                                         \
    X(kefu_estimated_flags_text, (1, KEFU_ZH, t[OUT], 48, t[NONE]), OUT)                           \
    X(kefu_estimates_csv, (t[OUT_2], t[NONE], t[SINK], t[ERROR]), OUT_2, SINK)                     \
    X(kefu_estimates_json, (t[OUT_2], t[NONE], t[SINK], t[ERROR]), OUT_2, SINK)                    \
    X(kefu_estimates_frame, (t[OUT_2], t[INFO], t[OUT], t[ERROR]), OUT_2, INFO, OUT)               \
    X(kefu_peers_new, (t[BATCH], t[PEER_OPTIONS], t[OUT], t[ERROR]), BATCH, PEER_OPTIONS, OUT)     \
    X(kefu_peers_at, (t[PEERS], 0, t[OUT]), PEERS, OUT)                                            \
    X(kefu_peers_csv, (t[PEERS], KEFU_ZH, 0, t[SINK], t[ERROR]), PEERS, SINK)                      \
    X(kefu_peers_loads, (t[PEERS], t[OUT]), PEERS, OUT)                                            \
    X(kefu_payroll_find, (t[PAYROLL], t[TEXT], t[OUT], t[ERROR]), PAYROLL, TEXT, OUT)              \
    X(kefu_payroll_row, (t[PAYROLL], 0, t[OUT]), PAYROLL, OUT)                                     \
    X(kefu_payroll_amount, (t[PAYROLL], 0, 0, t[OUT]), PAYROLL, OUT)                               \
    X(kefu_payroll_text, (t[PAYROLL], 0, 0, KEFU_ZH, t[OUT], 48, t[NONE]), PAYROLL, OUT)           \
    X(kefu_payroll_sum, (t[PAYROLL], 0, t[OUT], t[NONE], t[ERROR]), PAYROLL, OUT)                  \
    X(kefu_payroll_csv, (t[PAYROLL], t[NONE], t[SINK], t[ERROR]), PAYROLL, SINK)                   \
    X(kefu_payroll_json, (t[PAYROLL], t[NONE], t[SINK], t[ERROR]), PAYROLL, SINK)                  \
    X(kefu_payroll_pool, (t[PAYROLL], 1, 0, t[OUT]), PAYROLL, OUT)                                 \
    X(kefu_ledger_new, (t[NONE], t[OUT], t[ERROR]), OUT)                                           \
    X(kefu_ledger_add, (t[LEDGER], t[DECISION], t[ERROR]), LEDGER, DECISION)                       \
    X(kefu_ledger_add_batch, (t[LEDGER], t[BATCH], t[ERROR]), LEDGER, BATCH)                       \
    X(kefu_ledger_id, (t[LEDGER], 1, t[OUT], t[ERROR]), LEDGER, OUT)                               \
    X(kefu_score, (t[CARD], t[FRAME], t[NONE], t[OUT], t[ERROR]), CARD, FRAME, OUT)                \
    X(kefu_score_columns, (t[CARD], t[BATCH], t[OUT], t[NONE], t[ERROR]), CARD, BATCH, OUT)        \
    X(kefu_sheet_find, (t[SHEET], t[TEXT], t[OUT], t[ERROR]), SHEET, TEXT, OUT)                    \
    X(kefu_sheet_row_at, (t[SHEET], 0, t[OUT]), SHEET, OUT)                                        \
    X(kefu_sheet_section, (t[SHEET], 0, 0, t[OUT]), SHEET, OUT)                                    \
    X(kefu_sheet_holds, (t[SHEET], 0, KEFU_PART_BADGE, 0, t[OUT], t[OUT], t[NONE]), SHEET, OUT)    \
    X(kefu_sheet_holds_text, (t[SHEET], 0, KEFU_PART_BADGE, 0, KEFU_ZH, t[OUT], 48, t[NONE]),      \
      SHEET, OUT)                                                                                  \
    X(kefu_run_find, (t[OUT_2], t[TEXT], t[OUT], t[OUT], t[ERROR]), OUT_2, TEXT, OUT)              \
    X(kefu_diff_runs, (t[OUT_2], t[OUT_2], t[OUT], t[ERROR]), OUT_2, OUT)                          \
    X(kefu_ledger_at, (t[LEDGER], 0, t[OUT]), LEDGER, OUT)                                         \
    X(kefu_sheet_decision, (t[SHEET], 0, 0, t[OUT]), SHEET, OUT)                                   \
    X(kefu_sheet_next_points, (t[SHEET], 0, 0, t[OUT]), SHEET, OUT)                                \
    X(kefu_sheet_next_grade, (t[SHEET], 0, 0, t[OUT]), SHEET, OUT)                                 \
    X(kefu_sheet_what_if, (t[SHEET], 0, 0, t[VALUE], t[OUT]), SHEET, VALUE, OUT)                   \
    X(kefu_sheet_what_if_text, (t[SHEET], 0, t[WHAT_IF], KEFU_ZH, t[OUT], 48, t[NONE]), SHEET,     \
      WHAT_IF)                                                                                     \
    X(kefu_sheet_reason, (t[SHEET], 0, 0, t[OUT]), SHEET, OUT)                                     \
    X(kefu_sheet_reason_text, (t[SHEET], 0, 0, KEFU_ZH, t[OUT], 48, t[NONE]), SHEET, OUT)          \
    X(kefu_sheet_part, (t[SHEET], KEFU_PART_ITEM, 0, t[OUT]), SHEET, OUT)                          \
    X(kefu_sheet_save, (t[SHEET], t[SINK], t[ERROR]), SHEET, SINK)                                 \
    X(kefu_sheet_load, (t[NONE], t[NONE], t[TEXT], 1, t[OUT], t[ERROR]), TEXT, OUT)                \
    X(kefu_diff_sheets, (t[SHEET], t[SHEET], t[OUT], t[ERROR]), SHEET, OUT)                        \
    X(kefu_diff_at, (t[DIFF], 0, t[OUT]), DIFF, OUT)                                               \
    X(kefu_diff_text, (t[DIFF], 0, KEFU_ZH, t[OUT], 48, t[NONE]), DIFF, OUT)                       \
    X(kefu_plan_from_json, (t[NONE], t[NONE], t[TEXT], 1, t[OUT], t[ERROR]), TEXT, OUT)            \
    X(kefu_draw_new, (t[PLAN], t[DRAW_OPTIONS], t[OUT], t[ERROR]), PLAN, DRAW_OPTIONS, OUT)        \
    X(kefu_draw_update, (t[DRAW], t[BATCH], t[ERROR]), DRAW, BATCH)                                \
    X(kefu_draw_merge, (t[DRAW], t[OUT_2], t[ERROR]), DRAW, OUT_2)                                 \
    X(kefu_draw_save, (t[DRAW], t[SINK], t[ERROR]), DRAW, SINK)                                    \
    X(kefu_draw_load, (t[PLAN], t[DRAW_OPTIONS], t[TEXT], 4, t[OUT], t[ERROR]), PLAN,              \
      DRAW_OPTIONS, TEXT, OUT)                                                                     \
    X(kefu_draw_inspect, (t[TEXT], 4, t[OUT], t[ERROR]), TEXT, OUT)                                \
    X(kefu_draw_counted, (t[DRAW], t[OUT]), DRAW, OUT)                                             \
    X(kefu_sample_new, (t[DRAW], t[NONE], t[OUT], t[ERROR]), DRAW, OUT)                            \
    X(kefu_sample_at, (t[SAMPLE], 0, t[OUT]), SAMPLE, OUT)                                         \
    X(kefu_sample_find, (t[SAMPLE], t[TEXT], 1, t[OUT], t[ERROR]), SAMPLE, TEXT, OUT)              \
    X(kefu_sample_text, (t[SAMPLE], 0, KEFU_ZH, t[OUT], 48, t[NONE]), SAMPLE, OUT)                 \
    X(kefu_sample_cell_at, (t[SAMPLE], 0, t[OUT]), SAMPLE, OUT)                                    \
    X(kefu_sample_cell_key, (t[SAMPLE], 0, 0, t[OUT]), SAMPLE, OUT)                                \
    X(kefu_sample_replacement, (t[SAMPLE], 0, t[OUT]), SAMPLE, OUT)                                \
    X(kefu_sample_csv, (t[SAMPLE], t[NONE], t[SINK], t[ERROR]), SAMPLE, SINK)                      \
    X(kefu_sample_json, (t[SAMPLE], t[NONE], t[SINK], t[ERROR]), SAMPLE, SINK)                     \
    X(kefu_sample_arrow, (t[SAMPLE], t[NONE], t[OUT], t[OUT_2], t[ERROR]), SAMPLE, OUT, OUT_2)     \
    X(kefu_sample_arrow_stream, (t[SAMPLE], t[NONE], t[OUT], t[ERROR]), SAMPLE, OUT)               \
    X(kefu_quotas_new, (t[DRAW], t[NONE], t[OUT], t[ERROR]), DRAW, OUT)                            \
    X(kefu_quotas_cell, (t[QUOTAS], 0, t[OUT]), QUOTAS, OUT)                                       \
    X(kefu_quotas_cell_key, (t[QUOTAS], 0, 0, t[OUT]), QUOTAS, OUT)                                \
    X(kefu_quotas_clash, (t[QUOTAS], 0, t[OUT]), QUOTAS, OUT)                                      \
    X(kefu_quotas_clash_text, (t[QUOTAS], 0, KEFU_ZH, t[OUT], 48, t[NONE]), QUOTAS, OUT)           \
    X(kefu_award_plan_from_json, (t[NONE], t[NONE], t[TEXT], 1, t[OUT], t[ERROR]), TEXT, OUT)      \
    X(kefu_award_plan_lint, (t[AWARD_PLAN], t[NONE], t[OUT], t[ERROR]), AWARD_PLAN, OUT)           \
    X(kefu_award_plan_prize, (t[AWARD_PLAN], 0, t[OUT]), AWARD_PLAN, OUT)                          \
    X(kefu_award, (t[AWARD_PLAN], t[OUT_2], 1, t[FRAME], t[NONE], t[OUT], t[ERROR]), AWARD_PLAN,   \
      OUT_2, OUT)                                                                                  \
    X(kefu_awards_at, (t[AWARDED], 0, t[OUT]), AWARDED, OUT)                                       \
    X(kefu_awards_stat, (t[AWARDED], 0, t[OUT]), AWARDED, OUT)                                     \
    X(kefu_awards_text, (t[AWARDED], 0, KEFU_ZH, t[OUT], 48, t[NONE]), AWARDED, OUT)               \
    X(kefu_awards_csv, (t[AWARDED], t[NONE], t[SINK], t[ERROR]), AWARDED, SINK)                    \
    X(kefu_awards_json, (t[AWARDED], t[NONE], t[SINK], t[ERROR]), AWARDED, SINK)                   \
    X(kefu_awards_standing, (t[AWARDED], 0, 0, t[OUT]), AWARDED, OUT)                              \
    X(kefu_awards_standing_text, (t[AWARDED], 0, 0, KEFU_ZH, t[OUT], 48, t[NONE]), AWARDED, OUT)   \
    X(kefu_agree_from_batch, (t[BATCH], t[NONE], t[OUT], t[ERROR]), BATCH, OUT)                    \
    X(kefu_agree_value, (t[OUT_2], 0, KEFU_COEFFICIENT_RAW, 0, t[OUT], t[ERROR]), OUT_2, OUT)      \
    X(kefu_sheet_json, (t[SHEET], t[NONE], t[SINK], t[ERROR]), SHEET, SINK)                        \
    X(kefu_sheet_csv, (t[SHEET], t[NONE], t[SINK], t[ERROR]), SHEET, SINK)                         \
    X(kefu_sheet_html, (t[SHEET], t[NONE], t[SINK], t[ERROR]), SHEET, SINK)

#define NULL_CALL(function, arguments, ...)                                                        \
    static kefu_status null_##function(void *const *t) { return function arguments; }
STATUS_FUNCTIONS(NULL_CALL)

#define NULL_ROW(function, arguments, ...) {#function, null_##function, {__VA_ARGS__, NONE}},
static const struct status_function {
    const char *name;
    kefu_status (*call)(void *const *things);
    int needed[6];
} status_functions[] = {STATUS_FUNCTIONS(NULL_ROW)};

/* ---- Arguments that work -------------------------------------------------------------------- */

static kefu_status KEFU_CALL on_batch(void *user, const kefu_batch *batch, kefu_error *error)
{
    (void)user;
    (void)batch;
    (void)error;
    return KEFU_OK;
}

typedef struct world {
    void *things[THINGS];
    kefu_error error;
    kefu_value value;
    kefu_cell cell;
    kefu_csv_options csv;
    kefu_metric_info info;
    kefu_text key;
    kefu_decision decision;
    kefu_person person;
    kefu_what_if what_if;
    kefu_plugin plugin;
    kefu_pick_options pick;
    kefu_pps_options pps;
    size_t out[256], out_2[256];
} world;

static void world_structs(world *w)
{
    w->value = (kefu_value){1, 2, 2, KEFU_VALUE_OK, 0};
    w->cell = (kefu_cell){.struct_size = sizeof w->cell, .column = "c", .kind = KEFU_CELL_NUMBER};
    w->csv = (kefu_csv_options){.struct_size = sizeof w->csv, .on_batch = on_batch};
    w->info = (kefu_metric_info){.struct_size = sizeof w->info, .name = "m"};
    w->key = (kefu_text){"007", 3};
    w->what_if = (kefu_what_if){.struct_size = sizeof w->what_if};
    w->decision = (kefu_decision){.struct_size = sizeof w->decision,
                                  .person = "007",
                                  .part = "praise",
                                  .action = KEFU_CONFIRM,
                                  .count = 1,
                                  .by = "lead"};
    w->plugin = (kefu_plugin){.struct_size = sizeof w->plugin, .abi = KEFU_PLUGIN_ABI};
    w->things[ERROR] = &w->error;
    w->things[OUT] = w->out;
    w->things[OUT_2] = w->out_2;
    w->things[VALUE] = &w->value;
    w->things[CELL] = &w->cell;
    w->things[CSV_OPTIONS] = &w->csv;
    w->things[INFO] = &w->info;
    w->things[KEYS] = &w->key;
    w->things[DECISION] = &w->decision;
    w->person = (kefu_person){.struct_size = sizeof w->person, .person = "007"};
    w->things[PERSON] = &w->person;
    w->things[WHAT_IF] = &w->what_if;
    w->things[PLUGIN] = &w->plugin;
    w->pick =
        (kefu_pick_options){.struct_size = sizeof w->pick, .seed = "2026-W47", .id = "who", .k = 1};
    w->things[PICK_OPTIONS] = &w->pick;
    w->pps = (kefu_pps_options){
        .struct_size = sizeof w->pps, .seed = "2026-W47", .id = "who", .size = "rate", .k = 1};
    w->things[PPS_OPTIONS] = &w->pps;
}

static void *constant(const void *thing)
{
    void *plain;
    memcpy(&plain, &thing, sizeof plain);
    return plain;
}

static void world_handles(world *w)
{
    static const char *const people[] = {"person", "007"};
    kefu_buffer *buffer = NULL;
    kefu_builder *builder = NULL, *filled = NULL, *roster_rows = NULL;
    kefu_csv_reader *reader = NULL;
    kefu_csv_writer *writer = NULL;
    kefu_roster *roster = NULL;
    kefu_report *report = NULL;
    kefu_expr *expr = NULL;
    kefu_registry *registry = NULL;
    kefu_tally *tally = NULL;
    kefu_catalogue *catalogue = NULL;
    kefu_ledger *ledger = NULL;
    kefu_book *book = NULL;
    kefu_pick *pick = NULL;
    kefu_reservoir *reservoir = NULL;
    static const char rules[] = "{\"format\":1,\"id\":\"b/1\",\"rules\":[{\"card\":null}]}";
    assert_int_equal(kefu_book_from_json(NULL, NULL, rules, sizeof rules - 1, &book, NULL),
                     KEFU_OK);
    assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
    assert_int_equal(kefu_builder_new(NULL, NULL, &builder, NULL), KEFU_OK);
    assert_int_equal(kefu_builder_add(builder, "who", KEFU_COLUMN_TEXT, 0, 0, NULL, NULL), KEFU_OK);
    assert_int_equal(kefu_builder_new(NULL, NULL, &filled, NULL), KEFU_OK);
    assert_int_equal(fixture_batch(filled, fixture_rows, 2), KEFU_OK);
    assert_int_equal(kefu_builder_new(NULL, NULL, &roster_rows, NULL), KEFU_OK);
    assert_int_equal(kefu_builder_add(roster_rows, people[0], KEFU_COLUMN_TEXT, 0, 0, NULL, NULL),
                     KEFU_OK);
    assert_int_equal(kefu_builder_set_text(roster_rows, 0, people[1], 3, NULL), KEFU_OK);
    assert_int_equal(kefu_builder_end_row(roster_rows, NULL), KEFU_OK);
    assert_int_equal(kefu_csv_reader_new(&w->csv, &reader, NULL), KEFU_OK);
    assert_int_equal(kefu_csv_writer_new(NULL, kefu_buffer_sink(buffer), 0, &writer, NULL),
                     KEFU_OK);
    assert_int_equal(kefu_roster_from_batch(NULL, kefu_builder_batch(roster_rows), &roster, NULL),
                     KEFU_OK);
    assert_int_equal(kefu_report_new(NULL, NULL, &report, NULL), KEFU_OK);
    assert_int_equal(kefu_report_key(report, "who", NULL), KEFU_OK);
    assert_int_equal(kefu_expr_new("rate > 1", 8, NULL, &expr, NULL), KEFU_OK);
    assert_int_equal(kefu_registry_new(NULL, &registry, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_new(NULL, NULL, &tally, NULL), KEFU_OK);
    assert_int_equal(kefu_catalogue_new(NULL, NULL, 0, &catalogue, NULL), KEFU_OK);
    assert_int_equal(kefu_ledger_new(NULL, &ledger, NULL), KEFU_OK);
    assert_int_equal(kefu_pick_new(&w->pick, &pick, NULL), KEFU_OK);
    assert_int_equal(kefu_reservoir_new(NULL, 1, 2, &reservoir, NULL), KEFU_OK);
    kefu_builder_free(roster_rows);
    w->things[TEXT] = constant("rate");
    w->things[BUFFER] = buffer;
    w->things[SINK] = constant(kefu_buffer_sink(buffer));
    w->things[BUILDER] = builder;
    w->things[BATCH] = constant(kefu_builder_batch(filled));
    w->things[ROWS] = filled;
    w->things[READER] = reader;
    w->things[WRITER] = writer;
    w->things[ROSTER] = roster;
    w->things[REPORT] = report;
    w->things[EXPR] = expr;
    w->things[REGISTRY] = registry;
    w->things[METRIC] = constant(kefu_registry_find(NULL, "count"));
    w->things[TALLY] = tally;
    w->things[CATALOGUE] = catalogue;
    w->things[LEDGER] = ledger;
    w->things[BOOK] = book;
    w->things[PICK] = pick;
    w->things[RESERVOIR] = reservoir;
}

/* A frame as a schema, an array and a stream, and a reader of it. */
static void world_arrow(world *w)
{
    static struct ArrowSchema schema;
    static struct ArrowArray array;
    static struct ArrowArrayStream stream;
    kefu_arrow *arrow = NULL;
    assert_int_equal(kefu_frame_arrow(w->things[FRAME], 0, &schema, &array, NULL), KEFU_OK);
    assert_int_equal(kefu_frame_arrow_stream(w->things[FRAME], 0, &stream, NULL), KEFU_OK);
    assert_int_equal(kefu_arrow_from_array(NULL, &schema, &array, &arrow, NULL), KEFU_OK);
    w->things[ARROW_SCHEMA] = &schema;
    w->things[ARROW_ARRAY] = &array;
    w->things[ARROW_STREAM] = &stream;
    w->things[ARROW] = arrow;
}

static void world_arrow_free(world *w)
{
    struct ArrowSchema *schema = w->things[ARROW_SCHEMA];
    struct ArrowArray *array = w->things[ARROW_ARRAY];
    struct ArrowArrayStream *stream = w->things[ARROW_STREAM];
    kefu_arrow_free(w->things[ARROW]);
    schema->release(schema);
    array->release(array);
    stream->release(stream);
}

/* From a sheet of nobody: everybody joined. */
static kefu_diff *world_diff(const kefu_sheet *sheet)
{
    kefu_sheet *nobody = NULL;
    kefu_diff *diff = NULL;
    assert_int_equal(fixture_sheet(NULL, fixture_rows, 0, &nobody, NULL), KEFU_OK);
    assert_int_equal(kefu_diff_sheets(nobody, sheet, &diff, NULL), KEFU_OK);
    assert_true(kefu_diff_count(diff) > 0);
    kefu_sheet_free(nobody);
    return diff;
}

static void world_awards(world *w)
{
    static const char text[] = "{\"format\":1,\"id\":\"a/1\",\"prizes\":[{\"id\":\"p\","
                               "\"kind\":\"overall\",\"places\":1}]}";
    const kefu_sheet *sheets[] = {w->things[SHEET]};
    kefu_award_plan *plan = NULL;
    kefu_awards *awards = NULL;
    assert_int_equal(kefu_award_plan_from_json(NULL, NULL, text, sizeof text - 1, &plan, NULL),
                     KEFU_OK);
    assert_int_equal(kefu_award(plan, sheets, 1, NULL, NULL, &awards, NULL), KEFU_OK);
    assert_true(kefu_awards_count(awards) > 0);
    w->things[AWARD_PLAN] = plan;
    w->things[AWARDED] = awards;
}

/* Infeasible quotas: there are clashes. */
static void world_quotas(world *w)
{
    kefu_draw *draw = NULL;
    kefu_quotas *quotas = NULL;
    assert_int_equal(quota_draw(NULL, quota_draw_plan, &draw, NULL), KEFU_OK);
    assert_int_equal(kefu_quotas_new(draw, NULL, &quotas, NULL), KEFU_OK);
    assert_true(kefu_quotas_clashes(quotas) > 0);
    w->things[DRAW] = draw;
    w->things[QUOTAS] = quotas;
}

static void world_sample(world *w)
{
    static const char json[] = "{\"format\":1,\"id\":\"a/1\",\"key\":\"id\",\"by\":[\"agent\"],"
                               "\"classes\":[{\"id\":\"c\",\"take\":1}]}";
    static const kefu_draw_options options = {.struct_size = sizeof options, .seed = "s"};
    kefu_plan *plan = NULL;
    kefu_draw *draw = NULL;
    kefu_sample *sample = NULL;
    assert_int_equal(kefu_plan_from_json(NULL, NULL, json, sizeof json - 1, &plan, NULL), KEFU_OK);
    assert_int_equal(quota_draw(NULL, json, &draw, NULL), KEFU_OK);
    assert_int_equal(kefu_sample_new(draw, NULL, &sample, NULL), KEFU_OK);
    kefu_draw_free(draw);
    w->things[DRAW_OPTIONS] = constant(&options);
    w->things[PLAN] = plan;
    w->things[SAMPLE] = sample;
}

static void world_sheet(world *w)
{
    kefu_frame *frame = NULL;
    kefu_card *card = NULL;
    kefu_sheet *sheet = NULL;
    kefu_findings *findings = NULL;
    assert_int_equal(fixture_frame(NULL, w->things[BATCH], &frame), KEFU_OK);
    assert_int_equal(
        kefu_card_from_json(NULL, NULL, fixture_card, sizeof fixture_card - 1, &card, NULL),
        KEFU_OK);
    assert_int_equal(kefu_score(card, frame, NULL, &sheet, NULL), KEFU_OK);
    assert_int_equal(kefu_card_lint(card, frame, &findings, NULL), KEFU_OK);
    assert_true(kefu_findings_count(findings) > 0);
    w->things[FRAME] = frame;
    w->things[CARD] = card;
    w->things[SHEET] = sheet;
    w->things[DIFF] = world_diff(sheet);
    w->things[FINDINGS] = findings;
    world_awards(w);
    world_quotas(w);
    world_sample(w);
}

static const char world_plan[] =
    "{\"format\": 1, \"id\": \"test.pay/1\", \"currency\": \"CNY\", \"exponent\": 2, \"parts\": ["
    "{\"id\": \"e\", \"kind\": \"each\", \"metric\": \"praise\", \"amount\": 5},"
    "{\"id\": \"t\", \"kind\": \"pool\", \"amount\": 5, \"within\": \"all\", \"by\": \"heads\"}]}";

static void world_pay(world *w)
{
    static const kefu_sheet *sheets[1];
    kefu_pay_plan *plan = NULL;
    kefu_payroll *roll = NULL;
    sheets[0] = w->things[SHEET];
    assert_int_equal(
        kefu_pay_plan_from_json(NULL, NULL, world_plan, sizeof world_plan - 1, &plan, NULL),
        KEFU_OK);
    assert_int_equal(kefu_pay(plan, sheets, 1, w->things[FRAME], NULL, &roll, NULL), KEFU_OK);
    w->things[PAY_PLAN] = plan;
    w->things[SHEETS] = sheets;
    w->things[PAYROLL] = roll;
}

static void world_peers(world *w)
{
    static const char *const ids[] = {"a", "b", "c"};
    static const kefu_column person = {
        .struct_size = sizeof person, .name = "person", .type = KEFU_COLUMN_TEXT_Z, .data = ids};
    static const kefu_column *const columns[] = {&person};
    static const kefu_batch people = {
        .struct_size = sizeof people, .rows = 3, .n_columns = 1, .columns = columns};
    static kefu_peer_options options = {.struct_size = sizeof options, .seed = "s"};
    kefu_peers *peers = NULL;
    assert_int_equal(kefu_peers_new(&people, &options, &peers, NULL), KEFU_OK);
    w->things[PEER_OPTIONS] = &options;
    w->things[PEERS] = peers;
}

static void world_free(world *w)
{
    kefu_peers_free(w->things[PEERS]);
    kefu_payroll_free(w->things[PAYROLL]);
    kefu_pay_plan_free(w->things[PAY_PLAN]);
    world_arrow_free(w);
    kefu_awards_free(w->things[AWARDED]);
    kefu_quotas_free(w->things[QUOTAS]);
    kefu_draw_free(w->things[DRAW]);
    kefu_plan_free(w->things[PLAN]);
    kefu_sample_free(w->things[SAMPLE]);
    kefu_award_plan_free(w->things[AWARD_PLAN]);
    kefu_findings_free(w->things[FINDINGS]);
    kefu_diff_free(w->things[DIFF]);
    kefu_sheet_free(w->things[SHEET]);
    kefu_card_free(w->things[CARD]);
    kefu_frame_free(w->things[FRAME]);
    kefu_ledger_free(w->things[LEDGER]);
    kefu_pick_free(w->things[PICK]);
    kefu_reservoir_free(w->things[RESERVOIR]);
    kefu_book_free(w->things[BOOK]);
    kefu_tally_free(w->things[TALLY]);
    kefu_catalogue_free(w->things[CATALOGUE]);
    kefu_registry_free(w->things[REGISTRY]);
    kefu_expr_free(w->things[EXPR]);
    kefu_report_free(w->things[REPORT]);
    kefu_roster_free(w->things[ROSTER]);
    kefu_csv_writer_free(w->things[WRITER]);
    kefu_csv_reader_free(w->things[READER]);
    kefu_builder_free(w->things[BUILDER]);
    kefu_builder_free(w->things[ROWS]);
    kefu_buffer_free(w->things[BUFFER]);
}

/* ---- Calls ---------------------------------------------------------------------------------- */

static void refuses(world *w, const struct status_function *f, int missing)
{
    void *things[THINGS];
    size_t before[256];
    kefu_status status;
    memcpy(things, w->things, sizeof things);
    if (missing == NONE)
        memset(things, 0, sizeof things);
    else
        things[missing] = NULL;
    w->out[0] = sizeof w->out / 8; /* a struct_size, where it is one */
    memcpy(before, w->out, sizeof before);
    memset(&w->error, 0, sizeof w->error);
    status = f->call(things);
    if (status != KEFU_E_ARGUMENT)
        fail_msg("%s without argument %d: %s", f->name, missing, kefu_status_name(status));
    if (w->error.code && (w->error.code != status || !w->error.message[0]))
        fail_msg("%s: the error has code %d", f->name, w->error.code);
    if (memcmp(before, w->out, sizeof before) != 0)
        fail_msg("%s without argument %d has written", f->name, missing);
    things[ERROR] = NULL;
    assert_int_equal(f->call(things), KEFU_E_ARGUMENT);
}

static void test_status(void **state)
{
    static world w;
    (void)state;
    world_structs(&w);
    world_handles(&w);
    world_sheet(&w);
    world_pay(&w);
    world_peers(&w);
    world_arrow(&w);
    for (size_t i = 0; i < sizeof status_functions / sizeof *status_functions; i++) {
        const struct status_function *f = &status_functions[i];
        for (const int *needed = f->needed; *needed != NONE; needed++)
            refuses(&w, f, *needed);
        refuses(&w, f, NONE);
    }
    world_free(&w);
}

/* What returns a number, a pointer or nothing: 0, NULL and "" of a handle that is NULL. */
static void test_others(void **state)
{
    size_t size = 7;
    (void)state;
    kefu_buffer_free(NULL);
    kefu_builder_free(NULL);
    kefu_builder_clear(NULL);
    kefu_arrow_free(NULL);
    kefu_csv_reader_free(NULL);
    kefu_csv_writer_free(NULL);
    kefu_roster_free(NULL);
    kefu_report_free(NULL);
    kefu_frame_free(NULL);
    kefu_expr_free(NULL);
    kefu_registry_free(NULL);
    kefu_catalogue_free(NULL);
    kefu_registry_freeze(NULL);
    kefu_tally_free(NULL);
    kefu_card_free(NULL);
    kefu_findings_free(NULL);
    kefu_ledger_free(NULL);
    kefu_sheet_free(NULL);
    kefu_book_free(NULL);
    kefu_pay_plan_free(NULL);
    kefu_payroll_free(NULL);
    kefu_estimates_free(NULL);
    kefu_peers_free(NULL);
    kefu_award_plan_free(NULL);
    kefu_lexicon_free(NULL);
    kefu_model_free(NULL);
    kefu_trainer_free(NULL);
    kefu_reviewer_free(NULL);
    kefu_verdict_free(NULL);
    kefu_verdicts_free(NULL);
    kefu_verdicts_clear(NULL);
    kefu_stock_free(NULL);
    assert_null(kefu_reviewer_id(NULL));
    assert_null(kefu_reviewer_counts_id(NULL));
    assert_null(kefu_verdicts_rows(NULL));
    assert_null(kefu_verdicts_hits(NULL));
    assert_int_equal(kefu_stock_products(NULL), 0);
    assert_int_equal(kefu_verdict_opinions(NULL), 0);
    assert_int_equal(kefu_verdict_named_count(NULL), 0);
    kefu_plan_free(NULL);
    kefu_quotas_free(NULL);
    kefu_draw_free(NULL);
    kefu_sample_free(NULL);
    kefu_awards_free(NULL);
    kefu_run_free(NULL);
    kefu_diff_free(NULL);
    kefu_random(NULL, NULL, NULL);
    kefu_pick_free(NULL);
    assert_true(kefu_pick_hash_text(1, NULL, 0) == kefu_pick_hash_text(1, "", 0));
    kefu_reservoir_free(NULL);
    assert_int_equal(kefu_reservoir_seen(NULL), 0);
    assert_int_equal(kefu_reservoir_filled(NULL), 0);
    assert_null(kefu_buffer_sink(NULL));
    kefu_buffer_clear(NULL);
    assert_string_equal(kefu_buffer_data(NULL, &size), "");
    assert_int_equal(size, 0);
    assert_string_equal(kefu_buffer_data(NULL, NULL), "");
    assert_null(kefu_builder_batch(NULL));
    assert_null(kefu_arrow_skipped(NULL, 0));
    assert_int_equal(kefu_csv_reader_rows(NULL), 0);
    assert_int_equal(kefu_csv_reader_bad_rows(NULL), 0);
    assert_int_equal(kefu_roster_count(NULL), 0);
    assert_null(kefu_roster_id(NULL));
    assert_int_equal(kefu_frame_rows(NULL), 0);
    assert_int_equal(kefu_frame_keys(NULL), 0);
    assert_int_equal(kefu_frame_metrics(NULL), 0);
    assert_null(kefu_frame_key_name(NULL, 0));
    assert_int_equal(kefu_frame_unmatched_count(NULL), 0);
    assert_int_equal(kefu_expr_type(NULL), 0);
    assert_int_equal(kefu_expr_columns(NULL), 0);
    assert_null(kefu_expr_column(NULL, 0));
    assert_int_equal(kefu_tally_columns(NULL), 0);
    assert_null(kefu_tally_column(NULL, 0));
    assert_int_equal(kefu_tally_column_type(NULL, 0), 0);
    assert_null(kefu_registry_find(NULL, NULL));
    assert_null(kefu_card_id(NULL));
    assert_null(kefu_card_hash(NULL));
    assert_null(kefu_card_label(NULL, KEFU_EN));
    assert_int_equal(kefu_card_parts(NULL, KEFU_PART_ITEM), 0);
    assert_int_equal(kefu_card_metrics(NULL), 0);
    assert_null(kefu_card_metric(NULL, 0));
    assert_int_equal(kefu_findings_count(NULL), 0);
    assert_int_equal(kefu_ledger_count(NULL), 0);
    assert_null(kefu_pay_plan_id(NULL));
    assert_null(kefu_pay_plan_hash(NULL));
    assert_null(kefu_pay_plan_label(NULL, KEFU_EN));
    assert_null(kefu_pay_plan_currency(NULL));
    assert_int_equal(kefu_pay_plan_exponent(NULL), 0);
    assert_int_equal(kefu_pay_plan_parts(NULL), 0);
    assert_int_equal(kefu_payroll_rows(NULL), 0);
    assert_int_equal(kefu_peers_count(NULL), 0);
    assert_int_equal(kefu_estimates_count(NULL), 0);
    assert_int_equal(kefu_estimates_effects(NULL, 0), 0);
    assert_null(kefu_payroll_plan(NULL));
    assert_null(kefu_payroll_period(NULL));
    assert_int_equal(kefu_payroll_pools(NULL, 0), 0);
    assert_int_equal(kefu_payroll_unpaid(NULL), 0);
    assert_null(kefu_payroll_unpaid_at(NULL, 0));
    assert_null(kefu_plan_id(NULL));
    assert_null(kefu_plan_hash(NULL));
    assert_null(kefu_plan_label(NULL, KEFU_EN));
    assert_int_equal(kefu_plan_classes(NULL), 0);
    assert_null(kefu_plan_class_id(NULL, 0));
    assert_null(kefu_plan_class_label(NULL, 0, KEFU_EN));
    assert_int_equal(kefu_plan_by(NULL), 0);
    assert_null(kefu_plan_by_column(NULL, 0));
    assert_int_equal(kefu_plan_agent(NULL), -1);
    assert_int_equal(kefu_plan_exclusions(NULL), 0);
    assert_null(kefu_plan_exclusion_id(NULL, 0));
    assert_null(kefu_plan_exclusion_label(NULL, 0, KEFU_EN));
    assert_null(kefu_plan_key(NULL));
    assert_int_equal(kefu_plan_columns(NULL), 0);
    assert_null(kefu_plan_column(NULL, 0));
    assert_int_equal(kefu_plan_column_type(NULL, 0), 0);
    assert_int_equal(kefu_draw_excluded(NULL, 0), 0);
    assert_null(kefu_draw_plan(NULL));
    assert_null(kefu_draw_seed(NULL));
    assert_null(kefu_sample_plan(NULL));
    assert_null(kefu_sample_seed(NULL));
    assert_int_equal(kefu_sample_count(NULL), 0);
    assert_int_equal(kefu_sample_cells(NULL), 0);
    assert_int_equal(kefu_sample_replacements(NULL), 0);
    assert_int_equal(kefu_quotas_feasible(NULL), 0);
    assert_int_equal(kefu_quotas_cells(NULL), 0);
    assert_int_equal(kefu_quotas_clashes(NULL), 0);
    assert_null(kefu_award_plan_id(NULL));
    assert_null(kefu_award_plan_hash(NULL));
    assert_null(kefu_award_plan_label(NULL, KEFU_EN));
    assert_int_equal(kefu_award_plan_prizes(NULL), 0);
    assert_int_equal(kefu_awards_count(NULL), 0);
    assert_int_equal(kefu_awards_standings(NULL, 0), 0);
    assert_int_equal(kefu_award_plan_amount(NULL, 0, 1), 0);
    assert_null(kefu_awards_plan(NULL));
    assert_null(kefu_book_id(NULL));
    assert_null(kefu_book_hash(NULL));
    assert_null(kefu_book_label(NULL, KEFU_EN));
    assert_int_equal(kefu_book_cards(NULL), 0);
    assert_null(kefu_book_card_id(NULL, 0));
    assert_null(kefu_book_card(NULL, 0));
    assert_int_equal(kefu_sheet_decisions(NULL, 0), 0);
    assert_int_equal(kefu_run_sheets(NULL), 0);
    assert_null(kefu_run_sheet(NULL, 0));
    assert_int_equal(kefu_run_card(NULL, 0), -1);
    assert_int_equal(kefu_run_unread(NULL), 0);
    assert_int_equal(kefu_run_unread_at(NULL, 0), -1);
    assert_int_equal(kefu_run_unscored(NULL), 0);
    assert_null(kefu_run_unscored_at(NULL, 0));
    assert_int_equal(kefu_sheet_rows(NULL), 0);
    assert_int_equal(kefu_diff_count(NULL), 0);
    assert_int_equal(kefu_sheet_reasons(NULL, 0), 0);
    assert_int_equal(kefu_sheet_parts(NULL, KEFU_PART_ITEM), 0);
    assert_null(kefu_sheet_card_id(NULL));
    assert_null(kefu_sheet_card_hash(NULL));
    assert_null(kefu_sheet_label(NULL, KEFU_EN));
    assert_null(kefu_sheet_period(NULL));
    assert_null(kefu_sheet_roster_id(NULL));
    assert_null(kefu_sheet_ledger_id(NULL));
    assert_int_equal(kefu_sheet_as_of(NULL), 0);
}

/* NULL for allocator, limits and options is every default: a sheet from rows to bytes. */
static void test_defaults(void **state)
{
    (void)state;
    assert_int_equal(fixture_scenario(NULL, kefu_sheet_json), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_status),
        cmocka_unit_test(test_others),
        cmocka_unit_test(test_defaults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
