/* kefu/lexicon.h - lists of phrases (词表) that lexicons keep and reviews are read with: what
 * buyers complain of, what agents must not say, what turns a meaning round. Uses model.h.
 *
 * A lexicon is JSON, has an id with a revision and never changes once made; results name it. A
 * starter set for Chinese and one for English are built in; a shop adds its own beside them.
 *
 *   {"format": 1, "id": "org.example.red_lines/3", "language": "zh",
 *    "entries": [
 *      {"phrase": "加微信", "category": "contact", "severity": "serious", "scope": "agent",
 *       "platform": ["taobao"], "from": "2026-01-01", "to": "2026-12-31",
 *       "except": ["加微信群主"]},
 *      {"phrase": ["客服", "不理人"], "within": 6, "category": "agent_slow", "says": "bad"}]}
 *
 *   phrase    what to look for, folded as text is, so width, case, traditional characters make no
 *             difference; of one part at most 64 characters. An array of 2 or 3: its parts in this
 *             order, in one clause
 *   within    of an array: at most so many characters between two parts; 0 to 24, 8
 *   category  a key of kefu_category; a cause is one, too
 *   says      of a cause: "bad", "good" or "topic" (speaks of it; the clause says how); "topic"
 *   severity  "ordinary", "serious", "major"; the category's. Of red lines and needs
 *   scope     who says it: "agent", "buyer", "both"; the category's. Not of causes and grammar
 *   platform  where it holds; everywhere if left out
 *   from, to  first and last day that it holds
 *   except    phrases that it occurs in: in them it is none (最后 for 最)
 *   fixed     true: no negator turns it round (不错, 没毛病)
 *
 * A lexicon may have a "label", as cards do.
 *
 * Blanks, punctuation and emoji between the characters of a phrase do not hide it (加.微.信,
 * 加*微信), at most 4 in a row. But what ends a clause (, . ! ? ; ~ and new lines) does, unless one
 * of the characters beside it stands alone: 再加,微信支付 is two clauses. In a phrase with
 * punctuation or emoji of its own (100%) only blanks are skipped. A phrase that begins or ends in a
 * letter begins or ends where a word does, and between two of its words there is something in the
 * text, too; letters of one word may be apart where they stand alone (v x). Digits likewise.
 */
#ifndef KEFU_LEXICON_H
#define KEFU_LEXICON_H

#include "kefu/model.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Categories --------------------------------------------------------------------------- */

/* What the entries of a category are for. */
enum {
    KEFU_LIST_CAUSE = 1,    /* evidence of a cause */
    KEFU_LIST_RED_LINE = 2, /* what an agent (or a buyer) must not write */
    KEFU_LIST_PROMISE = 3,  /* what an agent holds out; whether it was kept, the text cannot say */
    KEFU_LIST_SUSPECT = 4,  /* of reviews that were paid for */
    KEFU_LIST_NEED = 5,     /* what the route asks for: refund, injury, media, law, request */
    KEFU_LIST_GRAMMAR = 6   /* negators, contrasts, conditions, questions: what turns a meaning */
};

enum { KEFU_ORDINARY = 1, KEFU_SERIOUS = 2, KEFU_MAJOR = 3 };         /* severity */
enum { KEFU_BY_BUYER = 1, KEFU_BY_AGENT = 2, KEFU_BY_BOTH = 3 };      /* scope; who writes */
enum { KEFU_SAYS_BAD = -1, KEFU_SAYS_TOPIC = 0, KEFU_SAYS_GOOD = 1 }; /* of a cause */

/* A category; text is static. The table is pinned: keys keep their meaning, new ones are appended.
 *
 *   causes     the keys of kefu_cause, with their numbers: below 100
 *   101 on, in this order:
 *   red lines  insult 辱骂, threat 威胁, contact 站外引流, cash_for_praise 好评返现,
 *              refuse_liability 推卸责任, absolute 极限词, privacy 隐私, discrimination 歧视,
 *              promise_effect 承诺功效, negative_tone 消极用语, stalling 推诿,
 *              off_platform_deal 私下交易
 *   promises   promise_refund 承诺退款, promise_send 承诺补发, promise_time 承诺时限,
 *              promise_call 承诺回电, promise_gift 承诺赠送, promise_price 承诺保价
 *   suspect    paid 好评模板, default 系统默认, advert 广告
 *   needs      refund 要求退款, injury 人身伤害, media 曝光, law 投诉维权, request 提出请求,
 *              blackmail 恶意勒索
 *   grammar    negator, double_negator, contrast, condition, question, quote, agent_word (客服),
 *              praise_word, blame_word */
