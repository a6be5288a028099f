/* kefu/train.h - models made from labelled texts: from scratch, or a shop's own on top of another.
 * Uses model.h.
 *
 * Rows come from label logs: one row a text, a column a head, empty where nobody decided. The same
 * rows in any order, from however many logs, give the same bytes: texts are told apart by what is
 * left after folding (letters, digits and Chinese characters), of two labels of one text the later
 * decides, and labels of one day that disagree drop out.
 *
 * Rows are held back by a hash of the text, never by chance: 1 in 10 to calibrate, and, where
 * figures are asked for, 1 in 5 that nothing was fitted on. Doubles are used here and only here;
 * built as the library is built (no contraction, IEEE 754) the bytes are the same on every machine.
 */
#ifndef KEFU_TRAIN_H
#define KEFU_TRAIN_H

#include "kefu/model.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct kefu_trainer kefu_trainer;

/* Told how far it is, in millionths, and never less than before. Anything but KEFU_OK stops the
 * training, which returns KEFU_E_CALLBACK. */
typedef kefu_status(KEFU_CALL *kefu_progress)(void *user, int32_t millionths);

typedef struct kefu_trainer_options {
    size_t struct_size;
    const kefu_allocator *allocator;
    const kefu_limits *limits; /* state_bytes: texts, features and weights */
    const char *id;            /* of the model: "org.example.reviews_zh/1"; required */
    const char *card;          /* JSON kept in the model; NULL = "{}" */
    int32_t language;          /* KEFU_ZH; KEFU_EN counts words and pairs of words, too */
    int32_t bits;              /* the table has 2^bits buckets of 4 bytes: 10 .. 18; 0 = 15,
                                  of a delta 12 */
    const kefu_model *base; /* NULL, or the model that a delta is made for; borrowed until freed */
    int64_t enough;         /* of a delta: fewer labels only calibrate anew; 0 = 200 */
    kefu_progress progress; /* may be NULL */
    void *user;
} kefu_trainer_options;

/* An empty trainer. [confined] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_trainer_new(const kefu_trainer_options *options,
                                                kefu_trainer **out, kefu_error *error);
KEFU_API void KEFU_CALL kefu_trainer_free(kefu_trainer *trainer);

/* The next head. Of a delta: one of its base, or a new cause ("agent_attitude"). At most 16 after
 * "polarity", which is always there and comes first. `cause` is KEFU_CAUSE_... of an aspect, else
 * KEFU_CAUSE_UNKNOWN. KEFU_E_EXISTS if the key is taken. KEFU_E_STATE after the first row. */
KEFU_API kefu_status KEFU_CALL kefu_trainer_head(kefu_trainer *trainer, const char *key,
                                                 int32_t kind, int32_t cause, kefu_error *error);

/* Adds labelled texts. labels has a row of as many numbers as there are heads for each text: 1 yes
 * (positive), 0 no (negative), -1 not decided. days[i] is the day of its labels, or NULL: all 0.
 * weight is how much a label of these counts, in thousandths (1 .. 1000000; 0 = 1000). Texts are
 * kept as they were folded. O(bytes) */
KEFU_API kefu_status KEFU_CALL kefu_trainer_add(kefu_trainer *trainer, const kefu_text *texts,
                                                int64_t n, const int8_t *labels,
                                                const int32_t *days, int32_t encoding,
                                                int32_t weight, kefu_error *error);
/* The same from a batch: columns `text` (正文 or 评价) and, named after them, heads; a head without
 * a column is not decided. Cells are 1, 0 or empty; day (日期) if there. */
KEFU_API kefu_status KEFU_CALL kefu_trainer_add_batch(kefu_trainer *trainer,
                                                      const kefu_batch *batch, kefu_error *error);

/* Fits a model and hands its bytes to the sink. KEFU_E_DATA if polarity, or of a delta every head,
 * has fewer than 10 labels of a side; another head with so few never says yes, and in a delta stays
 * as its base has it. May be called again after more rows. O(features × passes) */
KEFU_API kefu_status KEFU_CALL kefu_trainer_finish(kefu_trainer *trainer, const kefu_sink *sink,
                                                   kefu_error *error);

/* The same model with another card, to a sink: figures are known only after a model is made.
 * KEFU_E_ARGUMENT for a card that is no JSON object. O(size) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_model_with_card(const kefu_model *model, const char *card,
                                                    const kefu_sink *sink, kefu_error *error);

/* How right a model is about one head, on labels that nothing was fitted on. Shares are values with
 * their n; no-data where there is nothing to count. */
typedef struct kefu_train_figures {
    size_t struct_size;
    int64_t labels, yes;
    kefu_value accuracy;  /* right / labels */
    kefu_value low, high; /* Wilson's interval of it, 95 % */
    kefu_value precision, recall, f1;
    kefu_value macro_f1;    /* mean of yes and no */
    kefu_value calibration; /* expected calibration error, ten bins of equal width */
    kefu_value covered;     /* share of texts with a verdict at 95 % right; 0 if the model does not
                               promise that */
    kefu_value right;       /* of those, the share that is */
} kefu_train_figures;

/* Fits on four fifths of the rows and looks at the others: how good kefu_trainer_finish, which uses
 * all, may be expected to be. Figures of the first `heads` heads to out[]; struct_size of the first
 * is that of all. O(as finish) */
KEFU_API kefu_status KEFU_CALL kefu_trainer_figures(kefu_trainer *trainer, int32_t heads,
                                                    kefu_train_figures *out, kefu_error *error);

/* The figures of a model (with its delta, or NULL) on labelled texts, as kefu_trainer_add takes
 * them, where heads are those of the model, then those that only the delta has. [pure] */
KEFU_API kefu_status KEFU_CALL kefu_model_figures(const kefu_model *model, const kefu_model *delta,
                                                  const kefu_text *texts, int64_t n,
                                                  const int8_t *labels, int32_t encoding,
                                                  int32_t heads, kefu_train_figures *out,
                                                  kefu_error *error);

#ifdef __cplusplus
}
#endif
#endif
