-- test_memory_ends.lua - Lua has no memory left at each point of each kind of call, once or for good: an error or a failure,
-- then all that was there works, and nothing is held. Only where the program can say when memory ends: see embed.c, which
-- also closes the state, where leaks are looked for.
local check, kefu = require "check", require "kefu"
if not allocations_fail then return end
if jit then jit.off() end -- what LuaJIT 2.1.0-beta3 has compiled may crash by itself where its memory ends

local text = check.read("examples/shop/card.json")
local held = setmetatable({}, {__mode = "k"}) -- functions that live as long as what has them
local function functions()
  local keep = {name = "keep", id = "org.example.keep/1", ports = {"x"}, init = function() return {} end,
                update = function(s, x) s[1] = {x} end, merge = function(a) return a end,
                save = function(s) return tostring(s[1] and s[1][1]) end, load = function(bytes) return {{#bytes}} end,
                finalize = function(s) return s[1] and s[1][1] or 0 end}
  held[keep.update] = true
  return keep
end
local function registered()
  local registry = assert(kefu.registry())
  assert(registry:add(functions()))
  registry:freeze()
  return registry
end
local function counting(registry)
  local tally = assert(kefu.tally(registry))
  assert(tally:by("agent"))
  assert(tally:metric("k", registry and "keep(amount)" or "sum(amount)"))
  assert(tally:update{{agent = "a", amount = 1}})
  return tally
end
local function csv()
  local source = {text = "agent,amount\na,1\nb,x\n", cells = {amount = "number"}, bad_rows = "skip",
                  on_bad_row = function() return {} ~= nil end}
  held[source.on_bad_row] = true
  return assert(kefu.csv(source))
end
local function scored()
  local card = assert(kefu.card.from_json([==[{"format": 1, "id": "org.example.c/1", "sections": [{"id": "s", "items": [
    {"id": "i", "metric": "k", "weight": 100, "unit": "count", "direction": "higher",
     "curve": {"type": "linear", "points": [[0, 0], [10, 100]]}}]}]}]==]))
  return card, assert(counting():frame())
end

-- Each makes what a call needs, and gives the call.
local shapes = {
  value = function() return function() return kefu.value_compare({1, 2}, 0.25) end end,
  text = function() return function() return kefu.value_format({num = 1, den = 3}, 2) end end,
  options = function() return function() return kefu.rank({1, 2, {1, 3}}, {ties = "dense", ids = {"a", 7, "c"}}) end end,
  misspelt = function() return function() return nil, kefu.tally{nothing = 1} end end,
  numbers = function() return function() return kefu.random({1, 2}, {3, 4, 5, 6}) end end,
  whole = function() return function() return tostring(kefu.int64("9007199254740993")) end end,
  struct = function() return function() return kefu.rate_interval(3, 10, {method = "exact"}) end end,
  new = function()
    local registry = registered()
    return function() return counting(registry) end
  end,
  registry = function() return registered end,
  property = function()
    local card = assert(kefu.card.from_json(text))
    return function() return card.id, card:label{lang = "en"}, #card:parts("item"), card.warnings end
  end,
  closed = function() return function() return assert(kefu.card.from_json(text)):close() end end,
  list = function()
    local card = assert(kefu.card.from_json(text))
    return function() return card:lint()[1].message end
  end,
  borrowed = function()
    local book = assert(kefu.book.from_json([[{"format": 1, "id": "org.example.cards/1",
      "rules": [{"card": "example.phone-shop.presales/1"}]}]]))
    book:add(assert(kefu.card.from_json(text)))
    return function() return book:card(1).id end
  end,
  score = function()
    local card, frame = scored()
    return function() return card:score(frame, {period = "2026-09"}):explain(1)[1] end
  end,
  earlier = function() -- a list of objects
    local card, frame = scored()
    local sheet = assert(card:score(frame, {period = "2026-09"}))
    return function() return card:score(frame, {period = "2026-10", earlier = {sheet}}):json() end
  end,
  by_key = function()
    local _, frame = scored()
    return function() return frame:value("a", "k").num, frame[1], frame:metric("k").name, frame:values("k")[1] end
  end,
  rows = function() return function() return #kefu.rows({{agent = "a", day = "2026-10-31"}, {agent = 2}}, {day = "date"}) end end,
  update = function() -- what has failed half-way is to be started anew
    local registry = registered()
    return function() return counting(registry):update{{agent = "b", amount = 2}, {agent = "c", amount = 3}} and true end
  end,
  event = function()
    local tally, other = counting(registered()), counting()
    assert(other:cells{amount = "number"})
    return function() return tally:add{agent = "d", amount = 4} and other:add{agent = "d", amount = "4"} and true end
  end,
  first_event = function()
    return function() return counting():cells{amount = {kind = "number"}}:add{agent = "d", amount = "4"} and true end
  end,
  frame = function()
    local tally = counting(registered())
    return function() return tally:frame():csv() end
  end,
  merge = function()
    local registry = registered()
    local other = counting(registry)
    return function() return counting(registry):merge(other) and true end
  end,
  save = function()
    local registry = registered()
    local tally = counting(registry)
    return function() return kefu.tally.load(tally:save{tag = "t"}, registry):save() end
  end,
  columns = function()
    local source = csv()
    return function() return source:columns().amount[1] end
  end,
  pieces = function()
    local source, registry = csv(), registered()
    return function() return counting(registry):update(source) and true end
  end,
  described = function() return function() return csv():counts().rows end end,
  written = function()
    return function()
      local writer = assert(kefu.csv_writer())
      return assert(assert(writer:text("a,b")):value({1250, 100}, 2)):end_row() and writer:take()
    end
  end,
  expression = function() return function() return kefu.expr("a / 4"):eval{{a = 1}, {a = kefu.null}}[1] end end,
  draw = function()
    return function() return kefu.pick_pps({id = {"a", "b"}, size = {1, 1}}, {seed = "s", id = "id", size = "size", k = 2}) end
  end,
  pick = function()
    return function()
      local pick = assert(kefu.pick{seed = "s", id = "id", k = 2})
      return assert(pick:update{id = {"a", "b", "c"}})[1].row
    end
  end,
  review = function()
    local reviewer = assert(kefu.reviewer{model = assert(kefu.model.from_bytes(check.read("lib/models/kefu_model_en.bin"))),
                                          lexicons = {assert(kefu.lexicon.starter("en"))}})
    return function() return reviewer:read("slow and rude").opinions[1].polarity end
  end,
  progress = function()
    return function()
      local told = function() return false end
      held[told] = true
      local trainer = assert(kefu.trainer{id = "org.example.m/1", progress = told})
      return trainer:add({"good a", "bad b"}, {1, 0}) and true
    end
  end,
}

local function shown(ok, ...)
  local out = {}
  for i = 1, select("#", ...) do out[i] = tostring((select(i, ...))):gsub("0x%x+", "") end
  return tostring(ok) .. " " .. table.concat(out, " ")
end

-- Every allocation fails, one after the other, until the call needs no more.
local function sweep(name, once)
  local call = shapes[name]()
  local expected = shown(pcall(call))
  local n, same, failed = 0, true
  repeat
    n = n + 1
    allocations_fail(n, once)
    pcall(call)
    failed = allocations_fail()
    same = same and shown(pcall(call)) == expected
  until not failed or n == 20000
  check.equal({same, failed}, {true, false}, ("%s after %d%s"):format(name, n, once and ", once" or ""))
end
local names = {}
for name in pairs(shapes) do names[#names + 1] = name end
table.sort(names)
for _, name in ipairs(names) do
  sweep(name, true)
  sweep(name, false)
end
if jit then jit.flush() end -- what was compiled has functions, too
for _ = 1, 4 do collectgarbage() end
check.equal(next(held), nil, "held")

-- Opening the module.
for _, once in ipairs{true, false} do
  local n, failed, good = 0, true, true
  while failed and good do
    n = n + 1
    failed, good = state_opens(n, once)
  end
  check.is(good, "opened after " .. n)
end
if jit then jit.on() end
