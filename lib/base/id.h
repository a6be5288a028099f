/* id.h - ids of metrics and definitions: "org.example.reply_rate/2". */
#ifndef KF_ID_H
#define KF_ID_H

#include <stddef.h>
#include <stdint.h>

/* What kefu/base.h says of ids. */
#define KF_ID_EXPECTED "lower-case letters, digits, _ and -, a dot, a slash and a revision"
enum { KF_ID_MOST = 128 };

/* 1 if it is an id. O(size) */
int32_t kf_id_is_good(const char *id);
/* 1 if it begins as those of the library do; it need not be an id. */
int32_t kf_id_is_ours(const char *id);
/* Of an id: bytes before the slash, bytes before the last part of its name, the revision. */
size_t kf_id_stem(const char *id);
size_t kf_id_name(const char *id);
int32_t kf_id_revision(const char *id);

#endif
