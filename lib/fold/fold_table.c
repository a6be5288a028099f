/* fold_table.c - units of characters and kinds of units; see fold.h. */
#include "fold/fold_raw.h"

#include "fold/fold_table.inc"

/* Where the entries of characters above the basic plane are. */
static const struct fold_window {
    uint32_t first, count;
} fold_windows[] = {{0x1D400, 0x400}, {0x1F000, 0xC00}, {0x2F800, 0x220}};

/* Tags and variation selectors, ignorable by default. */
static int fold_is_tag(uint32_t code) { return code >= 0xE0000 && code < 0xE1000; }

uint16_t kf_fold_code(uint32_t code)
{
    uint32_t from = 0;
    if (code < 0x10000)
        return kf_fold_table[code];
    for (size_t i = 0; i < sizeof fold_windows / sizeof *fold_windows; i++) {
        const struct fold_window *w = &fold_windows[i];
        if (code - w->first < w->count) /* unsigned: also false below */
            return fold_astral[from + (code - w->first)];
        from += w->count;
    }
    return fold_is_tag(code) ? 0 : (uint16_t)(KF_ASTRAL | (code & 0x3FF));
}

int32_t kf_unit_kind(uint16_t unit) { return fold_kinds[fold_kind_page[unit >> 8]][unit & 0xFF]; }

uint64_t kf_fold_id(void) { return FOLD_ID; }

const uint8_t kf_fold_borders[FOLD_BORDERS] = {0xC0, 0xC2, 0xE0, 0xF0, 0xED};
