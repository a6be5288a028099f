/* kefu/write.h - sheets written for people and programs: JSON, CSV, one HTML page, Arrow. Uses
 * score.h and arrow.h.
 */
#ifndef KEFU_WRITE_H
#define KEFU_WRITE_H

#include "kefu/arrow.h"
#include "kefu/score.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Writers -------------------------------------------------------------------------------- */

enum { KEFU_WRITE_EXCEL = 1 }; /* CSV with BOM, CRLF, ids and names as text */

typedef struct kefu_write_options {
    size_t struct_size;
    const kefu_findings *findings; /* of HTML and JSON: NULL, or shown with the sheet; borrowed */
    int32_t language;              /* of HTML and CSV: KEFU_ZH or KEFU_EN */
    uint32_t flags;                /* of CSV: KEFU_WRITE_EXCEL */
} kefu_write_options;

/* One JSON object: card with its parts, period, ids of roster and ledger, rows with points by
 * section, badges, streaks (which condition fails, and in words) and every reason as code,
 * arguments and text in both languages. What a card does not have is left out, and so are "of" of
 * 100, flags that are not set and "failed": false. Canonical: equal sheets give equal bytes. The
 * three writers hand pieces to the sink as they go, what it has when they fail is not whole.
 * O(rows × reasons) each. [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_sheet_json(const kefu_sheet *sheet,
                                               const kefu_write_options *options,
                                               const kefu_sink *sink, kefu_error *error);

/* CSV: a heading, then a line a person with group, place, id, name, team, each item's figure (in
 * the heading's unit) and points (empty where it was left out or required), each adjustment's
 * points, team part and bonus, total, grade, tier, badges and streaks (yes or no), coverage and
 * flags. Team part, bonus and tier are there where the card has such. Points are exact, with two to
 * six digits. */
KEFU_API kefu_status KEFU_CALL kefu_sheet_csv(const kefu_sheet *sheet,
                                              const kefu_write_options *options,
                                              const kefu_sink *sink, kefu_error *error);

/* One self-contained page: inline CSS and SVG, no script needed to read it. The sheet coloured
 * against peers with every number shown, each figure's reason behind a click, the findings with
 * notes apart, and whom an improvement plan is due for, with what is below the floor and the
 * nearest change that gives more. Then a printable slip a person that holds only that person's
 * rows: every part and step with points that add up to the total as they are printed (with more
 * than two digits where that takes them), badges and streaks with what is missing, and at most
 * three next steps: changes of one figure that lift the grade, fewest steps first, then such that
 * only give points. O(rows × (reasons × sections + what kefu_sheet_next_grade takes an item)) */
KEFU_API kefu_status KEFU_CALL kefu_sheet_html(const kefu_sheet *sheet,
                                               const kefu_write_options *options,
                                               const kefu_sink *sink, kefu_error *error);

/* The sheet as a record batch of Arrow, one row a person in the order to print, as kefu_frame_arrow
 * gives out a frame; points are decimal128 with six decimals: exact. Columns are
 *
 *   person name team group          utf8
 *   place ranked                    double (2.5 where a place is shared so), null if not ranked,
 *                                   and of how many (int64)
 *   total items adjustments         points; total is null where there is none
 *   team_part bonus                 points, where the card blends, has bonus sections
 *   grade tier                      utf8, null if none; tier where the card has them
 *   coverage                        decimal128: the fraction of all weight scored from figures
 *   status                          as of a metric
 *   below_floor red_line pending provisional no_grade failed cut excused red_line_cut
 *                                   bool, the KEFU_ROW_ flags
 *   ID ID_status ID_points          of each item: its figure as a metric of a frame (with _num ...
 *                                   for KEFU_ARROW_EXACT), and the points, null where it was left
 *                                   out or required
 *   ID_points                       of each adjustment and red line: what it added to the total
 *   ID_section                      of each section: its points
 *   ID_badge ID_streak              bool, whether it holds
 *
 * (a name that an earlier column has gets _2 behind it, as of a frame), with the metadata of the
 * table kefu.card, kefu.card_hash, kefu.period, kefu.label.zh and .en, and of each field kefu.is
 * and, for those of a part, kefu.of: its id. O(rows × parts) [pure] Since 0.1
 */
KEFU_API kefu_status KEFU_CALL kefu_sheet_arrow(const kefu_sheet *sheet, uint32_t flags,
                                                struct ArrowSchema *schema,
                                                struct ArrowArray *array, kefu_error *error);
KEFU_API kefu_status KEFU_CALL kefu_sheet_arrow_stream(const kefu_sheet *sheet, uint32_t flags,
                                                       struct ArrowArrayStream *stream,
                                                       kefu_error *error);

#ifdef __cplusplus
}
#endif
#endif
