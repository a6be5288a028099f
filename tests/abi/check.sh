#!/bin/sh
# check.sh LIBRARY - the ABI gate: what the shared object exports, what the version script names and
# what the headers declare are one list; struct layouts are pinned; abidiff sees no change against
# the baseline. A change is accepted by `make abi-baseline` in a commit that also writes the ABI
# line of CHANGELOG.md.
set -eu
library=$1
work=$(dirname "$library")/abi
mkdir -p "$work"

nm -D --defined-only "$library" | awk '$2 == "T" { sub(/@.*/, "", $3); print $3 }' | sort >"$work/exported"
grep -o 'kefu_[a-z0-9_]*;' lib/kefu.map | tr -d ';' | sort >"$work/mapped"
# Declarations run over lines: the name is the identifier between KEFU_CALL and the parenthesis.
cat include/kefu/*.h | tr '\n' ' ' | grep -o 'KEFU_API [^;]*KEFU_CALL kefu_[a-z0-9_]*(' |
    sed 's/.*KEFU_CALL \(kefu_[a-z0-9_]*\)($/\1/' | sort >"$work/declared"
for list in mapped declared; do
    if ! diff "$work/exported" "$work/$list" >"$work/$list.diff"; then
        echo "exported (<) and $list (>) symbols differ:"
        cat "$work/$list.diff"
        exit 1
    fi
done
if nm -D --defined-only "$library" | awk '$2 != "A" && $3 !~ /^kefu_/ { print; bad = 1 } END { exit !bad }'; then
    echo "the lines above are exported without the prefix kefu_"
    exit 1
fi

# No mutable globals: .data and .bss hold no object of ours (tables that need relocation are in
# .data.rel.ro, which the loader makes read-only).
if objdump -t "$library" | awk '$3 == "O" && $4 ~ /^\.(data|bss|tdata|tbss)$/ && $NF !~ /^(__dso_handle|__TMC_END__|completed)/ \
    { print; bad = 1 } END { exit !bad }'; then
    echo "the lines above are mutable globals"
    exit 1
fi

${CC:-cc} -std=c11 -Iinclude -fsyntax-only tests/abi/layout.c
echo "abi: $(wc -l <"$work/exported") symbols, layouts pinned"

baseline=tests/abi/libkefu-x86_64.abi
if command -v abidiff >/dev/null 2>&1 && [ "$(uname -m)" = x86_64 ]; then
    abidiff --headers-dir2 include --drop-private-types "$baseline" "$library" >"$work/abidiff" || {
        cat "$work/abidiff"
        exit 1
    }
    echo "abi: abidiff sees no change against $baseline"
else
    echo "abi: abidiff skipped (abigail-tools is not installed, or not x86_64)"
fi
