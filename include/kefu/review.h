/* kefu/review.h - what a review says (评价判定): polarity, causes, who answers for them, which
 * agent is named, what must not be written, what is to be done next; each with its place in the
 * text. Uses lexicon.h and table.h.
 *
 * A verdict is a suggestion. It is made of integers, the same everywhere; it names the model and
 * the lexicons it was made with; where the text does not decide, it says so (unsure, unknown), and
 * what one text cannot prove (a promise broken, blackmail) it only points at. Points move when a
 * person confirms (kefu_decision).
 *
 *   clauses    end at , . ! ? ; ~ , line breaks, emoji and blanks that part three characters or
 *              more, before a contrast (但是, 就是, 除了, but), and between things that are
 *              spoken of one after the other
 *   polarity   of the whole: the model's head 0, calibrated, and what words of praise and blame
 *              add to it, the more the shorter the text. Of a clause: the same head there, and
 *              its words, which count more. A negator up to 4 characters or words before a
 *              phrase turns it round; two do not (没有不满意); fixed phrases never (不错)
 *   causes     the lexicon's phrases and, in clauses where it knows none, the model's aspects. A
 *              cause is as good or bad as the clauses that speak of it, and half the next one
 *              where that speaks of none; said again, it counts half. What stands after a
 *              contrast weighs 1.5, what stands before it 0.7. What is only feared, hoped or
 *              asked (如果, 希望, 担心, 吗) is mentioned, never blamed. People are blamed by
 *              words, or a head of the model of their own, not by its feeling alone
 *   roles      of the causes that are spoken badly of the one with most blame is primary, others
 *              with at least half of its blame contribute; the rest are mentioned or praised
 *   follow-up  (追评) is an opinion of its own: nothing of one is mixed into the other
 */
#ifndef KEFU_REVIEW_H
#define KEFU_REVIEW_H

#include "kefu/lexicon.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Reviewers ---------------------------------------------------------------------------- */

typedef struct kefu_reviewer kefu_reviewer;

typedef struct kefu_reviewer_options {
    size_t struct_size;
    const kefu_allocator *allocator;
    const kefu_limits *limits;           /* text_bytes: of one review (16 MiB) */
    const kefu_model *model;             /* required; borrowed until the reviewer is freed */
    const kefu_model *shop;              /* NULL, or a delta made for it; borrowed likewise */
    const kefu_lexicon *const *lexicons; /* NULL = the starter set of the model's language alone */
    const kefu_roster *roster;           /* NULL, or whose aliases are looked for; copied */
    const char *platform;                /* entries of other platforms are left out; NULL: all that
                                            hold on some platforms only */
    int32_t n_lexicons;
    int32_t encoding; /* KEFU_UTF8 or KEFU_GB18030, of reviews */
    int32_t invalid;  /* KEFU_INVALID_REFUSE, _REPLACE */
    int32_t right; /* millionths of sure verdicts on polarity that shall be right; 0 = 950,000, or
                      the best that the model promises where that is less; of one that promises
                      nothing, its own chance counts */
} kefu_reviewer_options;

/* Makes a reviewer: const from then on, threads share it. KEFU_E_MISMATCH if the shop's delta was
 * made for another model or a lexicon is of another language; KEFU_E_INFEASIBLE with the best that
 * the model can promise if that is less than `right`. O(entries) [setup] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_reviewer_new(const kefu_reviewer_options *options,
                                                 kefu_reviewer **out, kefu_error *error);
KEFU_API void KEFU_CALL kefu_reviewer_free(kefu_reviewer *reviewer);

/* 32 hexadecimal digits, with NUL, of all that decides: the rules of reading, model, delta,
 * lexicons, `right`, roster, platform, encoding; equal ones give equal verdicts. Borrowed. */
KEFU_API const char *KEFU_CALL kefu_reviewer_id(const kefu_reviewer *reviewer);
/* Likewise without roster, platform, encoding and what is done about invalid bytes: counts of
 * reviews made under one such id may be added up, whoever worked in the shop then. */
KEFU_API const char *KEFU_CALL kefu_reviewer_counts_id(const kefu_reviewer *reviewer);

/* ---- Reading ------------------------------------------------------------------------------ */

