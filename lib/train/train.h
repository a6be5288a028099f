/* train.h - the inside of a trainer, and the steps from labelled texts to a model:
 *
 *   rows       what was added: units, labels, days (trainer.c)
 *   corpus     each text once, in the order of its key (train_rows.c)
 *   matrix     of each text which features it has, and how often (train_count.c)
 *   fit        weights of one head from a matrix: two support vector machines (train_fit.c)
 *   selection  of each head the features that matter (train_select.c), which share one table
 *              (train_pack.c)
 *   fit        again, on slots: with what shares a fingerprint, as the kernels will see it
 *   whole      weights as eight bits (train_quantise.c)
 *   heads      chances and thresholds from texts that were left out (train_calibrate.c), of a
 *              delta how much of either side counts (train_delta.c)
 *
 * Everything goes in the order of keys, so nothing depends on that of the rows. */
#ifndef KF_TRAIN_H
#define KF_TRAIN_H

#include "kefu/train.h"
#include "base/text.h"
#include "model/model.h"
#include "train/train_number.h"

enum {
    KF_TRAIN_TENTHS = 10,
    KF_TRAIN_SIDE = 10,   /* labels of either side without which nothing is fitted */
    KF_TRAIN_MANY = 5000, /* labels of either side from which one tenth is enough to calibrate */
    KF_TRAIN_WIDE = 4,    /* work of a text of a head in the first fit; on slots it is 1 */
    KF_TRAIN_ROUNDS = 5   /* else each is left out in one of so many rounds */
};

/* ---- What was added -------------------------------------------------------------------------- */

typedef struct kf_train_row {
    uint64_t key[2]; /* of letters, digits and Chinese characters */
    size_t units;    /* where they begin in the pool */
    uint32_t count;
    int32_t day;
    int32_t weight; /* thousandths */
    int32_t reserved;
} kf_train_row;

typedef struct kf_train_head {
    char key[32];
    int32_t kind, cause;
    int32_t base; /* its number in the base, or -1 */
} kf_train_head;

struct kefu_trainer {
    kf_memory callers; /* the trainer itself */
    kf_memory memory;  /* all else: counted, up to limits.state_bytes */
    int64_t held, most;
    int32_t over; /* 1: the limit was met, not the end of memory */
    int32_t language, bits;
    uint32_t spec;
    int64_t enough;
    const kefu_model *base;
    kefu_progress progress;
    void *user;
    char *id, *card;

    kf_train_head heads[KF_MOST_HEADS];
    int32_t n_heads, n;
    kf_train_row *rows;
    int8_t *labels; /* n × heads */
    uint16_t *pool;
    size_t rows_capacity, labels_capacity, pool_size, pool_capacity;

    int64_t work, worked; /* of the training that is going on */
    int32_t told;
};

/* KEFU_E_MEMORY as the limit it may have been. */
kefu_status kf_train_status(kefu_trainer *trainer, kefu_status status, kefu_error *error);
/* Whether a card is a JSON object. */
kefu_status kf_train_card(const kf_memory *memory, const char *card, kefu_error *error);
/* So much of the work was done; KEFU_E_CALLBACK to stop. */
kefu_status kf_train_tell(kefu_trainer *trainer, int64_t work, kefu_error *error);

/* ---- Texts ------------------------------------------------------------------------------------
 */

typedef struct kf_corpus {
    const uint16_t *pool;
    uint32_t n, room;
    int32_t n_heads;
    size_t *units; /* of each text */
    uint32_t *counts;
    float *weights;           /* n × heads: 1 = 1000 thousandths */
    int8_t *labels;           /* n × heads */
    uint8_t *tenths, *fifths; /* 0 .. 9; 1: in the fifth for figures */
} kf_corpus;

kefu_status kf_corpus_make(const kefu_trainer *trainer, kf_corpus *out, kefu_error *error);
void kf_corpus_free(const kf_memory *memory, kf_corpus *corpus);

/* ---- Features ---------------------------------------------------------------------------------
 */

