#!/bin/sh
# lua.sh BUILD - the examples in Lua, by every Lua that is there: what they say is what the C programs say.
set -e
build=$1
out=$build/lua_examples
mkdir -p "$out"
"$build/examples/shop" "$out"
for ask in --why --slip; do
    sh examples/shop/payday.sh "$build/examples/month_end" "$out" "$ask" 赵明轩 2>/dev/null
done | sed 's/^ *//' | sort -u > "$out/c.txt"
sentences=0
for lua in 5.1 5.2 5.3 5.4 jit; do
    program=lua$lua
    [ $lua != jit ] || program=luajit
    [ -f "$build/lua/$lua/kefu.so" ] && command -v $program >/dev/null || continue
    export LUA_CPATH="$build/lua/$lua/?.so"
    # Reasons, pay and prizes in words; places and totals.
    $program examples/lua/month_end.lua "$out" > "$out/month.txt"
    grep '^  [^ ].*[=:][^ ]*' "$out/month.txt" | grep -v '^  3= ' | sed 's/^ *//' | sort -u > "$out/said.txt"
    comm -13 "$out/c.txt" "$out/said.txt" > "$out/other.txt"
    [ ! -s "$out/other.txt" ] || { echo "$program says what C does not:"; cat "$out/other.txt"; exit 1; }
    sentences=$((sentences + $(wc -l < "$out/said.txt")))
    $program examples/lua/live_board.lua "$out/board.state" > "$out/board.txt"
    tail -1 "$out/board.txt" | grep -q '状态相同' || { tail -1 "$out/board.txt"; exit 1; }
    [ ! -f "$out/board_first.txt" ] || cmp "$out/board_first.txt" "$out/board.txt"
    cp "$out/board.txt" "$out/board_first.txt"
    $program examples/lua/own_metric.lua | head -1 | grep -q 'proof: kept'
done
rm -f "$out/board_first.txt"
echo "$sentences sentences as C has them; the board survives a restart"