/* kefu_review.flags */
enum {
    KEFU_REVIEW_VIP = 1,
    KEFU_REVIEW_PICTURES = 2,    /* it shows the product */
    KEFU_REVIEW_ANSWERED = 4,    /* the shop has replied to the main text */
    KEFU_REVIEW_KEY_PRODUCT = 8, /* of a product that the shop watches */
    KEFU_REVIEW_ANSWERED_FOLLOW_UP = 16
};

/* One review, or one message of a chat. Text is borrowed for the call. The texts are in the
 * encoding of the reviewer; id, product and agent are UTF-8 without NUL, whatever that is. */
typedef struct kefu_review {
    size_t struct_size;
    kefu_text text;
    kefu_text follow_up; /* 追评; data NULL = none */
    kefu_text id;        /* of the review: evidence names it; may be empty */
    kefu_text product;   /* may be empty */
    kefu_text agent;     /* who served the buyer, if known: key of the roster or any id; or empty */
    int32_t day;         /* days since 1970-01-01: which entries and aliases hold */
    int32_t stars;       /* 1..5; 0 = none given */
    int32_t by;          /* KEFU_BY_BUYER (also 0) or KEFU_BY_AGENT: whose red lines */
    uint32_t flags;      /* KEFU_REVIEW_... */
    int32_t follow_up_day; /* of the follow-up; 0 = day */
    int32_t reserved0;     /* 0 */
} kefu_review;

typedef struct kefu_verdict kefu_verdict;

/* An empty verdict, to be filled again and again: its memory is kept. [confined] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_verdict_new(const kefu_allocator *allocator, kefu_verdict **out,
                                                kefu_error *error);
KEFU_API void KEFU_CALL kefu_verdict_free(kefu_verdict *verdict);

/* Reads a review. The verdict keeps the texts and uses the reviewer until it is read into again; it
 * is empty after a failure. KEFU_E_ENCODING with the offset as the reviewer's `invalid` says (the
 * message names the field), and for an id, product or agent that is not UTF-8.
 * KEFU_E_LIMIT above 1,048,576 characters. O(bytes) for any bytes. [confined] for the verdict */
KEFU_API kefu_status KEFU_CALL kefu_review_read(const kefu_reviewer *reviewer,
                                                const kefu_review *review, kefu_verdict *verdict,
                                                kefu_error *error);

/* ---- Opinions ----------------------------------------------------------------------------- */

enum { KEFU_MAIN = 0, KEFU_FOLLOW_UP = 1 }; /* which opinion of a verdict */

enum { KEFU_NEGATIVE = -1, KEFU_NEUTRAL = 0, KEFU_POSITIVE = 1, KEFU_POLARITY_UNKNOWN = 2 };

/* kefu_opinion.service: what is said of the service of the shop's people. */
enum {
    KEFU_SERVICE_NONE = 0,
    KEFU_SERVICE_PRIMARY = 1, /* the bad review is about it */
    KEFU_SERVICE_CONTRIBUTING = 2,
    KEFU_SERVICE_MENTIONED = 3 /* not blamed; may be praised */
};

/* kefu_opinion.suspect */
enum {
    KEFU_SUSPECT_CONTACT = 1, /* a way to reach somebody outside the platform */
    KEFU_SUSPECT_DIGITS = 2,  /* seven digits in a row or more */
    KEFU_SUSPECT_LINK = 4,
    KEFU_SUSPECT_REPEATS = 8,  /* says the same again and again */
    KEFU_SUSPECT_PAID = 16,    /* wording of paid reviews: the lexicon */
    KEFU_SUSPECT_GENERIC = 32, /* long praise that says nothing of the product */
    KEFU_SUSPECT_COPIED = 64   /* other reviews have the same text: kefu_verdicts_rows */
};

typedef struct kefu_opinion {
    size_t struct_size;
    int32_t polarity;    /* of the text: KEFU_NEGATIVE, _POSITIVE, or _UNKNOWN: it says nothing */
    int32_t probability; /* millionths: that this polarity is right; 0 of unknown */
    int32_t sure;        /* 1: as sure as the reviewer was asked to be; 0: a person should look */
    int32_t three;       /* KEFU_NEGATIVE, _NEUTRAL, _POSITIVE: by the stars (1-2, 3, 4-5), else by
                            the model's three classes (_NEUTRAL if polarity says the opposite);
                            _UNKNOWN where neither is there */
    int32_t contradicts; /* 1: stars and text say the opposite, and the text is sure */
    int32_t causes, marks; /* how many of each */
    int32_t nothing;       /* 1: nothing is written, or only what the platform writes by default */
    int32_t primary;       /* KEFU_CAUSE_... most to blame, of praise the most praised */
    int32_t service;       /* KEFU_SERVICE_... */
    uint32_t suspect;      /* KEFU_SUSPECT_... */
    int32_t severity;      /* highest of the marks that count; 0 if none */
    int64_t clauses;
} kefu_opinion;

