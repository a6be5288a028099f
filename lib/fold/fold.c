/* fold.c - a text as units between two edges; see fold.h. */
#include <string.h>

#include "base/cpu.h"
#include "base/fail.h"
#include "fold/fold_raw.h"

enum { FOLD_AROUND = KF_FOLD_BEFORE + 2 + KF_FOLD_AFTER };

/* What stands around a text: copied, as compilers clear so little with slow instructions. */
static const uint16_t fold_before[KF_FOLD_BEFORE + 1] = {[KF_FOLD_BEFORE] = KF_UNIT_EDGE};
static const uint16_t fold_after[1 + KF_FOLD_AFTER] = {KF_UNIT_EDGE};

size_t kf_fold_room(size_t size)
{
    return size > SIZE_MAX - FOLD_AROUND ? SIZE_MAX : size + FOLD_AROUND;
}

static kefu_status fold_check(size_t size, int32_t encoding, int32_t invalid, kefu_error *error)
{
    if (encoding != KEFU_UTF8 && encoding != KEFU_GB18030)
        return kf_fail(error, KEFU_E_ARGUMENT, "encoding is %d: not KEFU_UTF8 or KEFU_GB18030",
                       encoding);
    if (invalid != KEFU_INVALID_REFUSE && invalid != KEFU_INVALID_REPLACE)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "invalid is %d: not KEFU_INVALID_REFUSE or KEFU_INVALID_REPLACE", invalid);
    if (size > INT32_MAX)
        return kf_fail(error, KEFU_E_LIMIT, "the text is longer than %d bytes", INT32_MAX);
    return KEFU_OK;
}

static kefu_status fold_refuse(size_t at, int32_t encoding, kefu_error *error)
{
    kf_fail(error, KEFU_E_ENCODING, "byte %i of the text is not %s", (int64_t)at,
            encoding == KEFU_UTF8 ? "UTF-8" : "GB18030");
    if (error)
        error->offset = (int64_t)at;
    return KEFU_E_ENCODING;
}

/* How many units, and the first malformed byte, or the size. */
static fold_raw fold_between(int32_t cpu, const unsigned char *text, size_t size, int32_t encoding,
                             int replace, uint16_t *units, uint32_t *starts)
{
    fold_raw raw;
#ifdef KF_HAVE_VBMI2
    if (cpu >= KF_CPU_VBMI2 && encoding == KEFU_UTF8) {
        raw = kf_fold_utf8_vbmi2(text, size, replace, units, starts);
        if (raw.at == size)
            raw.count = kf_fold_settle_vbmi2(units, starts, raw.count);
        return raw;
    }
#endif
    (void)cpu;
    raw = encoding == KEFU_UTF8 ? kf_fold_utf8(text, size, replace, units, starts)
                                : kf_fold_gb18030(text, size, replace, units, starts);
    if (raw.at == size)
        raw.count = kf_fold_settle(units, starts, raw.count);
    return raw;
}

kefu_status kf_fold(const char *text, size_t size, int32_t encoding, int32_t invalid,
                    uint16_t *units, uint32_t *starts, size_t *count, kefu_error *error)
{
    return kf_fold_on(KF_CPU_PLAIN, text, size, encoding, invalid, units, starts, count, error);
}

kefu_status kf_fold_on(int32_t cpu, const char *text, size_t size, int32_t encoding,
                       int32_t invalid, uint16_t *units, uint32_t *starts, size_t *count,
                       kefu_error *error)
{
    const size_t first = KF_FOLD_BEFORE + 1;
    fold_raw raw;
    kefu_status status = fold_check(size, encoding, invalid, error);
    if (status)
        return status;
    memcpy(units, fold_before, sizeof fold_before);
    raw = fold_between(cpu, (const unsigned char *)text, size, encoding,
                       invalid == KEFU_INVALID_REPLACE, units + first,
                       starts ? starts + first : NULL);
    if (raw.at < size)
        return fold_refuse(raw.at, encoding, error);
    *count = raw.count;
    memcpy(units + first + *count, fold_after, sizeof fold_after);
    if (starts) {
        starts[first - 1] = 0;
        starts[first + *count] = (uint32_t)size;
    }
    return KEFU_OK;
}
