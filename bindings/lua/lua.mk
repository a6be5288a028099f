# lua.mk - the module for each Lua that is installed: build/lua/5.1, 5.4 and jit (LUA_CPATH='build/lua/5.4/?.so').

LUA_PACKAGES := 5.1=lua5.1 5.2=lua5.2 5.3=lua5.3 5.4=lua5.4 jit=luajit
lua_package = $(patsubst $(1)=%,%,$(filter $(1)=%,$(LUA_PACKAGES)))
LUAS := $(foreach p,$(LUA_PACKAGES),$(shell pkg-config --exists $(lastword $(subst =, ,$(p))) 2>/dev/null && echo $(firstword $(subst =, ,$(p)))))
LUA_FILES := $(wildcard bindings/lua/*.c bindings/lua/src/*.[ch] bindings/calls/*)
LUA_FLAGS = -std=c11 $(WARNINGS) -fvisibility=hidden -fPIC -Iinclude -Ibindings

$(BUILD)/lua/exports.map:
	@mkdir -p $(@D)
	@echo '{ global: luaopen_kefu; local: *; };' > $@

define lua_module
$(BUILD)/lua/$(1)/kefu.so: $(LUA_FILES) $(HEADERS) $(BUILD)/libkefu.a $(BUILD)/lua/exports.map
	@mkdir -p $$(@D)
	$$(CC) -shared $$(LUA_FLAGS) $$(shell pkg-config --cflags $(call lua_package,$(1))) $$(CFLAGS) $$(LDFLAGS) \
	    -Wl,--version-script=$(BUILD)/lua/exports.map bindings/lua/kefu_lua.c -o $$@ $(BUILD)/libkefu.a $$(LOAD_LIBS)
endef
$(foreach v,$(LUAS),$(eval $(call lua_module,$(v))))

lua: $(LUAS:%=$(BUILD)/lua/%/kefu.so)

# What LuaRocks installs, for the Lua that it was made for.
ROCK_CFLAGS ?= $(shell pkg-config --cflags lua5.4)
ROCK_LIBFLAG ?= -shared
rock: $(BUILD)/libkefu.a $(BUILD)/lua/exports.map
	@mkdir -p $(BUILD)/lua/rock
	$(CC) $(ROCK_LIBFLAG) $(LUA_FLAGS) $(CFLAGS) $(ROCK_CFLAGS) -Wl,--version-script=$(BUILD)/lua/exports.map \
	    bindings/lua/kefu_lua.c -o $(BUILD)/lua/rock/kefu.so $(BUILD)/libkefu.a $(LOAD_LIBS)

# Every file of tests/lua by every Lua that can run here.
test-lua: lua
	@set -e; for v in $(LUAS); do \
	    program=lua$$v; [ $$v != jit ] || program=luajit; \
	    command -v $$program >/dev/null || { echo "$$program is not installed"; continue; }; \
	    LUA_CPATH="$(BUILD)/lua/$$v/?.so" LUA_PATH="tests/lua/?.lua" $$program tests/lua/all.lua; \
	done

# tests/golden through the module: N passed, M failed, with the N of C.
golden-lua: lua
	@set -e; for v in $(LUAS); do \
	    program=lua$$v; [ $$v != jit ] || program=luajit; \
	    command -v $$program >/dev/null || continue; \
	    echo "$$program"; LUA_CPATH="$(BUILD)/lua/$$v/?.so" $$program tests/golden/lua/run.lua; \
	done

# A program with Lua and the module in it; EMBED_KEFU is the library, or the object of the amalgamation.
EMBED_KEFU ?= $(BUILD)/libkefu.a
EMBED_FLAGS ?= -std=c11 -Wall -Wextra -Werror
embed_library = $(or $(wildcard $(shell $(CC) -print-file-name=lib$(1).a)),$(shell pkg-config --libs $(1))) -lm -ldl
define lua_embed
$(BUILD)/lua/$(1)/embed: tests/lua/embed.c $(LUA_FILES) $(HEADERS) $(EMBED_KEFU)
	@mkdir -p $$(@D)
	$$(CC) $$(EMBED_FLAGS) -Iinclude -Ibindings $$(shell pkg-config --cflags $(call lua_package,$(1))) $$(CFLAGS) $$(LDFLAGS) \
	    tests/lua/embed.c bindings/lua/kefu_lua.c $(EMBED_KEFU) -o $$@ $(call embed_library,$(call lua_package,$(1)))
endef
$(foreach v,$(LUAS),$(eval $(call lua_embed,$(v))))

# What calls cost, by every Lua that can run here, beside a module that does nothing else.
define lua_peer
$(BUILD)/lua/$(1)/lua_peer.so: tests/bench/lua_peer.c
	@mkdir -p $$(@D)
	$$(CC) -shared -std=c11 -Wall -Wextra -fPIC $$(shell pkg-config --cflags $(call lua_package,$(1))) $$(CFLAGS) $$< -o $$@
endef
$(foreach v,$(LUAS),$(eval $(call lua_peer,$(v))))
bench-lua: lua $(LUAS:%=$(BUILD)/lua/%/lua_peer.so)
	@set -e; for v in $(LUAS); do \
	    program=lua$$v; [ $$v != jit ] || program=luajit; \
	    command -v $$program >/dev/null || continue; \
	    LUA_CPATH="$(BUILD)/lua/$$v/?.so" $$program tests/bench/lua_calls.lua; \
	done

.PHONY: lua test-lua rock golden-lua bench-lua