/* An opinion of the last review read; KEFU_E_ARGUMENT for a follow-up that is not there. O(1)
 * [confined] Since 0.1 */
KEFU_API int32_t KEFU_CALL kefu_verdict_opinions(const kefu_verdict *verdict);
KEFU_API kefu_status KEFU_CALL kefu_verdict_opinion(const kefu_verdict *verdict, int32_t opinion,
                                                    kefu_opinion *out);

enum {
    KEFU_ROLE_PRIMARY = 1,
    KEFU_ROLE_CONTRIBUTING = 2,
    KEFU_ROLE_MENTIONED = 3,
    KEFU_ROLE_PRAISED = 4
};
enum { KEFU_FROM_MODEL = 1, KEFU_FROM_LEXICON = 2 }; /* kefu_found_cause.sources */

/* A cause that an opinion speaks of, most to blame first. */
typedef struct kefu_found_cause {
    size_t struct_size;
    int32_t cause;    /* KEFU_CAUSE_... */
    int32_t role;     /* KEFU_ROLE_... */
    int32_t polarity; /* KEFU_NEGATIVE, _NEUTRAL (both, or neither), _POSITIVE */
    int32_t blame;    /* millionths: its share of all blame; 0 unless primary or contributing */
    uint32_t sources; /* KEFU_FROM_... */
    int32_t only_if;  /* 1: only feared, hoped or asked */
} kefu_found_cause;
KEFU_API kefu_status KEFU_CALL kefu_verdict_cause(const kefu_verdict *verdict, int32_t opinion,
                                                  int32_t index, kefu_found_cause *out);

/* kefu_mark.why_not: why a mark does not count. */
enum {
    KEFU_COUNTS = 0,
    KEFU_NEGATED = 1,    /* "不能加微信" */
    KEFU_QUOTED = 2,     /* between quotation marks */
    KEFU_ASKED = 3,      /* a question, a condition */
    KEFU_OTHER_SCOPE = 4 /* a phrase that is forbidden to the other side */
};

/* A red line, a promise, a need or a suspicion that the lexicon found; text is borrowed. */
typedef struct kefu_mark {
    size_t struct_size;
    const char *id;     /* 16 hexadecimal digits of review id, opinion, category and place: what a
                           decision or an order event refers to */
    const char *phrase; /* of the lexicon */
    int32_t category;   /* of kefu_category */
    int32_t list;       /* KEFU_LIST_RED_LINE, _PROMISE, _NEED, _SUSPECT */
    int32_t severity;
    int32_t why_not; /* KEFU_COUNTS, or why it does not */
    int32_t span;    /* index of its span */
    int32_t lexicon; /* number of the lexicon */
} kefu_mark;
KEFU_API kefu_status KEFU_CALL kefu_verdict_mark(const kefu_verdict *verdict, int32_t opinion,
                                                 int32_t index, kefu_mark *out);

/* An agent that the text names, by an alias or a name of the roster that holds on the day. One that
 * is an ordinary word, too (小雨, 开心: of two Chinese characters or letters, or of digits alone,
 * or in a lexicon's praise_word) counts only with an agent_word within 8 units. What several people
 * are called gives each of them, ambiguous. Each person once, by the first place; 64 at most. */
typedef struct kefu_named {
    size_t struct_size;
    const char *person; /* key of the roster; borrowed from the reviewer */
    int32_t opinion;
    int32_t polarity;  /* of what is said of them, as of a cause */
    int32_t ambiguous; /* 1: one of several whom the alias may mean: nobody's hit */
    int32_t span;
} kefu_named;
KEFU_API int32_t KEFU_CALL kefu_verdict_named_count(const kefu_verdict *verdict);
KEFU_API kefu_status KEFU_CALL kefu_verdict_named(const kefu_verdict *verdict, int32_t index,
                                                  kefu_named *out);

/* ---- Evidence ----------------------------------------------------------------------------- */

