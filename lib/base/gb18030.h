/* gb18030.h - GB18030 (2000 mapping with the 2005 changes, as in the WHATWG encoding standard) to
 * UTF-8, in pieces. */
#ifndef KF_GB18030_H
#define KF_GB18030_H

#include "base/text.h"

/* Decodes one character at `text`: its length 1, 2 or 4, 0 if malformed, -1 if `size` cuts it. */
int32_t kf_gb18030_decode(const unsigned char *text, size_t size, uint32_t *code);
/* Appends a whole text as UTF-8; *bad_offset is the first malformed byte. KEFU_OK or
 * KEFU_E_ENCODING. */
kefu_status kf_gb18030_to_utf8(const char *text, size_t size, kf_buffer *out, size_t *bad_offset);

#endif
