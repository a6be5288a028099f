#!/bin/sh
# cross.sh BUILD - the golden vectors on other machines: 32 bits, big-endian (s390x under qemu), musl,
# Windows (mingw, run by wine where there is one). What is not installed is skipped, and says so:
#   apt-get install gcc-s390x-linux-gnu libc6-dev-s390x-cross qemu-user musl-tools mingw-w64 wine64
#   apt-get install gcc-multilib (Debian has it exclude the cross compilers)
set -u
export WINEDEBUG=-all
build=$1/cross
mkdir -p "$build"
failed=0

run() { # NAME COMPILER RUNNER FLAGS
    name=$1 compiler=$2 runner=$3 flags=$4
    program=$build/golden-$name.exe # Windows wants the ending, the others do not mind
    if ! echo 'int main(void) { return 0; }' | $compiler $flags -x c - -o "$build/probe" 2>/dev/null; then
        echo "skipped  $name: $compiler cannot build here"
        return
    fi
    if [ -n "$runner" ] && ! command -v "$runner" >/dev/null 2>&1; then
        echo "skipped  $name: no $runner"
        return
    fi
    if $compiler -std=c11 -O2 -ffp-contract=off $flags -DKEFU_BUILD -Iinclude -Ilib tests/golden/run.c lib/*/*.c \
        -o "$program" 2>"$build/$name.log" &&
        $runner "$program" tests/golden >>"$build/$name.log" 2>&1; then
        echo "ok       $name: $(tail -1 "$build/$name.log" | tr -d '\r')"
    else
        echo "FAILED   $name: see $build/$name.log"
        tail -20 "$build/$name.log"
        failed=1
    fi
}

run i386 "gcc" "" "-m32 -msse2 -mfpmath=sse"
run s390x s390x-linux-gnu-gcc qemu-s390x "-static"
run musl musl-gcc "" "-static"
run windows x86_64-w64-mingw32-gcc wine "-static"
exit $failed
