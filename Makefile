# kefu: build, try, test, install. `make help` lists the targets.

CC ?= cc
AR ?= ar
NM ?= nm
CFLAGS ?= -O3 -g
BUILD ?= build
DESTDIR ?=
PREFIX ?= /usr/local
LIBDIR ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include

# The version is written once, in include/kefu/base.h; the soname counts ABI breaks, not releases.
version_of = $(shell sed -n 's/^.define KEFU_VERSION_$(1) *//p' include/kefu/base.h)
VERSION := $(call version_of,MAJOR).$(call version_of,MINOR).$(call version_of,PATCH)
SONAME := libkefu.so.0
SHARED := libkefu.so.0.$(VERSION)

WARNINGS := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
            -Wvla -Werror
# No contraction of a*b+c: the one rule that reads doubles must not depend on the processor.
KF_CFLAGS := -std=c11 $(WARNINGS) -fvisibility=hidden -ffp-contract=off -fPIC -DKEFU_BUILD \
             -Iinclude -Ilib

# Loops that are compiled once more for wider registers, where the compiler knows them: the processor
# is asked before they are called. Elsewhere, and in one file, these sources are empty.
AVX2_FLAGS := -mavx2
AVX512_FLAGS := -mavx512f -mavx512vl -mavx512bw -mavx512dq -mprefer-vector-width=512
VBMI2_FLAGS := $(AVX512_FLAGS) -mavx512vbmi -mavx512vbmi2 -mbmi -mbmi2 -mlzcnt -mpopcnt
# Windows, where a long has 4 bytes, is left out: GCC spills wide registers to a stack that is not aligned there.
knows = $(shell echo 'int x[sizeof(void *) == 8 && sizeof(long) == 8 ? 1 : -1];' | \
          $(CC) -Werror $(CFLAGS) $(1) -x c -c - -o /dev/null 2>/dev/null && echo yes)
HAVE_AVX2 := $(call knows,$(AVX2_FLAGS))
HAVE_AVX512 := $(if $(HAVE_AVX2),$(call knows,$(AVX512_FLAGS)))
HAVE_VBMI2 := $(if $(HAVE_AVX512),$(call knows,$(VBMI2_FLAGS)))
HAVE_FLAGS := $(if $(HAVE_AVX2),-DKF_HAVE_AVX2) $(if $(HAVE_AVX512),-DKF_HAVE_AVX512) \
              $(if $(HAVE_VBMI2),-DKF_HAVE_VBMI2)
KF_CFLAGS += $(HAVE_FLAGS)

# KEFU_NO_LOAD=1 leaves out what loads plugins from files, and with it dlopen (in libdl before glibc 2.34).
LOAD := lib/load/%
LOAD_LIBS := $(if $(KEFU_NO_LOAD),,$(if $(filter Linux,$(shell uname -s)),-ldl))

