#!/bin/sh
# cross.sh BUILD - the golden vectors, and a plugin from a file with a Chinese name, on other machines: 32
# bits, big-endian (s390x under qemu), musl, Windows (mingw, run by wine where there is one). What is not
# installed is skipped, and says so:
#   apt-get install gcc-s390x-linux-gnu libc6-dev-s390x-cross qemu-user musl-tools mingw-w64 wine64
#   apt-get install gcc-multilib (Debian has it exclude the cross compilers)
set -u
export WINEDEBUG=-all LC_ALL=C.UTF-8
build=$1/cross
mkdir -p "$build"
failed=0

there() { # whether compiler and runner are
    if ! echo 'int main(void) { return 0; }' | $compiler $flags -x c - -o "$build/probe" 2>/dev/null; then
        echo "skipped  $name: $compiler cannot build here"
        return 1
    fi
    if [ -n "$runner" ] && ! command -v "$runner" >/dev/null 2>&1; then
        echo "skipped  $name: no $runner"
        return 1
    fi
}

result() { # what the program printed last, or all that went wrong
    if [ "$1" = 0 ]; then
        echo "ok       $name: $(tail -1 "$build/$name.log" | tr -d '\r')"
    else
        echo "FAILED   $name: see $build/$name.log"
        tail -20 "$build/$name.log"
        failed=1
    fi
}

run() { # NAME COMPILER RUNNER FLAGS
    name=$1 compiler=$2 runner=$3 flags=$4
    program=$build/golden-$name.exe # Windows wants the ending, the others do not mind
    there || return
    $compiler -std=c11 -O2 -ffp-contract=off $flags -DKEFU_BUILD -Iinclude -Ilib tests/golden/*.c lib/*/*.c \
        -o "$program" 2>"$build/$name.log" &&
        $runner "$program" tests/golden >>"$build/$name.log" 2>&1
    result $?
}

load() { # NAME COMPILER RUNNER FLAGS LIBRARIES: not static, but for what Windows has no library of
    name="$1, plugin" compiler=$2 runner=$3 flags=$4 libraries=${5:-}
    folder=$build/load-$1
    there || return
    mkdir -p "$folder/插件"
    echo "说明 is no plugin, however long it is: a shared object begins otherwise." >"$folder/插件/说明.txt"
    $compiler -std=c11 -O1 $flags -shared -fPIC -Iinclude examples/plugin_fcr/*.c \
        -o "$folder/插件/首次解决率.dll" 2>"$build/$name.log" &&
        cp "$folder/插件/首次解决率.dll" "$folder/插件/首次" &&
        $compiler -std=c11 -O1 -ffp-contract=off $flags -DKEFU_BUILD -Iinclude -Ilib tests/tools/load.c lib/*/*.c \
            -o "$folder/load.exe" $libraries 2>>"$build/$name.log" &&
        (cd "$folder" && $runner ./load.exe) >>"$build/$name.log" 2>&1
    result $?
}

run i386 "gcc" "" "-m32 -msse2 -mfpmath=sse"
run s390x s390x-linux-gnu-gcc qemu-s390x "-static"
run musl musl-gcc "" "-static"
run windows x86_64-w64-mingw32-gcc wine "-static"
load i386 "gcc" "" "-m32 -msse2 -mfpmath=sse" -ldl
QEMU_LD_PREFIX=/usr/s390x-linux-gnu
export QEMU_LD_PREFIX
load s390x s390x-linux-gnu-gcc qemu-s390x "" -ldl
load musl musl-gcc "" ""
load windows x86_64-w64-mingw32-gcc wine "-static"
exit $failed
