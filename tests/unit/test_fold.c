/* test_fold.c - text as units: what is folded away, where units begin, what malformed bytes are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/gb18030.h"
#include "base/hash.h"
#include "base/text.h"
#include "fold/fold.h"
#include "kefu/model.h"

enum { ROOM = 4096, FIRST = KF_FOLD_BEFORE + 1 };

typedef struct folded {
    uint16_t units[ROOM];
    uint32_t starts[ROOM];
    size_t count;
} folded;

static kefu_status fold_bytes(const char *text, size_t size, int32_t encoding, int32_t invalid,
                              folded *out, kefu_error *error)
{
    assert_true(kf_fold_room(size) <= ROOM);
    return kf_fold(text, size, encoding, invalid, out->units, out->starts, &out->count, error);
}

static void fold_utf8(const char *text, folded *out)
{
    assert_int_equal(fold_bytes(text, strlen(text), KEFU_UTF8, KEFU_INVALID_REFUSE, out, NULL), 0);
}

static void assert_same(const folded *a, const folded *b, const char *what)
{
    if (a->count != b->count || memcmp(a->units + FIRST, b->units + FIRST, a->count * 2) != 0)
        fail_msg("other units: %s", what);
}

/* What kefu_fold_text says. */
static const char *read_as(kefu_buffer *buffer, const char *text, size_t size, int32_t encoding,
                           int32_t invalid)
{
    kefu_buffer_clear(buffer);
    if (kefu_fold_text(text, size, encoding, invalid, kefu_buffer_sink(buffer), NULL))
        return "refused";
    return kefu_buffer_data(buffer, NULL);
}

static kefu_buffer *new_buffer(void)
{
    kefu_buffer *buffer = NULL;
    assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
    return buffer;
}

/* ---- One character ---- */

/* NFKC of unicodedata (Python 3.11, Unicode 14) with its digits and small letters; Chinese as
 * Unihan_Variants.txt (Unicode 15) has it in kSimplifiedVariant, or as its line says. */