HEADERS := $(wildcard include/*.h include/kefu/*.h)
SOURCES := $(filter-out $(if $(KEFU_NO_LOAD),$(LOAD)),$(sort $(wildcard lib/*/*.c)))
OBJECTS := $(SOURCES:%.c=$(BUILD)/%.o)
C_FILES := $(HEADERS) $(wildcard lib/*/*.[ch] bindings/*/*.[ch] bindings/*/src/*.[ch] examples/*/*.[ch] tests/*/*.[ch])

.PHONY: all help examples demo deps test test-spark unit laws bench bench-scale install install-headers install-library uninstall \
        amalgamation asan check-abi abi-baseline fuzz coverage cross format check-format check-calls stage clean fuzzers FORCE

# Each model is a library of its own: bytes, no code.
MODELS := $(patsubst lib/models/kefu_model_%.bin,%,$(wildcard lib/models/kefu_model_*.bin))
model_files = $(foreach m,$(MODELS),$(BUILD)/libkefu_model_$(m).$(1))

all: $(BUILD)/libkefu.a $(BUILD)/libkefu.so $(BUILD)/kefu.pc $(call model_files,a) $(call model_files,so) \
     $(MODELS:%=$(BUILD)/kefu_model_%.pc)

help:
	@echo "all           static and shared library             demo          the embedded shop's month"
	@echo "deps          install what the tests need           test          every gate, short"
	@echo "unit          unit tests (T=name for one)           asan          unit tests under ASan and UBSan"
	@echo "laws          laws of metrics, LAW_ROUNDS=1000"
	@echo "fuzz          each fuzzer for FUZZ_SECONDS=60       coverage      lines and branches of the tests"
	@echo "bench         W1, W2, W4, W5 beside installed peers amalgamation  build/kefu.c and build/kefu.h"
	@echo "bench-python  calls from Python beside ctypes       fuzz-python   SECONDS=600 SEED=1 THREADS=2"
	@echo "python-asan   tests of Python under ASan and UBSan"
	@echo "bench-lua     what calls cost from each Lua, beside a plain module of C"
	@echo "bench-scale   a month in 10,000 parts, merged in a tree; what a billion costs (SCALE=\"--rows 10000\")"
	@echo "check-calls   every function is bound, STRICT=1 LIST=1"
	@echo "python        wheel and sdist to build/python/dist   python-dev    the extension in build/python/lib"
	@echo "lua           build/lua/5.4/kefu.so and others    test-lua      their tests"
	@echo "test-spark    the month on PySpark and in one process: the same bytes (SPARK_PYTHON=...)"
	@echo "golden-python, golden-lua                           golden vectors by these languages"
	@echo "check-abi     symbols, layout, abidiff              abi-baseline  accept the ABI as it is now"
	@echo "cross         golden vectors on 32 bits, s390x, musl, Windows"
	@echo "install       DESTDIR PREFIX LIBDIR INCLUDEDIR      uninstall     remove it again"
	@echo "format        clang-format everything               clean         remove build/"
	@echo "KEFU_NO_LOAD=1 builds without plugins from files; amalgamation has them with KEFU_LOAD=1"

# ---- The library ----------------------------------------------------------------------------

$(BUILD)/lib/%.o: lib/%.c
	@mkdir -p $(@D)
	$(CC) $(KF_CFLAGS) $(CFLAGS) $(WIDE_FLAGS) -MMD -MP -c $< -o $@
$(BUILD)/lib/%_avx2.o: WIDE_FLAGS = $(if $(HAVE_AVX2),$(AVX2_FLAGS))
# Without optimisation some intrinsics are macros of GCC that convert the signs of masks.
$(BUILD)/lib/%_avx512.o: WIDE_FLAGS = $(if $(HAVE_AVX512),$(AVX512_FLAGS) -Wno-sign-conversion)
$(BUILD)/lib/%_vbmi2.o: WIDE_FLAGS = $(if $(HAVE_VBMI2),$(VBMI2_FLAGS))

$(BUILD)/libkefu.a: $(OBJECTS)
	@rm -f $@
	$(AR) rcs $@ $(OBJECTS)

$(BUILD)/kefu.map: lib/kefu.map
	@mkdir -p $(@D)
	@$(if $(KEFU_NO_LOAD),grep -v kefu_registry_load,cat) $< > $@

$(BUILD)/$(SHARED): $(OBJECTS) $(BUILD)/kefu.map
	$(CC) -shared $(CFLAGS) $(LDFLAGS) -Wl,-soname,$(SONAME) -Wl,--version-script=$(BUILD)/kefu.map \
	    -Wl,-z,defs -o $@ $(OBJECTS) $(LOAD_LIBS)

$(BUILD)/libkefu.so: $(BUILD)/$(SHARED)
	@ln -sf $(SHARED) $(BUILD)/$(SONAME)
	@ln -sf $(SONAME) $@

$(BUILD)/kefu.pc: lib/kefu.pc.in include/kefu/base.h
	@mkdir -p $(@D)
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@LIBDIR@|$(LIBDIR)|' -e 's|@INCLUDEDIR@|$(INCLUDEDIR)|' \
	    -e 's|@VERSION@|$(VERSION)|' -e 's|@LOAD_LIBS@|$(LOAD_LIBS)|' lib/kefu.pc.in > $@

-include $(OBJECTS:.o=.d)

# ---- Models -----------------------------------------------------------------------------------

# od -w and sed make the text; pedantry about its length is left out.
$(BUILD)/kefu_model_%.c: lib/models/kefu_model_%.bin lib/models/model.sh
	@mkdir -p $(@D)
	sh lib/models/model.sh $* $< > $@
$(BUILD)/kefu_model_%.o: $(BUILD)/kefu_model_%.c include/kefu/models.h
	$(CC) $(KF_CFLAGS) $(CFLAGS) -Wno-overlength-strings -c $< -o $@
$(BUILD)/libkefu_model_%.a: $(BUILD)/kefu_model_%.o
	@rm -f $@
	$(AR) rcs $@ $<
$(BUILD)/libkefu_model_%.so.0.$(VERSION): $(BUILD)/kefu_model_%.o
	$(CC) -shared $(CFLAGS) $(LDFLAGS) -Wl,-soname,libkefu_model_$*.so.0 -Wl,-z,defs -o $@ $<
$(BUILD)/libkefu_model_%.so: $(BUILD)/libkefu_model_%.so.0.$(VERSION)
	@ln -sf libkefu_model_$*.so.0.$(VERSION) $(BUILD)/libkefu_model_$*.so.0
	@ln -sf libkefu_model_$*.so.0 $@
$(BUILD)/kefu_model_%.pc: lib/models/model.pc.in include/kefu/base.h
	@mkdir -p $(@D)
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@LIBDIR@|$(LIBDIR)|' -e 's|@INCLUDEDIR@|$(INCLUDEDIR)|' \
	    -e 's|@VERSION@|$(VERSION)|' -e 's|@MODEL@|$*|' lib/models/model.pc.in > $@
.SECONDARY: $(MODELS:%=$(BUILD)/kefu_model_%.c) $(MODELS:%=$(BUILD)/kefu_model_%.o) \
            $(MODELS:%=$(BUILD)/libkefu_model_%.so.0.$(VERSION))

# What loads plugins comes last: the headers of Windows define names that others use.
ONE_FILE := $(filter-out $(LOAD) %_avx2.c %_avx512.c %_vbmi2.c,$(SOURCES)) $(if $(KEFU_LOAD),$(filter $(LOAD),$(SOURCES)))
amalgamation: $(BUILD)/kefu.c
$(BUILD)/kefu.c: FORCE
	@mkdir -p $(@D)
	@awk -v version=$(VERSION) -f lib/amalgamate.awk include/kefu.h > $(BUILD)/kefu.h
	@awk -v version=$(VERSION) -v public=kefu.h -f lib/amalgamate.awk $(ONE_FILE) > $@
	@echo "$(BUILD)/kefu.h and $@: $$(wc -l < $@) lines; cc -std=c11 -c $@"

# ---- Install --------------------------------------------------------------------------------

install: install-headers install-library

install-headers:
	install -d $(DESTDIR)$(INCLUDEDIR)/kefu
	install -m 644 include/kefu/*.h $(DESTDIR)$(INCLUDEDIR)/kefu/
	install -m 644 include/kefu.h $(DESTDIR)$(INCLUDEDIR)/

install-library: all
	install -d $(DESTDIR)$(LIBDIR)/pkgconfig
	install -m 644 $(BUILD)/libkefu.a $(DESTDIR)$(LIBDIR)/
	install -m 755 $(BUILD)/$(SHARED) $(DESTDIR)$(LIBDIR)/
	ln -sf $(SHARED) $(DESTDIR)$(LIBDIR)/$(SONAME)
	ln -sf $(SONAME) $(DESTDIR)$(LIBDIR)/libkefu.so
	install -m 644 $(BUILD)/kefu.pc $(DESTDIR)$(LIBDIR)/pkgconfig/
	@set -e; for m in $(MODELS); do set -x; \
	    install -m 644 $(BUILD)/libkefu_model_$$m.a $(DESTDIR)$(LIBDIR)/; \
	    install -m 755 $(BUILD)/libkefu_model_$$m.so.0.$(VERSION) $(DESTDIR)$(LIBDIR)/; \
	    ln -sf libkefu_model_$$m.so.0.$(VERSION) $(DESTDIR)$(LIBDIR)/libkefu_model_$$m.so.0; \
	    ln -sf libkefu_model_$$m.so.0 $(DESTDIR)$(LIBDIR)/libkefu_model_$$m.so; \
	    install -m 644 $(BUILD)/kefu_model_$$m.pc $(DESTDIR)$(LIBDIR)/pkgconfig/; \
	done

uninstall:
	rm -f $(DESTDIR)$(LIBDIR)/libkefu.a $(DESTDIR)$(LIBDIR)/libkefu.so \
	    $(DESTDIR)$(LIBDIR)/$(SONAME) $(DESTDIR)$(LIBDIR)/$(SHARED) \
	    $(DESTDIR)$(LIBDIR)/pkgconfig/kefu.pc $(DESTDIR)$(INCLUDEDIR)/kefu.h
	rm -f $(foreach m,$(MODELS),$(addprefix $(DESTDIR)$(LIBDIR)/,libkefu_model_$(m).a libkefu_model_$(m).so \
	    libkefu_model_$(m).so.0 libkefu_model_$(m).so.0.$(VERSION) pkgconfig/kefu_model_$(m).pc))
	rm -rf $(DESTDIR)$(INCLUDEDIR)/kefu

# ---- Examples: built against an installed copy, as a user would ------------------------------

STAGE := $(abspath $(BUILD)/stage)
STAGE_LIB := $(STAGE)/lib
EXAMPLE_FOLDERS := $(patsubst examples/%/,%,$(sort $(dir $(wildcard examples/*/*.c))))
EXAMPLES := $(filter-out plugin_%,$(EXAMPLE_FOLDERS))
EXAMPLE_FLAGS = -I$(STAGE)/include
EXAMPLE_LIBS = $(STAGE_LIB)/libkefu.a $(MODELS:%=$(STAGE_LIB)/libkefu_model_%.a) $(LOAD_LIBS)

