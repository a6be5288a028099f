# bindings.sh - the gates of Python and Lua; a part of run.sh. The extension and the modules are built beside the
# library of build/test/gcc, whose examples say what the same month is in C.

bound=$build/gcc
bound_python=$(arrow_python)
case $bound_python in */*) bound_python=$PWD/$bound_python ;; esac

# counted NAME COMMAND...: what prints "N passed" reports so many; more than one line adds up.
counted() {
    name=$1; shift
    wanted "$name" || return 0
    log=$build/$(echo "$name" | tr ' /' '--').log
    if "$@" >"$log" 2>&1; then
        n=$(grep -oE '\b[0-9]+ passed' "$log" | awk '{ n += $1 } END { print n + 0 }')
        if [ "$n" -gt 0 ]; then ok "$name" "$(tail -1 "$log" | cut -c1-90)" "$n"; else fail "$name" "no test ran" "$log"; fi
    else
        fail "$name" "$*" "$log"
        return 1
    fi
}

python_built() {
    make -s -j2 BUILD=$bound CFLAGS="-O2 -g" PYTHON="$bound_python" python-dev && echo "abi3, $("$bound_python" --version)"
}
python_run() { PYTHONPATH=$PWD/$bound/python/lib KEFU_BUILD=$PWD/$bound PYTHONDONTWRITEBYTECODE=1 "$bound_python" "$@"; }
python_tests() { python_run -m pytest -q -p no:cacheprovider tests/python; }
golden_python() { python_run -B tests/golden/python/run.py; }

# What is shipped, where nothing else is: a fresh environment, the wheel, no network, not this folder.
python_wheel() {
    rm -rf $build/fresh && make -s BUILD=$bound CFLAGS="-O2 -g" PYTHON="$bound_python" python &&
        "$bound_python" -m venv $build/fresh &&
        $build/fresh/bin/python -m pip install -q --no-index --disable-pip-version-check $bound/python/dist/*.whl &&
        $build/fresh/bin/python -P -m kefu examples/shop/monthly.csv --version >/dev/null &&
        (cd $build/fresh && bin/python -P -c 'import kefu; kefu.models.zh(); print(kefu.version_string())') &&
        { ! have nm || python_hidden; } && basename $bound/python/dist/*.whl
}
# Another copy of the library in the process is not mixed with that of the wheel.
python_hidden() {
    [ "$(nm -D --defined-only $build/fresh/lib/python*/site-packages/kefu/_kefu.abi3.so | cut -d' ' -f3)" = PyInit__kefu ]
}

# The same extension in a later Python, with the parts of pytest that are Python alone.
later_python() {
    for p in python3.15 python3.14 python3.13 python3.12 "$HOME"/.pyenv/versions/3.1[2-9]*/bin/python3; do
        "$p" -c 'import sys; raise SystemExit(sys.version_info < (3, 12))' 2>/dev/null && { echo "$p"; return; }
    done
    return 1
}
python_later() {
    rm -rf $build/pytest && mkdir -p $build/pytest || return 1
    from=$("$bound_python" -c 'import os, pytest; print(os.path.dirname(os.path.dirname(pytest.__file__)))')
    for part in pytest _pytest pluggy iniconfig packaging pygments py.py; do cp -r "$from/$part" $build/pytest/ || return 1; done
    PYTHONPATH=$PWD/$bound/python/lib:$PWD/$build/pytest KEFU_BUILD=$PWD/$bound PYTHONDONTWRITEBYTECODE=1 \
        "$(later_python)" -m pytest -q -p no:cacheprovider tests/python/test_runtime.py tests/python/test_metrics.py \
        tests/python/test_objects.py tests/python/test_score.py tests/python/test_sample.py tests/python/test_review.py &&
        PYTHONPATH=$PWD/$bound/python/lib "$(later_python)" -B tests/golden/python/run.py
}
python_types() { make -s BUILD=$bound CFLAGS="-O2 -g" PYTHON="$bound_python" TYPED_PYTHON="$bound_python" check-stubs; }
python_asan() { make -s BUILD=$bound PYTHON="$bound_python" KEFU_BUILD=$PWD/$bound PYTHONDONTWRITEBYTECODE=1 python-asan; }