static const struct code_case {
    uint32_t code;
    uint16_t unit;
} codes[] = {
    {'a', 'a'},
    {'Z', 'z'},
    {'9', '9'},
    {0xFF21, 'a'},    /* FULLWIDTH LATIN CAPITAL LETTER A */
    {0xFF15, '5'},    /* FULLWIDTH DIGIT FIVE */
    {0x2460, '1'},    /* CIRCLED DIGIT ONE */
    {0x277A, '5'},    /* DINGBAT NEGATIVE CIRCLED DIGIT FIVE: has a digit's value */
    {0x0663, '3'},    /* ARABIC-INDIC DIGIT THREE */
    {0x00B2, '2'},    /* SUPERSCRIPT TWO */
    {0x1D7D8, '0'},   /* MATHEMATICAL DOUBLE-STRUCK DIGIT ZERO */
    {0x2469, 0x2469}, /* CIRCLED NUMBER TEN is two digits: as it is */
    {0x3007, 0x3007}, /* 〇 and */
    {0x4E94, 0x4E94}, /* 五: Chinese numerals stay */
    {0x24B6, 'a'},    /* CIRCLED LATIN CAPITAL LETTER A */
    {0x1D400, 'a'},   /* MATHEMATICAL BOLD CAPITAL A */
    {0x00C9, 'e'},    /* E WITH ACUTE: as e and a mark */
    {0x1EC7, 'e'},    /* E WITH CIRCUMFLEX AND DOT BELOW */
    {0x00DF, 0x00DF}, /* SHARP S has no small letter and no decomposition */
    {0x0416, 0x0436}, /* Cyrillic */
    {0x0419, 0x0439}, /* with its breve, which is part of the letter */
    {0xFF76, 0x30AB}, /* HALFWIDTH KATAKANA LETTER KA */
    {0x326E, 0xAC00}, /* CIRCLED HANGUL KIYEOK A: 가 */
    {0x3299, 0x79D8}, /* CIRCLED IDEOGRAPH SECRET: 秘 */
    {0x2F00, 0x4E00}, /* KANGXI RADICAL ONE */
    {0xF900, 0x5C82}, /* CJK COMPATIBILITY IDEOGRAPH-F900: 豈, which is 岂 */
    {0x00AA, 'a'},    /* FEMININE ORDINAL INDICATOR */
    {0x2103, 0x2103}, /* DEGREE CELSIUS is two characters: as it is */
    {0x300, 0},       /* COMBINING GRAVE ACCENT */
    {0x20E3, 0},      /* COMBINING ENCLOSING KEYCAP */
    {0xAD, 0},        /* SOFT HYPHEN */
    {0x200B, 0},      /* ZERO WIDTH SPACE */
    {0x200D, 0},      /* ZERO WIDTH JOINER */
    {0x202E, 0},      /* RIGHT-TO-LEFT OVERRIDE */
    {0xFE0F, 0},      /* VARIATION SELECTOR-16 */
    {0xFEFF, 0},      /* ZERO WIDTH NO-BREAK SPACE, the BOM */
    {0xE0101, 0},     /* VARIATION SELECTOR-18 */
    {0x1F3FD, 0},     /* EMOJI MODIFIER FITZPATRICK TYPE-4 */
    {0, ' '},         /* controls are blanks */
    {'\t', ' '},
    {0x7F, ' '},
    {0xA0, ' '},   /* NO-BREAK SPACE */
    {0x3000, ' '}, /* IDEOGRAPHIC SPACE */
    {'\r', '\n'},
    {0x2028, '\n'},   /* LINE SEPARATOR */
    {0x8CEA, 0x8D28}, /* 質 质 */
    {0x5F8C, 0x540E}, /* 後 后 */
    {0x88E1, 0x91CC}, /* 裡: 裡 and 里 in Unihan, 里 */
    {0x88CF, 0x91CC}, /* 裏, its variant of Hong Kong */
    {0x9EBC, 0x4E48}, /* 麼 么 */
    {0x9AEE, 0x53D1}, /* 髮 发 */
    {0x767C, 0x53D1}, /* 發 发 */
    {0x96BB, 0x53EA}, /* 隻 只 */
    {0x8457, 0x7740}, /* 著: 着 and 著 in Unihan, 着 */
    {0x4E7E, 0x5E72}, /* 乾: 干 and 乾, 干 */
    {0x8986, 0x590D}, /* 覆: 复 and 覆, 复 as in 回覆 */
    {0x9918, 0x4F59}, /* 餘: 余 and 馀, 余 */
    {0x937E, 0x949F}, /* 鍾: 钟 and 锺, 钟 */
    {0x8AEE, 0x54A8}, /* 諮 as in 諮詢: 咨, as is written now, not 谘 */
    {0x8A17, 0x6258}, /* 託: 托, not 讬 */
    {0x5E7A, 0x5E7A}, /* 幺 is not 么 */
    {0x8C48, 0x5C82}, /* 豈 岂 */
    {0xE000, 0xE000}, /* private use */
    {0xFFFD, KF_UNIT_REPLACED},
    {0x20BB7, KF_ASTRAL | 0x3B7}, /* 𠮷 */
    {0x1F697, KF_ASTRAL | 0x297}, /* AUTOMOBILE says nothing */
    {0x10FFFF, KF_ASTRAL | 0x3FF},
};

static void units_of_characters(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (kf_fold_code(codes[i].code) != codes[i].unit)
            fail_msg("U+%04X is %04X", codes[i].code, kf_fold_code(codes[i].code));
}

/* ---- Texts, as kefu_fold_text writes them ---- */

