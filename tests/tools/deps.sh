#!/bin/sh
# deps.sh - installs what the tests need, and nothing where it is all there.
# apt-get (Debian, Ubuntu), dnf (Fedora), apk (Alpine) or brew (macOS); sudo only when not root.
set -eu

# what it is found by : apt-get : dnf : apk : brew
TOOLS='
header:cmocka.h|libcmocka-dev|libcmocka-devel|cmocka-dev|cmocka
command:clang|clang|clang|clang|llvm
clang_lib:asan|libclang-rt-dev|compiler-rt|compiler-rt|llvm
command:abidiff|abigail-tools|libabigail|-|-
command:pkg-config|pkg-config|pkgconf-pkg-config|pkgconf|pkg-config
command:g++|g++|gcc-c++|g++|gcc
command:python3|python3|python3|python3|python3
gcc_lib:libasan.so|gcc|libasan|-|-
python_header:Python.h|python3-dev|python3-devel|python3-dev|python3
lua:lua5.1|liblua5.1-0-dev|compat-lua-devel|lua5.1-dev|-
lua:lua5.4|liblua5.4-dev|lua-devel|lua5.4-dev|lua
lua:luajit|libluajit-5.1-dev|luajit-devel|luajit-dev|luajit
command:lua5.1|lua5.1|compat-lua|lua5.1|-
command:lua5.4|lua5.4|lua|lua5.4|lua
command:luajit|luajit|luajit|luajit|luajit
'

found() {
    kind=${1%%:*} what=${1#*:}
    case $kind in
    command) command -v "$what" >/dev/null 2>&1 ;;
    header) echo "#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <$what>" | cc -E - >/dev/null 2>&1 ;;
    clang_lib) echo 'int LLVMFuzzerTestOneInput(const unsigned char *d, unsigned long n);
int LLVMFuzzerTestOneInput(const unsigned char *d, unsigned long n) { return d && n ? 0 : 0; }' |
        clang -x c -fsanitize=fuzzer,address - -o /dev/null >/dev/null 2>&1 ;;
    python_header) python3 -c 'import os, sysconfig
raise SystemExit(not os.path.exists(sysconfig.get_path("include") + "/Python.h"))' 2>/dev/null ;;
    lua) pkg-config --exists "$what" 2>/dev/null ;;
    gcc_lib) [ -e "$(gcc -print-file-name="$what" 2>/dev/null)" ] ;;
    esac
}

manager=
for m in apt-get dnf apk brew; do
    command -v $m >/dev/null 2>&1 && { manager=$m; break; }
done

# Into a Python of their own under build/: producers of Arrow, OpenCC's tables, what the binding is tested with.
PYTHON_PACKAGES='pyarrow polars duckdb pandas numpy jsonschema opencc-python-reimplemented pytest mypy matplotlib
                 setuptools wheel'
python_packages() {
    build/python/bin/python3 -c 'import pyarrow, polars, duckdb, pandas, numpy, jsonschema, opencc, pytest, mypy, \
        matplotlib, setuptools, wheel' >/dev/null 2>&1 && return
    command -v python3 >/dev/null 2>&1 && mkdir -p build && python3 -m venv build/python >/dev/null 2>&1 || {
        echo "deps: no python3 with venv for pyarrow, Polars, DuckDB, pytest and others: their gates will be skipped"
        return
    }
    for package in $PYTHON_PACKAGES; do
        build/python/bin/python3 -m pip install -q --disable-pip-version-check "$package" >/dev/null 2>&1 ||
            echo "deps: pip cannot install $package: its tests will be skipped"
    done
}

packages=
for line in $TOOLS; do
    found "${line%%|*}" && continue
    rest=${line#*|}
    case $manager in
    apt-get) package=${rest%%|*} ;;
    dnf) package=$(echo "$rest" | cut -d'|' -f2) ;;
    apk) package=$(echo "$rest" | cut -d'|' -f3) ;;
    brew) package=$(echo "$rest" | cut -d'|' -f4) ;;
    *) package=${line%%|*} ;;
    esac
    # Debian names clang's runtime by version; take that of the clang it would install.
    if [ "$package" = libclang-rt-dev ]; then
        version=$(apt-cache depends clang 2>/dev/null | sed -n 's/.*Depends: clang-\([0-9]*\).*/\1/p' | head -1)
        package=libclang-rt-${version:-14}-dev
    fi
    [ "$package" = - ] || packages="$packages $package"
done

if [ -z "$packages" ]; then
    python_packages
    echo "deps: all there"
    exit 0
fi
if [ -z "$manager" ]; then
    echo "deps: none of apt-get, dnf, apk, brew here; please install:$packages" >&2
    exit 1
fi

as_root=
[ "$(id -u)" = 0 ] || [ $manager = brew ] || as_root=sudo
echo "deps: $manager installs$packages"
case $manager in
apt-get)
    $as_root apt-get update -qq
    # The list may have been empty before the update: ask again for clang's version.
    version=$(apt-cache depends clang | sed -n 's/.*Depends: clang-\([0-9]*\).*/\1/p' | head -1)
    packages=$(echo "$packages" | sed "s/libclang-rt-[0-9]*-dev/libclang-rt-${version:-14}-dev/")
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $packages >/dev/null
    ;;
dnf) $as_root dnf install -y -q $packages ;;
apk) $as_root apk add -q $packages ;;
brew) brew install -q $packages ;;
esac
python_packages
