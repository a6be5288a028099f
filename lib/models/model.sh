#!/bin/sh
# model.sh zh FILE - a model's bytes as C, for a library of their own. A text is read by compilers many times
# faster than numbers are.
set -e
printf '/* Made from %s. */\n#include "kefu/models.h"\n\n' "$(basename "$2")"
printf 'static const _Alignas(64) unsigned char model_%s[%d] =\n' "$1" "$(wc -c <"$2")"
od -An -v -to1 -w32 "$2" | sed 's/ /\\/g; s/^/"/; s/$/"/'
cat <<END
    ;

const void *KEFU_CALL kefu_model_$1_bytes(size_t *size)
{
    if (size)
        *size = sizeof model_$1;
    return model_$1;
}
END