static const struct text_case {
    const char *text, *read;
} texts[] = {
    {"", ""},
    {" \t\n ", ""},
    {"，。！？；：", ",.!?;:"},
    {"、…～％＋＝", ",.~%+="},
    {"（）【】《》", "()[]<>"},
    {"“”‘’「」『』", "\"\"''\"\""}, /* the third and later of " are dropped */
    {"—–·•＃＆＊＠／", "--··#&*@/"},
    {"￥５０", "¥50"},
    {"Good Phone", "good phone"},
    {"  very \t\r\n  good  ", "very good"},
    {"用 iPhone 15 Pro 很 好",
     "用iphone 15 pro很好"}, /* blanks: between letters and digits alone */
    {"good , bad", "good,bad"},
    {"很好　１　星", "很好1星"},
    {"第一行\n第二行",
     "第一行\n第二行"}, /* ends of lines: not beside punctuation, words or edges */
    {"\n第一行，\r\n第二行。\n", "第一行,第二行."},
    {"first\nsecond", "first second"},
    {"很好 \n \n 不错", "很好\n不错"},
    {"好好好好", "好好"},
    {"好 好 好 好", "好好"},
    {"！！！！！", "!!"},
    {"soooo", "soo"},
    {"1000000", "1000000"},
    {"１１１１", "1111"},
    {"a a a a", "a a a a"},
    {"😀😂🤣😄", "😀😀"},
    {"❤️💕🧡", "❤❤"},
    {"👍🏽 👌", "👍👍"},
    {"1️⃣", "1"},
    {"好\xE2\x80\x8B的", "好的"},              /* U+200B */
    {"加\xCC\xB6微\xCC\xB6", "加微"},          /* U+0336: struck through */
    {"caf\xC3\xA9 cafe\xCC\x81", "cafe cafe"}, /* composed and not */
    {"𠮷", "\xF3\xB0\x8E\xB7"},                /* U+F03B7 */
    {"\xEF\xBB\xBF好", "好"},
};

static void texts_as_they_are_read(void **state)
{
    kefu_buffer *buffer = new_buffer();
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_string_equal(read_as(buffer, texts[i].text, strlen(texts[i].text), KEFU_UTF8, 0),
                            texts[i].read);
    kefu_buffer_free(buffer);
}

/* By the names of the Unicode Character Database; the first is the one that is written. */
static void emoji_by_what_they_say(void **state)
{
    static const char *const classes[KF_EMOJI_CLASSES] = {
        "😀😁😂🤣☺😊",
        "❤♥😍💕🥰💋",
        "👍👌💪✔",
        "🙏👏🤝",
        "🎉🎊🎁",
        "😐😑🤔🙄",
        "😞😔☹💔",
        "😭😢",
        "😠😡🤬",
        "🤢🤮😷",
        "👎",
        "😮😱😲",
        "⚠⛔❌🚫",
        "⭐★💯🏆",
        "💰💵🧧",
        "📞📱☎📧",
    };
    folded f;
    (void)state;
    for (int i = 0; i < KF_EMOJI_CLASSES; i++)
        for (size_t at = 0; classes[i][at];) {
            uint32_t code;
            at += kf_utf8_decode(classes[i] + at, strlen(classes[i] + at), &code);
            if (kf_fold_code(code) != KF_EMOJI + i)
                fail_msg("U+%04X is not of class %d", code, i);
        }
    fold_utf8("👍x", &f);
    assert_int_equal(f.units[FIRST], KF_EMOJI + KF_EMOJI_THUMBS_UP);
    assert_int_equal(kf_unit_kind(f.units[FIRST]), KF_KIND_EMOJI);
}

/* ---- The same said otherwise ---- */

static const char *const said[][4] = {
    /* simplified, traditional, full width or other forms, spaced */
    {"质量很好,物流也快!下次还来买.", "質量很好，物流也快！下次還來買。",
     "质量很好，物流也快！下次还来买。", "质 量 很 好 , 物 流 也 快 ! 下 次 还 来 买 ."},
    {"衣服里面的线头太多了,颜色发黑,退货!", "衣服裏面的線頭太多了，顏色發黑，退貨！",
     "衣服里面的线头太多了，颜色发黑，退货！", "衣服里面的 线头 太多了 , 颜色 发黑 , 退货 !"},
    {"头发干了以后很顺,只用了5ml", "頭髮乾了以後很順，隻用了５ｍｌ",
     "头发干了以后很顺，只用了⑤ＭＬ", "头发 干了 以后 很顺 , 只用了 5ml"},
    {"客服说什么都不知道,等了3天才回复", "客服說什麼都不知道，等了３天才回覆",
     "客服说什么都不知道，等了③天才回复", "客服 说什么 都 不知道 ， 等了 3 天 才 回复"},
    {"面条有点咸,价钱占便宜", "麵條有點鹹，價錢佔便宜", "面条有点咸，价钱占便宜",
     "面条 有点咸, 价钱 占便宜"},
};

