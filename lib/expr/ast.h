/* ast.h - a parsed formula: code in postfix order (operands before their operator, so that every
 * pass is a loop), and the columns, programs and aggregate calls that it names. */
#ifndef KF_AST_H
#define KF_AST_H

#include "expr/program.h"

typedef enum kf_op {
    KF_OP_NUMBER, /* leaves */
    KF_OP_TEXT,
    KF_OP_TRUTH,
    KF_OP_NULL,
    KF_OP_COLUMN,
    KF_OP_CALL,
    KF_OP_METRIC,
    KF_OP_OR, /* operators */
    KF_OP_AND,
    KF_OP_NOT,
    KF_OP_EQ,
    KF_OP_NE,
    KF_OP_LT,
    KF_OP_LE,
    KF_OP_GT,
    KF_OP_GE,
    KF_OP_IS_NULL,
    KF_OP_BETWEEN,
    KF_OP_IN,
    KF_OP_ADD,
    KF_OP_SUB,
    KF_OP_MUL,
    KF_OP_DIV,
    KF_OP_MOD,
    KF_OP_NEG,
    KF_OP_CASE,      /* c x: x where c is true, undecided elsewhere */
    KF_OP_CASE_NEXT, /* acc c x */
    KF_OP_CASE_ELSE, /* acc y */
    KF_OP_ABS,       /* functions; those of many arguments as a chain of two */
    KF_OP_FLOOR,
    KF_OP_CEIL,
    KF_OP_ROUND,
    KF_OP_SIGN,
    KF_OP_LEAST,
    KF_OP_GREATEST,
    KF_OP_COALESCE,
    KF_OP_NULLIF,
    KF_OP_LENGTH,
    KF_OP_LOWER,
    KF_OP_CONTAINS,
    KF_OP_STARTS_WITH,
    KF_OP_ENDS_WITH,
    KF_OP_AS_TEXT,
    KF_OP_HOUR, /* from here on of a time column */
    KF_OP_MINUTE,
    KF_OP_WEEKDAY,
    KF_OP_DAY,
    KF_OP_COUNT
} kf_op;

/* The constants of x in (...). */
typedef struct kf_list {
    int32_t type; /* KEFU_EXPR_NUMBER ...; 0 if all are null */
    int32_t has_null;
    int32_t has_day; /* 1: one is a date('...') */
    size_t n;        /* without the nulls */
    int64_t *numbers;
    kefu_text *texts;
} kf_list;

typedef struct kf_node {
    uint8_t op;     /* kf_op */
    uint8_t type;   /* KEFU_EXPR_NUMBER ... or KF_TYPE_ANY, once checked */
    uint8_t is_day; /* 1: a number that was written as date('...') */
    int32_t ref;    /* type while checking: see check.c */
    int32_t index;  /* column, call or metric; digits of round; scale of a list */
    int64_t offset; /* byte of the source */
    union {
        int64_t number; /* at the scale of the formula; 0 and 1 for truth */
        const kefu_text *text;
        const kf_list *list;
    } as;
} kf_node;

typedef struct kf_code {
    kf_node *nodes;
    size_t n, capacity;
} kf_code;

/* Room for KF_BLOCK rows: values or texts, and states. */
typedef struct kf_slot {
    int64_t *values;
    kefu_text *texts;
    uint8_t *states;
} kf_slot;

/* A range of kf_formula.rows: one row program, and its result for the current block. */
typedef struct kf_program {
    size_t first, end;
    int32_t type;
    int32_t stack;  /* vectors it needs at once */
    uint32_t hash;  /* of its shape */
    int32_t loaded; /* 1: `result` is of the current block */
    kf_slot slot;
    kf_vector result;
    int32_t is_key;      /* 1: argument of a key, also read as that: into */
    int32_t keys_loaded; /* these */
    kf_slot key_slot;
    kf_vector keys;
} kf_program;

