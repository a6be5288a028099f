-- test_tally.lua - events one at a time, states as strings, definitions. Expected by hand.
local check, kefu = require "check", require "kefu"

local function new(options)
  local tally = assert(kefu.tally(options))
  assert(assert(assert(tally:by("agent")):metric("n", "count(*)")):metric("sum", "sum(amount)", {scale = 2, unit = "yuan"}))
  return tally
end

-- tally:add{...} gives what tally:update gives, to the byte of the saved state.
local rows, by_event = {}, new()
for i = 1, 2000 do
  rows[i] = {agent = "K" .. i % 7, amount = i % 3 == 0 and i / 4 or i, ignored = {}}
  check.equal(by_event:add(rows[i]), by_event)
end
for i = 1, #rows do rows[i].ignored = nil end
local at_once = new()
assert(at_once:update(rows))
local saved = assert(by_event:save())
check.equal(saved == at_once:save(), true, "the same bytes")
check.equal(by_event:frame():value("K1", "n").num, 286)

-- A state survives a reload, goes on, and merges.
local loaded = assert(kefu.tally.load(saved))
check.equal(loaded.fingerprint, by_event.fingerprint)
check.equal(loaded.columns, {"agent", "amount"})
assert(loaded:add{agent = "K1", amount = 5})
check.equal(loaded:frame():value("K1", "n").num, 287)
local both = new()
assert(assert(both:merge(by_event)):merge(loaded))
check.equal(both:frame():value("K1", "n").num, 573)
check.equal(kefu.state_inspect(assert(by_event:save{tag = "2026-11-11"})).tag, "2026-11-11")
check.equal(kefu.state_inspect(saved).metrics, 2)
check.fails(20, nil, kefu.tally.load(saved:sub(1, -2)))
check.fails(20, nil, kefu.tally.load(""))
check.fails(20, nil, kefu.tally.load((saved:gsub("K1", "K2", 1))))
check.fails(10, "other definitions", (function()
  local r, m, c, d = new{scale = 3}:merge(by_event)
  return r, m and "other definitions" or m, c, d
end)())

-- What an event may hold.
local events = new()
assert(events:add{agent = 7, amount = true})
assert(events:add{agent = "7"})
assert(events:add{amount = kefu.int64("12")})
check.fails(21, "amount: expected a number (text is read where cells say how), got string", events:add{agent = "A", amount = "12"})
check.equal(check.fails(21, "agent: expected a text, got table", events:add{agent = {}}).row, 4)
check.fails(10, "an event such as {agent = 'K01', amount = 12}, got string", events:add("x"))
check.fails(10, "an event such as", events:add())
local frame = assert(events:frame())
check.equal(frame.rows, {"7", ""}, "a missing key is the key of nobody")
check.equal(frame:value("7", "n").num, 2)
check.equal(frame:value("7", "sum"):format(2), "1.00")

-- Cells of events: times, and text as people write it.
local hours = assert(kefu.tally())
assert(assert(hours:by("agent")):metric("late", "count(where hour(at, 8) >= 20)"))
assert(hours:cells{at = "time", agent = "text"})
assert(hours:add{agent = "A", at = 1793406600}) -- 2026-10-31 08:30 in China
assert(hours:add{agent = "A", at = "2026-10-31 20:30+08:00"})
check.fails(20, nil, hours:add{agent = "A", at = "yesterday"})
check.equal(hours:frame():value("A", "late").num, 1)
check.fails(30, "there have been events", hours:cells{at = "time"})

-- An error that is found when what was kept is counted names the event, and poisons the tally.
local strict = assert(kefu.tally())
assert(strict:metric("w", "weighted_mean(x, w)"))
for i = 1, 9 do assert(strict:add{x = 1, w = 1}) end
assert(strict:add{x = 1, w = -1})
check.equal(check.fails(20, nil, strict:frame()).row, 10)
check.fails(30, nil, strict:frame())

-- Metrics come before rows, events among them.
local started = new()
assert(started:add{agent = "A", amount = 1})
check.fails(30, nil, started:metric("late", "count(*)"))
check.fails(50, "found the end", assert(kefu.tally()):metric("x", "sum(amount"))
check.fails(12, "mean", assert(kefu.tally()):metric("x", "avg(amount)"))

-- No columns at all: events are counted.
local count = assert(kefu.tally())
assert(count:metric("n", "count(*)"))
for _ = 1, 3 do assert(count:add{}) end
check.equal(count:frame():value(1, "n").num, 3)

-- By a definition of the catalogue.
local defined = assert(kefu.tally())
assert(assert(defined:by("agent")):define("回复率"))
check.is(#defined.columns > 1)
assert(kefu.tally()):define("回复率", {as_name = "r", day = "2026-10-31"})
check.fails(12, nil, defined:define("没有的"))
check.equal(kefu.catalogue():find("kefu.reply_rate/1"), kefu.catalogue():find("reply_rate/1"))

-- Two readings.
local twice = assert(kefu.tally{readings = 2})
assert(twice:metric("p", "median(x)"))
assert(assert(twice:update{x = {1, 2, 9}}):reread())
assert(twice:update{x = {9, 2, 1}})
check.equal(twice:frame():value(1, "p"):format(0), "2")

-- A roster turns aliases into people.
local roster = assert(kefu.roster.from_rows{{person = "K01", alias = "小林", name = "林晓燕"}, {person = "K02", name = "陈一鸣"}})
check.equal(roster:people("2026-10-31")[1].name, "林晓燕")
check.equal(roster:find("小林", "2026-10-31"), 1)
check.equal(roster:person(2, "2026-10-31").person, "K02")
local people = assert(kefu.tally{roster = roster, roster_day = "2026-10-31"})
assert(assert(people:by("agent")):metric("n", "count(*)"))
roster:close()
assert(people:add{agent = "小林"})
check.equal(people:frame().rows, {"K01"})