static void traditional_wide_and_spaced_are_the_same(void **state)
{
    folded one, other;
    (void)state;
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        fold_utf8(said[i][0], &one);
        for (int form = 1; form < 4; form++) {
            fold_utf8(said[i][form], &other);
            assert_same(&one, &other, said[i][form]);
        }
    }
}

/* ---- Where units begin, what stands around them ---- */

static void starts_are_where_characters_begin(void **state)
{
    static const char text[] = " 好  a b\n\xE2\x80\x8B！！！😀";
    /* Bytes: blank 0, 好 1, blanks 4, a 6, blank 7, b 8, line 9, U+200B 10, ！ 13 16 19, 😀 22. */
    static const struct {
        uint16_t unit;
        uint32_t start;
    } want[] = {{KF_UNIT_EDGE, 0}, {0x597D, 1}, {'a', 6},       {' ', 7},          {'b', 8},
                {'!', 13},         {'!', 16},   {KF_EMOJI, 22}, {KF_UNIT_EDGE, 26}};
    folded f;
    (void)state;
    memset(&f, 0xA5, sizeof f);
    fold_utf8(text, &f);
    assert_int_equal(f.count, sizeof want / sizeof *want - 2);
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        assert_int_equal(f.units[KF_FOLD_BEFORE + i], want[i].unit);
        assert_int_equal(f.starts[KF_FOLD_BEFORE + i], want[i].start);
    }
    for (size_t i = 0; i < KF_FOLD_BEFORE; i++)
        assert_int_equal(f.units[i], 0);
    for (size_t i = 0; i < KF_FOLD_AFTER; i++)
        assert_int_equal(f.units[FIRST + f.count + 1 + i], 0);
}

static void a_text_of_nothing(void **state)
{
    folded f;
    (void)state;
    assert_int_equal(fold_bytes(NULL, 0, KEFU_UTF8, 0, &f, NULL), KEFU_OK);
    assert_int_equal(f.count, 0);
    assert_int_equal(f.units[FIRST - 1], KF_UNIT_EDGE);
    assert_int_equal(f.units[FIRST], KF_UNIT_EDGE);
    assert_int_equal(f.units[FIRST + 1], 0);
}

/* ---- Malformed bytes ---- */

#define R "\xEF\xBF\xBD"

/* Tables 3-8 to 3-11 of the Unicode Standard 15, §3.9 (U+FFFD of maximal subparts, which the
 * Encoding Standard prescribes), with letters between where three in a row would be dropped. For
 * GB18030 the steps of the Encoding Standard §10.2.1 by hand. `at` is the first malformed byte. */
