/* kefu.h - the one include for callers of kefu, a library for service-team metrics.
 *
 * It turns what a service team did into figures that people accept:
 *
 *   reports, event rows ──► batch ──► tally ──► frame ──► sheet ──► ranks, grades, reasons
 *                          (columns) (metrics)  (people   (card)
 *                                               × metrics)
 *
 * The usual way through it, each step with a header of its own:
 *
 *   1. rows     kefu_csv_reader (files), kefu_builder (a cursor), kefu_batch (arrays)    table.h
 *               kefu_arrow_from_stream (pyarrow, Polars, DuckDB)                         arrow.h
 *   2. figures  kefu_tally_new, _by, _add, _update, _frame (event rows)                  metric.h
 *               kefu_tally_define (the same by a definition that has a name)          catalogue.h
 *               kefu_tally_save, _load, _merge (days and machines that add up)           state.h
 *               kefu_report_new, _key, _metric, _read (a row a person), kefu_frame_join  table.h
 *   3. scores   kefu_card_from_json, kefu_card_lint, kefu_book_from_json                 card.h
 *               kefu_score, kefu_score_book, kefu_sheet_reason_text, kefu_diff_sheets    score.h
 *   4. answers  kefu_sheet_html, _csv, _json, _arrow                                     write.h
 *   5. money    kefu_pay (pay), kefu_award (prizes)                              pay.h, award.h
 *
 * And what is inspected, and what that says about all the rest:
 *
 *   conversations ──► draw ──► sample ──► marks ──► estimates ──► frame
 *                    (plan)   (reasons)            (intervals)
 *
 *   1. plan     kefu_plan_from_json, kefu_quotas_clash_text                             sample.h
 *   2. draw     kefu_draw_new, _update, _merge, _save; kefu_sample_new, _text           sample.h
 *               kefu_pick, kefu_reservoir ... (drawing without a plan)                    pick.h
 *   3. people   kefu_peers_new (who inspects whom)                                        peer.h
 *   4. marks    kefu_estimate_sample, kefu_estimates_frame                            estimate.h
 *               kefu_agree_from_batch (do inspectors mark alike)                         agree.h
 *   5. before   kefu_sample_size, kefu_acceptance_plan, kefu_rate_interval               stats.h
 *
 * And what buyers write, and agents:
 *
 *   reviews, chat ──► verdict ──► rows ──► tally        hits ──► decisions ──► sheet
 *                    (causes,    (opinions)            (people, for a person to confirm)
 *                     spans)  ──► stock-take of products
 *
 *   1. model    kefu_model_from_bytes, kefu_model_zh_bytes, _en_bytes         model.h, models.h
 *               kefu_trainer_new, _add, _finish (a shop's own labels)                   train.h
 *   2. lists    kefu_lexicon_starter, kefu_lexicon_from_json                          lexicon.h
 *   3. verdict  kefu_reviewer_new, kefu_review_read, kefu_verdict_opinion,
 *               _cause, _span, _route, _text, _json                                    review.h
 *   4. all      kefu_verdicts_read, _rows, _hits; kefu_model_score (polarity alone)
 *   5. stock    kefu_stock_add, _merge, _save, _compare                                 stock.h
 *
 * Formulas and filters are written in the language of expr.h; metrics of your own are a table of
 * plugin.h, proved by kefu_metric_check, from files with load.h; rank.h stands alone. Ownership,
 * errors and threads: base.h.
 *
 * Words:
 *   agent 客服            who answers buyers; a person: a row of a frame
 *   team 团队             a field of the roster, like role 岗位 and cohort 批次
 *   metric 指标           a figure with a definition: a formula over rows, a column of a report
 *   definition 口径       how a metric is computed, in one revision; figures name it
 *   tally 统计            counts rows into metrics, by any keys
 *   frame 指标表          people × metrics: what is scored and ranked
 *   provisional 延迟统计  not mature: it may still change
 *   card 考核方案         the scheme: sections, items, curves, adjustments, red lines, grades
 *   item 考核项           an indicator of a card: a metric with its weight and its curve
 *   points 得分           integers in millionths of a point
 *   adjustment 加减分     points outside the 100, for hits
 *   floor 最低标准        below it: an improvement plan
 *   red line 高压线       never: once confirmed it cuts the total
 *   grade 等级            a band of totals
 *   hit 事项              one reported case of an adjustment or red line
 *   decision 复核         a person confirms or rejects hits; kept in a ledger 复核记录
 *   sheet 成绩单          people with points, places, grades
 *   reason 得分说明       why an item gave its points: code, arguments, a sentence
 *   plan 抽检方案         which conversations are to be inspected: classes, cells, quotas
 *   cell 格               the rows of one class and one agent: drawn as one urn
 *   sample 抽检           the conversations drawn, each with its chance and the reason
 *   mark 评分             what an inspector gives a conversation
 *   estimate 校正值       what the marks say about all conversations, each at its weight
 *   review 评价           what a buyer writes; a follow-up 追评 is an opinion of its own
 *   verdict 判定建议      what a review says by model and lists, with its places: a suggestion
 *   cause 原因            what a review blames or praises, and who answers for it
 *   lexicon 词表          phrases that reviews are read with: causes, red lines, promises
 *   route 处理方式        what is to be done about a review, and by when
 *   stock-take 评价盘点   reviews of each product counted, against the last time
 */
#ifndef KEFU_H
#define KEFU_H

#include "kefu/base.h"
#include "kefu/table.h"
#include "kefu/arrow.h"
#include "kefu/expr.h"
#include "kefu/plugin.h"
#include "kefu/metric.h"
#include "kefu/catalogue.h"
#include "kefu/load.h"
#include "kefu/state.h"
#include "kefu/rank.h"
#include "kefu/card.h"
#include "kefu/score.h"
#include "kefu/write.h"
#include "kefu/pay.h"
#include "kefu/award.h"
#include "kefu/stats.h"
#include "kefu/agree.h"
#include "kefu/pick.h"
#include "kefu/sample.h"
#include "kefu/estimate.h"
#include "kefu/peer.h"
#include "kefu/model.h"
#include "kefu/train.h"
#include "kefu/lexicon.h"
#include "kefu/review.h"
#include "kefu/stock.h"

#endif
