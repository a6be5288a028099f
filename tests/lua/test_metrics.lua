-- test_metrics.lua - aggregates as functions of Lua. Expected by hand.
local check, kefu = require "check", require "kefu"

-- The span of a number: greatest less least.
local limit = kefu.int64("1000000000000000000")
local span = {
  name = "span", id = "org.example.span/1", ports = {{name = "x", type = "number", scale = 2}},
  order_free = true, exact = true,
  init = function() return {n = 0} end,
  update = function(s, x)
    x = kefu.int64(x) -- what is compared is of one kind, also in Lua 5.1
    if x > limit or x < -limit then error("too large") end
    s.n = s.n + 1
    if not s.least or x < s.least then s.least = x end
    if not s.most or x > s.most then s.most = x end
  end,
  merge = function(a, b)
    if b.n == 0 then return end
    a.n = a.n + b.n
    if not a.least or b.least < a.least then a.least = b.least end
    if not a.most or b.most > a.most then a.most = b.most end
  end,
  save = function(s) return s.n == 0 and "" or ("%d %s %s"):format(s.n, kefu.decimal(s.least, 0), kefu.decimal(s.most, 0)) end,
  load = function(bytes)
    if bytes == "" then return {n = 0} end
    local n, least, most = bytes:match("^([1-9]%d*) (%-?%d+) (%-?%d+)$")
    if not n or not tonumber(n) or tonumber(n) > 2 ^ 50 then return nil end
    n, least, most = tonumber(n), kefu.int64(least), kefu.int64(most)
    if not least or not most or least > most or most > limit or least < -limit or (n == 1 and least ~= most) then return nil end
    local s = {n = n, least = least, most = most}
    if ("%d %s %s"):format(s.n, kefu.decimal(s.least, 0), kefu.decimal(s.most, 0)) ~= bytes then return nil end
    return s
  end,
  finalize = function(s) if s.n > 0 then return s.most - s.least, 100, s.n end end,
}

local registry = assert(kefu.registry())
check.equal(registry:add(span), registry)
check.equal(registry:find("span").id, "org.example.span/1")
check.equal(registry:ports("span")[1].scale, 2)
check.fails(13, "span", registry:add(span))
assert(registry:freeze())
check.fails(30, nil, registry:add(span))

local function new(amounts)
  local tally = assert(kefu.tally(registry))
  assert(assert(tally:by("agent")):metric("span", "span(amount)", {scale = 2}))
  for _, row in ipairs(amounts or {}) do assert(tally:add(row)) end
  return tally
end
local a = new{{agent = "A", amount = 12.5}, {agent = "B", amount = 1}, {agent = "A", amount = 3}}
local frame = assert(a:frame())
check.equal({tostring(frame:value("A", "span")), frame:value("A", "span").n}, {"950/100", 2})
check.equal(tostring(frame:value("B", "span")), "0/100")