static const struct bad_case {
    const char *bytes;
    size_t size;
    int32_t encoding;
    size_t at;
    const char *read;
} bads[] = {
    {"\xC0z\xAFz\xE0z\x80z\xBFz\xF0z\x81z\x82\x41", 16, KEFU_UTF8, 0,
     R "z" R "z" R "z" R "z" R "z" R "z" R "z" R "a"},
    {"\xED\xA0z\x80", 4, KEFU_UTF8, 0, R R "z" R}, /* 3-9: ED, A0 are one each */
    {"\xED\xBF\x41", 3, KEFU_UTF8, 0, R R "a"},
    {"\xF4\x91z\x92z\x93\xFF\x41", 8, KEFU_UTF8, 0, R R "z" R "z" R R "a"},
    {"\xE1\x80\xE2z\xF0\x91\x92z\xF1\xBF\x41", 11, KEFU_UTF8, 0, R R "z" R "z" R "a"}, /* 3-11 */
    {"a\xE5\xA5", 3, KEFU_UTF8, 1, "a" R},
    {"a\xF0\x9F\x98", 4, KEFU_UTF8, 1, "a" R},
    {"\xE5\xA5\xBD\xE5\xA5\xBD\xE6\xA5\xBD\xE7\xA5\xBD\xE8\xA5\xBD\xE8\xA5", 17, KEFU_UTF8, 15,
     "好好楽祽襽" R},
    {"\xE5\xA5\xBD\xED\xA5\xBD\xE6\xA5\xBD\xE7\xA5\xBD\xE8\xA5\xBD\xE8\xA5", 17, KEFU_UTF8, 3,
     "好" R R "楽祽襽" R}, /* a surrogate is three, of which the third is dropped */
    {"\xE5\xA5\xBD\xE0\x9F\xBF\xE6\xA5\xBD\xE7\xA5\xBD\xE8\xA5\xBD\xE8\xA5", 17, KEFU_UTF8, 3,
     "好" R R "楽祽襽" R}, /* overlong */
    {"\xFF\x61", 2, KEFU_GB18030, 0, R "a"},
    {"a\xC4", 2, KEFU_GB18030, 1, "a" R},        /* ends after a lead byte */
    {"\xC4\x20\x61", 3, KEFU_GB18030, 0, R "a"}, /* ASCII is given back: a blank */
    {"\xC4\x7F\x61", 3, KEFU_GB18030, 0, R "a"}, /* ASCII too */
    {"\xC4\xFF\x61", 3, KEFU_GB18030, 0, R "a"}, /* FF is not */
    {"\x81\x30", 2, KEFU_GB18030, 0, R},         /* ends within four */
    {"\x81\x30\x81", 3, KEFU_GB18030, 0, R},
    {"\x81\x30\x61\x62", 4, KEFU_GB18030, 0, R "0ab"},   /* second and third are given back */
    {"\x81\x30\xC4\xE3", 4, KEFU_GB18030, 0, R "0你"},   /* second, third, fourth */
    {"\xFE\x39\xFE\x39\x61", 5, KEFU_GB18030, 0, R "a"}, /* of four there is no such code */
};

static void malformed_bytes(void **state)
{
    kefu_buffer *buffer = new_buffer();
    (void)state;
    for (size_t i = 0; i < sizeof bads / sizeof *bads; i++) {
        const struct bad_case *bad = &bads[i];
        kefu_error error = {0};
        folded f;
        assert_int_equal(
            fold_bytes(bad->bytes, bad->size, bad->encoding, KEFU_INVALID_REFUSE, &f, &error),
            KEFU_E_ENCODING);
        assert_int_equal(error.offset, bad->at);
        assert_string_equal(
            read_as(buffer, bad->bytes, bad->size, bad->encoding, KEFU_INVALID_REPLACE), bad->read);
    }
    kefu_buffer_free(buffer);
}

static void what_is_refused(void **state)
{
    folded f;
    kefu_error error;
    (void)state;
    assert_int_equal(fold_bytes("a", 1, 2, 0, &f, &error), KEFU_E_ARGUMENT);
    assert_int_equal(fold_bytes("a", 1, 0, -1, &f, &error), KEFU_E_ARGUMENT);
    if (SIZE_MAX > INT32_MAX)
        assert_int_equal(kf_fold("a", (size_t)INT32_MAX + 1, 0, 0, f.units, NULL, &f.count, &error),
                         KEFU_E_LIMIT);
    assert_true(kf_fold_room(SIZE_MAX) == SIZE_MAX);
}

static kefu_status KEFU_CALL no_sink(void *user, const void *bytes, size_t size)
{
    (void)user, (void)bytes, (void)size;
    return KEFU_E_DATA;
}

static void a_sink_that_fails(void **state)
{
    const kefu_sink sink = {sizeof sink, no_sink, NULL};
    kefu_error error;
    (void)state;
    assert_int_equal(kefu_fold_text("a", 1, KEFU_UTF8, 0, &sink, &error), KEFU_E_CALLBACK);
    assert_int_equal(kefu_fold_text("\xFF", 1, KEFU_UTF8, 0, &sink, &error), KEFU_E_ENCODING);
    assert_int_equal(kefu_fold_text(" ", 1, KEFU_UTF8, 0, &sink, &error), KEFU_OK);
}

