/* hide.c - people as pseudonyms, and quoted text without what tells who somebody is. A pseudonym
 * depends on the key and the name alone: the same person is the same one every week, and without
 * the key nobody can go back. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "weekly_qc.h"

typedef struct alias {
    char *name, *shown;
} alias;

struct hiding {
    int on;
    uint64_t key;
    alias *aliases;
    size_t n;
    char **names; /* to be masked in texts, the longest first */
    size_t n_names;
};

hiding *hide_new(const char *key)
{
    kefu_error error;
    hiding *h = grow(NULL, sizeof *h);
    *h = (hiding){.on = key != NULL};
    if (key)
        check(kefu_pick_key(key, strlen(key), &h->key, &error), "--anonymous", &error);
    return h;
}

void hide_free(hiding *h)
{
    for (size_t i = 0; i < h->n; i++) {
        free(h->aliases[i].name);
        free(h->aliases[i].shown);
    }
    for (size_t i = 0; i < h->n_names; i++)
        free(h->names[i]);
    free(h->aliases);
    free(h->names);
    free(h);
}

static char *kept(const char *text) { return strcpy(grow(NULL, strlen(text) + 1), text); }

void hide_name(hiding *h, const char *name)
{
    size_t at = 0;
    if (!h->on || !*name)
        return;
    for (size_t i = 0; i < h->n_names; i++)
        if (!strcmp(h->names[i], name))
            return;
    h->names = grow(h->names, (h->n_names + 1) * sizeof *h->names);
    while (at < h->n_names && strlen(h->names[at]) >= strlen(name))
        at++;
    memmove(h->names + at + 1, h->names + at, (h->n_names - at) * sizeof *h->names);
    h->names[at] = kept(name);
    h->n_names++;
}

const char *hidden(hiding *h, const char *kind, const char *name)
{
    char shown[96];
    if (!h->on || !*name)
        return name;
    for (size_t i = 0; i < h->n; i++)
        if (!strcmp(h->aliases[i].name, name))
            return h->aliases[i].shown;
    const uint64_t hash = kefu_pick_hash_text(h->key, name, strlen(name));
    snprintf(shown, sizeof shown, "%s-%08X", kind, (unsigned)(hash >> 32));
    h->aliases = grow(h->aliases, (h->n + 1) * sizeof *h->aliases);
    h->aliases[h->n] = (alias){kept(name), kept(shown)};
    return h->aliases[h->n++].shown;
}

/* ---- Texts ---------------------------------------------------------------------------------- */

/* A number with what people put between digits; its digits to *digits. */
static size_t number_at(const char *text, int *digits)
{
    size_t n = *text == '+';
    *digits = 0;
    for (size_t end = n;; end++) {
        if (isdigit((unsigned char)text[end])) {
            ++*digits;
            n = end + 1;
        } else if (!(text[end] == '-' || text[end] == ' ') || end > n + 1)
            return n;
    }
}

/* Addresses begin at a province, or at a city of two characters, and go on to the last number of a
 * house. Cities with longer names are found by their province alone. */
static const char *const provinces[] = {"北京",   "天津", "河北", "山西", "内蒙古", "辽宁", "吉林",
                                        "黑龙江", "上海", "江苏", "浙江", "安徽",   "福建", "江西",
                                        "山东",   "河南", "湖北", "湖南", "广东",   "广西", "海南",
                                        "重庆",   "四川", "贵州", "云南", "西藏",   "陕西", "甘肃",
                                        "青海",   "宁夏", "新疆", "台湾", "香港",   "澳门"};
static const char *const address_ends[] = {"室", "号楼", "单元", "幢", "栋", "座", "楼", "号",
                                           "路", "街",   "村",   "园", "区", "县", "市"};

static size_t ends_with_any(const char *text, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!strncmp(text, words[i], strlen(words[i])))
            return strlen(words[i]);
    return 0;
}

static int is_break(const char *text)
{
    static const char *const breaks[] = {",",  ";",  "!",  "?",  "\"", "\n", "，",
                                         "。", "；", "！", "？", "、", "：", "可以"};
    return !*text || ends_with_any(text, breaks, sizeof breaks / sizeof *breaks);
}

/* Bytes of a province, or of the two characters of a city, that begins here. */
static size_t region_at(const char *text)
{
    const size_t n = ends_with_any(text, provinces, sizeof provinces / sizeof *provinces);
    if (n)
        return n;
    for (size_t i = 0; i < 6; i += 3) /* Chinese characters are three bytes */
        if ((unsigned char)text[i] < 0xE3 || is_break(text + i))
            return 0;
    return strncmp(text + 6, "市", 3) ? 0 : 6;
}

/* Bytes of the address that begins here, 0 if none does. */
static size_t address_at(const char *text)
{
    size_t end = 0;
    const size_t begin = region_at(text);
    for (size_t i = begin; begin && !is_break(text + i); i++) {
        const size_t word =
            ends_with_any(text + i, address_ends, sizeof address_ends / sizeof *address_ends);
        if (word)
            end = i + word;
    }
    while (end && isdigit((unsigned char)text[end])) /* 2幢601 */
        end++;
    return end;
}

static size_t name_at(const hiding *h, const char *text)
{
    for (size_t i = 0; i < h->n_names; i++)
        if (!strncmp(text, h->names[i], strlen(h->names[i])))
            return strlen(h->names[i]);
    return 0;
}

/* What is to be masked here, its bytes, and the mask. */
static size_t secret_at(const hiding *h, const char *text, const char **mask)
{
    int digits;
    size_t n = name_at(h, text);
    *mask = "〔人名〕";
    if (n)
        return n;
    n = number_at(text, &digits);
    *mask = "〔号码〕";
    if (digits >= 5)
        return n;
    *mask = "〔地址〕";
    return address_at(text);
}

char *hide_text(const hiding *h, const char *text)
{
    char *out = grow(NULL, strlen(text) * 6 + 16);
    size_t n = 0;
    while (*text) {
        const char *mask = "";
        const int starts = ((unsigned char)*text & 0xC0) != 0x80; /* a character */
        const size_t secret = h->on && starts ? secret_at(h, text, &mask) : 0;
        if (!secret) {
            out[n++] = *text++;
            continue;
        }
        n += (size_t)sprintf(out + n, "%s", mask);
        text += secret;
    }
    out[n] = '\0';
    return out;
}
