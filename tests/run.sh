#!/bin/sh
# run.sh [WORDS] - every gate of `make test`, in order, each with its own build folder under build/test;
# or only those with the words in their name (what they need must have been built by an earlier run).
# A gate whose tool is missing is skipped and says so; `make deps` installs the tools.
# The last line is "N passed, N failed, N skipped".
set -u
cd "$(dirname "$0")/.."
build=build/test
mkdir -p $build
only=${1:-}
passed=0 failed=0 skipped=0 failures=

say() { printf '%-9s %-34s %s\n' "$1" "$2" "$3"; }
ok() { passed=$((passed + ${3:-1})); say ok "$1" "$2"; }
skip() { skipped=$((skipped + 1)); say skipped "$1" "$2"; }
fail() {
    failed=$((failed + 1)); failures="$failures $1"; say FAILED "$1" "$2"
    [ -n "${3:-}" ] && [ -f "$3" ] && tail -40 "$3"
}
wanted() { case $1 in *"$only"*) ;; *) return 1 ;; esac; }
have() { command -v "$1" >/dev/null 2>&1; }
compiles() { echo "$2" | $1 -x c - -o /dev/null >/dev/null 2>&1; }

# gate NAME COMMAND...: one pass or failure; what it printed last is its comment.
gate() {
    name=$1; shift
    wanted "$name" || return 0
    log=$build/$(echo "$name" | tr ' /' '--').log
    if "$@" >"$log" 2>&1; then ok "$name" "$(tail -1 "$log" | cut -c1-90)"; else fail "$name" "$*" "$log"; return 1; fi
}

# Unit tests and laws report one by one: their numbers are what is counted.
units() { # NAME BUILD CFLAGS [CC]
    wanted "$1" || return 0
    log=$build/units-$2.log
    if make -s -j2 BUILD=$build/"$2" CFLAGS="$3" CC="${4:-cc}" unit >"$log" 2>&1; then
        n=$(sed -n 's/^\[  PASSED  \] \([0-9]*\) test.*/\1/p' "$log" | awk '{ n += $1 } END { print n + 0 }')
        if [ "$n" -gt 0 ]; then ok "$1" "$n tests" "$n"; else fail "$1" "no test ran" "$log"; fi
    else
        grep -E '^\[  FAILED  \]|error:|ERROR|runtime error' "$log" | head -20
        fail "$1" "see $log" "$log"
    fi
}

list_tests() {
    echo "tests: $(ls tests/unit/test_*.c tests/laws/test_*.c | wc -l) programs:"
    ls tests/unit/test_*.c tests/laws/test_*.c | sed 's|tests/||; s|test_||; s|\.c||' | tr '\n' ' '
    echo
}

golden_on() { # NAME LIBRARY CC FLAGS: the golden vectors on one build of the library
    wanted "golden, $1" || return 0
    out=$build/golden-$(echo "$1" | tr ' /' '--')
    if $3 -std=c11 -Iinclude tests/golden/*.c "$2" $4 -o "$out" >"$out.log" 2>&1 &&
        "$out" tests/golden >"$out.log" 2>&1; then
        ok "golden, $1" "$(tail -1 "$out.log")" "$(sed -n 's/^\([0-9]*\) passed.*/\1/p' "$out.log")"
    else
        fail "golden, $1" "see $out.log" "$out.log"
    fi
}

have_models() { [ -f lib/models/kefu_model_zh.bin ] && [ -f lib/models/kefu_model_en.bin ]; }

# One build of the library and of month_end: what they print must not depend on it.
variant() { # NAME CC CFLAGS
    make -s -j2 BUILD=$build/"$1" CC="$2" CFLAGS="$3" all $build/"$1"/examples/month_end \
        $build/"$1"/examples/shop $build/"$1"/examples/catalogue $build/"$1"/examples/weekly_qc \
        $(have_models && echo $build/"$1"/examples/review_desk) $build/"$1"/examples/plugin_fcr.so >$build/"$1".log 2>&1
}

