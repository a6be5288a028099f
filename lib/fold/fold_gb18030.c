/* fold_gb18030.c - raw units of GB18030; see fold_raw.h. */
#include "base/gb18030.h"
#include "fold/fold_raw.h"

static inline int fold_gb18030_is_two(const unsigned char *p)
{
    return p[0] - 0x81u < 126 && p[1] - 0x40u < 191 && p[1] != 0x7F;
}

static inline uint16_t fold_gb18030_two(const unsigned char *p)
{
    const uint32_t trail = p[1] - (p[1] < 0x7F ? 0x40u : 0x41u);
    return kf_fold_table[kf_gb18030_two[(p[0] - 0x81u) * 190 + trail]];
}

/* Written once for both; a constant `with_starts` leaves one of them. */
static inline fold_raw fold_gb18030_read(const unsigned char *text, size_t size, int replace,
                                         uint16_t *units, uint32_t *starts, int with_starts)
{
    fold_raw raw = {0, 0};
    while (raw.at < size) {
        const unsigned char *p = text + raw.at;
        fold_char c;
        if (with_starts)
            starts[raw.count] = (uint32_t)raw.at;
        if (p[0] < 0x80) {
            units[raw.count++] = kf_fold_table[p[0]];
            raw.at++;
            continue;
        }
        if (size - raw.at >= 2 && fold_gb18030_is_two(p)) {
            units[raw.count++] = fold_gb18030_two(p);
            raw.at += 2;
            continue;
        }
        c = kf_fold_gb18030_char(p, size - raw.at);
        if (c.bad && !replace)
            break;
        units[raw.count++] = c.unit;
        raw.at += c.length;
    }
    return raw;
}

fold_raw kf_fold_gb18030(const unsigned char *text, size_t size, int replace, uint16_t *units,
                         uint32_t *starts)
{
    return starts ? fold_gb18030_read(text, size, replace, units, starts, 1)
                  : fold_gb18030_read(text, size, replace, units, NULL, 0);
}
