/* plugin_host.c - see plugin_host.h. */
#include "metric/plugin_host.h"

#include "base/decimal.h"
#include "base/fail.h"
#include "base/hash.h"
#include "kefu/metric.h"
#include "metric/builtin.h"
#include "table/key.h"

/* "kefu identity 01" in little-endian halves: part of the ABI, since saved states hold hashes. */
static const kf_hash_key host_key = {0x656469207566656bu, 0x313020797469746eu};

static kefu_status KEFU_CALL host_set_error(kefu_error *error, kefu_status status, int64_t row,
                                            const char *message)
{
    return kf_fail_row(error, status ? status : KEFU_E_PLUGIN, row, "%s", message);
}

static void KEFU_CALL host_hash(const void *bytes, size_t size, unsigned char out[16])
{
    kf_siphash128(host_key, bytes, size, out);
}

static void KEFU_CALL host_hash_key(const kefu_vector *keys, int64_t row, unsigned char out[16])
{
    kf_key key = keys->texts ? kf_key_of(keys->texts[row].data, keys->texts[row].size)
                             : kf_key_of_number(keys->values[row]);
    char digits[21];
    kefu_text text = kf_key_text(&key, digits);
    host_hash(text.data, text.size, out);
}

static kefu_status KEFU_CALL host_fraction(int64_t num, int64_t den, int32_t scale, int64_t n,
                                           kefu_value *out, kefu_error *error)
{
    if (!out || den <= 0 || scale < 0 || scale > KF_SCALE_MAX)
        return kf_fail(error, KEFU_E_ARGUMENT, "fraction: expected den > 0 and a scale of 0..18");
    return kf_fraction(kf_i128_of(num), kf_i128_mul(den, kf_pow10(scale)), scale, n, out, error);
}

const kefu_host kf_host = {
    .struct_size = sizeof(kefu_host),
    .abi = KEFU_PLUGIN_ABI,
    .version = KEFU_HEADER_VERSION,
    .set_error = host_set_error,
    .hash = host_hash,
    .hash_key = host_hash_key,
    .fraction = host_fraction,
};

const kefu_host *KEFU_CALL kefu_plugin_host(void) { return &kf_host; }
