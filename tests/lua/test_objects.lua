-- test_objects.lua - closing, collecting, borrowing, being called back.
local check, kefu = require "check", require "kefu"
local text = check.read("examples/shop/card.json")

-- Closing is idempotent; what comes after says so.
local card = assert(kefu.card.from_json(text))
check.equal(card:close(), true)
check.equal(card:close(), true)
check.fails(30, "card.label: the card is closed", card:label())
check.raises("the card is closed", function() return card.id end)
check.raises("the findings is closed", function()
  local findings = assert(kefu.card.from_json(text)):lint()
  findings:close()
  return #findings
end)
check.is(tostring(card):find("closed", 1, true))

-- Methods of other classes and values are refused, never believed.
local tally = assert(kefu.tally())
local label = tally.frame
check.fails(10, "expected a kefu.tally first, got userdata", label(card))
check.fails(10, "expected a kefu.tally first, got userdata", label(io.stdout))
check.fails(10, "expected a kefu.tally first, got no value", label())
check.equal(getmetatable(tally), false)
check.raises("not an object of kefu", tally.close, {})

-- A tally borrows its registry: closed first, it is freed last.
local registry = assert(kefu.registry())
registry:freeze()
local counting = assert(kefu.tally(registry))
assert(counting:metric("n", "count(*)"))
registry:close()
check.fails(30, "the registry is closed", kefu.tally(registry))
assert(counting:update{{x = 1}, {x = 2}})
check.equal(counting:frame():value(1, "n").num, 2)
counting:close()

-- The same without closing, in any order of collection.
for round = 1, 50 do
  local shared = kefu.registry()
  shared:freeze()
  local one = assert(kefu.tally(shared))
  one:metric("n", "count(*)")
  shared, one = nil, nil
  if round % 10 == 0 then collectgarbage() end
end
collectgarbage()

-- Lists of handles that belong to an object keep it.
local book = assert(kefu.book.from_json([[{"format": 1, "id": "org.example.cards/1",
  "rules": [{"card": "example.phone-shop.presales/1"}]}]]))
book:add(assert(kefu.card.from_json(text)))
local inner = book:card(1)
book = nil
collectgarbage()
collectgarbage()
check.equal(inner.id, "example.phone-shop.presales/1")

-- Re-entry: a metric in Lua that asks the tally which is counting.
local said
local busy
local asking = assert(kefu.registry())
asking:add{name = "asks", id = "org.example.asks/1", ports = {"x"}, init = function() return 0 end,
           update = function()
             said = {busy:frame()}
             said[5], said[6], said[7] = busy:close()
           end,
           finalize = function() return 1 end}
asking:freeze()
busy = assert(kefu.tally(asking))
assert(busy:metric("a", "asks(x)"))
assert(busy:update{{x = 1}})
check.fails(30, "tally: in use", said[1], said[2], said[3], said[4])
check.fails(30, "in use", said[5], said[6], said[7])
check.is(busy:frame())

-- Coroutines: a call inside one, and a yield across a call, which cannot be.
local inside = coroutine.wrap(function()
  coroutine.yield(assert(kefu.card.from_json(text)).id)
  return "done"
end)
check.equal(inside(), "example.phone-shop.presales/1")
check.equal(inside(), "done")
local yields = assert(kefu.registry())
yields:add{name = "yields", id = "org.example.yields/1", ports = {"x"}, init = function() return 0 end,
           update = function(s, x) coroutine.yield(x) return s end, finalize = function() return 1 end}
yields:freeze()
local routine = coroutine.wrap(function()
  local t = assert(kefu.tally(yields))
  assert(t:metric("y", "yields(x)"))
  return t:update{{x = 1}}
end)
check.fails(61, "yield across", routine())

-- Out of memory for good: everything is closed by the collector of an abandoned state, see memory.
check.equal(#assert(kefu.card.from_json(text)):lint() > 0, true)
