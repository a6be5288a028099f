/* proof.h - the inside of kefu_metric_check: the host of the metric that is checked, which gives it
 * memory, states and rows, and looks after each call whether it kept to its table. */
#ifndef KF_PROOF_H
#define KF_PROOF_H

#include "base/alloc.h"
#include "metric/plugin_contract.h"
#include "metric/registry.h"

typedef struct kf_proof kf_proof;

/* ---- proof_pool.c: the allocator of the metric ---- */

typedef struct kf_proof_pool {
    const kf_memory *memory;
    kefu_allocator allocator; /* user is the pool */
    struct proof_block *blocks;
    size_t held;       /* bytes of all blocks */
    int64_t calls;     /* that want memory, since kf_proof_pool_fail */
    int64_t fail_at;   /* 1 = the first of them; 0 = none */
    int32_t for_ever;  /* those after it, too */
    int32_t refused;   /* 1: the last callback was refused memory */
    int32_t starved;   /* 1: since there was none */
    const char *fault; /* NULL, or what was done to memory that must not be */
} kf_proof_pool;

void kf_proof_pool_init(kf_proof_pool *pool, const kf_memory *memory);
void kf_proof_pool_fail(kf_proof_pool *pool, int64_t at, int32_t for_ever);
/* Notes blocks that have been written beyond. */
void kf_proof_pool_look(kf_proof_pool *pool);
void kf_proof_pool_free(kf_proof_pool *pool);

/* ---- proof_rows.c: what `update` is given ---- */

/* An argument of a row. */
typedef struct kf_proof_cell {
    int64_t value;
    kefu_text text;
    uint8_t state;
} kf_proof_cell;

/* What vectors of an argument there are. */
enum { KF_PROOF_VALUES = 1, KF_PROOF_TEXTS = 2, KF_PROOF_STATES = 4 };

/* Arguments of all rows of a round, as a tally evaluates them. */
typedef struct kf_proof_rows {
    const kf_memory *memory;
    kf_arena arena;       /* of the texts */
    kf_proof_cell *cells; /* of row i from i × n_ports on */
    size_t capacity;
    uint32_t n;
    int32_t n_ports;
    int32_t has[KF_METRIC_PORTS]; /* KF_PROOF_VALUES ... */
    int32_t made;
} kf_proof_rows;

/* Compiles the call and evaluates its arguments over p->batch or random columns: fills p->rows and
 * the contexts. */
kefu_status kf_proof_rows_make(kf_proof *p, kefu_error *error);
void kf_proof_rows_free(kf_proof *p);

/* ---- proof_random.c ---- */

/* 0..sides-1; the next of the round. */
uint32_t kf_proof_dice(kf_proof *p, uint32_t sides);
/* least..most, often one of them or near. */
int64_t kf_proof_between(kf_proof *p, int64_t least, int64_t most);
void kf_proof_shuffle(kf_proof *p, uint32_t *list, uint32_t n);
/* A column of random rows in `arena`: of KEFU_EXPR_NUMBER at `scale`, _BOOL, _TEXT, or 0 for any
 * type; |number| × 10^room fits into 64 bits. 0 if there is no memory. */
int32_t kf_proof_column(kf_proof *p, kf_arena *arena, int32_t type, int32_t room, int64_t rows,
                        kefu_column *column);

/* ---- proof_state.c, proof_update.c: states, and callbacks with all that must hold after ---- */

/* `n` states in one block, guarded before, between and after. */
typedef struct kf_proof_states {
    unsigned char *block, *base;
    size_t bytes, stride;
    uint32_t n, begun; /* begun: initialised or loaded, so that they are to be destroyed */
} kf_proof_states;

enum { KF_PROOF_BLOCKS = 12, KF_PROOF_SEEN = 4 };

/* What a state comes to: its value or why there is none, and its bytes. */
typedef struct kf_proof_seen {
    kefu_status status, saved;
    kefu_value value;
    unsigned char *bytes;
    size_t size, capacity;
} kf_proof_seen;

/* The functions below give 1 if all went well. They give 0 if the metric refused, which p->refusal
 * then tells, or if the check is over, which p->status tells. */

/* Empty states, until kf_proof_end_all; NULL instead of 0. */
kf_proof_states *kf_proof_begin(kf_proof *p, uint32_t n);
/* The same, loaded from bytes. */
kf_proof_states *kf_proof_load(kf_proof *p, uint32_t format, const unsigned char *bytes,
                               size_t size);
