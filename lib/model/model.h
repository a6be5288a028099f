/* model.h - a model of texts: a table of character n-grams with a weight for each head.
 *
 * Features of a text of n units (with an edge on both sides, n + 2 positions): at every position
 * the 1-, 2-, 3- and 4-gram of units that ends there and does not begin before the first edge; an
 * edge alone is none. Digits count as one ('0'). With KF_SPEC_WORDS also, at the end of each run of
 * letters and digits (KF_KIND_LETTER, KF_KIND_DIGIT) of two units or more, the run, and the run
 * with the one before it, of any length, if only blanks and apostrophes (') stand between. Each
 * occurrence counts: weights are of counts.
 *
 * A feature is a 32-bit hash: of an n-gram sum of kf_multiplier[j] × unit j places before its end,
 * + kf_offset[n-1], mod 2^32; of words see words.h. With lines (a number of bits in the spec) an
 * n-gram of three or four units takes so many upper bits from the hash of its last two: what ends
 * at one place is looked up in one line of the processor's cache. The hash's upper `bits` name a
 * bucket, its next 8 bits are the fingerprint. A bucket has two slots of {fingerprint, weight of
 * head 0}; slot number is bucket × 2 + place; both may hit. Each slot has a row with the weights of
 * the other heads, and a check: the whole hash, which tells true hits from the 0.8 % that only
 * share a fingerprint; scores count both, training knows both, evidence shows only true ones. A
 * slot that nothing is in has the check KF_NO_CHECK, and is zero in all else: what hits it adds
 * nothing and is no hit. Weights are -127 .. 127.
 *
 * A score of a head is the sum of its weights: an integer, the same with every kernel. What is
 * decided on is z = score / sqrt(looked + 20), in 2^-16ths, where looked is how many features were
 * looked up (found or not). Texts have at most KF_MOST_UNITS units, so that sums have 32 bits. */
#ifndef KF_MODEL_H
#define KF_MODEL_H

#include "base/alloc.h"
#include "fold/fold.h"
#include "kefu/model.h"

enum {
    KF_MOST_UNITS = 1 << 20,    /* 12 hits of 127 at a position stay below 2^31 */
    KF_ROW = 16,                /* heads of a row: heads 1 .. 16 */
    KF_MOST_HEADS = KF_ROW + 1, /* head 0 is the weight in the bucket */
    KF_ORDERS = 4,
    KF_SPEC_WORDS = 1, /* of kf_table.spec: words and pairs of words */
    KF_SPEC_LINES = 8, /* from this bit on: how many bits of a hash tell the line; 0: no lines */
    KF_LINE_BITS = 4   /* 2^4 buckets are a line, of 64 bytes */
};

enum { KF_CAUSES = KEFU_CAUSE_SERVICE + 1 }; /* of arrays with a place for each, and 0 */

/* All odd; where they come from: features.c. */
extern const uint32_t kf_multiplier[KF_ORDERS], kf_offset[KF_ORDERS];

/* The check of an empty slot; a slot is empty if its fingerprint is 0, too. */
#define KF_NO_CHECK UINT32_MAX

/* A unit as it counts. */
static inline uint32_t kf_counted(uint16_t unit) { return (uint32_t)unit - '0' <= 9u ? '0' : unit; }

/* The spec of a table whose longer n-grams lie in the line of their last two units. */
static inline uint32_t kf_spec_lines(int32_t bits)
{
    return (uint32_t)(bits - KF_LINE_BITS) << KF_SPEC_LINES;
}

/* A table has that, or no lines. */
static inline int kf_lines_fit(uint32_t spec, int32_t bits)
{
    const uint32_t lines = spec & ~(uint32_t)KF_SPEC_WORDS;
    return lines == 0 || lines == kf_spec_lines(bits);
}

/* The bits of a hash that tell the line. */
static inline uint32_t kf_line_mask(uint32_t spec)
{
    return ~(UINT32_MAX >> (spec >> KF_SPEC_LINES & 31));
}

/* What kernels read. All borrowed, aligned to 64 bytes. */
typedef struct kf_table {
    const uint32_t *buckets; /* 2^bits: fp | w << 8 of slot 0, the same << 16 of slot 1 */
    const int8_t *rows;      /* 2^(bits + 1) × KF_ROW; NULL: head 0 is all */
    const uint32_t *checks;  /* 2^(bits + 1) */
    int32_t bits;            /* 8 .. 18 */
    uint32_t spec;
    int32_t cpu;
    int32_t reserved;
} kf_table;