headers() {
    for standard in c99 c11; do
        for h in include/kefu.h include/kefu/*.h; do
            cc -std=$standard -Wall -Wextra -Wpedantic -Werror -Iinclude -fsyntax-only -x c "$h" || return 1
        done
    done
    have g++ && { g++ -std=c++11 -Wall -Wextra -Wpedantic -Werror -Iinclude -fsyntax-only -x c++ include/kefu.h || return 1; }
    echo "C99, C11$(have g++ && echo ', C++11'), each header alone"
}

guest() { # what a guest library must not use, and who may call malloc
    if grep -nE '#include <(stdio|math|errno|locale|time|signal|pthread|assert)\.h>' lib/*/*.[ch]; then return 1; fi
    if grep -nE '\b(malloc|calloc|realloc|free|qsort|abort|exit|getenv|printf|strtod|rand)[[:space:]]*\(' lib/*/*.c |
        grep -v '^lib/base/alloc\.c:' | grep -vE '^[^:]+:[0-9]+:[[:space:]]*(\*|/\*)'; then return 1; fi
    if grep -nE '\bdl[a-z]+[[:space:]]*\(' lib/*/*.c | grep -vE '^lib/load/load_posix\.c:.*dl(open|sym|error)\('; then return 1; fi
    wanted='^(dl(open|sym|error)|malloc|realloc|free|mem(cpy|move|set|cmp|chr)|str(len|cmp|chr|rchr|str|cspn|spn|ncmp)|__stack_chk_fail|__cxa_finalize|_?_gmon_start__|_ITM_.*)$'
    nm -D --undefined-only build/test/gcc/libkefu.so | awk '{ sub(/@.*/, "", $2); print $2 }' | grep -vE "$wanted" && return 1
    echo "libc only: $(nm -D --undefined-only build/test/gcc/libkefu.so | awk '$1 == "U" { sub(/@.*/, "", $2); print $2 }' | tr '\n' ' ')"
}