/* A column that the formula reads, and its rows of the current block. */
typedef struct kf_use {
    const char *name;
    int64_t offset; /* of the first use */
    uint32_t hash;
    int32_t type;    /* KEFU_EXPR_NUMBER ... or KF_TYPE_ANY: only whether there is a value */
    int32_t is_time; /* 1: argument of day, hour, minute or weekday */
    int32_t is_day;  /* 1: stands beside a date('...') or day() */
    const kf_column *column;
    int32_t loaded; /* 1: `rows` are of the current block */
    kf_slot slot;
    kf_vector rows;
} kf_use;

/* What of a formula keeps its raw parts: p/q, p/q × call, or p/q × call / call. */
enum { KF_EXACT_NONE, KF_EXACT_CONSTANT, KF_EXACT_TERM, KF_EXACT_RATIO };
typedef struct kf_exact_form {
    int32_t kind;
    int32_t call, over; /* indexes of calls; call -1 in p/q / call */
    int64_t p, q;       /* q > 0 */
} kf_exact_form;

struct kf_formula {
    kf_memory memory;
    kf_arena arena;
    const char *source; /* copied */
    size_t size;
    int32_t scale;
    int32_t has_outer; /* 1: compiled with a resolver */
    int32_t alone;     /* what a column alone is, without a resolver: KEFU_EXPR_NUMBER or _BOOL */
    kf_code rows, outer;
    kf_use *uses;
    size_t n_uses, uses_capacity;
    kf_program *programs;
    size_t n_programs, programs_capacity;
    kf_call *calls;
    size_t n_calls, calls_capacity;
    kf_exact_form exact;
    int32_t outer_stack;
    /* evaluation */
    kf_slot *slots; /* of the stack, as deep as the deepest program */
    kf_vector *stack;
    int32_t n_slots;
    kf_arena buffers; /* all slots */
    kf_arena block;   /* texts made for the current block */
    int64_t first_row, block_first, block_count;
};

/* ---- The table of operators ---- */

/* Types in signatures beside KEFU_EXPR_NUMBER ...: */
enum { KF_SAME = 6 }; /* all arguments and results marked so have one type */

typedef struct kf_run kf_run;
typedef kefu_status (*kf_rows_fn)(kf_run *run, const kf_node *node, const kf_vector *args,
                                  kf_vector *out);

typedef struct kf_op_info {
    const char *name;
    int32_t arity;
    int32_t args[3];
    int32_t result;
    int32_t in_formula; /* 1: also over finished aggregates */
    kf_rows_fn rows;
} kf_op_info;

const kf_op_info *kf_op_of(const kf_node *node);

/* ---- Functions by name ---- */

typedef struct kf_function {
    const char *name;
    kf_op op;
    int32_t least, most; /* arguments; most -1 = any number */
} kf_function;

/* NULL if there is none; capitals as small letters. */
const kf_function *kf_function_find(const char *name, size_t size);
/* The name that people mean by another ("ifnull" is coalesce), or NULL. */
const char *kf_function_meant(const char *name, size_t size);
void kf_function_near(kf_near *near);

/* 1 if both programs compute the same (same.c). */
int32_t kf_program_same(const kf_formula *in_a, const kf_program *a, const kf_formula *in_b,
                        const kf_program *b);
/* The column that the program is, or NULL if it computes. */
const kf_use *kf_program_use(const kf_formula *formula, const kf_program *program);
/* Drops what is kept of another block than this. */
void kf_formula_at(kf_formula *formula, int64_t first, int64_t count);

/* ---- Steps of compiling ---- */

typedef struct kf_parser kf_parser;

kefu_status kf_parse(kf_formula *formula, const kefu_limits *limits, const kf_resolver *resolver,
                     kefu_error *error);
/* Types of all nodes, columns and programs; depths of stacks. */
kefu_status kf_check(kf_formula *formula, const kf_resolver *resolver, kefu_error *error);
/* Fills formula->exact. */
void kf_classify(kf_formula *formula, const kf_resolver *resolver);

kf_place kf_formula_place(const kf_formula *formula, int64_t offset);

#endif