typedef struct kf_scores {
    int32_t head[KF_MOST_HEADS];
    int32_t looked; /* features looked up */
} kf_scores;

/* A feature that was found. */
typedef struct kf_text_hit {
    uint32_t slot;
    uint32_t end;   /* index of its last unit, 0 = the edge before the text */
    uint32_t units; /* how many it covers */
    uint32_t sure;  /* 1: the whole hash agrees */
} kf_text_hit;

/* `units` points at the edge before the text, as kf_fold leaves it (padding on both sides). */

/* Head 0 alone. */
void kf_score_one(const kf_table *table, const uint16_t *units, size_t count, kf_scores *out);
/* All heads. */
void kf_score_all(const kf_table *table, const uint16_t *units, size_t count, kf_scores *out);
/* All heads of each of n parts of one text: part i is what ends at positions ends[i-1] .. ends[i]-1
 * (from 0; ends[n-1] is count + 2), so that parts add up to kf_score_all. */
void kf_score_parts(const kf_table *table, const uint16_t *units, size_t count,
                    const uint32_t *ends, size_t n, kf_scores *out);
/* What was found: by end, there n-grams by length, then the word, then the pair; of one feature
 * that finds both slots the first one first. At most `room` of them, and how many there are. */
size_t kf_model_hits(const kf_table *table, const uint16_t *units, size_t count, kf_text_hit *hits,
                     size_t room);

/* Features of a text, for training: all hashes looked up, in the order of hits; at most `room`, and
 * how many there are. The one definition of features that kernels are tested against. */
size_t kf_features(uint32_t spec, const uint16_t *units, size_t count, uint32_t *hashes,
                   size_t room);
/* The scores of kf_score_all straight from features and buckets: what kernels are tested with. */
void kf_score_plain(const kf_table *table, const uint16_t *units, size_t count, kf_scores *out);

/* z of a score, |score| < 2^34, in 2^-16ths: score × 2^16 / sqrt(looked + 20) by the whole numbers
 * of z.c, rounded toward zero, less than 1 + |score| / 2^16 from it. */
int64_t kf_z(int64_t score, int32_t looked);
/* The same in two steps, of which the first is that of the text: 2^32 / sqrt(looked + 20), rounded
 * down; then every score, without a branch on its sign. */
uint64_t kf_z_root(int32_t looked);
static inline int64_t kf_z_of(int64_t score, uint64_t root)
{
    const uint64_t sign = 0 - (uint64_t)(score < 0), size = ((uint64_t)score ^ sign) - sign;
    const int64_t z = (int64_t)(size * root >> 16);
    return score < 0 ? -z : z;
}
/* 10^6 / (1 + e^-x) of x in 2^-16ths, within one millionth: never falls, f(x) + f(-x) = 10^6. */
int32_t kf_logistic(int64_t x);

/* ---- The file: kind 5 of base/saved.h; layout in model_file.h ---- */

/* Sizes that keep all sums of judging within 64 bits; looked at when a model is opened. */
#define KF_MOST_SLOPE (INT64_C(1) << 26) /* 1024 */
#define KF_MOST_SHIFT (INT64_C(1) << 40)
#define KF_MOST_SHARE (INT64_C(1) << 24) /* 256 */
#define KF_MOST_Z     (INT64_C(1) << 36) /* z of all texts is below 2^35.3: model.h */
enum { KF_MOST_PROMISES = 16, KF_LEAST_BITS = 8, KF_MOST_BITS = 18 };

typedef struct kf_head {
    char key[32];  /* a .. z, 0 .. 9, _; with NUL and zeros after it */
    int32_t kind;  /* KEFU_HEAD_... */
    int32_t cause; /* KEFU_CAUSE_..., or _UNKNOWN */
    int64_t slope; /* of the chance: logistic((slope × z >> 16) + shift); 2^-16ths, not below 0 */
    int64_t shift; /* 2^-16ths */
    int64_t least; /* z from which an aspect says yes, 2^-16ths */
    int64_t base_share; /* of a delta: a and b in a × z of the base + b × z of its own, 2^-16ths */
    int64_t own_share;  /* 0 of others */
    int64_t n, n_yes;   /* labels it was fitted on */
} kf_head;