/* ---- Laws ---- */

/* The rules of fold.h one character after another, without a thought for time. */
typedef struct slow {
    uint16_t units[ROOM];
    uint32_t starts[ROOM];
    size_t count, blank_at;
    int blank, line;
} slow;

static int slow_joins(uint16_t unit) /* letters and digits */
{
    return kf_unit_kind(unit) == KF_KIND_LETTER || kf_unit_kind(unit) == KF_KIND_DIGIT;
}

static int slow_ends(uint16_t unit) /* a clause by itself */
{
    return kf_unit_kind(unit) == KF_KIND_MARK || kf_unit_kind(unit) == KF_KIND_EDGE;
}

static void slow_push(slow *s, uint16_t unit, size_t at)
{
    s->units[s->count] = unit;
    s->starts[s->count++] = (uint32_t)at;
}

static void slow_character(slow *s, uint16_t unit, size_t at)
{
    const uint16_t last = s->count ? s->units[s->count - 1] : KF_UNIT_EDGE;
    if (unit == ' ' || unit == '\n') {
        s->blank_at = s->blank || s->line ? s->blank_at : at;
        s->blank |= unit == ' ';
        s->line |= unit == '\n';
        return;
    }
    if (!unit)
        return;
    if ((s->blank || s->line) && slow_joins(last) && slow_joins(unit))
        slow_push(s, ' ', s->blank_at);
    else if (s->line && !slow_ends(last) && !slow_ends(unit))
        slow_push(s, '\n', s->blank_at);
    s->blank = s->line = 0;
    if (s->count >= 2 && s->units[s->count - 1] == unit && s->units[s->count - 2] == unit &&
        kf_unit_kind(unit) != KF_KIND_DIGIT)
        return;
    slow_push(s, unit, at);
}

static uint32_t random_state;

static uint32_t random_below(uint32_t n)
{
    random_state = random_state * 1664525u + 1013904223u;
    return (random_state >> 8) % n;
}

static uint32_t random_code(void)
{
    static const uint32_t likely[] = {' ',    '\n',    'a',   'b',  '1', 0x3000, 0xFF0C, 0x597D,
                                      0x200B, 0x1F600, 0x300, 0xA0, '!', 0xE9,   0x8CEA, 0x26A0};
    uint32_t code;
    switch (random_below(8)) {
    case 0:
        return likely[random_below(sizeof likely / sizeof *likely)];
    case 1:
        code = random_below(0x110000);
        return code >= 0xD800 && code < 0xE000 ? 0x800 : code;
    case 2:
        return random_below(0x800);
    case 3:
        return 0x597D;
    default:
        return 0x4E00 + random_below(0x5000);
    }
}

/* A text of up to n random characters, some of them several times; where each begins. */
static size_t random_text(char *text, uint32_t *codes_of, uint32_t *begins, size_t n)
{
    size_t size = 0;
    for (size_t i = 0; i < n; i++) {
        codes_of[i] = i && random_below(8) == 0 ? codes_of[i - 1] : random_code();
        begins[i] = (uint32_t)size;
        size += kf_utf8_encode(codes_of[i], text + size);
    }
    return size;
}

static void fast_is_as_slow(void **state)
{
    static char text[ROOM];
    static uint32_t codes_of[256], begins[256];
    static slow s;
    static folded f;
    static uint16_t units[ROOM];
    (void)state;
    random_state = 1;
    for (int round = 0; round < 20000; round++) {
        const size_t n = random_below(round % 16 ? 40 : 256);
        const size_t size = random_text(text, codes_of, begins, n);
        size_t count;
        s.count = 0;
        s.blank = s.line = 0;
        for (size_t i = 0; i < n; i++)
            slow_character(&s, kf_fold_code(codes_of[i]), begins[i]);
        assert_int_equal(fold_bytes(text, size, KEFU_UTF8, round & 1, &f, NULL), KEFU_OK);
        assert_int_equal(f.count, s.count);
        assert_memory_equal(f.units + FIRST, s.units, s.count * sizeof *s.units);
        assert_memory_equal(f.starts + FIRST, s.starts, s.count * sizeof *s.starts);
        assert_int_equal(f.starts[FIRST + f.count], size);
        for (size_t i = 1; i <= f.count; i++)
            assert_true(f.starts[FIRST + i] > f.starts[FIRST + i - 1]);
        assert_int_equal(kf_fold(text, size, KEFU_UTF8, 0, units, NULL, &count, NULL), KEFU_OK);
        assert_int_equal(count, f.count);
        assert_memory_equal(units, f.units, (FIRST + count + 1) * sizeof *units);
    }
}