layers() { # a layer includes itself and those below
    below_base=base
    below_table='base|table|arrow'
    below_expr='base|table|arrow|expr|plugin' # the types of kefu/plugin.h, no more
    below_metric='base|table|arrow|expr|plugin|metric|state'
    below_catalogue='base|table|arrow|expr|plugin|metric|catalogue'
    below_load='base|table|arrow|expr|plugin|metric|load'
    below_stats='base|stats'
    below_agree='base|table|agree'
    below_pick='base|table|pick'
    below_peer='base|table|peer'
    below_sample='base|table|arrow|expr|plugin|pick|sample'
    below_estimate='base|table|arrow|expr|stats|pick|sample|estimate'
    below_rank='base|rank'
    below_fold='base|fold'
    below_model='base|table|fold|model'
    below_train='base|table|stats|fold|model|train'
    below_models='none' # bytes, and what makes C of them
    below_lexicon='base|table|fold|model|lexicon'
    below_review='base|table|fold|model|lexicon|review'
    below_stock='base|table|fold|model|lexicon|review|stock'
    below_card='base|table|rank|card'
    below_score='base|table|rank|card|score'
    below_write='base|table|arrow|rank|card|score|write'
    below_pay='base|table|rank|card|score|write|arrow|pay'
    below_award='base|table|arrow|rank|card|score|write|award'
    for folder in lib/*/; do
        layer=$(basename "$folder")
        eval "below=\$below_$layer"
        [ -n "$below" ] || { echo "no rule for lib/$layer"; return 1; }
        grep -nHoE '#include "(kefu/)?[a-z_0-9]+' "$folder"*.[ch] | sed 's|kefu/||' |
            grep -vE "\"($below|gb18030_table)\$" && return 1
    done
    echo "arrows only point down: $(ls lib | grep -v '\.' | tr '\n' ' ')"
}

every_function_is_called() {
    missing=
    for f in $(grep -o 'kefu_[a-z0-9_]*;' lib/kefu.map | tr -d ';'); do
        grep -qr "\b$f(" tests/unit tests/laws || missing="$missing $f"
    done
    [ -z "$missing" ] || { echo "no unit test calls:$missing"; return 1; }
    echo "each of $(grep -c 'kefu_[a-z0-9_]*;' lib/kefu.map) public functions"
}

# The Python that `make deps` gave the producers of Arrow to, or the one that is there.
arrow_python() {
    [ -x build/python/bin/python3 ] && echo build/python/bin/python3 || echo python3
}
# Random marks of inspectors, their agreement a second time by tables of pairs and coincidence matrices.
agree_oracle() { python3 -B tests/oracle/agree.py $build/gcc/libkefu.so 1000; }
# Random cards and months, scored a second time in Python's fractions; and the schemas of cards and plans.
score_oracle() { python3 -B tests/oracle/score_oracle.py $build/gcc/libkefu.so 3000; }
# Random plans and conversations, drawn a second time from what kefu/sample.h says.
draw_oracle() { python3 -B tests/oracle/draw.py $build/gcc/libkefu.so 1000; }
schemas() { # of verdicts on reviews of buyers, on messages of agents, and on lines that are no reviews at all
    if have_models; then
        shop_in || return 1
        {
            desk_of gcc --json --roster $build/shop/nicknames.csv $build/shop/reviews.csv &&
                desk_of gcc --json --agents --column text=引用 $build/shop/conversations.csv &&
                desk_of gcc --json --replace <lib/lexicon/starter_zh.c
        } >$build/verdicts.jsonl || return 1
    fi
    $(arrow_python) -B tests/schema/check.py $build/gcc/libkefu.so $(have_models && echo $build/verdicts.jsonl)
}
arrow_producers() { $(arrow_python) -B tests/arrow/producers.py $build/gcc/libkefu.so; }

installed() ( # install to a DESTDIR, build every example through pkg-config, run one, uninstall
    root=$PWD/$build/root
    rm -rf "$root"
    make -s BUILD=$build/gcc PREFIX=/usr DESTDIR="$root" install || return 1
    export PKG_CONFIG_SYSROOT_DIR="$root" PKG_CONFIG_LIBDIR="$root/usr/lib/pkgconfig"
    export PKG_CONFIG_ALLOW_SYSTEM_LIBS=1 PKG_CONFIG_ALLOW_SYSTEM_CFLAGS=1
    [ "$(pkg-config --modversion kefu)" = "$(sed -n 's/^Version: //p' "$root/usr/lib/pkgconfig/kefu.pc")" ] || return 1
    for example in examples/*/; do
        ls "$example"*.c >/dev/null 2>&1 || continue
        case $example in # a plugin links nothing
        */plugin_*) how="-shared -fPIC $(pkg-config --cflags kefu)" ;;
        *) how=$(pkg-config --cflags --libs kefu $(ls lib/models | sed -n 's/\.bin$//p')) ;;
        esac
        cc -std=c11 -Wall -Wextra -Werror "$example"*.c $how -o $build/installed-"$(basename "$example")" || return 1
    done
    LD_LIBRARY_PATH="$root/usr/lib" $build/installed-month_end --help >/dev/null || return 1
    make -s BUILD=$build/gcc PREFIX=/usr DESTDIR="$root" uninstall || return 1
    left=$(find "$root" -type f -o -type l)
    [ -z "$left" ] || { echo "uninstall left: $left"; return 1; }
    echo "$(ls -d examples/*/ | wc -l) folders built through pkg-config against an installed copy, uninstall leaves nothing"
)

readme() { # the output shown is that of the demo, and the C program prints what stands below it
    out=$build/readme
    mkdir -p $out
    sed -n '/^\$ make demo$/,/^\$ make deps test$/p' README.md | sed '1d;$d' | grep -v '^building' >$out/demo.expected
    shop_in && sh examples/demo.sh $build/gcc | sed "s|$build/gcc|build|g" >$out/demo.got || return 1
    diff $out/demo.expected $out/demo.got || return 1
    awk '/^```c$/ { p = 1; next } /^```$/ { p = 0 } p' README.md >$out/quick.c
    awk '/^```c$/ { c = 1 } c && /^```$/ { c++; if (c == 3) { p = 1; next } if (c == 4) exit } p' \
        README.md >$out/quick.expected
    cc -std=c11 -Wall -Wextra -Werror -Iinclude $out/quick.c $build/gcc/libkefu.a -o $out/quick || return 1
    $out/quick >$out/quick.got && diff $out/quick.expected $out/quick.got || return 1
    echo "demo: $(wc -l <$out/demo.got) lines as shown; the C program prints what it says"
}

