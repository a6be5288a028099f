/* fold_vbmi2.c - the two steps of fold_raw.h for processors with AVX-512 VBMI2. UTF-8 is looked at
 * 64 bytes at a time, each as if a character began there; which of them do is one mask, by which
 * their bytes are pressed together, so that letters among Chinese cost no branch. Units are then
 * settled 32 at a time, with blanks and repeats as masks. */
#include "fold/fold_raw.h"

#ifdef KF_HAVE_VBMI2

#include <immintrin.h>

enum { PRESS_BYTES = 64, PRESS_STEP = 62, PRESS_UNITS = 32, PRESS_STARTS = 16 };
enum { PRESS_FOUR = 0xF0, PRESS_HAN = 0x3000, PRESS_HANS = 0x7000 /* up to U+9FFF */ };

/* The lowest n bits, n <= 64. */
static inline uint64_t press_low(size_t n) { return _bzhi_u64(UINT64_MAX, (uint32_t)n); }

static inline size_t press_count(uint64_t mask) { return (size_t)_mm_popcnt_u64(mask); }

/* ---- Characters ------------------------------------------------------------------------------ */

/* First bytes from which on they are something else, or alone are. */
typedef struct press_borders {
    __m512i behind, two, three, four, surrogates;
} press_borders;

static inline press_borders press_start(void)
{
    return (press_borders){
        _mm512_set1_epi8((char)kf_fold_borders[0]), _mm512_set1_epi8((char)kf_fold_borders[1]),
        _mm512_set1_epi8((char)kf_fold_borders[2]), _mm512_set1_epi8((char)kf_fold_borders[3]),
        _mm512_set1_epi8((char)kf_fold_borders[4])};
}

/* Which of 64 bytes begin a character, and which have two or three. */
typedef struct press_shapes {
    uint64_t begin, more, three;
} press_shapes;

/* RFC 3629 §4: after E0 comes A0 and above, after ED 9F and below. */
static inline uint64_t press_wrong(const press_borders *is, __m512i text)
{
    const uint64_t least = _mm512_cmpeq_epi8_mask(text, is->three);
    const uint64_t surrogate = _mm512_cmpeq_epi8_mask(text, is->surrogates);
    if (!(least | surrogate))
        return 0;
    const uint64_t upper = _mm512_test_epi8_mask(text, _mm512_set1_epi8(0x20)) >> 1;
    return (least & ~upper) | (surrogate & upper);
}

static inline press_shapes press_look(const press_borders *is, __m512i text)
{
    const uint64_t behind = _mm512_cmplt_epi8_mask(text, is->behind); /* with a sign */
    const uint64_t two = _mm512_cmpge_epu8_mask(text, is->two);
    const uint64_t three = _mm512_cmpge_epu8_mask(text, is->three);
    const uint64_t four = _mm512_cmpge_epu8_mask(text, is->four);
    const uint64_t threes = three & ~four & behind >> 1 & behind >> 2 & ~press_wrong(is, text);
    const uint64_t more = threes | (two & ~three & behind >> 1);
    return (press_shapes){~_mm512_movepi8_mask(text) | more, more, threes};
}

/* Codes of 32 characters from their first three bytes. */
static inline __m512i press_codes(__m256i first, __m256i second, __m256i third)
{
    const __m512i low = _mm512_set1_epi16(0x3F), one = _mm512_cvtepu8_epi16(first);
    const __m512i two = _mm512_and_si512(_mm512_cvtepu8_epi16(second), low);
    const __m512i three = _mm512_and_si512(_mm512_cvtepu8_epi16(third), low);
    const __m512i lead = _mm512_slli_epi16(_mm512_and_si512(one, _mm512_set1_epi16(0x1F)), 6);
    const __m512i front = _mm512_or_si512(_mm512_slli_epi16(one, 12), _mm512_slli_epi16(two, 6));
    const __mmask32 is_two = _mm512_cmpge_epu16_mask(one, _mm512_set1_epi16(0xC0));
    const __mmask32 is_three = _mm512_cmpge_epu16_mask(one, _mm512_set1_epi16(0xE0));
    const __m512i code = _mm512_mask_mov_epi16(one, is_two, _mm512_or_si512(lead, two));
    return _mm512_mask_mov_epi16(code, is_three, _mm512_or_si512(front, three));
}

