-- test_rows.lua - rows as lists of tables and tables of lists, and every kind of cell.
local check, kefu = require "check", require "kefu"

local function sums(rows, formula)
  local tally = assert(kefu.tally())
  assert(tally:by("agent"))
  assert(tally:metric("s", formula or "sum(amount)", {scale = 2}))
  local ok, message, code, details = tally:update(rows)
  if not ok then return ok, message, code, details end
  local frame, out = assert(tally:frame()), {}
  for i = 1, #frame do out[frame[i]] = frame:value(i, "s"):format(2) end
  return out
end

-- One result, however it is given.
local expected = {K01 = "12.10", K02 = "3.50"}
check.equal(sums{{agent = "K01", amount = 12}, {agent = "K02", amount = 3.5}, {agent = "K01", amount = 0.1}}, expected)
check.equal(sums{agent = {"K01", "K02", "K01"}, amount = {12, 3.5, 0.1}}, expected)
check.equal(sums(assert(kefu.rows{agent = {"K01", "K02", "K01"}, amount = {12, 3.5, 0.1}})), expected)
check.equal(sums(assert(kefu.rows({{agent = "K01", amount = "12.10元"}, {agent = "K02", amount = "3.50"}},
                                  {amount = "number"}))), expected)
check.equal(sums(kefu.csv{text = "agent,amount\nK01,12\nK02,3.5\nK01,0.1\n", cells = {amount = "number"}}), expected)
check.equal(sums{}, nil, "a tally that reads columns needs them")

-- Missing, not known yet, exempt; and a column without any value.
check.equal(sums{{agent = "A", amount = 1}, {agent = "A"}, {agent = "A", amount = kefu.null}}, {A = "1.00"})
check.equal(sums{{agent = "A", amount = kefu.null}}, {A = "-"})
local tally = assert(kefu.tally())
assert(tally:metric("m", "mean(x)"))
assert(tally:update{{x = 4}, {x = kefu.provisional}, {x = kefu.exempt}})
check.equal(tally:frame():value(1, "m").status, "provisional")
check.equal(tally:frame():value(1, "m"):format(0), "4")

-- Truth values, numbers and texts; keys 7 and "7" are one.
check.equal(sums({{agent = 7, ok = true}, {agent = 7, ok = false}}, "share(ok)"), {["7"] = "0.50"})
check.fails(21, "agent: texts, numbers and truth values in one column", sums{{agent = 7, amount = 1}, {agent = "7", amount = 1}})
check.fails(21, "cells are texts, numbers, true, false or nil", sums{{agent = "A", amount = {}}})
check.equal(check.fails(10, "expected a table a row, got number", sums{{agent = "A", amount = 1}, 2}).row, 2)
check.fails(10, "names of columns are texts, got number", sums{{"A", 1}})
check.fails(10, "kefu.null where there is no value", sums{agent = {"A", "B"}, amount = {1}})
check.fails(10, "rows: expected rows: a list of tables", sums(12))
check.fails(21, nil, sums{{agent = "A", amount = "x"}})

-- Whole numbers beyond doubles are exact, also beside others; not beside fractions.
local big = kefu.int64("9007199254740993")
local exact = assert(kefu.tally{scale = 1})
assert(exact:metric("s", "sum(x)"))
assert(exact:update{{x = big}, {x = 1}})
assert(exact:add{x = big})
assert(exact:add{x = 0.5})
assert(exact:add{x = big})
check.equal(exact:frame():value(1, "s"):format(1), "27021597764222980.5")
check.equal(sums({{agent = big, amount = 1}}), {["9007199254740993"] = "1.00"})
check.fails(23, "fractions and whole numbers beyond 2^53", sums{{agent = "A", amount = big}, {agent = "A", amount = 0.5}})

-- Cells as people export them; the row of a bad one.
local rows = assert(kefu.rows({{rate = "45.23%", took = "2分30秒", day = "2026年10月31日", at = "2026-10-31 08:30"}},
                              {rate = "percent", took = "duration", day = "date",
                               at = {kind = "time", offset = 28800}}))
check.equal(#rows, 1)
check.equal(rows:columns(), {rate = {0.4523}, took = {150}, day = {"2026-10-31"}, at = {1793406600}})
check.equal(check.fails(20, nil, kefu.rows({{x = "1"}, {x = "abc"}}, {x = "number"})).row, 2)
check.fails(10, "'nummer' is none of text, number", kefu.rows({{x = "1"}}, {x = "nummer"}))
check.fails(12, "no option 'scael'", kefu.rows({{x = "1"}}, {x = {kind = "number", scael = 2}}))
check.equal(kefu.rows({{at = 1793406600}}, {at = "time"}):columns().at, {1793406600})

-- Rows that were read are rows again, and may be closed.
check.equal(sums(rows.columns(kefu.rows{agent = {"A"}, amount = {2}})), {A = "2.00"})
local kept = kefu.rows{agent = {"A"}, amount = {2}}
kept:close()
check.fails(30, "rows: the rows is closed", sums(kept))
check.raises("closed", function() return #kept end)

-- Rows with a metatable are rows, too.
check.equal(sums{setmetatable({}, {__index = {agent = "A", amount = 5}})}, nil, "names are those a table has")

-- An event that is refused leaves the types of columns to the next one.
do
  local tally = assert(kefu.tally())
  assert(assert(tally:by("agent")):metric("sum", "sum(amount)"))
  assert(tally:add{agent = "A", amount = 1})
  check.fails(21, "agent", tally:add{agent = true, amount = 2.5})
  check.is(tally:add{agent = "A", amount = 2.5})
  check.equal(assert(tally:frame()):value(1, "sum"):number(), 3.5)
end

-- Elements one after the other.
if _VERSION ~= "Lua 5.1" then
  local tally, seen = assert(kefu.tally()), {}
  assert(assert(tally:by("agent")):metric("n", "count(*)"))
  for i, key in pairs(assert(tally:update{agent = {"a", "b"}}):frame()) do seen[i] = key end
  check.equal(seen, {"a", "b"})
  check.raises("this object has no elements", pairs, tally)
end