/* A wanted share right, and the least certainty from which no less than it is right, of head 0: by
 * the lower end of Wilson's interval (95 %) on held-back labels. */
typedef struct kf_promise {
    int32_t right;   /* millionths; rising */
    int32_t certain; /* millionths: max(p, 1 - p) from which a verdict is given */
    int32_t covered; /* millionths of all texts; 0: there is no such certainty */
    int32_t reserved;
} kf_promise;

struct kefu_model {
    kf_memory memory;
    kf_table table;
    int32_t n_heads, n_promises;
    kf_head heads[KF_MOST_HEADS]; /* "polarity" first */
    kf_promise promises[KF_MOST_PROMISES];
    const char *id, *card; /* with NUL */
    int32_t language;
    int32_t is_delta;
    char fingerprint[33]; /* of all its bytes */
    char base[33];        /* of a delta: that of its base; else "" */
    void *copy;           /* of bytes that could not be borrowed, or NULL */
    size_t copy_size;
};

/* The bytes of a model: the same for the same contents. Of `model` everything but memory,
 * fingerprint and copy is read, and taken to be well-formed (kefu_model_from_bytes says if it is
 * not).
 */
kefu_status kf_model_write(const struct kefu_model *model, const kf_memory *memory,
                           const kefu_sink *sink, kefu_error *error);

/* ---- Judging: judge.c ---- */

enum { KF_MOST_JUDGED = 32 };

/* A head of a panel. Of one that both models have z is base_share × z of the base's + own_share ×
 * z of the delta's; of one that only the delta has own_share × z. What stands in `head` counts. */
typedef struct kf_judged {
    const kf_head *head; /* the delta's, if it has one */
    int32_t base, delta; /* number in the model, or -1 */
} kf_judged;

/* What is judged: the heads of a model in its order, then those that only its delta has. */
typedef struct kf_panel {
    const struct kefu_model *base, *delta; /* borrowed; delta: or NULL */
    int32_t n;
    int32_t classes[3];            /* numbers of negative, neutral, positive, or all -1 */
    int64_t least[KF_MOST_JUDGED]; /* z from which an aspect says yes; above KF_MOST_Z of others */
    int64_t bound[KF_MOST_JUDGED]; /* the same of score × root, of which z is the upper part */
    kf_judged judged[KF_MOST_JUDGED];
} kf_panel;

/* KEFU_E_ARGUMENT if `base` is a delta or `delta` none, KEFU_E_MISMATCH if the delta was made on
 * another model or means another thing by a head, KEFU_E_LIMIT above KF_MOST_JUDGED heads. */
kefu_status kf_panel_init(kf_panel *panel, const struct kefu_model *base,
                          const struct kefu_model *delta, kefu_error *error);
/* z of every head, within KF_MOST_Z; scores of the same text by either table, `delta` NULL if the
 * panel has none. Head 0 alone needs scores of head 0 alone. */
void kf_panel_judge(const kf_panel *panel, const kf_scores *base, const kf_scores *delta,
                    int64_t z[KF_MOST_JUDGED]);
/* z of one head. */
int64_t kf_panel_z(const kf_panel *panel, int32_t head, const kf_scores *base,
                   const kf_scores *delta);
/* The class with the largest slope × z + shift: -1, 0, 1; of equal ones the neutral one, then the
 * negative one. The panel has classes. */
int32_t kf_panel_three(const kf_panel *panel, const int64_t *z);

/* Bit i: head i of the panel is an aspect and says yes. */
uint32_t kf_panel_yes(const kf_panel *panel, const int64_t *z);
/* The same straight from scores, of a panel without a delta. */
uint32_t kf_panel_yes_scored(const kf_panel *panel, const kf_scores *scores);

/* The chance that a head's answer is yes, in millionths; on which side of a half it is: -1, 0, 1;
 * and whether an aspect's answer is yes. |z| <= KF_MOST_Z. */
int32_t kf_head_chance(const kf_head *head, int64_t z);
int32_t kf_head_side(const kf_head *head, int64_t z);
int32_t kf_head_says_yes(const kf_head *head, int64_t z);

#endif
