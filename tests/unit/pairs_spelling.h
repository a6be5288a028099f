/* pairs_spelling.h - one text spelt in other ways that say the same. */
#ifndef TESTS_PAIRS_SPELLING_H
#define TESTS_PAIRS_SPELLING_H

#include <string.h>

enum { SPELT_ROOM = 2048 };

/* Simplified and traditional by turns: those of the rows that one character stands for. */
static const char spelt_pairs[] =
    "质質态態评評价價实實发發货貨递遞装裝坏壞错錯应應给給赠贈换換买買贵貴钱錢码碼颜顏图圖满滿"
    "东東这這个個还還没沒说說话話问問题題时時间間过過电電机機开開气氣热熱长長头頭线線细細红紅"
    "烂爛难難闻聞会會对對们們让讓谢謝请請误誤导導专專业業诺諾现現单單办辦厂廠联聯责責归歸骗騙"
    "护護肤膚医醫脸臉肿腫净淨静靜样樣损損压壓严嚴简簡丽麗处處帮幫响響烦煩礼禮转轉账賬宝寶广廣"
    "写寫国國网網销銷优優饼餅鲜鮮袜襪双雙裤褲饭飯锅鍋异異盖蓋补補爱愛乡鄉镇鎮号號数數张張绝絕"
    "刚剛吗嗎谨謹诈詐举舉报報详詳谈談扫掃车車顺順讲講认認员員怀懷欢歡结結证證诉訴调調负負购購"
    "赔賠轻輕门門页頁马馬两兩为為书書亲親伞傘伪偽决決别別动動劲勁务務无無弹彈强強总總恶惡从從"
    "渍漬点點树樹确確统統经經胶膠虽雖规規许許询詢读讀败敗进進顿頓骂罵涨漲荐薦与與兑兌";

/* Bytes of the character that begins here. */
static inline size_t spelt_size(const char *at)
{
    unsigned char first = (unsigned char)*at;
    return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

/* Chinese: U+4E00 .. U+9FFF. */
static inline int spelt_is_han(const char *at)
{
    unsigned char first = (unsigned char)at[0];
    return first >= 0xE4 && first <= 0xE9 && (first > 0xE4 || (unsigned char)at[1] >= 0xB8);
}

/* Blanks between Chinese characters. */
static inline void spelt_spaced(const char *text, char *out)
{
    while (*text) {
        size_t size = spelt_size(text);
        memcpy(out, text, size);
        out += size;
        if (spelt_is_han(text) && spelt_is_han(text + size))
            *out++ = ' ';
        text += size;
    }
    *out = 0;
}

/* Full-width letters, digits and signs: U+FF01 .. U+FF5E for '!' .. '~'. */
static inline void spelt_wide(const char *text, char *out)
{
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c > ' ' && c < 0x7F) {
            unsigned code = 0xFF01u + (c - '!');
            *out++ = (char)(0xE0 | code >> 12);
            *out++ = (char)(0x80 | (code >> 6 & 0x3F));
            *out++ = (char)(0x80 | (code & 0x3F));
        } else {
            *out++ = *text;
        }
    }
    *out = 0;
}

/* Traditional characters. */
static inline void spelt_traditional(const char *text, char *out)
{
    while (*text) {
        size_t size = spelt_size(text);
        const char *as = text;
        for (const char *pair = spelt_pairs; size == 3 && *pair; pair += 6)
            if (!memcmp(pair, text, 3))
                as = pair + 3;
        memcpy(out, as, size);
        out += size;
        text += size;
    }
    *out = 0;
}

#endif