enum {
    KEFU_SPAN_POLARITY = 1, /* weighs on the polarity: contribution in millionths of the score's
                               absolute parts, negative ones speak against */
    KEFU_SPAN_CAUSE = 2,    /* of: KEFU_CAUSE_... */
    KEFU_SPAN_MARK = 3,     /* of: index of the mark */
    KEFU_SPAN_NAME = 4,     /* of: index of the named agent */
    KEFU_SPAN_TURN = 5      /* a negator, contrast or condition that turned something */
};

/* A place of the text. Bytes of the text as it came, in its encoding. */
typedef struct kefu_span {
    size_t struct_size;
    size_t begin, end;   /* bytes */
    int64_t first, last; /* characters (code points): first, and after the last */
    int32_t kind, of;
    int64_t contribution; /* see kinds; 0 where it has no meaning */
} kefu_span;
/* Spans by kind, then by contribution (largest first), then by begin: how many, and one of them.
 * They are looked for when the first of these, a mark or a name is asked for, with the model that
 * read the text: KEFU_E_MEMORY then. O(bytes) once, then O(1) */
KEFU_API kefu_status KEFU_CALL kefu_verdict_spans(const kefu_verdict *verdict, int32_t opinion,
                                                  int32_t *count);
KEFU_API kefu_status KEFU_CALL kefu_verdict_span(const kefu_verdict *verdict, int32_t opinion,
                                                 int32_t index, kefu_span *out);

/* ---- Routes ------------------------------------------------------------------------------- */

/* What is to be done (处理方式). The first line that fits, of the opinion that is to be answered:
 * the follow-up where it is negative, else the main text.
 *
 *   ignore     nothing is written, and there are no stars below 4
 *   report     a major need or red line: report in 10 minutes
 *   appeal     blackmail: collect evidence, appeal by the platform's rules
 *   person     polarity is not sure and there are no stars, or stars and text contradict each other
 *   call       negative, and service, logistics or product is to blame: verify, call, agree a
 *              solution, finish the case, then reply
 *   contact    negative or neutral and special (named agent, refund, request, VIP, an earlier
 *              reply): contact again, then reply with the solution
 *   reply      negative or neutral: reply at once
 *   targeted   positive with a request or a question: reply to that
 *   thank      positive: the template */
enum {
    KEFU_ROUTE_IGNORE = 0,
    KEFU_ROUTE_REPORT = 1,
    KEFU_ROUTE_APPEAL = 2,
    KEFU_ROUTE_PERSON = 3,
    KEFU_ROUTE_CALL = 4,
    KEFU_ROUTE_CONTACT = 5,
    KEFU_ROUTE_REPLY = 6,
    KEFU_ROUTE_TARGETED = 7,
    KEFU_ROUTE_THANK = 8
};

typedef struct kefu_route {
    size_t struct_size;
    const char *key;      /* "call"; static, like all text here */
    const char *label_zh; /* "电话联系" */
    const char *label_en;
    const char *template_key; /* "apology.logistics", "thanks", "" */
    const char *owner;        /* of the primary cause: kefu_cause_info.owner; "" */
    int32_t route;            /* KEFU_ROUTE_... */
    int32_t opinion;          /* that decided */
    int32_t severity;      /* 0, or KEFU_ORDINARY (2 h, closed in 24 h), _SERIOUS (1 h, a plan in 12
                              h), _MAJOR (reported in 10 minutes) */
    int32_t first_minutes; /* until somebody acts: 120, 60, 10; 0 = no deadline */
    int32_t close_hours;   /* until it is closed or planned: 24, 12; 0 */
    int32_t pin; /* 1: a candidate for pinning: surely positive, with pictures, at least two
                    of logistics, product and service praised, nothing marked */
    const char *reason_zh; /* of the table: why this line fitted */
    const char *reason_en;
} kefu_route;
KEFU_API kefu_status KEFU_CALL kefu_verdict_route(const kefu_verdict *verdict, kefu_route *out);

/* ---- Written ------------------------------------------------------------------------------ */

/* The verdict in a few lines of KEFU_ZH or KEFU_EN; as kefu_sheet_reason_text. */
KEFU_API kefu_status KEFU_CALL kefu_verdict_text(const kefu_verdict *verdict, int32_t language,
                                                 char *out, size_t capacity, size_t *need);
/* All of it as one JSON object, in one line with its end; schema:
 * examples/review_desk/verdict.schema.json. */
KEFU_API kefu_status KEFU_CALL kefu_verdict_json(const kefu_verdict *verdict, const kefu_sink *sink,
                                                 kefu_error *error);