/* Room for one text and its features, grown as needed. */
typedef struct kf_feature_room {
    const kf_memory *memory;
    uint16_t *units;
    uint32_t *hashes;
    size_t units_capacity, hashes_capacity;
} kf_feature_room;

/* Features of a text of the corpus, to room->hashes; room->units is as kf_fold leaves it. */
kefu_status kf_train_features(kf_feature_room *room, uint32_t spec, const uint16_t *units,
                              size_t count, size_t *n, kefu_error *error);
kefu_status kf_train_units(kf_feature_room *room, const uint16_t *units, size_t count,
                           kefu_error *error);
/* Those that may have a slot: where there are words, n-grams below 4 have none. They say little,
 * and are so many that words would find no place. */
kefu_status kf_train_choices(kf_feature_room *room, uint32_t spec, const uint16_t *units,
                             size_t count, size_t *n, kefu_error *error);
typedef kefu_status (*kf_features_fn)(kf_feature_room *room, uint32_t spec, const uint16_t *units,
                                      size_t count, size_t *n, kefu_error *error);
void kf_feature_room_free(kf_feature_room *room);

#define KF_NO_FEATURE UINT32_MAX

/* Hashes that occur in two texts or more, by falling number of texts. */
typedef struct kf_dictionary {
    uint32_t n, bits; /* 2^bits places */
    uint32_t *hashes;
    uint32_t *places; /* number + 1, or 0 */
} kf_dictionary;

kefu_status kf_dictionary_make(const kf_memory *memory, const kf_corpus *corpus, uint32_t spec,
                               kf_dictionary *out, kefu_error *error);
void kf_dictionary_free(const kf_memory *memory, kf_dictionary *dictionary);
uint32_t kf_dictionary_find(const kf_dictionary *dictionary, uint32_t hash);

/* Texts × features. A cell is a number, and above KF_CELL_BITS how often, less one. */
enum { KF_CELL_BITS = 24, KF_CELL_OFTEN = 256 };

typedef struct kf_matrix {
    uint32_t n, width;
    size_t *starts; /* n + 1 */
    uint32_t *cells;
    int32_t *looked; /* features of each text, found or not */
    size_t capacity;
} kf_matrix;

static inline uint32_t kf_cell_feature(uint32_t cell) { return cell & ((1u << KF_CELL_BITS) - 1); }
static inline uint32_t kf_cell_times(uint32_t cell) { return (cell >> KF_CELL_BITS) + 1; }

/* Up to two numbers of a hash, KF_NO_FEATURE where there is none. */
typedef void (*kf_place_fn)(const void *map, uint32_t hash, uint32_t out[2]);
void kf_dictionary_place(const void *dictionary, uint32_t hash, uint32_t out[2]);

kefu_status kf_matrix_make(const kf_memory *memory, const kf_corpus *corpus, uint32_t spec,
                           kf_features_fn features, kf_place_fn place, const void *map,
                           uint32_t width, kf_matrix *out, kefu_error *error);
void kf_matrix_free(const kf_memory *memory, kf_matrix *matrix);

/* ---- Weights ----------------------------------------------------------------------------------
 */

/* Texts that one head is fitted on. */
typedef struct kf_examples {
    uint32_t n, n_yes;
    uint32_t *texts;
    int8_t *yes;    /* 1 or -1 */
    float *weights; /* of each text */
} kf_examples;

/* ln of the odds of each feature, with one occurrence more of each on either side: (P + 1) / sum(P
 * + 1) to (N + 1) / sum(N + 1), of counts (`once`: of texts), over features that occur; 0 for
 * others. */
void kf_weigh_ratio(const kf_matrix *matrix, const kf_examples *examples, int32_t once, double *yes,
                    double *no, float *out);
/* How many of the texts have each feature; ln((1 + texts) / (1 + those)) + 1. */
void kf_weigh_texts(const kf_matrix *matrix, const kf_examples *examples, uint32_t *out);
void kf_weigh_sums(const kf_matrix *matrix, const kf_examples *examples, double *out);
void kf_weigh_rare(const uint32_t *with, uint32_t width, uint32_t texts, float *out);