/* Begins and ends the call of a callback, which has failed with `status` and `said`, of `rows` rows
 * of arguments. */
kefu_error kf_proof_call(kf_proof *p);
int32_t kf_proof_called(kf_proof *p, const char *callback, kefu_status status,
                        const kefu_error *said, int64_t rows);
/* Rows list[0..n-1] of the round, row i to state groups[i] (NULL: the first), in one update. */
int32_t kf_proof_update(kf_proof *p, kf_proof_states *s, const uint32_t *list, uint32_t n,
                        const uint32_t *groups);
int32_t kf_proof_merge(kf_proof *p, kf_proof_states *dst, kf_proof_states *src);
/* Moves the block elsewhere. */
int32_t kf_proof_move(kf_proof *p, kf_proof_states *s);
/* Finalizes and saves a state, both twice; that they fail is something to be seen, too. */
int32_t kf_proof_see(kf_proof *p, kf_proof_states *s, uint32_t index, kf_proof_seen *seen);
/* Saves at `format`, into seen->bytes. */
int32_t kf_proof_save(kf_proof *p, const kf_proof_states *s, uint32_t index, uint32_t format,
                      kf_proof_seen *seen);
/* Destroys the states begun after the first ones. */
void kf_proof_end(kf_proof *p, int32_t first);
/* Destroys all states; nothing may be left in the pool. */
void kf_proof_end_all(kf_proof *p);

/* ---- proof_law.c, proof_bytes.c: the laws ---- */

typedef struct kf_proof_law {
    const char *name;
    uint32_t claims; /* flags of the table without which there is nothing to prove */
    int32_t saved;   /* 1: about saved bytes */
    void (*prove)(kf_proof *p);
} kf_proof_law;

/* Broken unless `got` is what `expected` was; `what` was done to get it. */
int32_t kf_proof_same(kf_proof *p, const char *what, const kf_proof_seen *got,
                      const kf_proof_seen *expected);

void kf_proof_law_empty(kf_proof *p);
void kf_proof_law_relocation(kf_proof *p);
void kf_proof_law_split(kf_proof *p);
void kf_proof_law_groups(kf_proof *p);
void kf_proof_law_order(kf_proof *p);
void kf_proof_law_identity(kf_proof *p);
void kf_proof_law_merge(kf_proof *p);
void kf_proof_law_associative(kf_proof *p);
void kf_proof_law_commutative(kf_proof *p);
void kf_proof_law_memory(kf_proof *p);
void kf_proof_law_load(kf_proof *p);
void kf_proof_law_format(kf_proof *p);
void kf_proof_law_truncated(kf_proof *p);
void kf_proof_law_extended(kf_proof *p);
void kf_proof_law_damaged(kf_proof *p);

/* ---- proof.c ---- */

struct kf_proof {
    kf_memory memory;
    const kefu_metric *metric;
    void *user;
    const char *call;        /* as given */
    int32_t bare;            /* the call is the name of the metric */
    const kefu_batch *batch; /* NULL: random rows */
    int64_t seed;
    int32_t round;
    uint32_t turn; /* of the random numbers of the round */

    /* Of the round. */
    kf_proof_rows rows;
    int64_t params[KF_METRIC_PARAMS];
    unsigned char *args; /* what one update is given */
    size_t args_capacity;
    kefu_context context; /* of all callbacks but finalize */
    kefu_context late;    /* of finalize */
    uint32_t *list;       /* numbers of the rows that are taken */
    uint32_t n;
    uint32_t *other; /* room for as many */
    uint32_t *groups;
    size_t list_capacity, other_capacity, groups_capacity;
    kf_proof_seen whole; /* what all of them give in one update */

    kf_proof_pool pool;
    kf_proof_states states[KF_PROOF_BLOCKS]; /* of the law */
    int32_t n_states;
    kf_proof_seen seen[KF_PROOF_SEEN];
    struct proof_grave *graves;          /* blocks that states have left */
    unsigned char kept[KF_METRIC_STATE]; /* a state as it was before it is read */

    const char *law;
    kefu_status status; /* not KEFU_OK: the check is over, and fault says why */
    kefu_error fault;
    kefu_status refusal; /* of the last callback that refused */
    kefu_error refused;  /* what it said */
};

/* The metric has broken a law: p->law, or `law` if it is not NULL. */
void kf_proof_broken(kf_proof *p, const char *law, const char *format, ...);
int32_t kf_proof_no_memory(kf_proof *p);

#endif