-- States: saved, loaded, merged; damaged ones are refused.
local b = new{{agent = "A", amount = 20}, {agent = "C", amount = 2}}
local saved = assert(b:save())
assert(a:merge(assert(kefu.tally.load(saved, registry))))
check.equal(tostring(a:frame():value("A", "span")), "1700/100")
check.equal(#a:frame(), 3)
check.fails(12, "span", kefu.tally.load(saved))

-- It keeps what it claims (kefu_metric_check).
check.is(kefu.metric_check("span", registry, {rounds = 20, seed = 7}))

-- What a function raises comes back unchanged, with the row.
local function raising(raised)
  local own = assert(kefu.registry())
  assert(own:add{name = "bad", id = "org.example.bad/1", ports = {"x"}, init = function() return 0 end,
                 update = function(s, x) if x == 13 then error(raised, 0) end return s + x end,
                 finalize = function(s) return s end})
  assert(own:freeze())
  local tally = assert(kefu.tally(own))
  assert(tally:metric("b", "bad(x)"))
  return tally
end
local details = check.fails(61, "thirteen", raising("thirteen"):update{x = {1, 2, 13}})
check.equal(details.row, 3)
local object = {reason = "an object"}
local _, same = raising(object):update{x = {13}}
check.equal(same == object, true, "also an object")
local t = raising("again")
assert(t:update{x = {1, 2}})
check.equal(t:frame():value(1, "b").num, 3)
check.fails(30, "keeps no states", (function()
  local r, m, c, d = t:save()
  return r, m and "keeps no states", c, d
end)())

-- Parameters, optional arguments, keys, nulls; a value of its own.
local seen = {}
local other = assert(kefu.registry())
assert(other:add{name = "listen", id = "org.example.listen/1", required = 1, state_format = 1,
                 ports = {{name = "who", type = "key"}, {name = "ok", type = "bool", flags = "nullable"}},
                 init = function() return {} end,
                 update = function(s, who, ok) seen[#seen + 1] = tostring(who) .. ":" .. tostring(ok == kefu.null or ok) end,
                 finalize = function() return kefu.value(1, 3, 7) end})
assert(other:add{name = "above", id = "org.example.above/1", ports = {"x"}, params = {{name = "bar", least = 0, most = 100}},
                 init = function() return 0 end,
                 update = function(s, x, bar) return x > bar and s + 1 or s end,
                 finalize = function(s, bar) return s, 1, bar end})
assert(other:freeze())
local heard = assert(kefu.tally(other))
assert(assert(heard:metric("l", "listen(who, ok)")):metric("a", "above(x, 10)"))
assert(heard:update{{who = 7, ok = true, x = 9}, {who = 8, x = 12}, {who = kefu.int64("9007199254740993"), ok = false, x = 11}})
check.equal(seen, {"7:true", "8:true", "9007199254740993:false"})
local value = heard:frame():value(1, "l")
check.equal({tostring(value), value.n}, {"1/3", 7})
check.equal({heard:frame():value(1, "a").num, heard:frame():value(1, "a").n}, {2, 10})

-- Descriptions that are wrong.
local wrong = assert(kefu.registry())
local function described(changes)
  local table = {name = "w", id = "org.example.w/1", ports = {"x"}, init = function() return 0 end,
                 update = function(s) return s end, finalize = function() return 1 end}
  for k, v in pairs(changes) do table[k] = v ~= false and v or nil end
  return wrong:add(table)
end
check.fails(60, nil, described{update = false})
check.fails(60, nil, described{finalize = false})
check.fails(60, nil, described{name = "Upper"})
check.fails(60, nil, described{id = "kefu.mine/1"})
check.fails(60, nil, described{save = function() return "" end})
check.fails(10, "update: expected a function, got number", described{update = 1})
check.fails(12, "no option 'upate'", described{upate = print})
check.fails(10, "ports: expected a list", described{ports = "x"})
check.fails(10, "at most 4", described{ports = {"a", "b", "c", "d", "e"}})
check.fails(10, "'numbr' is none of number, bool", described{ports = {{name = "x", type = "numbr"}}})
check.fails(10, "a table that describes an aggregate", wrong:add("x"))
check.is(described{})

-- Results that are none.
local odd = assert(kefu.registry())
for name, finalize in pairs{words = function() return "12" end, zero = function() return 1, 0 end,
                            half = function() return 0.5 end, none = function() end} do
  assert(odd:add{name = name, id = "org.example." .. name .. "/1", ports = {"x"}, init = function() return 0 end,
                 update = function(s) return s end, finalize = finalize})
end
assert(odd:freeze())
local function result_of(name)
  local tally = assert(kefu.tally(odd))
  assert(tally:metric("v", name .. "(x)"))
  assert(tally:update{x = {1}})
  local f, message, code = tally:frame()
  if not f then return f, message, code end
  return tostring(f:value(1, "v"))
end
check.fails(60, "finalize gives nil, a kefu.value or num, den, n", result_of("words"))
check.equal(result_of("zero"), "-")
check.equal(result_of("half"), "5/10")
check.equal(result_of("none"), "-")
