-- test_memory.lua - no leak over a million calls: memory of Lua, and of the process where /proc tells it.
local check, kefu = require "check", require "kefu"

local function resident() -- KiB
  local file = io.open("/proc/self/statm")
  if not file then return 0 end
  local pages = file:read("*a"):match("^%d+ (%d+)")
  file:close()
  return tonumber(pages) * 4
end

local text = check.read("examples/shop/card.json")
local card = assert(kefu.card.from_json(text))
local small = [==[{"format": 1, "id": "org.example.c/1", "sections": [{"id": "s", "items": [{"id": "i", "metric": "m",
  "weight": 100, "unit": "count", "direction": "higher", "curve": {"type": "linear", "points": [[0, 0], [1, 100]]}}]}]}]==]
local tally = assert(kefu.tally())
assert(assert(tally:by("agent")):metric("sum", "sum(amount)"))
local rows = {{agent = "A", amount = 1}, {agent = "B", amount = 2.5}}
local frame = assert(assert(tally:update(rows)):frame())
local saved = assert(tally:save())
local registry = assert(kefu.registry())
registry:add{name = "keep", id = "org.example.keep/1", ports = {"x"}, init = function() return {} end,
             update = function(s, x) s[1] = x end, finalize = function(s) return s[1] or 0 end}
registry:freeze()

-- What is called how often: a million calls in all.
local work = {
  {400000, function() return card.id, card:label("en") end},
  {100000, function() return frame:value(1, "sum"), frame:value("B", "sum") end},
  {50000, function() return card:label("fr") end},
  {50000, function() return kefu.figure_text({1, 3}, "ratio", 2) end},
  {20000, function() return tally:add(rows[1]) end},
  {10000, function() return assert(kefu.card.from_json(small)) end},
  {10000, function() return kefu.card.from_json(small:sub(1, 100)) end},
  {10000, function() return tally:update(rows) end},
  {5000, function() return card:parts("item") end},
  {5000, function() return kefu.tally.load(saved):close() end},
  {3000, function()
    local t = kefu.tally(registry)
    t:by("agent")
    t:metric("k", "keep(amount)")
    return t:update(rows) and t:frame()
  end},
  {2000, function() return kefu.csv{text = "a,b\n1,2\n", cells = {b = "number"}}:columns() end},
}
local function run(part)
  for _, job in ipairs(work) do
    for _ = 1, job[1] * part do job[2]() end
  end
  collectgarbage()
  collectgarbage()
end

run(0.05) -- caches fill
local lua_before, before = collectgarbage("count"), resident()
run(1)
local lua_after, after = collectgarbage("count"), resident()
check.is(lua_after < lua_before + 100, ("Lua: %.0f KiB before, %.0f after"):format(lua_before, lua_after))
check.is(after < before + 6000, ("process: %.0f KiB before, %.0f after"):format(before, after))
