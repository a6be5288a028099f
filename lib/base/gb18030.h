/* gb18030.h - GB18030 to UTF-8, in pieces.
 *
 * The mapping is that of the WHATWG Encoding Standard (2024): GB 18030-2005, where A8BC is U+1E3F
 * and 8135F437 is U+E7C7, with the 18 codes of GB 18030-2022 that leave the private use area (A6D9
 * is U+FE10, FE59 is U+9FB4, ...), A3A0 as U+3000, and the single byte 80 of code page 936 as the
 * euro sign. The table is written by tests/tools/gb18030_table.py. */
#ifndef KF_GB18030_H
#define KF_GB18030_H

#include "base/text.h"

/* Characters of the two-byte codes: (lead - 0x81) * 190 + trail - 0x40, or - 0x41 above 0x7F. */
extern const uint16_t kf_gb18030_two[126 * 190];

/* Decodes one character at `text` (size > 0): its length 1, 2 or 4, 0 if malformed, -1 if `size`
 * cuts it. */
int32_t kf_gb18030_decode(const unsigned char *text, size_t size, uint32_t *code);
/* Appends a whole text as UTF-8. KEFU_OK, or KEFU_E_ENCODING with the offset of the first malformed
 * character in *bad_offset; what comes before it has been appended. Memory that runs out shows in
 * out->failed. */
kefu_status kf_gb18030_to_utf8(const char *text, size_t size, kf_buffer *out, size_t *bad_offset);

#endif