/* A linear support vector machine with squared hinge loss and no intercept, by dual coordinate
 * descent (Hsieh and others 2008), on rows scaled by `scales` and then to length 1. weights[width]
 * are of features as they are counted. */
typedef struct kf_svm {
    const kf_matrix *matrix;
    const kf_examples *examples;
    const float *scales;
    double cost, least; /* C; the width of violations that is good enough */
    int32_t most;       /* passes */
    int32_t reserved;
    kefu_trainer *trainer; /* to ask whether to go on; may be NULL */
} kf_svm;
kefu_status kf_svm_fit(const kf_memory *memory, const kf_svm *svm, float *weights,
                       kefu_error *error);

/* (ln((1 + texts) / (1 + those)))^2: what all texts have says nothing. */
void kf_weigh_rarer(const uint32_t *with, uint32_t width, uint32_t texts, float *out);

typedef struct kf_fit {
    double cost;
    int32_t once; /* 1: odds of texts and kf_weigh_rarer; 0: of counts and kf_weigh_rare */
    int32_t reserved;
} kf_fit;

/* Both machines, each to length 1, added up; texts[width], if not NULL, gets the weights of the
 * texts that have each feature. */
kefu_status kf_train_fit(kefu_trainer *trainer, const kf_matrix *matrix,
                         const kf_examples *examples, const kf_fit *how, float *weights,
                         double *texts, kefu_error *error);

/* ---- The table --------------------------------------------------------------------------------
 */

/* Hashes by falling |weight| × sqrt(texts), at most `most`. */
typedef struct kf_selection {
    uint32_t n;
    uint32_t *hashes;
} kf_selection;

kefu_status kf_select(const kf_memory *memory, const kf_dictionary *dictionary,
                      const float *weights, const double *texts, uint32_t most, kf_selection *out,
                      kefu_error *error);
void kf_selection_free(const kf_memory *memory, kf_selection *selection);

/* A table being made; prints[slot] is a fingerprint or -1. */
typedef struct kf_packed {
    int32_t bits;
    uint32_t used;
    int16_t *prints;  /* 2^(bits + 1) */
    uint32_t *checks; /* whole hashes */
} kf_packed;

kefu_status kf_packed_new(const kf_memory *memory, int32_t bits, kf_packed *out, kefu_error *error);
void kf_packed_free(const kf_memory *memory, kf_packed *packed);
/* 1 if it found room, or is there. */
int kf_pack(kf_packed *packed, uint32_t hash);
/* Fills it: of each head the first shares[h] features, taken in turn so that all lists come to
 * their end together; then what is left of the first list, until the table is full. */
void kf_pack_all(const kf_selection *selections, const uint32_t *shares, int32_t n,
                 kf_packed *packed);
void kf_packed_place(const void *packed, uint32_t hash, uint32_t out[2]);

/* Weights as -127 .. 127: the size that one weight of `part` is above becomes 127. */
kefu_status kf_quantise(const kf_memory *memory, const float *weights, uint32_t n, uint32_t part,
                        int8_t *out, kefu_error *error);

/* ---- A table fitted ---------------------------------------------------------------------------
 */

/* z of texts that were left out, and what they are. */
typedef struct kf_held {
    uint32_t n;
    size_t capacity;
    struct kf_held_text *texts;
} kf_held;

typedef struct kf_held_text {
    double own, base; /* z by the table being fitted, and by the base */
    double weight;
    int32_t yes, reserved;
} kf_held_text;

/* All that a training has at hand. */
typedef struct kf_training {
    kefu_trainer *t;
    const kf_memory *memory;
    kf_corpus corpus;
    const uint8_t *out; /* of each text: 1 = not for fitting; NULL: none is */
    kf_dictionary dictionary;
    kf_matrix matrix;
    double *base;                /* texts × heads: z of the base, of a delta */
    int32_t fits[KF_MOST_HEADS]; /* 1: the head has labels enough */
    int64_t labels[KF_MOST_HEADS], yes[KF_MOST_HEADS];
    kf_selection selections[KF_MOST_HEADS];
    kf_held held[KF_MOST_HEADS];
    kefu_error *error;
} kf_training;

