/* kefu/model.h - models that read text: what one is, how it is opened, what it says of a text. Uses
 * table.h.
 *
 * A model is a file of bytes that kefu_train wrote: a table of character n-grams, each with a small
 * integer weight for every head. A head answers one question: is the text positive, does it speak
 * of delivery. What it says is the sum of the weights of what occurs in the text, so it is the same
 * on every machine, and every answer can be taken apart into the places of the text that gave it
 * (review.h). Models are not part of the library: kefu/models.h has two that are built with it.
 *
 * Text is folded before it is read: width, case, traditional characters, blanks, punctuation, emoji
 * and repeats of characters make no difference.
 */
#ifndef KEFU_MODEL_H
#define KEFU_MODEL_H

#include "kefu/table.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Causes ------------------------------------------------------------------------------- */

/* What a review blames or praises. Numbers of enums here, in lexicon.h and in review.h are pinned;
 * later releases append. Who meets a cause that is not known shows its key (kefu_cause). */
enum {
    KEFU_CAUSE_UNKNOWN = 0, /* no cause: what a field says that nobody has set */
    KEFU_CAUSE_AGENT_ATTITUDE = 1,
    KEFU_CAUSE_AGENT_SLOW = 2,
    KEFU_CAUSE_AGENT_WRONG = 3,
    KEFU_CAUSE_AGENT_STALL = 4,   /* a red line: decided by a person */
    KEFU_CAUSE_AGENT_PROMISE = 5, /* a red line: decided by a person or by the order */
    KEFU_CAUSE_AFTER_SALES = 6,
    KEFU_CAUSE_LOGISTICS = 7,
    KEFU_CAUSE_PACKAGING = 8,
    KEFU_CAUSE_MISSING_WRONG = 9,
    KEFU_CAUSE_QUALITY = 10,
    KEFU_CAUSE_MISMATCH = 11,
    KEFU_CAUSE_FAKE = 12,
    KEFU_CAUSE_PRICE = 13,
    KEFU_CAUSE_GIFT = 14,
    KEFU_CAUSE_FIT_SIZE = 15,
    KEFU_CAUSE_EXPERIENCE = 16,
    KEFU_CAUSE_PLATFORM = 17,
    KEFU_CAUSE_MALICIOUS = 18, /* decided by a person */
    KEFU_CAUSE_OVERALL = 19,
    KEFU_CAUSE_NONE = 20,   /* empty, or what the platform writes by default */
    KEFU_CAUSE_SERVICE = 21 /* somebody's service, the text does not say in what: not yet split */
};

/* The three things that shops are rated for. */
enum {
    KEFU_GROUP_NONE = 0,
    KEFU_GROUP_SERVICE = 1,   /* 服务: agent_..., service, after_sales */
    KEFU_GROUP_LOGISTICS = 2, /* 物流: logistics, packaging, missing_wrong */
    KEFU_GROUP_PRODUCT = 3    /* 商品: quality, mismatch, fake, fit_size, experience */
};

/* One of them; text is static. */
typedef struct kefu_cause_info {
    size_t struct_size;
    const char *key;      /* "agent_attitude" */
    const char *label_zh; /* "客服态度" */
    const char *label_en;
    const char
        *owner; /* who answers for it: "agent", "after_sales", "carrier", "warehouse",
                   "product", "listing", "operations", "customer", "platform", "appeal"; "" */
    const char *owner_zh;
    int32_t red_line; /* 1: a red line of agents */
    int32_t decided;  /* 1: one text cannot prove it */
    int32_t group;    /* KEFU_GROUP_... */
    int32_t reserved;
} kefu_cause_info;

/* How many causes this release knows: they are 1 .. that. O(1) [pure] Since 0.1 */
KEFU_API int32_t KEFU_CALL kefu_cause_count(void);
/* One of them; KEFU_E_ARGUMENT for others. */
KEFU_API kefu_status KEFU_CALL kefu_cause(int32_t cause, kefu_cause_info *out);
/* The number of a key; KEFU_E_NAME with near names. */
KEFU_API kefu_status KEFU_CALL kefu_cause_find(const char *key, int32_t *cause, kefu_error *error);

/* ---- Models ------------------------------------------------------------------------------- */

typedef struct kefu_model kefu_model;

/* Flags of kefu_model_from_bytes. */
enum {
    KEFU_MODEL_BORROW = 1 /* `bytes` are aligned to 64 (a file that is mapped, kefu/models.h),
                             outlive the model and never change: they are not copied, but where
                             the processor is big-endian. KEFU_E_ARGUMENT if not aligned */
};