/* ---- Verdicts as rows --------------------------------------------------------------------- */

/* Many verdicts as two batches that tallies, samples, ledgers and CSV files take. Columns are
 * packed: text KEFU_COLUMN_TEXT in UTF-8, days KEFU_COLUMN_DATE, all else KEFU_COLUMN_I64 of scale
 * 0; their names and order are pinned, new ones come after them. */
typedef struct kefu_verdicts kefu_verdicts;

/* An empty collection. [confined] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_verdicts_new(const kefu_allocator *allocator,
                                                 const kefu_limits *limits, kefu_verdicts **out,
                                                 kefu_error *error);
KEFU_API void KEFU_CALL kefu_verdicts_free(kefu_verdicts *verdicts);
/* Adds what was read; of texts nothing is kept but the evidence of hits (at most 120 bytes).
 * Failure poisons, but for an empty verdict (KEFU_E_STATE) and where memory runs out before a row
 * is begun. O(causes + characters) */
KEFU_API kefu_status KEFU_CALL kefu_verdicts_add(kefu_verdicts *verdicts,
                                                 const kefu_verdict *verdict, kefu_error *error);
/* Reads and adds every row of a batch. Columns, found as those of a roster: text (评价 or 正文),
 * follow_up (追评), review (评价ID), product (商品), agent (客服), day (日期), stars (星级), by
 * (谁写的), flags (标志), follow_up_day (追评日期), none required: as the fields of kefu_review, by
 * and flags as its numbers.
 * Columns declare their own encoding; the reviewer is one of KEFU_UTF8 (KEFU_E_ARGUMENT). An error
 * with the row leaves the rows before it added. O(bytes) */
KEFU_API kefu_status KEFU_CALL kefu_verdicts_read(kefu_verdicts *verdicts,
                                                  const kefu_reviewer *reviewer,
                                                  const kefu_batch *batch, kefu_error *error);
/* Adds the rows and hits of another, which stays. O(rows) */
KEFU_API kefu_status KEFU_CALL kefu_verdicts_merge(kefu_verdicts *verdicts,
                                                   const kefu_verdicts *other, kefu_error *error);
/* Forgets all rows and keeps the memory. */
KEFU_API void KEFU_CALL kefu_verdicts_clear(kefu_verdicts *verdicts);

/* One row an opinion: review, opinion ("main", "follow_up"), product, agent, day, stars, polarity
 * (-1, 1, null), sure, probability (millionths), three (-1, 0, 1, null), cause, owner (of the
 * primary one), service ("primary", ...), route, severity, suspect (KEFU_SUSPECT_ bits), and counts
 * 0 or 1: good, neutral, bad (three, else polarity), agent_caused_bad, followup_bad, answered; then
 * reviewer (its id). KEFU_SUSPECT_COPIED stands on all main texts that three reviews or more have,
 * alike once folded and with 8 letters, digits or Chinese characters at least. Borrowed until the
 * next change; NULL if poisoned. O(rows) */
KEFU_API const kefu_batch *KEFU_CALL kefu_verdicts_rows(kefu_verdicts *verdicts);
/* One row a hit of a person: person, part, review, mark (its id, or null), opinion, review_day,
 * severity, count (1), evidence ("R1024: …小林耐心…"). Parts: "named_praise", "named_complaint"
 * of who is named, by what is said of them, else by the opinion if it is sure; of what a buyer
 * blames a red line of agents ("agent_stall", "agent_promise"), for the one person named, else for
 * kefu_review.agent; of what an agent writes the keys of red lines that count and of promises. One
 * a person, part and review: the first. A ledger reads these columns once a person has filled in
 * `action`, `by` and `day`, which are not there, so that a ledger given bare rows refuses them.
 * Borrowed likewise. O(1) */
KEFU_API const kefu_batch *KEFU_CALL kefu_verdicts_hits(kefu_verdicts *verdicts);

enum { KEFU_VERDICT_ROWS = 0, KEFU_VERDICT_HITS = 1 };
/* Either batch as CSV; flags as of kefu_csv_writer_new. O(rows) */
KEFU_API kefu_status KEFU_CALL kefu_verdicts_csv(kefu_verdicts *verdicts, int32_t which,
                                                 uint32_t flags, const kefu_sink *sink,
                                                 kefu_error *error);

#ifdef __cplusplus
}
#endif
#endif
