#!/bin/sh
# readme.sh README FOLDER - a page that can be followed: writes its programs (C, Python, Lua), each under the
# name in its first line, into FOLDER, runs there what stands after `$ ` and compares what comes out with the page.
set -eu
page=$(realpath "$1")
mkdir -p "$2" && cd "$2"

awk '
/^```/ { if (inside) { inside = file = ""; next } inside = substr($0, 4); if (!inside) inside = "text"; first = 1; next }
inside ~ /^(c|python|lua)$/ { if (first) { split($0, part, " "); file = part[2]; printf "" >file } print >file; first = 0 }
inside == "text" {
    if (first && $0 !~ /^\$ /) { inside = "other"; next }
    first = 0
    print >"expected"
    if (/^\$ /) { command = substr($0, 3); shown = $0 }
    else if (more) { command = command "\n" $0; shown = shown "\n" $0 }
    else next
    more = /\\$/
    if (!more) { print shown >("shown" ++n); print command >("command" n) }
}
END { print n >"count" }' "$page"

n=$(cat count) i=1
: >got
while [ $i -le "$n" ]; do
    cat "shown$i" >>got
    sh "command$i" >>got 2>&1 || true
    i=$((i + 1))
done
diff expected got || exit 1
echo "$n commands print what $(basename "$(dirname "$page")")/$(basename "$page") says"
