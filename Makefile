# kefu - see README.md. `make help` lists the targets.

CC ?= cc
AR ?= ar
BUILD ?= build
CFLAGS ?= -O2 -g
PREFIX ?= /usr/local
LIBDIR ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include

# The version is written once, in include/kefu/base.h.
version_of = $(shell sed -n 's/^.define KEFU_VERSION_$(1) //p' include/kefu/base.h)
VERSION := $(call version_of,MAJOR).$(call version_of,MINOR).$(call version_of,PATCH)
SONAME := libkefu.so.0

WARNINGS := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Werror
KF_CFLAGS := -std=c11 $(WARNINGS) -fvisibility=hidden -ffp-contract=off -DKEFU_BUILD -Iinclude -Ilib $(EXTRA)

SOURCES := $(sort $(wildcard lib/*/*.c))
OBJECTS := $(SOURCES:%.c=$(BUILD)/obj/%.o)

.PHONY: all unit clean format
all: $(BUILD)/libkefu.a $(BUILD)/$(SONAME)

$(BUILD)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(KF_CFLAGS) $(CFLAGS) -fPIC -MMD -MP -c $< -o $@

$(BUILD)/libkefu.a: $(OBJECTS)
	@rm -f $@
	$(AR) rcs $@ $^

$(BUILD)/$(SONAME): $(OBJECTS)
	$(CC) -shared $(LDFLAGS) -Wl,-soname,$(SONAME) -o $@ $^

T ?= *
UNIT := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/test_$(T).c))
$(BUILD)/unit/%: tests/unit/%.c $(BUILD)/libkefu.a
	@mkdir -p $(@D)
	$(CC) -std=c11 $(WARNINGS) -Iinclude -Ilib -Itests/unit $(CFLAGS) $(EXTRA) $< -o $@ $(BUILD)/libkefu.a -lcmocka

unit: $(UNIT)
	@set -e; for t in $(UNIT); do echo "== $$t"; $$t; done

format:
	clang-format -i $(SOURCES) $(wildcard lib/*/*.h include/*.h include/kefu/*.h tests/*/*.c tests/*/*.h examples/*.c examples/*/*.c)

clean:
	rm -rf $(BUILD)

-include $(OBJECTS:.o=.d)