static void folding_what_was_folded_changes_nothing(void **state)
{
    static char text[ROOM];
    static uint32_t codes_of[256], begins[256];
    static folded once, twice;
    kefu_buffer *buffer = new_buffer();
    (void)state;
    random_state = 2;
    for (int round = 0; round < 3000; round++) {
        const size_t size = random_text(text, codes_of, begins, random_below(60));
        size_t read;
        const char *again;
        assert_int_equal(fold_bytes(text, size, KEFU_UTF8, 0, &once, NULL), KEFU_OK);
        read_as(buffer, text, size, KEFU_UTF8, 0);
        again = kefu_buffer_data(buffer, &read);
        assert_int_equal(fold_bytes(again, read, KEFU_UTF8, 0, &twice, NULL), KEFU_OK);
        assert_same(&once, &twice, again);
    }
    kefu_buffer_free(buffer);
}

/* Every character there is has a GB18030 code of one, two or four bytes; all two-byte codes, and
 * all four-byte ones with strides. */
static size_t gb18030_text(uint32_t number, char *text)
{
    if (number < 23940) {
        const uint32_t trail = number % 190;
        text[0] = (char)(0x81 + number / 190);
        text[1] = (char)(trail < 63 ? 0x40 + trail : 0x41 + trail);
        return 2;
    }
    number -= 23940;
    text[0] = (char)(0x81 + number / 12600);
    text[1] = (char)(0x30 + number / 1260 % 10);
    text[2] = (char)(0x81 + number / 10 % 126);
    text[3] = (char)(0x30 + number % 10);
    return 4;
}

static void gb18030_is_as_its_utf8(void **state)
{
    static char text[ROOM], utf8[ROOM];
    static folded one, other;
    uint32_t number = 0, seen = 0;
    (void)state;
    random_state = 3;
    while (number < 23940 + 1260000) {
        size_t size = 0, utf8_size = 0;
        for (int i = 0; i < 40; i++) {
            uint32_t code;
            char *to = text + size;
            const size_t length = gb18030_text(number, to);
            number += number < 23940 + 39420 ? 1 : 97;
            if (kf_gb18030_decode((unsigned char *)to, length, &code) != (int32_t)length)
                continue;
            size += length;
            utf8_size += kf_utf8_encode(code, utf8 + utf8_size);
            if (random_below(4) == 0)
                text[size++] = utf8[utf8_size++] = (char)random_below(0x80);
            seen++;
        }
        assert_int_equal(fold_bytes(text, size, KEFU_GB18030, 0, &one, NULL), KEFU_OK);
        fold_bytes(utf8, utf8_size, KEFU_UTF8, 0, &other, NULL);
        assert_same(&one, &other, utf8);
        assert_int_equal(one.starts[FIRST + one.count], size);
        for (size_t i = 1; i <= one.count; i++)
            assert_true(one.starts[FIRST + i] > one.starts[FIRST + i - 1]);
    }
    assert_true(seen > 23940 + 39420);
}

static void units_are_their_own(void **state)
{
    (void)state;
    for (uint32_t code = 0; code < 0x110000; code++) {
        const uint16_t unit = kf_fold_code(code);
        if (code >= 0xD800 && code < 0xE000)
            continue;
        if (unit > ' ' && kf_fold_table[unit] != unit)
            fail_msg("U+%04X is %04X, which is %04X", code, unit, kf_fold_table[unit]);
        assert_true(unit == 0 || unit == '\n' || unit >= ' ');
        if (unit >= 0xD800 && unit < 0xE000)
            assert_true(unit < KF_ASTRAL + 0x400 || kf_unit_kind(unit) == KF_KIND_EMOJI);
    }
}

