/* mask.c - quoted text without phones, order numbers, addresses and names. */
#include <stdlib.h>
#include <string.h>

#include "weekly_qc.h"

static size_t begins_with_any(const char *text, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!strncmp(text, words[i], strlen(words[i])))
            return strlen(words[i]);
    return 0;
}
#define BEGINS_WITH(text, words) begins_with_any(text, words, sizeof(words) / sizeof *(words))

/* ---- Numbers -------------------------------------------------------------------------------- */

/* Bytes of a digit, full-width ones too. */
static size_t digit_at(const char *text)
{
    if (*text >= '0' && *text <= '9')
        return 1;
    const unsigned char *p = (const unsigned char *)text;
    return p[0] == 0xEF && p[1] == 0xBC && p[2] >= 0x90 && p[2] <= 0x99 ? 3 : 0;
}

/* Bytes of a number of five digits or more, with what people put between them; 0 if none is. */
static size_t number_at(const char *text)
{
    static const char *const between[] = {"-", " ", ".", "(", ")", "－", "　", "—"};
    int digits = 0, gap = 0;
    size_t end = 0;
    for (size_t at = *text == '+'; text[at] && gap < 3;) {
        const size_t digit = digit_at(text + at);
        const size_t other = digit ? 0 : BEGINS_WITH(text + at, between);
        if (!digit && (!other || !digits))
            break;
        at += digit + other;
        gap = digit ? 0 : gap + 1;
        digits += digit > 0;
        end = digit ? at : end;
    }
    if (digits < 5)
        return 0;
    return end + (text[end] == 'X' || text[end] == 'x'); /* of an identity card */
}

static size_t mail_at(const char *text)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                  "._+-";
    const size_t n = strspn(text, letters);
    const size_t host = n && text[n] == '@' ? strspn(text + n + 1, letters) : 0;
    return host ? n + 1 + host : 0;
}

/* ---- Addresses ------------------------------------------------------------------------------ */

/* They begin at a province, or at a city of two characters, and go on to the last number of a
 * house. Cities with longer names are found by their province alone. */
static const char *const provinces[] = {"北京",   "天津", "河北", "山西", "内蒙古", "辽宁", "吉林",
                                        "黑龙江", "上海", "江苏", "浙江", "安徽",   "福建", "江西",
                                        "山东",   "河南", "湖北", "湖南", "广东",   "广西", "海南",
                                        "重庆",   "四川", "贵州", "云南", "西藏",   "陕西", "甘肃",
                                        "青海",   "宁夏", "新疆", "台湾", "香港",   "澳门"};
static const char *const address_ends[] = {"室", "号楼", "单元", "幢", "栋", "座", "楼", "号",
                                           "路", "街",   "村",   "园", "区", "县", "市"};

static int is_break(const char *text)
{
    static const char *const breaks[] = {",",  ";",  "!",  "?",  "\"", "\n", "，",
                                         "。", "；", "！", "？", "、", "："};
    return !*text || BEGINS_WITH(text, breaks);
}

/* Bytes of a province, or of the two characters of a city, that begins here. */
static size_t region_at(const char *text)
{
    const size_t n = BEGINS_WITH(text, provinces);
    if (n)
        return n;
    for (size_t i = 0; i < 6; i += 3) /* Chinese characters are three bytes */
        if ((unsigned char)text[i] < 0xE3 || is_break(text + i))
            return 0;
    return strncmp(text + 6, "市", 3) ? 0 : 6;
}

static size_t address_at(const char *text)
{
    size_t end = 0, digit;
    const size_t begin = region_at(text);
    for (size_t i = begin; begin && !is_break(text + i); i++) {
        const size_t word = BEGINS_WITH(text + i, address_ends);
        if (word)
            end = i + word;
    }
    while (end && (digit = digit_at(text + end)) > 0) /* 2幢601 */
        end += digit;
    return end;
}

/* ---- Texts ---------------------------------------------------------------------------------- */

static const struct {
    size_t (*at)(const char *text);
    const char *zh, *en;
} masks[] = {
    {mail_at, "〔邮箱〕", "[mail]"},
    {number_at, "〔号码〕", "[number]"},
    {address_at, "〔地址〕", "[address]"},
};

/* What is to be masked here, its bytes, and what is put in its place. */
static size_t secret_at(hiding *h, const settings *s, const char *text, const char **mask)
{
    size_t n = hidden_at(h, text, mask);
    for (size_t i = 0; i < sizeof masks / sizeof *masks && !n && s; i++) {
        n = masks[i].at(text);
        *mask = say(s, masks[i].zh, masks[i].en);
    }
    return n;
}

/* s NULL: names alone. */
static char *hide_text(hiding *h, const settings *s, const char *text)
{
    size_t n = 0, capacity = strlen(text) + 1;
    char *out = grow(NULL, capacity);
    while (*text) {
        const char *mask;
        const int starts = ((unsigned char)*text & 0xC0) != 0x80; /* a character */
        const size_t secret = starts ? secret_at(h, s, text, &mask) : 0;
        const char *put = secret ? mask : text;
        const size_t size = secret ? strlen(put) : 1;
        if (n + size + strlen(text) >= capacity)
            out = grow(out, capacity = 2 * capacity + size);
        memcpy(out + n, put, size);
        n += size;
        text += secret ? secret : 1;
    }
    out[n] = '\0';
    return out;
}

char *hide_quote(hiding *h, const settings *s, const char *text)
{
    return hide_text(h, s->anonymous ? s : NULL, text);
}

char *hide_names(hiding *h, const char *text) { return hide_text(h, NULL, text); }
