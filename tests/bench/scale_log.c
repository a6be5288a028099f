/* scale_log.c - a service log and reviews that nobody wrote: each row a function of its number, so
 * that any part of them can be made alone, anywhere. */
#include "scale.h"

enum { AGENTS = 1000, DAYS = 30, A_SESSION = 6, VISITS = 4, PRODUCTS = 500 };
enum { OF_SESSION, OF_MESSAGE, OF_REVIEW };

static void words_of(int64_t number, uint32_t what, uint32_t out[4])
{
    const uint32_t key[2] = {2026, 10};
    const uint32_t counter[4] = {(uint32_t)number, (uint32_t)(number >> 32), what, 0};
    kefu_random(key, counter, out);
}

/* 0 .. n - 1, the lower the more often: of 1,000 the first one has 3 % */
static int32_t skewed(uint32_t word, int32_t n)
{
    const uint64_t square = (uint64_t)word * word >> 32;
    return (int32_t)(square * (uint64_t)n >> 32);
}

static void *log_room(int64_t n, size_t size)
{
    void *room = calloc((size_t)n, size);
    if (!room) {
        fprintf(stderr, "scale: no memory\n");
        exit(1);
    }
    return room;
}

static void log_column(service_log *log, int i, const char *name, int32_t type, int32_t scale,
                       const void *data)
{
    log->columns[i] = (kefu_column){.struct_size = sizeof(kefu_column),
                                    .name = name,
                                    .type = type,
                                    .scale = scale,
                                    .data = data};
    log->list[i] = &log->columns[i];
}

void log_open(service_log *log, int64_t total, int64_t room)
{
    *log = (service_log){.total = total, .room = room};
    log->agent = log_room(room, sizeof *log->agent);
    log->response_tenths = log_room(room, sizeof *log->response_tenths);
    log->message = log_room(room, sizeof *log->message);
    log->buyer = log_room(room, sizeof *log->buyer);
    log->amount_fen = log_room(room, sizeof *log->amount_fen);
    log->day = log_room(room, sizeof *log->day);
    log->paid = log_room(room, 1);
    log->refunded = log_room(room, 1);
    log->replied = log_room(room / 8 + 1, 1);
    log_column(log, 0, "message", KEFU_COLUMN_I64, 0, log->message);
    log_column(log, 1, "agent", KEFU_COLUMN_I32, 0, log->agent);
    log_column(log, 2, "day", KEFU_COLUMN_I16, 0, log->day);
    log_column(log, 3, "buyer", KEFU_COLUMN_I64, 0, log->buyer);
    log_column(log, 4, "response_s", KEFU_COLUMN_I32, 1, log->response_tenths);
    log_column(log, 5, "amount", KEFU_COLUMN_I64, 2, log->amount_fen);
    log_column(log, 6, "paid", KEFU_COLUMN_U8, 0, log->paid);
    log_column(log, 7, "refunded", KEFU_COLUMN_U8, 0, log->refunded);
    log->columns[4].validity = log->replied;
    log->batch = (kefu_batch){sizeof log->batch, 0, 0, 8, 0, log->list};
}

void log_close(service_log *log)
{
    free(log->agent);
    free(log->response_tenths);
    free(log->message);
    free(log->buyer);
    free(log->amount_fen);
    free(log->day);
    free(log->paid);
    free(log->refunded);
    free(log->replied);
}

/* Half of them within 10 seconds, the rest twice as long, and so on. */
static int32_t response_of(const uint32_t words[4])
{
    int32_t longest = 100;
    for (uint32_t coin = words[1] & 63; coin & 1; coin >>= 1)
        longest *= 2;
    return 10 + (int32_t)((uint64_t)words[0] * (uint32_t)longest >> 32);
}

