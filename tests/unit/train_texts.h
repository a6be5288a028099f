/* train_texts.h - reviews composed for these tests: as many as are asked for, each of parts that
 * say good or bad, and of parts that say neither. */
#ifndef TESTS_TRAIN_TEXTS_H
#define TESTS_TRAIN_TEXTS_H

#include <stdio.h>
#include <string.h>

#include "kefu/train.h"

enum { TRAIN_TEXTS_MOST = 2000, TRAIN_TEXTS_HEADS = 3 };

typedef struct train_texts {
    int64_t n;
    char data[TRAIN_TEXTS_MOST][160];
    kefu_text texts[TRAIN_TEXTS_MOST];
    int8_t labels[TRAIN_TEXTS_MOST * TRAIN_TEXTS_HEADS]; /* polarity, logistics, price */
} train_texts;

static const char *const train_goods[] = {"质量很好", "非常满意", "用着舒服", "值得推荐",
                                          "颜色漂亮", "做工精细", "声音清楚", "手感不错"};
static const char *const train_bads[] = {"质量太差", "非常失望", "用着难受", "不推荐买",
                                         "颜色难看", "做工粗糙", "声音刺耳", "手感很糟"};
static const char *const train_things[] = {"杯子", "键盘", "外套", "台灯", "耳机", "背包",
                                           "水壶", "雨伞", "鼠标", "毛巾", "书架", "相框"};

static uint32_t train_draw(uint32_t number, uint32_t what, uint32_t below)
{
    const uint32_t key[2] = {0x74726169, 6}, counter[4] = {number, what, 0, 0};
    uint32_t out[4];
    kefu_random(key, counter, out);
    return (uint32_t)((uint64_t)out[0] * below >> 32);
}

/* n texts, all different; one in `noise` has the other label. */
static inline void train_texts_make(train_texts *t, int64_t n, uint32_t noise)
{
    t->n = n;
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t good = train_draw(i, 0, 2), logistics = train_draw(i, 1, 3) == 0,
                       price = train_draw(i, 2, 4) == 0;
        const char *const *says = good ? train_goods : train_bads;
        int8_t *labels = t->labels + i * TRAIN_TEXTS_HEADS;
        snprintf(t->data[i], sizeof t->data[i], "%s%u号%s，%s，%s%s%s。",
                 train_things[train_draw(i, 3, 12)], (unsigned)i % 7, says[train_draw(i, 4, 8)],
                 says[train_draw(i, 5, 8)], train_things[train_draw(i, 6, 12)],
                 logistics ? (good ? "快递很快" : "快递太慢") : "",
                 price ? (good ? "价格便宜" : "价格太贵") : "");
        snprintf(t->data[i] + strlen(t->data[i]), 12, "%c%c", (char)('a' + i / 26 % 26),
                 (char)('a' + i % 26)); /* letters make the key of each its own */
        snprintf(t->data[i] + strlen(t->data[i]), 12, "%c", (char)('a' + i / 676));
        t->texts[i] = (kefu_text){t->data[i], strlen(t->data[i])};
        labels[0] = (int8_t)(noise && train_draw(i, 7, noise) == 0 ? !good : good);
        labels[1] = (int8_t)logistics;
        labels[2] = (int8_t)price;
    }
}

#endif