/* A table with whole weights. */
typedef struct kf_fitted {
    kf_packed packed;
    int32_t n_heads, reserved;
    int8_t *weights; /* heads × slots */
    kf_matrix slots;
} kf_fitted;

/* Whether a head has labels enough of either side to say anything. */
static inline int kf_training_has_sides(const kf_training *training, int32_t head)
{
    const int64_t yes = training->yes[head], no = training->labels[head] - yes;
    return yes >= KF_TRAIN_SIDE && no >= KF_TRAIN_SIDE;
}

/* How many rounds leave texts of a head out. */
static inline int32_t kf_training_rounds(const kf_training *training, int32_t head)
{
    const int64_t yes = training->yes[head], no = training->labels[head] - yes;
    return (yes < no ? yes : no) >= KF_TRAIN_MANY ? 1 : KF_TRAIN_ROUNDS;
}

/* Selects features of each head that is fitted, packs them, and looks all texts up. */
kefu_status kf_table_new(kf_training *training, kf_fitted *out);
/* The weights of a head on slots, from texts outside `tenths` (a bit each). */
kefu_status kf_table_fit(kf_training *training, int32_t head, uint16_t tenths, kf_fitted *out);
void kf_fitted_free(const kf_memory *memory, kf_fitted *fitted);
/* z of a text of the corpus. */
double kf_fitted_z(const kf_training *training, const kf_fitted *fitted, int32_t head,
                   uint32_t text);
static inline int32_t kf_training_label(const kf_training *training, uint32_t text, int32_t head)
{
    return training->corpus.labels[(size_t)text * (size_t)training->corpus.n_heads + (size_t)head];
}

static inline float kf_training_weight(const kf_training *training, uint32_t text, int32_t head)
{
    return training->corpus.weights[(size_t)text * (size_t)training->corpus.n_heads + (size_t)head];
}

/* ---- Heads ------------------------------------------------------------------------------------
 */

/* The curve p = 1 / (1 + e^-x), x = t[0] own + t[1] base + t[2], of least loss plus
 * sum(hold[k] (t[k] - prior[k])^2) / 2; a t whose hold is negative stays at its prior. */
typedef struct kf_logit {
    double t[3], prior[3], hold[3];
} kf_logit;
void kf_logit_fit(const kf_held *held, kf_logit *logit);
double kf_logit_of(const kf_logit *logit, const kf_held_text *text);

/* Slope, shift and threshold of a head that stands alone. */
kefu_status kf_calibrate(const kf_memory *memory, const kf_held *held, kf_head *head,
                         kefu_error *error);
/* The x of a curve from which yes gives the best F1. */
kefu_status kf_calibrate_least(const kf_memory *memory, const kf_held *held, const kf_logit *logit,
                               double *least, kefu_error *error);
/* Which certainty keeps which promise: of head 0, whose numbers are final. */
kefu_status kf_calibrate_promises(const kf_memory *memory, const kf_held *held, const kf_head *head,
                                  kefu_model *out, kefu_error *error);

/* z of the base for all texts, of a delta. */
kefu_status kf_delta_base(kf_training *training);
/* Numbers of a head of a delta. */
kefu_status kf_delta_head(kf_training *training, int32_t number, kf_head *head);

/* ---- All of it ----------------------------------------------------------------------------------
 */

/* A model in memory: what kf_model_write reads. */
typedef struct kf_trained {
    kefu_model model;
    int32_t bits, reserved;
    uint32_t *buckets, *checks;
    int8_t *rows;
} kf_trained;

kefu_status kf_training_open(kf_training *training, kefu_trainer *trainer, int32_t figures,
                             kefu_error *error);
kefu_status kf_training_run(kf_training *training, kf_trained *out);
void kf_training_close(kf_training *training);
void kf_trained_free(const kf_memory *memory, kf_trained *trained);

#endif