typedef struct kefu_category_info {
    size_t struct_size;
    const char *key;
    const char *label_zh;
    const char *label_en;
    int32_t list;     /* KEFU_LIST_... */
    int32_t severity; /* of entries that do not say; 0 where it has no meaning */
    int32_t scope;    /* likewise */
    int32_t cause;    /* KEFU_CAUSE_... of a cause, and of what is evidence of one; else _UNKNOWN */
    int32_t category; /* its number: pinned, with gaps */
    int32_t reserved;
} kefu_category_info;

/* How many there are, one of them by its place (0 .. that - 1) and by its number (KEFU_E_ARGUMENT
 * where there is none), the number of a key (KEFU_E_NAME with near names). O(1) [pure] Since 0.1 */
KEFU_API int32_t KEFU_CALL kefu_category_count(void);
KEFU_API kefu_status KEFU_CALL kefu_category_at(int32_t index, kefu_category_info *out);
KEFU_API kefu_status KEFU_CALL kefu_category(int32_t category, kefu_category_info *out);
KEFU_API kefu_status KEFU_CALL kefu_category_find(const char *key, int32_t *category,
                                                  kefu_error *error);

/* ---- Lexicons ----------------------------------------------------------------------------- */

typedef struct kefu_lexicon kefu_lexicon;

/* From JSON. KEFU_E_SYNTAX or KEFU_E_DEFINITION with line and column: an unknown member or category
 * (near names), two entries of one phrase and category whose days and platforms overlap (or more
 * than 64 of them), a phrase that is nothing once folded, an exception that it does not occur in.
 * limits: text_bytes, nodes, depth. O(size) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_lexicon_from_json(const kefu_allocator *allocator,
                                                      const kefu_limits *limits, const char *json,
                                                      size_t size, kefu_lexicon **out,
                                                      kefu_error *error);
/* The starter set of KEFU_ZH or KEFU_EN: small, written for this library, no list of any law or
 * platform. */
KEFU_API kefu_status KEFU_CALL kefu_lexicon_starter(const kefu_allocator *allocator,
                                                    int32_t language, kefu_lexicon **out,
                                                    kefu_error *error);
KEFU_API void KEFU_CALL kefu_lexicon_free(kefu_lexicon *lexicon);

/* The JSON that made it, as it was, as a starting point for a shop's own. O(size) */
KEFU_API kefu_status KEFU_CALL kefu_lexicon_json(const kefu_lexicon *lexicon, const kefu_sink *sink,
                                                 kefu_error *error);

typedef struct kefu_lexicon_info {
    size_t struct_size;
    const char *id; /* borrowed */
    int32_t language;
    int32_t entries;
    char hash[33]; /* 32 hexadecimal digits of what it says, with NUL */
    char padding[7];
} kefu_lexicon_info;
KEFU_API kefu_status KEFU_CALL kefu_lexicon_describe(const kefu_lexicon *lexicon,
                                                     kefu_lexicon_info *out);

/* One entry; text is borrowed. */
typedef struct kefu_lexicon_entry {
    size_t struct_size;
    const char *phrase; /* as written; parts with " … " between them */
    int32_t category;
    int32_t says;     /* KEFU_SAYS_... */
    int32_t severity; /* KEFU_ORDINARY ..., 0 where it has no meaning */
    int32_t scope;    /* KEFU_BY_... */
    int32_t from, to; /* days; INT32_MIN, INT32_MAX = open */
    int32_t fixed;
    int32_t parts;
} kefu_lexicon_entry;
KEFU_API kefu_status KEFU_CALL kefu_lexicon_at(const kefu_lexicon *lexicon, int32_t index,
                                               kefu_lexicon_entry *out);

#ifdef __cplusplus
}
#endif
#endif
