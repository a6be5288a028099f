# python.mk - the extension for Python: in place while working (python-dev), and as it is shipped (python).

PYTHON ?= python3
PY := $(BUILD)/python
PY_INCLUDE = $(shell $(PYTHON) -c 'import sysconfig; print(sysconfig.get_path("include"))')
PY_SOURCES := $(wildcard bindings/python/src/*.c)
PY_OBJECTS := $(PY_SOURCES:bindings/python/src/%.c=$(PY)/obj/%.o)
# The headers of Python are not ours to warn about.
PY_FLAGS = -std=c11 $(WARNINGS) -Wno-missing-prototypes -fvisibility=hidden -fPIC -Iinclude -Ibindings/calls \
           -DPy_LIMITED_API=0x030b0000 -isystem $(PY_INCLUDE)

$(PY)/obj/%.o: bindings/python/src/%.c
	@mkdir -p $(@D)
	$(CC) $(PY_FLAGS) $(CFLAGS) -MMD -MP -c $< -o $@
-include $(PY_OBJECTS:.o=.d)

$(PY)/exports.map:
	@mkdir -p $(@D)
	@echo '{ global: PyInit__kefu; local: *; };' > $@

$(PY)/lib/kefu/_kefu.abi3.so: $(PY_OBJECTS) $(BUILD)/libkefu.a $(PY)/exports.map
	@mkdir -p $(@D)
	$(CC) -shared $(CFLAGS) $(LDFLAGS) -Wl,--version-script=$(PY)/exports.map -o $@ $(PY_OBJECTS) \
	    $(BUILD)/libkefu.a $(LOAD_LIBS)

# The package beside the extension: PYTHONPATH=build/python/lib.
python-dev: $(PY)/lib/kefu/_kefu.abi3.so
	@mkdir -p $(PY)/lib/kefu/models
	@cp -pu bindings/python/kefu/* $(PY)/lib/kefu/
	@cp -pu lib/models/*.bin $(PY)/lib/kefu/models/

.PHONY: python-dev

# A wheel for every Python from 3.11 on, and an sdist that builds from itself.
python:
	@mkdir -p $(PY)/dist
	$(PYTHON) -m pip wheel -q --no-deps $$($(PYTHON) -c 'import setuptools, wheel; print("--no-build-isolation")' 2>/dev/null) \
	    --disable-pip-version-check -w $(PY)/dist ./bindings/python
	cd bindings/python && $(PYTHON) -c 'import setuptools.build_meta as b; b.build_sdist("$(abspath $(PY)/dist)")' > /dev/null
	@ls $(PY)/dist

.PHONY: python

# tests/golden through the package: N passed, M failed, with the N of C.
golden-python: python-dev
	@PYTHONPATH=$(PY)/lib $(PYTHON) -B tests/golden/python/run.py

.PHONY: golden-python

# What calls cost beside ctypes and others; with polars, W1 beside the C program, on the columns that
# `make bench` keeps.
bench-python: python-dev $(BUILD)/libkefu.so
	@PYTHONPATH=$(PY)/lib $(PYTHON) tests/bench/python_calls.py calls $(BUILD)/libkefu.so
	@PYTHONPATH=$(PY)/lib sh tests/bench/python_frame.sh $(BUILD) $(PYTHON)

.PHONY: bench-python

# The types of the extension, from what the tables say; and a check of them with mypy, which `make deps` installs:
# of what users see by all its rules, of the bodies of the package for what they do with the extension.
TYPED_PYTHON ?= build/python/bin/python3
stubs: python-dev
	@$(PYTHON) -B tests/tools/stubs.py $(PY)/lib
	@cp bindings/python/kefu/*.pyi $(PY)/lib/kefu/
check-stubs: python-dev
	@$(PYTHON) -B tests/tools/stubs.py --check $(PY)/lib
	@MYPYPATH=$(PY)/lib $(TYPED_PYTHON) -m mypy --strict --cache-dir $(PY)/mypy \
	    $(PY)/lib/kefu/*.pyi tests/python/typed_use.py
	@mkdir -p $(PY)/bodies/kefu && cp bindings/python/kefu/*.py bindings/python/kefu/_kefu.pyi $(PY)/bodies/kefu/
	@MYPYPATH=$(PY)/bodies $(TYPED_PYTHON) -m mypy --config-file tests/tools/mypy.ini \
	    --cache-dir $(PY)/mypy-bodies -p kefu
	@PYTHONPATH=$(PY)/lib $(TYPED_PYTHON) -m mypy.stubtest kefu --concise --allowlist tests/tools/stubs_allowed.txt \
	    --mypy-config-file tests/tools/mypy.ini

.PHONY: stubs check-stubs

# The tests with the extension and the library under ASan and UBSan. Python keeps what it interned, so
# that leaks are looked for elsewhere (test_leaks.py).
PY_ASAN := $(BUILD)/python-asan
python-asan:
	@$(MAKE) -s BUILD=$(PY_ASAN) \
	    CFLAGS="-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer" python-dev
	LD_PRELOAD="$$($(CC) -print-file-name=libasan.so) $$($(CC) -print-file-name=libubsan.so)" \
	    PYTHONMALLOC=malloc ASAN_OPTIONS=detect_leaks=0 UBSAN_OPTIONS=print_stacktrace=1 \
	    PYTHONPATH=$(abspath $(PY_ASAN)/python/lib) $(PYTHON) -m pytest -q -p no:cacheprovider tests/python $(PYTEST)

.PHONY: python-asan

# Calls with whatever comes to hand: make fuzz-python SECONDS=10 SEED=7 THREADS=3.
fuzz-python: python-dev
	@PYTHONPATH=$(PY)/lib $(PYTHON) tests/python/fuzz_api.py $(or $(SECONDS),600) $(or $(SEED),$(shell date +%s)) $(or $(THREADS),2)

.PHONY: fuzz-python
