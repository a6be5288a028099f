/* weak.c - labels that nobody gave: texts of other goods, in which a cause is named by a word that
 * hardly means anything else, or by none of the words that it could be named by. They count little;
 * they keep heads that were learned on one kind of goods from firing on others. */
#include <string.h>

#include "train_reviews.h"

typedef struct words {
    const char *head;
    const char *wide;   /* without one of them: no */
    const char *strong; /* with one of them, in a short text: yes */
    const char *term;   /* of a triplet of restaurants: yes */
} words;

static const words lists[] = {
    {"logistics", "物流|快递|发货|送货|派送|到货|配送|送到|寄|运费|外卖",
     "物流|快递|发货|送货|配送", "外卖|配送|快递|送餐"},
    {"service", "客服|服务|态度|售后|卖家|店家|商家|店员|前台|老板|掌柜|小二|回复|咨询|退|热情",
     "客服|服务态度|售后", "服务|态度|客服|店员|前台"},
    {"price", "价|贵|便宜|划算|实惠|优惠|活动|值|打折|元|块|钱|降|券|满减|赠|双11|双十一|促销|团",
     "性价比|价格|便宜|实惠|划算|降价|太贵", "价|性价比|消费|团购"},
    {"packaging", "包装|盒|破损|漏|塑封|压|密封|包的|包得|袋|瓶|箱|打包", "包装", "包装|打包"},
    {"fake", "正品|假|真货|真的|真品|行货|高仿|山寨|防伪|盗版|正版|冒牌|二手|翻新|专柜",
     "正品|假货|盗版|山寨|冒牌|真货|行货|正版", NULL},
    {"fit_size", "尺|大小|码|偏大|偏小|容量|分量|毫升|太小|太大|合身|小了|大了|长|短|合适|瓶",
     "尺码|偏大|偏小|尺寸|码数", NULL},
    {"freshness", "日期|新鲜|过期|保质|生产|临期|坏|烂", "保质期|生产日期|过期|新鲜", NULL},
    {"smell", "味|香|臭|刺鼻|闻|熏", "气味|香味|味道好闻|难闻|刺鼻", NULL},
    {"ingredients", "成分|添加|酒精|防腐|天然|植物|化学|无硅", NULL, NULL}};

enum { SHORT = 240 }; /* bytes: 80 Chinese characters */

static int has(kefu_text text, const char *word, size_t size)
{
    for (size_t i = 0; i + size <= text.size; i++)
        if (!memcmp(text.data + i, word, size))
            return 1;
    return 0;
}

/* One of words that are parted by bars. */
static int has_any(kefu_text text, const char *list)
{
    while (list && *list) {
        const size_t size = strcspn(list, "|");
        if (has(text, list, size))
            return 1;
        list += size + (list[size] == '|');
    }
    return 0;
}

/* A triplet whose term has one of the words: terms stand before the first bar. */
static int term_has(kefu_text triplets, const char *list)
{
    const char *at = triplets.data, *end = at + triplets.size;
    while (list && at < end) {
        const char *close = memchr(at, ';', (size_t)(end - at));
        const char *bar = memchr(at, '|', (size_t)((close ? close : end) - at));
        if (bar && has_any((kefu_text){at, (size_t)(bar - at)}, list))
            return 1;
        at = close ? close + 1 : end;
    }
    return 0;
}

static int8_t weak_label(const words *w, const set *s, kefu_text text, kefu_text labels)
{
    if (s->labels == SET_OPINIONS && term_has(labels, w->term))
        return 1;
    if (s->labels == SET_MARKS && !strcmp(w->head, "price") && has_any(labels, "价格"))
        return 1;
    if (s->labels == SET_BINARY && text.size < SHORT && has_any(text, w->strong))
        return 1;
    return has_any(text, w->wide) ? -1 : 0;
}

void weak_labels(const recipe *r, const set *s, kefu_text text, kefu_text labels, int8_t *out)
{
    memset(out, -1, (size_t)r->n_heads);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (int h = 1; h < r->n_heads; h++)
            if (!strcmp(r->heads[h].key, lists[i].head))
                out[h] = weak_label(&lists[i], s, text, labels);
}