/* A model from its bytes: all of them are looked at once, so that nothing can go wrong later.
 * Without KEFU_MODEL_BORROW they are copied. The rules by which text is read (folding, features)
 * have a number, and a model keeps to those it was made with: a release reads by all rules from 1
 * on, up to its own. KEFU_E_DATA with the offset for bytes that are damaged, KEFU_E_UNSUPPORTED for
 * a later format, later rules or unknown flags. A model is const: threads share it.
 * O(size) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_model_from_bytes(const kefu_allocator *allocator,
                                                     const void *bytes, size_t size, uint32_t flags,
                                                     kefu_model **out, kefu_error *error);
/* Ends it; NULL is allowed. */
KEFU_API void KEFU_CALL kefu_model_free(kefu_model *model);

typedef struct kefu_model_info {
    size_t struct_size;
    const char *id;   /* "kefu.zh/1"; what results name. Borrowed, like all text here */
    const char *card; /* JSON: the data it was fitted on, counts, figures, limits, licences */
    const char *fingerprint; /* 32 hexadecimal digits of all its bytes */
    const char *base;        /* of a delta: of the model it was made on; else "" */
    int32_t language;        /* KEFU_ZH or KEFU_EN */
    int32_t heads;
    int32_t is_delta; /* 1: only of use together with its base */
    int32_t promise;  /* millionths: the highest share right that it promises for sure verdicts on
                         polarity (kefu_reviewer_options.right); 0: none. What is promised is the
                         lower end of Wilson's interval (95 %) on labels that nothing was fitted
                         on: few labels promise little */
    int64_t table_bytes; /* that head 0 alone reads */
    int64_t hot_bytes;   /* that all heads read */
} kefu_model_info;
KEFU_API kefu_status KEFU_CALL kefu_model_describe(const kefu_model *model, kefu_model_info *out);

enum {
    KEFU_HEAD_POLARITY = 1, /* positive or negative; always head 0 */
    KEFU_HEAD_CLASS = 2,    /* "negative", "neutral", "positive" of three classes */
    KEFU_HEAD_ASPECT = 3    /* the text speaks of `cause` */
};

typedef struct kefu_head_info {
    size_t struct_size;
    const char *key; /* "polarity", "logistics", "smell" ...: several may belong to one cause */
    int32_t kind;    /* KEFU_HEAD_... */
    int32_t cause;   /* KEFU_CAUSE_... of an aspect, else _UNKNOWN */
    int64_t labels;  /* rows it was fitted on */
    int64_t yes;     /* of which were yes */
} kefu_head_info;
KEFU_API kefu_status KEFU_CALL kefu_model_head(const kefu_model *model, int32_t head,
                                               kefu_head_info *out);

/* ---- Scores ------------------------------------------------------------------------------- */

/* What a model says of many texts, to the caller's columns; each may be NULL. Heads are those of
 * the model, by its numbers, then those that only its delta has, in its order: at most 32. */
typedef struct kefu_model_scores {
    size_t struct_size;
    int8_t *polarity;  /* 1: `positive` is above 500,000; -1: below; 0: neither, or nothing that
                          occurs in the text is known */
    int32_t *positive; /* millionths: the chance that it is positive */
    int8_t *three;     /* -1, 0, 1: of three classes; KEFU_E_NAME for a model without them */
    uint32_t *aspects; /* bit h: head h says yes; bits of other kinds of heads are 0 */
    int32_t *z;        /* heads × texts, head by head: score / sqrt(features + 20), 2^-16ths (of a
                          head of a delta: its mix of both), cut at 2^31 - 1 */
} kefu_model_scores;

/* Scores n texts. `delta` is NULL or was made on the model; `encoding` and `invalid` as above; an
 * error with the row leaves the columns half written. With polarity and positive alone only head 0
 * is read. Allocates as much as the longest text needs. KEFU_E_LIMIT for a text of more than 2^20
 * characters, or more than 32 heads; KEFU_E_ARGUMENT if `model` is a delta or `delta` is none,
 * KEFU_E_MISMATCH if it was made on another model. O(bytes) for any bytes [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_model_score(const kefu_model *model, const kefu_model *delta,
                                                const kefu_text *texts, int64_t n, int32_t encoding,
                                                int32_t invalid, const kefu_model_scores *out,
                                                kefu_error *error);
/* The same of a column of text, of any type and encoding; its name is for messages and may be NULL.
 * A row that is null, or whose state is not OK, is an empty text. KEFU_E_TYPE for a column of
 * numbers. */
KEFU_API kefu_status KEFU_CALL kefu_model_score_column(
    const kefu_model *model, const kefu_model *delta, const kefu_column *text, int64_t rows,
    int32_t invalid, const kefu_model_scores *out, kefu_error *error);

/* The text as the model reads it, in UTF-8, to a sink: what was folded away can be seen. Of emoji
 * that say the same one is written, of other characters above U+FFFF (the model knows ten bits of
 * them) U+F0000 with those bits; folding what was folded changes nothing. O(size) [pure] */
KEFU_API kefu_status KEFU_CALL kefu_fold_text(const char *text, size_t size, int32_t encoding,
                                              int32_t invalid, const kefu_sink *sink,
                                              kefu_error *error);

#ifdef __cplusplus
}
#endif
#endif
