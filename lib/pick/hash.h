/* hash.h - the numbers that ids are ordered by: frozen, see kefu/pick.h. */
#ifndef KF_PICK_HASH_H
#define KF_PICK_HASH_H

#include "kefu/pick.h"
#include "table/key.h"

/* The last byte hashed of an id. */
enum { KF_PICK_INTEGER = 1, KF_PICK_TEXT = 2 };

/* KEFU_E_ARGUMENT for no seed, "", or more than 1,024 bytes; KEFU_E_ENCODING if it is not UTF-8. */
kefu_status kf_pick_key(const char *seed, size_t size, uint64_t *key, kefu_error *error);
/* Of a canonical key. */
uint64_t kf_pick_hash(uint64_t key, const kf_key *id);

#endif