# A private copy of the build description, so that PREFIX of a later `make install` is not ours.
$(STAGE)/include/kefu.h: $(HEADERS)
	@$(MAKE) -s install-headers INCLUDEDIR=$(STAGE)/include DESTDIR=

$(STAGE_LIB)/libkefu.a: $(BUILD)/libkefu.a $(BUILD)/libkefu.so $(call model_files,a) $(STAGE)/include/kefu.h \
                        lib/kefu.pc.in
	@rm -f $(BUILD)/kefu.pc $(BUILD)/kefu_model_*.pc
	@$(MAKE) -s install-library PREFIX=$(STAGE) LIBDIR=$(STAGE_LIB) INCLUDEDIR=$(STAGE)/include DESTDIR=
	@rm -f $(BUILD)/kefu.pc $(BUILD)/kefu_model_*.pc

stage: $(STAGE_LIB)/libkefu.a

define example
$(BUILD)/examples/$(1): $(wildcard examples/$(1)/*.[ch]) $(STAGE_LIB)/libkefu.a
	@mkdir -p $$(@D)
	$$(CC) -std=c11 $(WARNINGS) $$(CFLAGS) $$(EXAMPLE_FLAGS) $(wildcard examples/$(1)/*.c) \
	    $$(EXAMPLE_LIBS) -o $$@
endef
$(foreach e,$(EXAMPLES),$(eval $(call example,$(e))))

# Plugins link nothing: the headers are all they need.
DLL := $(if $(findstring mingw,$(shell $(CC) -dumpmachine)),dll,so)
PLUGINS := $(patsubst %,$(BUILD)/examples/%.$(DLL),$(filter plugin_%,$(EXAMPLE_FOLDERS)))
define plugin
$(BUILD)/examples/$(1).$(DLL): $(wildcard examples/$(1)/*.[ch]) $(STAGE)/include/kefu.h
	@mkdir -p $$(@D)
	$$(CC) -std=c11 $(WARNINGS) $$(CFLAGS) -fPIC -shared $$(EXAMPLE_FLAGS) $(wildcard examples/$(1)/*.c) -o $$@
endef
$(foreach p,$(filter plugin_%,$(EXAMPLE_FOLDERS)),$(eval $(call plugin,$(p))))

examples: $(EXAMPLES:%=$(BUILD)/examples/%) $(PLUGINS)

demo:
	@echo "building kefu $(VERSION) and its examples ..."
	@$(MAKE) -s --no-print-directory examples
	@sh examples/demo.sh $(BUILD)

# ---- Bindings -------------------------------------------------------------------------------

include bindings/python/python.mk
include bindings/lua/lua.mk

# ---- Tests ----------------------------------------------------------------------------------

deps:
	@sh tests/tools/deps.sh

test:
	@sh tests/run.sh

# SPARK_PYTHON: a Python with pyspark, if it is neither build/python/bin/python3 nor python3.
test-spark: python-dev $(BUILD)/examples/shop $(BUILD)/examples/month_end
	@sh tests/tools/spark.sh $(BUILD) $(SPARK_PYTHON)

TEST_FLAGS := -std=c11 $(WARNINGS) -Iinclude -Ilib -Itests/unit
T ?= *
UNIT := $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/test_$(T).c tests/laws/test_$(T).c))
$(BUILD)/tests/%: tests/%.c $(BUILD)/libkefu.a $(wildcard tests/unit/*.h tests/unit/*.inc)
	@mkdir -p $(@D)
	$(CC) $(TEST_FLAGS) $(CFLAGS) $< -o $@ $(BUILD)/libkefu.a -lcmocka $(LOAD_LIBS)

# Plugins that test_load loads: good ones, and one for each way to be none.
TEST_PLUGINS := $(patsubst %.c,$(BUILD)/%.so,$(wildcard tests/plugins/*.c))
$(BUILD)/tests/plugins/%.so: tests/plugins/%.c $(wildcard tests/plugins/*.h) $(HEADERS)
	@mkdir -p $(@D)
	$(CC) -std=c11 $(WARNINGS) -Iinclude $(CFLAGS) -fPIC -shared $< -o $@
$(BUILD)/tests/laws/test_fcr_laws: examples/plugin_fcr/plugin_fcr.c
$(BUILD)/tests/unit/test_load: $(TEST_PLUGINS)
$(BUILD)/tests/unit/test_load: TEST_FLAGS += -DTEST_PLUGINS='"$(BUILD)/tests/plugins"'

unit: $(UNIT)
	@set -e; for t in $(UNIT); do echo "== $$t"; $$t; done

# Each law for each metric in LAW_ROUNDS rounds of random rows; a few of them are in `make unit`.
LAW_ROUNDS ?= 1000
laws: $(BUILD)/tests/laws/test_metric_laws
	KEFU_LAW_ROUNDS=$(LAW_ROUNDS) $<

SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
asan:
	@$(MAKE) -s BUILD=$(BUILD)/asan CFLAGS="-O1 -g $(SANITIZE)" unit

# tests/golden needs no framework, so it also runs where cmocka cannot: it prints N passed, N failed.
GOLDEN_LIB ?= $(BUILD)/libkefu.a
GOLDEN := $(wildcard tests/golden/*.c)
$(BUILD)/golden: $(GOLDEN) tests/golden/golden.h $(GOLDEN_LIB)
	@mkdir -p $(@D)
	$(CC) -std=c11 $(WARNINGS) -Iinclude $(CFLAGS) $(GOLDEN) $(GOLDEN_LIB) -o $@

FUZZERS := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
FUZZ_SECONDS ?= 60
FUZZ_FLAGS := -std=c11 -O1 -g -Iinclude -Ilib -fno-sanitize-recover=all \
              $(HAVE_FLAGS)
FUZZ_OBJECTS := $(SOURCES:%.c=$(BUILD)/fuzz/%.o)
$(BUILD)/fuzz/lib/%.o: lib/%.c
	@mkdir -p $(@D)
	clang $(FUZZ_FLAGS) $(WIDE_FLAGS) -fsanitize=fuzzer-no-link,address,undefined -c $< -o $@
$(BUILD)/fuzz/lib/%_avx2.o: WIDE_FLAGS = $(if $(HAVE_AVX2),$(AVX2_FLAGS))
$(BUILD)/fuzz/lib/%_avx512.o: WIDE_FLAGS = $(if $(HAVE_AVX512),$(AVX512_FLAGS))
$(BUILD)/fuzz/lib/%_vbmi2.o: WIDE_FLAGS = $(if $(HAVE_VBMI2),$(VBMI2_FLAGS))
$(BUILD)/fuzz/%: tests/fuzz/fuzz_%.c $(FUZZ_OBJECTS)
	clang $(FUZZ_FLAGS) -fsanitize=fuzzer,address,undefined $< $(FUZZ_OBJECTS) -o $@
fuzzers: $(FUZZERS:%=$(BUILD)/fuzz/%)
fuzz: fuzzers
	@set -e; for f in $(FUZZERS); do sh tests/tools/fuzz.sh $(BUILD) $$f $(FUZZ_SECONDS); done

coverage:
	@mkdir -p $(BUILD)/coverage
	@$(MAKE) -s BUILD=$(BUILD)/coverage CFLAGS="-O0 -g --coverage" unit > $(BUILD)/coverage.log
	@sh tests/tools/coverage.sh $(BUILD)/coverage

cross:
	@sh tests/tools/cross.sh $(BUILD)

# Python and Lua are bound by one description of every function, see bindings/calls/calls.h.
CALLS := $(wildcard bindings/calls/*)
$(BUILD)/tests/calls: tests/bindings/calls.c $(CALLS) $(HEADERS) $(BUILD)/libkefu.a
	@mkdir -p $(@D)
	$(CC) -std=c11 $(WARNINGS) -Iinclude -Ibindings $< -o $@ $(BUILD)/libkefu.a $(LOAD_LIBS)
check-calls: $(BUILD)/tests/calls
	@python3 tests/tools/calls.py $<

check-abi: $(BUILD)/libkefu.so
	@sh tests/abi/check.sh $(BUILD)/$(SHARED)

abi-baseline: $(BUILD)/libkefu.so
	abidw --headers-dir include --no-comp-dir-path --no-corpus-path --drop-private-types $(BUILD)/$(SHARED) > tests/abi/libkefu-x86_64.abi

bench: $(BUILD)/libkefu.a
	@sh tests/bench/run.sh $(BUILD)

# SCALE="--parts 10000 --rows 100000 --price 0.03": see tests/bench/scale.c.
$(BUILD)/bench/scale: $(wildcard tests/bench/scale*.[ch]) tests/bench/bench.h $(BUILD)/libkefu.a $(BUILD)/libkefu_model_zh.a
	@mkdir -p $(@D)
	$(CC) -std=c11 -O2 -Wall -Wextra -Wno-unused-function -Iinclude $(filter %.c %.a,$^) -o $@
bench-scale: $(BUILD)/bench/scale
	@$< $(SCALE)

format:
	clang-format -i $(C_FILES)
check-format:
	clang-format --dry-run -Werror $(C_FILES)

clean:
	rm -rf $(BUILD)