/* What a session has: its agent, its buyer, and at its last message perhaps an order. */
static void log_session(service_log *log, int64_t i, int64_t number, const uint32_t words[4])
{
    const int last = number % A_SESSION == A_SESSION - 1;
    const int64_t buyers = log->total / (A_SESSION * VISITS) + 1;
    log->agent[i] = skewed(words[0], AGENTS);
    log->buyer[i] = (int64_t)((uint64_t)words[1] * (uint64_t)buyers >> 32);
    log->paid[i] = last && words[2] % 4 == 0;
    log->refunded[i] = log->paid[i] && words[2] % 80 == 0;
    log->amount_fen[i] = log->paid[i] ? 990 + (int64_t)(words[3] % 1000) * 100 : 0;
}

const kefu_batch *log_part(service_log *log, int64_t first, int64_t n)
{
    uint32_t session[4], message[4];
    for (int64_t i = 0; i < n; i++) {
        const int64_t number = first + i;
        const int bit = 1 << (i % 8);
        if (!i || number % A_SESSION == 0)
            words_of(number / A_SESSION, OF_SESSION, session);
        words_of(number, OF_MESSAGE, message);
        log->message[i] = number;
        log->day[i] = (int16_t)(1 + number * DAYS / log->total);
        log_session(log, i, number, session);
        log->response_tenths[i] = response_of(message);
        log->replied[i / 8] = (uint8_t)(message[2] % 100 < 92 ? log->replied[i / 8] | bit
                                                              : log->replied[i / 8] & ~bit);
    }
    log->batch.rows = n;
    log->batch.first_row = first;
    return &log->batch;
}

/* ---- Reviews --------------------------------------------------------------------------------- */

static const char *const good[] = {"质量很好", "发货很快", "客服很耐心", "包装严实",
                                   "颜色好看", "性价比高", "尺码合适",   "物流第二天就到",
                                   "用着顺手", "做工精细", "味道不错",   "跟描述一样"};
static const char *const bad[] = {"用了两天就坏了", "发货太慢", "客服半天不回", "包装都破了",
                                  "色差很大",       "价格虚高", "尺码偏小",     "物流等了一周",
                                  "一股怪味",       "做工粗糙", "少发了一件",   "跟描述不符"};
static const char *const after_good[] = {"很满意", "会再来", "推荐给朋友了", "家里人都喜欢",
                                         "五星好评"};
static const char *const after_bad[] = {"很失望", "申请退款了", "不会再买", "不推荐", "差评"};
#define PICK(list, word) (list)[(word) % (sizeof(list) / sizeof *(list))]

static kefu_text text_of(const char *text) { return (kefu_text){text, strlen(text)}; }

void make_review(made_review *out, int64_t number, int64_t total)
{
    uint32_t w[4];
    words_of(number, OF_REVIEW, w);
    const int is_bad = w[0] % 10 == 0, mixed = w[0] / 10 % 4 == 0;
    const char *first = is_bad ? PICK(bad, w[1]) : PICK(good, w[1]);
    const char *second = is_bad != mixed ? PICK(bad, w[1] >> 8) : PICK(good, w[1] >> 8);
    const char *last = is_bad ? PICK(after_bad, w[1] >> 16) : PICK(after_good, w[1] >> 16);
    snprintf(out->text, sizeof out->text, "%s%s%s,%s", first, mixed ? ",但是" : ",", second, last);
    snprintf(out->id, sizeof out->id, "R%" PRId64, number);
    snprintf(out->product, sizeof out->product, "P%03d", (int)skewed(w[2], PRODUCTS));
    snprintf(out->agent, sizeof out->agent, "%d", (int)skewed(w[3], AGENTS));
    out->review = (kefu_review){.struct_size = sizeof out->review,
                                .text = text_of(out->text),
                                .id = text_of(out->id),
                                .product = text_of(out->product),
                                .agent = text_of(out->agent),
                                .day = 20700 + (int32_t)(number * DAYS / total),
                                .stars = is_bad ? 1 + (int32_t)(w[0] / 40 % 2) : 5 - mixed};
}
