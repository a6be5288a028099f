/* fold_text.c - a text as a model reads it, for people to look at: units back as UTF-8. */
#include "base/fail.h"
#include "base/text.h"
#include "fold/fold.h"
#include "kefu/model.h"

/* The emoji that stands for its class, each of which folds to that class. */
static const uint32_t fold_text_emoji[KF_EMOJI_CLASSES] = {
    [KF_EMOJI_JOY] = 0x1F600,      [KF_EMOJI_LOVE] = 0x2764,         [KF_EMOJI_THUMBS_UP] = 0x1F44D,
    [KF_EMOJI_THANKS] = 0x1F64F,   [KF_EMOJI_CELEBRATE] = 0x1F389,   [KF_EMOJI_NEUTRAL] = 0x1F610,
    [KF_EMOJI_SAD] = 0x1F61E,      [KF_EMOJI_CRY] = 0x1F62D,         [KF_EMOJI_ANGRY] = 0x1F620,
    [KF_EMOJI_DISGUST] = 0x1F922,  [KF_EMOJI_THUMBS_DOWN] = 0x1F44E, [KF_EMOJI_SURPRISE] = 0x1F62E,
    [KF_EMOJI_FORBIDDEN] = 0x26A0, [KF_EMOJI_STAR] = 0x2B50,         [KF_EMOJI_MONEY] = 0x1F4B0,
    [KF_EMOJI_CONTACT] = 0x1F4DE};

/* The ten bits that are known of other characters above U+FFFF, in a plane of private use. */
enum { FOLD_TEXT_ASTRAL = 0xF0000 };

static uint32_t fold_text_code(uint16_t unit)
{
    if (unit >= KF_EMOJI && unit < KF_EMOJI + KF_EMOJI_CLASSES)
        return fold_text_emoji[unit - KF_EMOJI];
    if (unit >= KF_ASTRAL && unit < KF_ASTRAL + 0x400)
        return FOLD_TEXT_ASTRAL | (unit & 0x3FFu);
    return unit;
}

static void fold_text_put(kf_buffer *out, const uint16_t *units, size_t count)
{
    char chunk[256];
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        used += kf_utf8_encode(fold_text_code(units[i]), chunk + used);
        if (used + 4 > sizeof chunk) {
            kf_put(out, chunk, used);
            used = 0;
        }
    }
    kf_put(out, chunk, used);
}

kefu_status KEFU_CALL kefu_fold_text(const char *text, size_t size, int32_t encoding,
                                     int32_t invalid, const kefu_sink *sink, kefu_error *error)
{
    kf_memory memory;
    kf_buffer out;
    kefu_sink to;
    uint16_t *units;
    size_t count = 0;
    kefu_status status = kf_take_sink(&to, sink, error);
    if (!status && !text && size)
        status = kf_fail(error, KEFU_E_ARGUMENT, "kefu_fold_text: text is NULL");
    if (!status)
        status = kf_memory_init(&memory, NULL, error);
    if (status)
        return status;
    units = kf_alloc_array(&memory, kf_fold_room(size), sizeof *units);
    if (!units)
        return kf_no_memory(error);
    kf_buffer_init(&out, &memory);
    status = kf_fold(text, size, encoding, invalid, units, NULL, &count, error);
    if (!status) {
        fold_text_put(&out, units + KF_FOLD_BEFORE + 1, count);
        status = kf_buffer_flush(&out, &to, error);
    }
    kf_buffer_free(&out);
    kf_free_array(&memory, units, kf_fold_room(size), sizeof *units);
    return status;
}