/* Writes the codes of `count` characters, which begin where `begin` says and end within the 64
 * bytes; some more are written over. */
static inline void press_write(__m512i text, uint64_t begin, size_t count, uint16_t *codes)
{
    const __m512i first = _mm512_maskz_compress_epi8(begin, text);
    const __m512i second = _mm512_maskz_compress_epi8(begin << 1, text);
    const __m512i third = _mm512_maskz_compress_epi8(begin << 2, text);
    _mm512_storeu_si512(codes,
                        press_codes(_mm512_castsi512_si256(first), _mm512_castsi512_si256(second),
                                    _mm512_castsi512_si256(third)));
    if (count > PRESS_UNITS)
        _mm512_storeu_si512(codes + PRESS_UNITS, press_codes(_mm512_extracti64x4_epi64(first, 1),
                                                             _mm512_extracti64x4_epi64(second, 1),
                                                             _mm512_extracti64x4_epi64(third, 1)));
}

static inline void press_write_starts(uint64_t begin, size_t at, uint32_t *starts)
{
    const __m512i lanes = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    for (size_t i = 0; i < PRESS_BYTES; i += PRESS_STARTS) {
        const __mmask16 mask = (__mmask16)(begin >> i);
        const __m512i places = _mm512_add_epi32(lanes, _mm512_set1_epi32((int32_t)(at + i)));
        _mm512_storeu_si512(starts, _mm512_maskz_compress_epi32(mask, places));
        starts += press_count(mask);
    }
}

/* What is neither of one, two nor three bytes: as one by one. 0: to end there. */
static int press_other(fold_raw *raw, const unsigned char *text, size_t size, int replace,
                       uint16_t *codes, uint32_t *starts)
{
    do {
        const fold_char c = kf_fold_utf8_char(text + raw->at, size - raw->at);
        if (c.bad && !replace)
            return 0;
        if (starts)
            starts[raw->count] = (uint32_t)raw->at;
        codes[raw->count] = c.unit;
        raw->count += c.unit != 0;
        raw->at += c.length;
    } while (raw->at < size && text[raw->at] >= PRESS_FOUR);
    return 1;
}

/* Of 64 bytes those are read that begin at the first 62, unless they are the last. What is read
 * one by one is units and not codes, which are their own in the table, but for those that are
 * dropped, which are left out. */
static inline fold_raw press_read(const unsigned char *text, size_t size, int replace,
                                  uint16_t *codes, uint32_t *starts, int with_starts)
{
    const press_borders is = press_start();
    fold_raw raw = {0, 0};
    uint64_t follow = 0; /* bytes from here on that characters before have */
    while (raw.at < size) {
        const size_t left = size - raw.at, step = left > PRESS_BYTES ? PRESS_STEP : left;
        const uint64_t within = press_low(step);
        const __m512i bytes =
            _mm512_maskz_loadu_epi8(left > PRESS_BYTES ? UINT64_MAX : within, text + raw.at);
        const press_shapes shapes = press_look(&is, bytes);
        const uint64_t read = follow | (shapes.more & within) << 1 | (shapes.three & within) << 2;
        const uint64_t other = within & ~(shapes.begin | read);
        const uint64_t begin = shapes.begin & within & _blsmsk_u64(other);
        const size_t count = press_count(begin);
        press_write(bytes, begin, count, codes + raw.count);
        if (with_starts)
            press_write_starts(begin, raw.at, starts + raw.count);
        raw.count += count;
        raw.at += step;
        follow = read >> PRESS_STEP;
        if (!other)
            continue;
        raw.at -= step - (size_t)_tzcnt_u64(other);
        follow = 0;
        if (!press_other(&raw, text, size, replace, codes, with_starts ? starts : NULL))
            break;
    }
    _mm512_storeu_si512(codes + raw.count, _mm512_setzero_si512());
    return raw;
}

fold_raw kf_fold_utf8_vbmi2(const unsigned char *text, size_t size, int replace, uint16_t *codes,
                            uint32_t *starts)
{
    return starts ? press_read(text, size, replace, codes, starts, 1)
                  : press_read(text, size, replace, codes, NULL, 0);
}

/* ---- Units ----------------------------------------------------------------------------------- */

#define PRESS_PUT(units, codes, lane)                                                              \
    _mm_insert_epi16(units, (int16_t)kf_fold_table[(codes)[lane]], lane)

