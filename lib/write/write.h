/* write.h - what the writers of sheets share: output in pieces, and figures, points, places and
 * flags as people read them. */
#ifndef KF_WRITE_H
#define KF_WRITE_H

#include "base/fail.h"
#include "base/text.h"
#include "kefu/write.h"

/* A sheet on its way to a sink. The first fault sticks; nothing is written after it. */
typedef struct kf_writer {
    const kefu_sheet *sheet;
    kefu_sink sink;
    kefu_error *error;
    kefu_status status;
    int32_t language;
    uint32_t flags;
    const kefu_findings *findings;
    kf_buffer out;
    kf_buffer scratch;
} kf_writer;

/* Checks what any writer is called with, over copies of the options and the sink. */
kefu_status kf_write_take(const kefu_write_options *options, const kefu_sink *sink,
                          kefu_write_options *ours, kefu_sink *taken, kefu_error *error);
/* Checks the arguments of a public writer of sheets. On failure there is nothing to end. */
kefu_status kf_writer_begin(kf_writer *w, const kefu_sheet *sheet,
                            const kefu_write_options *options, const kefu_sink *sink,
                            kefu_error *error);
/* Hands over what has gathered once it is more than 64 KiB; 0 after a fault. */
int32_t kf_writer_step(kf_writer *w);
/* Hands over the rest, frees, and gives the first fault. */
kefu_status kf_writer_end(kf_writer *w);

/* Structs of the sheet; they cannot fail for indices in range. */
kefu_sheet_row kf_write_row(const kf_writer *w, int64_t row);
kefu_reason kf_write_reason(const kf_writer *w, int64_t row, int32_t index);
kefu_card_part kf_write_part(const kf_writer *w, int32_t kind, int32_t index);
/* The part of a reason; of a step of the whole card (kind 0) one with an empty id and its name. */
kefu_card_part kf_write_reason_part(const kf_writer *w, const kefu_reason *reason);
/* 1 for what comes behind the sections: steps of the card, adjustments and red lines. */
int32_t kf_write_is_extra(const kefu_reason *reason);
/* The sentence of a reason; borrowed until the next call, "" after a fault. */
const char *kf_write_reason_text(kf_writer *w, int64_t row, int32_t index, int32_t language);
/* Why a badge or streak does not hold, and what a change would give; likewise. */
const char *kf_write_holds_text(kf_writer *w, int64_t row, int32_t kind, int32_t index,
                                int32_t language);
const char *kf_write_what_text(kf_writer *w, int64_t row, const kefu_what_if *what,
                               int32_t language);
/* 1 if a badge or streak holds for a row. */
int32_t kf_write_holds(const kf_writer *w, int64_t row, int32_t kind, int32_t index);
/* 1 if the card has bonus sections. */
int32_t kf_write_has_bonus(const kefu_sheet *sheet);
/* The reason of one part in a row, and its index; 0 if there is none. */
int32_t kf_write_find_reason(const kf_writer *w, int64_t row, int32_t kind, int32_t part,
                             kefu_reason *out, int32_t *index);

const char *kf_write_label(const kefu_card_part *part, int32_t language);
/* As kefu_figure_text has it. */
void kf_write_figure(kf_buffer *out, const kefu_value *value, const kefu_card_part *part,
                     int32_t language);
/* Millionths with two digits: "12.00"; a sign in front of positive ones if asked for. */
void kf_write_points(kf_buffer *out, int64_t millionths, int32_t with_sign);
/* "3" or "2.5"; "" where there is no place. */
void kf_write_place(kf_buffer *out, const kefu_place *place);

/* What a row is marked with, in the order to show. */
typedef struct kf_row_flag {
    uint32_t flag; /* KEFU_ROW_... */
    const char *name;
    const char *zh, *en;
    const char *note_zh, *note_en; /* what it means for the person */
} kf_row_flag;
enum { KF_ROW_FLAGS = 9 };
extern const kf_row_flag kf_row_flags[KF_ROW_FLAGS];
/* Its name for a row: what is pending is called a red line where it is one. */
const char *kf_write_flag_name(const kf_writer *w, int64_t row, const kf_row_flag *flag);

#endif
