/* fuzz_fold.c - any bytes as a text in both encodings: never more units than there is room for,
 * starts that rise and lie in the text, the same units with and without them, malformed bytes
 * refused exactly where they would be replaced, and units that fold to themselves. */
#include <stdlib.h>
#include <string.h>

#include "base/cpu.h"
#include "base/gb18030.h"
#include "fold/fold.h"
#include "kefu/model.h"

static void fuzz_require(int truth)
{
    if (!truth)
        __builtin_trap();
}

typedef struct fuzz_folded {
    uint16_t *units;
    uint32_t *starts;
    size_t count, room;
} fuzz_folded;

static void *fuzz_room(size_t size)
{
    void *room = malloc(size ? size : 1);
    fuzz_require(room != NULL);
    return room;
}

static void fuzz_free(fuzz_folded *f)
{
    free(f->units);
    free(f->starts);
}

static void fuzz_look(const fuzz_folded *f, size_t size)
{
    const size_t first = KF_FOLD_BEFORE + 1;
    fuzz_require(f->count <= size && f->units[first - 1] == KF_UNIT_EDGE);
    fuzz_require(f->units[first + f->count] == KF_UNIT_EDGE);
    for (size_t i = 0; i < KF_FOLD_BEFORE; i++)
        fuzz_require(f->units[i] == 0);
    for (size_t i = 0; i < KF_FOLD_AFTER; i++)
        fuzz_require(f->units[first + f->count + 1 + i] == 0);
    for (size_t i = first; i < first + f->count; i++) {
        const uint16_t unit = f->units[i];
        fuzz_require(unit >= ' ' || unit == KF_UNIT_LINE);
        fuzz_require(kf_unit_kind(unit) != KF_KIND_EDGE);
        fuzz_require(f->starts[i] < f->starts[i + 1]);
    }
    fuzz_require(f->starts[first + f->count] == size);
}

/* With the loops of every processor the same, with starts and without. */
static void fuzz_levels(const char *text, size_t size, int32_t encoding, int32_t invalid,
                        kefu_status status, int64_t offset, const fuzz_folded *f)
{
    uint16_t *units = fuzz_room(f->room * sizeof *units);
    uint32_t *starts = fuzz_room(f->room * sizeof *starts);
    const int32_t last = 2 * kf_cpu() + 1;
    for (int32_t level = 2 * KF_CPU_AVX2; level <= last; level++) {
        uint32_t *const given = level & 1 ? starts : NULL;
        kefu_error error = {.offset = -1};
        size_t count = 0;
        fuzz_require(kf_fold_on(level / 2, text, size, encoding, invalid, units, given, &count,
                                &error) == status);
        fuzz_require(error.offset == offset);
        if (status)
            continue;
        fuzz_require(count == f->count);
        fuzz_require(!memcmp(units, f->units, (KF_FOLD_BEFORE + count + 2) * sizeof *units));
        fuzz_require(!given || !memcmp(starts + KF_FOLD_BEFORE, f->starts + KF_FOLD_BEFORE,
                                       (count + 2) * sizeof *starts));
    }
    free(units);
    free(starts);
}

/* Folds with and without starts, in rooms of exactly the size that is promised. */
static kefu_status fuzz_fold(const char *text, size_t size, int32_t encoding, int32_t invalid,
                             fuzz_folded *f, int64_t *offset)
{
    kefu_error error = {.offset = -1};
    kefu_status status;
    size_t count = 0;
    uint16_t *units;
    f->room = kf_fold_room(size);
    f->units = fuzz_room(f->room * sizeof *f->units);
    f->starts = fuzz_room(f->room * sizeof *f->starts);
    units = fuzz_room(f->room * sizeof *units);
    status = kf_fold(text, size, encoding, invalid, f->units, f->starts, &f->count, &error);
    fuzz_require(kf_fold(text, size, encoding, invalid, units, NULL, &count, NULL) == status);
    *offset = error.offset;
    fuzz_levels(text, size, encoding, invalid, status, *offset, f);
    if (!status) {
        fuzz_require(count == f->count);
        fuzz_require(!memcmp(units, f->units, (KF_FOLD_BEFORE + count + 2) * sizeof *units));
        fuzz_look(f, size);
    }
    free(units);
    return status;
}

static void fuzz_again(const char *text, size_t size, int32_t encoding, const fuzz_folded *once)
{
    kefu_buffer *buffer = NULL;
    fuzz_folded twice;
    int64_t offset;
    size_t read;
    const char *again;
    fuzz_require(!kefu_buffer_new(NULL, &buffer, NULL));
    fuzz_require(!kefu_fold_text(text, size, encoding, KEFU_INVALID_REPLACE,
                                 kefu_buffer_sink(buffer), NULL));
    again = kefu_buffer_data(buffer, &read);
    fuzz_require(!fuzz_fold(again, read, KEFU_UTF8, KEFU_INVALID_REFUSE, &twice, &offset));
    fuzz_require(twice.count == once->count);
    fuzz_require(!memcmp(twice.units, once->units, (KF_FOLD_BEFORE + once->count + 2) * 2));
    fuzz_free(&twice);
    kefu_buffer_free(buffer);
}

/* What is GB18030 has the units of its UTF-8. */
static void fuzz_as_utf8(const char *text, size_t size, const fuzz_folded *f)
{
    kf_memory memory;
    kf_buffer utf8;
    fuzz_folded other;
    int64_t offset;
    size_t bad;
    fuzz_require(!kf_memory_init(&memory, NULL, NULL));
    kf_buffer_init(&utf8, &memory);
    fuzz_require(!kf_gb18030_to_utf8(text, size, &utf8, &bad));
    fuzz_require(!fuzz_fold(utf8.data, utf8.size, KEFU_UTF8, KEFU_INVALID_REFUSE, &other, &offset));
    fuzz_require(other.count == f->count);
    fuzz_require(!memcmp(other.units, f->units, (KF_FOLD_BEFORE + f->count + 2) * 2));
    fuzz_free(&other);
    kf_buffer_free(&utf8);
}

static void fuzz_text(const char *text, size_t size, int32_t encoding)
{
    fuzz_folded strict, lax, prefix;
    int64_t offset, none;
    const kefu_status status =
        fuzz_fold(text, size, encoding, KEFU_INVALID_REFUSE, &strict, &offset);
    fuzz_require(!fuzz_fold(text, size, encoding, KEFU_INVALID_REPLACE, &lax, &none));
    if (status) {
        fuzz_require(status == KEFU_E_ENCODING && offset >= 0 && (size_t)offset < size);
        fuzz_require(!fuzz_fold(text, (size_t)offset, encoding, 0, &prefix, &none));
        fuzz_free(&prefix);
    } else {
        fuzz_require(strict.count == lax.count);
        fuzz_require(!memcmp(strict.units, lax.units, (KF_FOLD_BEFORE + lax.count + 2) * 2));
        if (encoding == KEFU_GB18030)
            fuzz_as_utf8(text, size, &strict);
    }
    fuzz_again(text, size, encoding, &lax);
    fuzz_free(&strict);
    fuzz_free(&lax);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = fuzz_room(size); /* exactly: nothing behind it is read */
    if (size)
        memcpy(text, data, size);
    fuzz_text(text, size, KEFU_UTF8);
    fuzz_text(text, size, KEFU_GB18030);
    free(text);
    return 0;
}