static inline __m128i press_eight(const uint16_t *codes)
{
    __m128i units = _mm_cvtsi32_si128(kf_fold_table[codes[0]]);
    units = PRESS_PUT(units, codes, 1);
    units = PRESS_PUT(units, codes, 2);
    units = PRESS_PUT(units, codes, 3);
    units = PRESS_PUT(units, codes, 4);
    units = PRESS_PUT(units, codes, 5);
    units = PRESS_PUT(units, codes, 6);
    return PRESS_PUT(units, codes, 7);
}

/* Units of `count` codes, 32 at most, and of some behind them, which are codes or 0. */
static inline __m512i press_units(const uint16_t *codes, size_t count)
{
    __m256i low = _mm256_castsi128_si256(press_eight(codes)), high = _mm256_setzero_si256();
    low = _mm256_inserti128_si256(low, press_eight(codes + 8), 1);
    if (count > PRESS_UNITS / 2)
        high = _mm256_inserti128_si256(_mm256_castsi128_si256(press_eight(codes + 16)),
                                       press_eight(codes + 24), 1);
    return _mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1);
}

/* A block of units before it is written. */
typedef struct press_block {
    __m512i units;
    uint32_t lanes; /* that are the text's */
} press_block;

typedef struct press_settling {
    fold_settling s; /* blanks wait in it only after blocks that were settled one by one */
    __m512i last;    /* in its last two lanes the units that were written last */
} press_settling;

static inline void press_remember(press_settling *p)
{
    const uint16_t *end = p->s.units + p->s.written;
    p->last = _mm512_set1_epi32((int32_t)((uint32_t)end[-1] << 16 | end[-2]));
}

