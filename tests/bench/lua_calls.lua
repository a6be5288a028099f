-- lua_calls.lua - what a call from Lua costs, beside functions of a module that does nothing else. CPU time of the best of many
-- loops without the loop around them; the ratio is to the function of C with two arguments in the same run.
local kefu, peer = require "kefu", require "lua_peer"

local function read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("*a")
  file:close()
  return text
end

local n = tonumber(arg[1] or 200000)
local card = assert(kefu.card.from_json(read("examples/shop/card.json")))
local tally = assert(kefu.tally())
assert(assert(tally:by("agent")):metric("sum", "sum(amount)"))
local rows = {{agent = "A", amount = 1}, {agent = "B", amount = 2.5}}
local ready = assert(kefu.rows(rows))
local frame = assert(assert(tally:update(rows)):frame())
local counter = assert(kefu.tally())
assert(assert(counter:by("agent")):metric("sum", "sum(amount)"))
local event = {agent = "A", amount = 12}
local v, w = kefu.value(1, 2), kefu.value(2, 3)
local peer_object = peer.object

-- The loop stands in each function, so that a call of Lua is not measured with it.
local work = {
  {"peer: a function of C, two numbers", function(m) local f = peer.scale for _ = 1, m do f(1.5, 3) end end},
  {"peer: a method of C, a text back", function(m) local o = peer_object for _ = 1, m do o:label("en") end end},
  {"version_number()", function(m) local f = kefu.version_number for _ = 1, m do f() end end},
  {"value_compare(v, w)", function(m) local f = kefu.value_compare for _ = 1, m do f(v, w) end end},
  {"pick_hash(1, 2)", function(m) local f = kefu.pick_hash for _ = 1, m do f(1, 2) end end},
  {"v < w", function(m) for _ = 1, m do local _ = v < w end end},
  {"v.num", function(m) for _ = 1, m do local _ = v.num end end},
  {"card.id", function(m) for _ = 1, m do local _ = card.id end end},
  {"card:label('en')", function(m) for _ = 1, m do card:label("en") end end},
  {"frame:value(1, 'sum')", function(m) for _ = 1, m do frame:value(1, "sum") end end},
  {"frame:value('B', 'sum')", function(m) for _ = 1, m do frame:value("B", "sum") end end},
  {"tally:add(event), counted", function(m) for _ = 1, m do counter:add(event) end counter:frame() end},
  {"tally:update(ready rows), 2 rows", function(m) for _ = 1, m do tally:update(ready) end end},
  {"tally:update(table), 2 rows", function(m) for _ = 1, m do tally:update(rows) end end},
}
local function loop(f, m)
  local best = 1 / 0
  for _ = 1, 15 do
    collectgarbage()
    local begun = os.clock()
    f(m)
    best = math.min(best, os.clock() - begun)
  end
  return best / m * 1e9
end
local empty = loop(function(m) for _ = 1, m do end end, n)
local base
print(jit and jit.version or _VERSION)
for _, job in ipairs(work) do
  local ns = loop(job[2], job[1]:find("rows") and n / 10 or n) - empty
  base = base or ns
  print(("    %-36s %8.1f ns   %6.2f x"):format(job[1], ns, ns / base))
end