plugin_readme() { # the page is followed word by word, with what an installed copy and the examples give
    out=$PWD/$build/plugin_readme
    rm -rf "$out" && mkdir -p "$out/build/mine"
    ln -s "$PWD/$build/gcc/stage/include" "$out/include"
    ln -s "$PWD/$build/gcc/examples" "$out/build/examples"
    cp examples/plugin_fcr/contacts.csv "$out/build/mine"
    PATH=$PWD/$build/gcc/examples:$PATH sh tests/tools/readme.sh examples/plugin_fcr/README.md "$out/build/mine"
}

weekly_readme() { # so is the week of inspection
    out=$PWD/$build/weekly_readme
    rm -rf "$out" && mkdir -p "$out"
    cp examples/weekly_qc/plan.json "$out"
    PATH=$PWD/$build/gcc/examples:$PATH sh tests/tools/readme.sh examples/weekly_qc/README.md "$out"
}

figures_readme() { # so is the section of the README on figures
    out=$PWD/$build/figures_readme
    rm -rf "$out" && mkdir -p "$out"
    cp examples/catalogue/chats.csv "$out"
    sed -n '/^## Figures from rows$/,/^## Your own month$/p' README.md >"$out/figures.md"
    PATH=$PWD/$build/gcc/examples:$PATH sh tests/tools/readme.sh "$out/figures.md" "$out"
}

desk_readme() { # so is the desk of reviews, from stock-take to pay sheet
    out=$PWD/$build/desk_readme
    rm -rf "$out" && mkdir -p "$out"
    cp examples/review_desk/card.json examples/review_desk/pay.json examples/review_desk/metrics.txt "$out"
    PATH=$PWD/$build/gcc/examples:$PATH sh tests/tools/readme.sh examples/review_desk/README.md "$out"
}

definitions_page() { # the table of the built-in definitions is that of the program
    $build/gcc/examples/catalogue --markdown | diff examples/catalogue/README.md - || {
        echo "write it anew: $build/gcc/examples/catalogue --markdown >examples/catalogue/README.md"; return 1; }
    echo "$(grep -c '^| `[a-z_0-9]*/' examples/catalogue/README.md) definitions, as the program writes them"
}

shop_in() { # writes the shop's files once, the same with every build
    [ "$build/shop/items.csv" -nt $build/gcc/examples/shop ] || { mkdir -p $build/shop && $build/gcc/examples/shop $build/shop >/dev/null; }
}
shop_json() { # VARIANT
    shop_in && sh examples/shop/month.sh $build/"$1"/examples/month_end $build/shop --json
}
pay_json() { # VARIANT
    shop_in && sh examples/shop/payday.sh $build/"$1"/examples/month_end $build/shop \
        --pay-json $build/pay_of_"$1".json --csv >/dev/null && cat $build/pay_of_"$1".json
}
slips() { shop_in && sh tests/examples/slips.sh $build/gcc/examples/month_end $build/shop $build/slips; }
bank=../shared/data/ops_anonymous_bank_1999_02/calls.csv
bank_json() { sh examples/bank/month.sh $build/"$1"/examples/month_end "$bank" --json; }

# The library's models are what the program makes of the public data, to the byte; their cards are true.
review_data=../shared/data
trained() { sh examples/train_reviews/build.sh $build/gcc/examples/train_reviews $review_data "$@"; }
models() { # LANGUAGE
    model=lib/models/kefu_model_$1.bin left_out=
    [ "$1" = zh ] && left_out="--left-out lib/models/left_out_zh.txt"
    make -s BUILD=$build/gcc $build/gcc/examples/train_reviews || return 1
    trained --$1 @ $build/kefu_model_$1.bin $left_out || return 1
    cmp $build/kefu_model_$1.bin $model || return 1
    trained --check @ $model $left_out
}
left_out() { # categories that a model did not see
    trained --leave-out @ >$build/left_out_zh.txt
    diff $build/left_out_zh.txt lib/models/left_out_zh.txt && tail -1 $build/left_out_zh.txt
}

disguised() { # traditional, spaced, full-width: hardly less is right
    $(arrow_python) -B tests/oracle/disguise.py $build/gcc/libkefu.so lib/models/kefu_model_zh.bin $review_data
}