lua_built() { make -s -j2 BUILD=$bound CFLAGS="-O2 -g" lua && echo "$(ls $bound/lua | grep -v map | tr '\n' ' ')"; }
lua_tests() { make -s BUILD=$bound CFLAGS="-O2 -g" KEFU_BUILD=$bound test-lua; }
golden_lua() { make -s BUILD=$bound CFLAGS="-O2 -g" golden-lua; }

# The sections of the README are followed word by word.
readme_of() { # SECTION NEXT-SECTION
    out=$PWD/$build/readme_of_bindings
    rm -rf "$out" && mkdir -p "$out"
    cp examples/python/month.csv examples/python/chats.csv examples/cards/starter.json "$out"
    sed -n "/^## $1\$/,/^## $2\$/p" README.md >"$out/page.md"
    PYTHONPATH=$PWD/$bound/python/lib LUA_CPATH="$PWD/$bound/lua/5.4/?.so" PATH=$(dirname "$bound_python"):$PATH \
        sh tests/tools/readme.sh "$out/page.md" "$out"
}
# Lua and the library in one program, as those have it that embed both: the amalgamation and its header. There a test
# says when memory ends.
embeddable() { for v in 5.4 5.3 5.2 5.1; do ! pkg-config --exists lua$v || echo $v; done; ! pkg-config --exists luajit || echo jit; }
lua_embedded() {
    [ -f $build/one/kefu.o ] || amalgamated || return 1
    for v in $(embeddable); do
        make -s BUILD=$bound CFLAGS=-O2 EMBED_KEFU=$build/one/kefu.o EMBED_FLAGS="-std=c11 -Wall -Wextra -Werror -I$build/one/include" \
            $bound/lua/$v/embed && KEFU_BUILD=$bound LUA_PATH="tests/lua/?.lua" $bound/lua/$v/embed tests/lua/all.lua || return 1
    done
}
# Leaks are looked for when the state has been closed; freed memory is kept for a while only, as a test measures it. All
# tests and a fuzzer in one Lua; where memory ends, in each.
lua_sanitized() (
    first=$(embeddable | head -1)
    export ASAN_OPTIONS=quarantine_size_mb=1:thread_local_quarantine_size_kb=64 KEFU_BUILD=$bound LUA_PATH="tests/lua/?.lua"
    for v in $(embeddable); do
        make -s -j2 BUILD=$build/asan CC=$sanitizer CFLAGS="-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all" \
            $build/asan/lua/$v/embed &&
            $build/asan/lua/$v/embed tests/lua/all.lua $([ $v = $first ] || echo memory_ends) || return 1
    done
    $build/asan/lua/$first/embed tests/lua/fuzz.lua 10
)

if "$bound_python" -c 'import pytest, setuptools, sysconfig, os
raise SystemExit(not os.path.exists(sysconfig.get_path("include") + "/Python.h"))' 2>/dev/null; then
    gate "python: build" python_built && {
        counted "python: tests" python_tests
        counted "python: golden" golden_python
        gate "python: wheel" python_wheel
        if later_python >/dev/null; then counted "python: a later one" python_later; else skip "python: a later one" "no Python 3.12 or later"; fi
        if "$bound_python" -c 'import mypy' 2>/dev/null; then gate "python: types" python_types; else skip "python: types" "mypy is not installed"; fi
        if compiles "cc -fsanitize=address" 'int main(void) { return 0; }'; then
            counted "python: under ASan and UBSan" python_asan
        fi
        gate "python: the README" readme_of "In Python" "In Lua"
    }
else
    skip "python" "pytest, setuptools or Python.h is not there: run make deps"
fi
if pkg-config --exists lua5.1 || pkg-config --exists lua5.4 || pkg-config --exists luajit; then
    gate "lua: build" lua_built && {
        counted "lua: tests" lua_tests
        counted "lua: golden" golden_lua
        if [ -f $bound/lua/5.4/kefu.so ] && have lua5.4; then
            gate "lua: the README" readme_of "In Lua" "On more than one machine"
        fi
        gate "lua: the examples" sh tests/examples/lua.sh $bound
    }
    counted "lua: in one program" lua_embedded
    if compiles "${sanitizer:=cc} -fsanitize=address,undefined" 'int main(void) { return 0; }'; then
        counted "lua: under ASan and UBSan" lua_sanitized
    else
        skip "lua: under ASan and UBSan" "the compiler has no sanitizer libraries"
    fi
else
    skip "lua" "no Lua to build for: run make deps"
fi