/* ---- Kinds, the id ---- */

static void kinds_of_units(void **state)
{
    static const struct {
        uint16_t unit;
        int32_t kind;
    } kinds[] = {
        {0, KF_KIND_EDGE},
        {KF_UNIT_EDGE, KF_KIND_EDGE},
        {' ', KF_KIND_BLANK},
        {'\n', KF_KIND_BLANK},
        {'a', KF_KIND_LETTER},
        {0x0436, KF_KIND_LETTER},
        {0xAC00, KF_KIND_LETTER},
        {'7', KF_KIND_DIGIT},
        {',', KF_KIND_MARK},
        {0xB7, KF_KIND_MARK},
        {0xA5, KF_KIND_MARK},
        {0x4E00, KF_KIND_HAN},
        {0x9FFF, KF_KIND_HAN},
        {0x3400, KF_KIND_HAN},
        {0x3005, KF_KIND_HAN}, /* 々 */
        {0x3007, KF_KIND_HAN},
        {0x3042, KF_KIND_HAN},
        /* あ */ {0x30AB, KF_KIND_HAN},
        {0x30FC, KF_KIND_HAN},
        /* ー */ {0x3105, KF_KIND_HAN}, /* ㄅ */
        {KF_EMOJI, KF_KIND_EMOJI},
        {KF_EMOJI + 15, KF_KIND_EMOJI},
        {KF_EMOJI + 16, KF_KIND_OTHER},
        {KF_ASTRAL, KF_KIND_OTHER},
        {KF_UNIT_REPLACED, KF_KIND_OTHER},
        {0xE000, KF_KIND_OTHER},
    };
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kf_unit_kind(kinds[i].unit) != kinds[i].kind)
            fail_msg("%04X is of kind %d", kinds[i].unit, kf_unit_kind(kinds[i].unit));
}

/* As tests/tools/fold_table.py counts it: SipHash-2-4 under the key 0, 0. */
static void the_id_is_of_all_tables(void **state)
{
    static const uint32_t windows[][2] = {
        {0, 0x10000}, {0x1D400, 0x1D800}, {0x1F000, 0x1FC00}, {0x2F800, 0x2FA20}};
    static uint8_t bytes[4 + 2 * (0x10000 + 0x400 + 0xC00 + 0x220) + 0x10000];
    const kf_hash_key key = {0, 0};
    size_t n = 0;
    (void)state;
    for (uint32_t rules = 1; n < 4; rules >>= 8)
        bytes[n++] = (uint8_t)rules;
    for (size_t w = 0; w < 4; w++)
        for (uint32_t code = windows[w][0]; code < windows[w][1]; code++) {
            bytes[n++] = (uint8_t)kf_fold_code(code);
            bytes[n++] = (uint8_t)(kf_fold_code(code) >> 8);
        }
    for (uint32_t unit = 0; unit < 0x10000; unit++)
        bytes[n++] = (uint8_t)kf_unit_kind((uint16_t)unit);
    assert_int_equal(n, sizeof bytes);
    assert_true(kf_fold_id() == kf_siphash64(key, bytes, sizeof bytes));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_of_characters),
        cmocka_unit_test(texts_as_they_are_read),
        cmocka_unit_test(emoji_by_what_they_say),
        cmocka_unit_test(traditional_wide_and_spaced_are_the_same),
        cmocka_unit_test(starts_are_where_characters_begin),
        cmocka_unit_test(a_text_of_nothing),
        cmocka_unit_test(malformed_bytes),
        cmocka_unit_test(what_is_refused),
        cmocka_unit_test(a_sink_that_fails),
        cmocka_unit_test(fast_is_as_slow),
        cmocka_unit_test(folding_what_was_folded_changes_nothing),
        cmocka_unit_test(gb18030_is_as_its_utf8),
        cmocka_unit_test(units_are_their_own),
        cmocka_unit_test(kinds_of_units),
        cmocka_unit_test(the_id_is_of_all_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