all_of() { # FOLDER: its files, names and contents
    (cd "$1" && find . -type f | LC_ALL=C sort | while read -r file; do echo "$file" && cat "$file"; done)
}
week_of() { # OUT SHOP VARIANT: a week of the shop inspected, and everything that comes out
    rm -rf "$1" && mkdir -p "$1" && sh examples/shop/week.sh $build/"$3"/examples/weekly_qc "$2" "$1" \
        --html "$1/page.html" >"$1.txt" && sed "s|$1|week|" "$1.txt" && all_of "$1"
}
shop_week() { shop_in && week_of $build/week_of $build/shop "$1"; }
inspected_readme() { # what the README shows of it is what it prints
    sed -n '/^\$ sh examples\/shop\/week.sh/,/^```$/p' README.md | sed '1d;$d' >$build/inspected.expected
    [ -s $build/inspected.expected ] || return 1
    while read -r line; do grep -qxF "$line" $build/week_of.txt || { echo "not printed: $line"; return 1; }; done <$build/inspected.expected
    echo "$(wc -l <$build/inspected.expected) lines as shown"
}
shop_week_shuffled() { # its rows in the order of what was said
    out=$build/week_shuffled
    shop_in && mkdir -p $out && cp $build/shop/*.csv $out || return 1
    { head -1 $build/shop/conversations.csv; tail -n +2 $build/shop/conversations.csv | LC_ALL=C sort -t, -k10; } \
        >$out/conversations.csv
    cmp -s $out/conversations.csv $build/shop/conversations.csv && { echo "nothing was shuffled"; return 1; }
    shop_week gcc >$build/week_of.all || return 1
    mkdir -p $out && week_of $build/week_of $out gcc | cmp - $build/week_of.all || return 1
    echo "by another column: $(wc -c <$build/week_of.all) equal bytes"
}
names_out() { shop_in && sh tests/examples/hidden.sh $build/gcc/examples/weekly_qc $build/shop $build/hidden; }
pages() { # one with names that a page must not take for tags
    out=$build/pages
    rm -rf $out && mkdir -p $out/marked && shop_in && cp $build/shop/*.csv $out || return 1
    for f in conversations inspectors bans; do sed 's/林晓燕/<b>\&amp;林/' $build/shop/$f.csv >$out/$f.csv; done
    sh examples/shop/week.sh $build/gcc/examples/weekly_qc $out $out/marked --html $out/page.html >$out/said || return 1
    grep -q '&lt;b&gt;&amp;amp;林' $out/page.html || { echo "names are not escaped"; return 1; }
    python3 -B tests/tools/page.py $out/page.html
}
bank_week() { # VARIANT: the last week of the real log, satisfaction and marks invented
    out=$build/bank_week
    sh examples/bank/week.sh $build/"$1"/examples/weekly_qc "$bank" $out && all_of $out/lists
}

reviews_readme() { # what the README shows of reviews is printed
    sed -n '/^\$ build\/examples\/review_desk/,/^```$/p' README.md | sed '1d;$d' >$build/reviews.expected
    [ -s $build/reviews.expected ] || return 1
    desk_of gcc --roster $build/shop/nicknames.csv --limit 400 $build/shop/reviews.csv >$build/reviews.txt || return 1
    while read -r line; do grep -qF "$line" $build/reviews.txt || { echo "not printed: $line"; return 1; }; done <$build/reviews.expected
    echo "$(wc -l <$build/reviews.expected) lines as shown"
}
desk_of() { # VARIANT OPTION...
    variant=$1; shift
    $build/"$variant"/examples/review_desk "$@"
}
desk_month() { # VARIANT OPTION...: the shop's reviews up to its sheet
    variant=$1; shift
    shop_in && mkdir -p $build/desk && sh examples/shop/desk.sh $build/"$variant"/examples/review_desk \
        $build/"$variant"/examples/month_end $build/shop $build/desk "$@"
}
desk_all() { # VARIANT: all that comes out on the way
    desk_month "$1" --json 2>/dev/null && all_of $build/desk && desk_of "$1" --json --why $build/shop/reviews.csv
}
desk_counts() { # the desk finds the reviews that name somebody which the shop's month has counted
    desk_month gcc >/dev/null 2>&1 || return 1
    $build/gcc/examples/month_end --by 客服 --events $build/desk/hits.csv --cell 'person=text:as 客服' \
        --metrics examples/review_desk/metrics.txt --csv | awk -F, 'NR > 1 && $2 + $3 { print $1 "," $2 + 0 "," $3 + 0 }' |
        LC_ALL=C sort >$build/desk_found
    awk -F, 'NR > 1 && $1 != "合计" && $6 + $7 { print $1 "," $6 "," $7 }' $build/shop/monthly.csv | LC_ALL=C sort |
        diff - $build/desk_found || return 1
    awk -F, '{ praise += $2; blame += $3 } END { print praise " praised and " blame " blamed by name, as the month has them" }' \
        $build/desk_found
}
desk_reasons() { # every decision stands in somebody's reasons, with what the review says, in both languages
    shop_in && cut -d, -f3 $build/shop/decided.csv | tail -n +2 | sort -u >$build/desk_decided
    for language in zh en; do
        desk_month gcc --slip all --lang $language >$build/desk_slips_$language 2>&1 || return 1
        while read -r review; do
            grep -q "$review: .\{10,\}" $build/desk_slips_$language || { echo "$language: $review is not shown"; return 1; }
        done <$build/desk_decided
    done
    echo "$(wc -l <$build/desk_decided) reviews quoted in Chinese and English"
}

days() { # the daily example prints what its README shows: the merged days are the month
    make -s BUILD=$build/gcc $build/gcc/examples/daily || return 1
    sh examples/daily/days.sh $build/gcc/examples/daily $build/daily >$build/daily.got || return 1
    sed -n '/^\$ sh examples.daily/,/^```$/p' examples/daily/README.md | sed '1d;$d' | diff - $build/daily.got || return 1
    grep '^merged' $build/daily.got
}

parts() { make -s BUILD=$build/gcc $build/gcc/bench/scale && $build/gcc/bench/scale --check; } # no order of merging shows

parquet_days() { # DuckDB hands out the rows, and its SQL the figures once more
    make -s BUILD=$build/gcc python-dev && $(arrow_python) -B examples/spark/event_log.py $build/log 500 &&
        PYTHONPATH=$build/gcc/python/lib $(arrow_python) -B examples/duckdb/parquet_days.py $build/log
}
on_spark() { make -s BUILD=$build/gcc test-spark SPARK_PYTHON="$(arrow_python)"; }

same_everywhere() { # JOB-FUNCTION VARIANTS...: the bytes of each build equal those of gcc's
    job=$1; shift
    $job gcc >$build/$job-gcc.json || return 1
    [ -s $build/$job-gcc.json ] || { echo "$job printed nothing"; return 1; }
    for v in "$@"; do
        $job "$v" >$build/$job-"$v".json || return 1
        cmp $build/$job-gcc.json $build/$job-"$v".json || return 1
    done
    echo "gcc $* : $(wc -c <$build/$job-gcc.json) equal bytes"
}
shuffled() { # the events in 8 shuffled batches, and in single rows
    "$@" | tee $build/shuffled.txt | grep -q 'same result in 8 shuffled batches: yes' || { tail -5 $build/shuffled.txt; return 1; }
    grep 'same result' $build/shuffled.txt
}

# ---- the gates -------------------------------------------------------------------------------

echo "kefu $(sed -n 's/^.define KEFU_VERSION_[A-Z]* *//p' include/kefu/base.h | paste -sd.): tests on $(uname -sm), $(cc --version | head -1)"

gate "build, gcc, shared and static" make -s -j2 BUILD=$build/gcc all
if have clang; then gate "build, clang" make -s -j2 BUILD=$build/clang CC=clang all; else skip "build, clang" "clang is not installed"; fi
gate "headers alone" headers
gate "a guest: libc only" guest
gate "layers" layers
calls() { STRICT=1 make -s BUILD=$build/gcc check-calls && { ! have clang || STRICT=1 make -s BUILD=$build/clang CC=clang check-calls; }; }
if have python3; then gate "bindings: every function" calls; else skip "bindings: every function" "python3 is not installed"; fi

if echo '#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
int main(void) { return 0; }' | cc -x c - -o /dev/null -lcmocka >/dev/null 2>&1; then
    [ -n "$only" ] || list_tests
    units "unit tests, laws, allocation sweep" gcc "-O2 -g"
    gate "a test for every function" every_function_is_called
    # clang's sanitizers see a little more than gcc's: they are taken where they are installed.
    sanitizer=cc
    compiles "clang -fsanitize=address,undefined" 'int main(void) { return 0; }' && sanitizer=clang
    if compiles "$sanitizer -fsanitize=address,undefined" 'int main(void) { return 0; }'; then
        units "the same under ASan and UBSan" asan "-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all" $sanitizer
    else
        skip "ASan and UBSan" "the compiler has no sanitizer libraries"
    fi
    units "the same, portable wide integers" portable "-O2 -DKEFU_PORTABLE_WIDE"
else
    fail "unit tests" "cmocka is not installed: run make deps"
fi

gate "exported symbols, layouts, abidiff" sh tests/abi/check.sh $build/gcc/libkefu.so

have abidiff || skip "abidiff" "abigail-tools is not installed"

# Builds that must agree to the byte.
variants=
gate "examples, gcc" variant gcc cc "-O2 -g"
gate "build, gcc -O0" variant O0 cc "-O0" && variants="$variants O0"
gate "build, gcc -O3" variant O3 cc "-O3" && variants="$variants O3"
gate "build, portable wide integers" variant wide cc "-O2 -DKEFU_PORTABLE_WIDE" && variants="$variants wide"
if have clang; then gate "build, clang -O2" variant clang clang "-O2" && variants="$variants clang"; fi
without_loading() { # nothing of the dynamic loader is asked for then
    make -s -j2 BUILD=$build/noload KEFU_NO_LOAD=1 CFLAGS=-O0 all || return 1
    nm -D $build/noload/libkefu.so | grep -E ' dl[a-z]+(@|$)|kefu_registry_load' && return 1
    ! grep -q -e -ldl $build/noload/kefu.pc && echo "no dlopen, no kefu_registry_load"
}
amalgamated() {
    make -s BUILD=$build/gcc amalgamation && ! grep -q dlopen $build/gcc/kefu.c &&
        make -s BUILD=$build/gcc KEFU_LOAD=1 amalgamation &&
        mkdir -p $build/one/examples $build/one/include/ && cp $build/gcc/kefu.h $build/one/include/ &&
        cc -std=c11 -O2 -march=native -Wall -Wextra -Werror -c $build/gcc/kefu.c -o $build/one/kefu.o &&
        cc -std=c11 -O2 -march=native -I$build/one/include examples/month_end/*.c $build/one/kefu.o \
            -ldl -o $build/one/examples/month_end &&
        cc -std=c11 -O2 -march=native -I$build/one/include examples/weekly_qc/*.c $build/one/kefu.o \
            -ldl -o $build/one/examples/weekly_qc && echo "one file, -O2 -march=native"
}
gate "build, KEFU_NO_LOAD=1" without_loading
gate "build, amalgamation" amalgamated && variants="$variants one"

golden_on "gcc" $build/gcc/libkefu.a cc -O2
golden_on "gcc -O0" $build/O0/libkefu.a cc -O0
golden_on "portable wide integers" $build/wide/libkefu.a cc -O2
golden_on "amalgamation" $build/one/kefu.o cc "-O2 -ldl"
have clang && golden_on "clang" $build/clang/libkefu.a clang -O2

gate "the README" readme
gate "figures from rows" figures_readme
gate "a plugin in ten minutes" plugin_readme
gate "month_end, mistakes people make" sh tests/examples/run.sh $build/gcc/examples/month_end $build/mistakes
gate "catalogue, what it says" sh tests/examples/run.sh $build/gcc/examples/catalogue $build/mistakes catalogue.txt
gate "the page of definitions" definitions_page
gate "days that add up" days
if have_models; then gate "a hundred parts in a tree" parts; else skip "a hundred parts in a tree" "the models are not in lib/models"; fi
gate "the shop: same bytes" same_everywhere shop_json $variants
gate "the shop's pay: same bytes" same_everywhere pay_json $variants
gate "slips in Chinese and English" slips
if have_models; then
    gate "reviews: as the README shows them" reviews_readme
    gate "reviews: named as the month has it" desk_counts
    gate "reviews: quoted in the reasons" desk_reasons
    gate "reviews: same bytes" same_everywhere desk_all $(echo "$variants" | sed 's/ one$//')
    gate "reviews, the page" desk_readme
else
    skip "reviews" "the models are not in lib/models"
fi
gate "a week of inspection, the page" weekly_readme
gate "weekly_qc, mistakes people make" sh tests/examples/run.sh $build/gcc/examples/weekly_qc $build/mistakes weekly.txt
gate "a week inspected: same bytes" same_everywhere shop_week $variants
gate "a week inspected: the README" inspected_readme
gate "a week inspected: shuffled" shop_week_shuffled
gate "names taken out" names_out
if have python3; then gate "pages open without network" pages; else skip "pages open without network" "python3 is not installed"; fi
gate "the shop: shuffled, split" shuffled sh examples/shop/month.sh $build/gcc/examples/month_end $build/shop --check-batches 8
if $(arrow_python) -c 'import pyarrow' 2>/dev/null || $(arrow_python) -c 'import polars' 2>/dev/null; then
    gate "Arrow: pyarrow, Polars, DuckDB" arrow_producers
else
    skip "Arrow: pyarrow, Polars, DuckDB" "neither pyarrow nor Polars is installed"
fi
if $(arrow_python) -c 'import duckdb, pyarrow' 2>/dev/null; then gate "days in Parquet, DuckDB" parquet_days; else skip "days in Parquet, DuckDB" "duckdb or pyarrow is not installed"; fi
if have java && $(arrow_python) -c 'import pyspark, pyarrow' 2>/dev/null; then gate "the month on Spark" on_spark; else skip "the month on Spark" "pyspark, pyarrow or Java is not installed"; fi
if have python3; then gate "samples: drawn a second time" draw_oracle; else skip "samples: drawn a second time" "python3 is not installed"; fi
if have python3; then gate "scores: a second scorer in fractions" score_oracle; else skip "a second scorer" "python3 is not installed"; fi
if have python3; then gate "agreement: a second time in fractions" agree_oracle; else skip "agreement a second time" "python3 is not installed"; fi
if $(arrow_python) -c 'import jsonschema' 2>/dev/null; then gate "JSON Schemas of cards and plans" schemas; else skip "JSON Schemas" "jsonschema is not installed"; fi
if have pkg-config; then gate "examples installed, pkg-config" installed; else skip "examples installed" "pkg-config is not installed"; fi
. tests/bindings.sh
train_mistakes() {
    make -s BUILD=$build/gcc $build/gcc/examples/train_reviews &&
        sh tests/examples/run.sh $build/gcc/examples/train_reviews $build/mistakes train.txt
}
gate "train_reviews, mistakes people make" train_mistakes
if [ -d $review_data/zh_online_shopping10 ] && [ -f lib/models/kefu_model_zh.bin ]; then
    gate "models: zh, retrained" models zh
    gate "models: en, retrained" models en
    gate "models: categories left out" left_out
    if have python3; then gate "reviews: disguised texts" disguised; else skip "reviews: disguised texts" "python3 is not installed"; fi
else
    skip "models, retrained" "$review_data is not here"
fi
if [ -f "$bank" ]; then
    gate "the real log: same bytes" same_everywhere bank_json $variants
    gate "the real log inspected: same bytes" same_everywhere bank_week $variants
    gate "the real log: shuffled, split" shuffled sh examples/bank/month.sh $build/gcc/examples/month_end "$bank" --check-batches 8
else
    skip "the real log" "$bank is not here"
fi

if have clang && compiles "clang -fsanitize=fuzzer,address" '#include <stdint.h>
#include <stddef.h>
int LLVMFuzzerTestOneInput(const uint8_t *d, size_t n); int LLVMFuzzerTestOneInput(const uint8_t *d, size_t n) { return d && n ? 0 : 0; }'; then
    gate "fuzzers, built" make -s -j2 BUILD=$build fuzzers
    for source in tests/fuzz/fuzz_*.c; do
        f=$(basename "$source" .c); f=${f#fuzz_}
        short_fuzz() { make -s BUILD=$build $build/fuzz/$f && sh tests/tools/fuzz.sh $build $f ${FUZZ_SECONDS:-4}; }
        gate "fuzz $f, short" short_fuzz
    done
else
    skip "fuzz" "clang with libFuzzer is not installed"
fi

echo
[ $failed -eq 0 ] || echo "failed:$failures"
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ]