/* 32 units that begin `skip` behind the first of `last`; `units` are the 32 behind those. */
static inline __m512i press_window(__m512i last, __m512i units, size_t skip)
{
    const __m512i lanes =
        _mm512_set_epi16(31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13,
                         12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    return _mm512_permutex2var_epi16(
        last, _mm512_add_epi16(lanes, _mm512_set1_epi16((int16_t)skip)), units);
}

/* The third and later of the same in a row. */
static inline uint32_t press_thirds(__m512i last, __m512i units)
{
    const __m512i one = press_window(last, units, PRESS_UNITS - 1);
    const __m512i two = press_window(last, units, PRESS_UNITS - 2);
    return _mm512_mask_cmpeq_epi16_mask(_mm512_cmpeq_epi16_mask(units, one), units, two);
}

static inline uint32_t press_range(__m512i units, int32_t from, int32_t count)
{
    return _mm512_cmplt_epu16_mask(_mm512_sub_epi16(units, _mm512_set1_epi16((int16_t)from)),
                                   _mm512_set1_epi16((int16_t)count));
}

/* Of spaces those that stay: the first of each run between two letters or digits, `word`; `before`
 * is 1 if one of those stands before the first lane. Runs that begin behind one are carried to
 * where they end. */
static inline uint32_t press_spaces(uint32_t spaces, uint32_t word, uint32_t before)
{
    const uint32_t first = spaces & (word << 1 | before), end = (spaces + first) & ~spaces;
    return _pdep_u32(_pext_u32(end & word, end), first);
}

static uint32_t press_is_word(uint16_t unit)
{
    const int32_t kind = kf_unit_kind(unit);
    return kind == KF_KIND_LETTER || kind == KF_KIND_DIGIT;
}

/* Which lanes stay, repeats apart. 0: beside spaces are units of which it is not known here whether
 * they are letters; from PRESS_HAN on none are. */
static inline uint32_t press_kept(const press_settling *p, press_block b, uint32_t spaces)
{
    const uint32_t others = b.lanes & ~spaces, beside = (spaces << 1 | spaces >> 1) & others;
    const uint32_t word = (press_range(b.units, 'a', 26) | press_range(b.units, '0', 10)) & others;
    const uint32_t known =
        press_range(b.units, 0, 0x80) | press_range(b.units, PRESS_HAN, PRESS_HANS);
    const uint16_t *end = p->s.units + p->s.written; /* before the first unit is an edge */
    const uint32_t before = spaces & 1 ? press_is_word(end[-1]) : 0;
    return beside & ~known ? 0 : others | press_spaces(spaces, word, before);
}

/* Sixteen lanes of starts in their new place. */
static inline void press_put_starts(uint32_t *to, __m512i starts, uint32_t stay)
{
    const __mmask16 written = (__mmask16)press_low(press_count(stay));
    _mm512_mask_storeu_epi32(to, written, _mm512_maskz_compress_epi32((__mmask16)stay, starts));
}

/* Writes what stays of the lanes `kept` when repeats are dropped. */
static inline void press_put(press_settling *p, press_block b, uint32_t kept)
{
    const __m512i units = _mm512_maskz_compress_epi16(kept, b.units);
    const uint32_t lanes = (uint32_t)press_low(press_count(kept));
    const uint32_t drop = press_thirds(p->last, units) & ~press_range(units, '0', 10);
    const uint32_t stay = _pdep_u32(lanes & ~drop, kept);
    const __m512i put = _mm512_maskz_compress_epi16(stay, b.units);
    const size_t count = press_count(stay);
    fold_settling *s = &p->s;
    _mm512_mask_storeu_epi16(s->units + s->written, (__mmask32)press_low(count), put);
    if (s->starts) {
        const __m512i low = _mm512_loadu_si512(s->starts + s->read);
        const __m512i high = _mm512_loadu_si512(s->starts + s->read + PRESS_STARTS);
        uint32_t *to = s->starts + s->written;
        press_put_starts(to, low, stay & 0xFFFF);
        press_put_starts(to + press_count(stay & 0xFFFF), high, stay >> PRESS_STARTS);
    }
    p->last = press_window(p->last, put, count);
    s->written += count;
}

static void press_one_by_one(press_settling *p, __m512i units, size_t count)
{
    _mm512_mask_storeu_epi16(p->s.units + p->s.read, (__mmask32)press_low(count), units);
    kf_fold_settle_on(&p->s, p->s.read + count);
    press_remember(p);
}

/* A block with blanks or repeats: `count` units, which are the last if `ends`. What comes after
 * blanks at the end of one that is not is seen by the next. */
static inline void press_settle(press_settling *p, press_block b, size_t count, int ends)
{
    const __m512i space = _mm512_set1_epi16(0x20);
    const uint32_t blanks = _mm512_mask_cmple_epu16_mask(b.lanes, b.units, space);
    const uint32_t spaces = _mm512_mask_cmpeq_epi16_mask(b.lanes, b.units, space);
    const size_t ended = PRESS_UNITS - (size_t)_lzcnt_u32(b.lanes & ~blanks);
    uint32_t kept = 0;
    if (blanks == spaces && !p->s.blank && ended) {
        b.lanes = (uint32_t)press_low(ended);
        kept = press_kept(p, b, spaces & b.lanes);
    }
    if (!kept) {
        press_one_by_one(p, b.units, count);
        return;
    }
    press_put(p, b, kept);
    p->s.read += ends ? count : ended;
}

/* A block without work. */
static inline void press_move(press_settling *p, press_block b, size_t count)
{
    fold_settling *s = &p->s;
    if (s->starts && s->read != s->written) {
        const __m512i low = _mm512_loadu_si512(s->starts + s->read);
        const __m512i high = _mm512_loadu_si512(s->starts + s->read + PRESS_STARTS);
        _mm512_storeu_si512(s->starts + s->written, low);
        _mm512_storeu_si512(s->starts + s->written + PRESS_STARTS, high);
    }
    _mm512_storeu_si512(s->units + s->written, b.units);
    p->last = b.units;
    s->read += count;
    s->written += count;
}

size_t kf_fold_settle_vbmi2(uint16_t *units, uint32_t *starts, size_t count)
{
    press_settling p = {.s = {.units = units, .starts = starts}};
    press_remember(&p);
    while (p.s.read < count) {
        const size_t left = count - p.s.read, n = left < PRESS_UNITS ? left : PRESS_UNITS;
        const press_block b = {press_units(units + p.s.read, n), (uint32_t)press_low(n)};
        const uint32_t blanks = _mm512_cmple_epu16_mask(b.units, _mm512_set1_epi16(0x20));
        if (((blanks | press_thirds(p.last, b.units)) & b.lanes) || p.s.blank)
            press_settle(&p, b, n, n == left);
        else
            press_move(&p, b, n);
    }
    return p.s.written;
}

#endif
