-- test_closing.lua - objects that live when the state is closed, in whatever order they go, and Lua 5.4's <close>.
local check, kefu = require "check", require "kefu"

local registry = assert(kefu.registry())
assert(registry:add{name = "keep", id = "org.example.keep/1", ports = {"x"}, init = function() return {} end,
                    update = function(s, x) s[1] = x end, merge = function(a) return a end,
                    finalize = function(s) return s[1] or 0 end})
registry:freeze()

-- They stay in a global table: leak detection of the program that embeds Lua looks once that is gone.
left_behind = {}
for i = 1, 100 do
  local tally = assert(kefu.tally(registry))
  tally:by("agent")
  assert(tally:metric("k", "keep(amount)"))
  assert(tally:update{{agent = "a", amount = i}})
  assert(tally:add{agent = "b", amount = 2}) -- kept, not counted
  local frame = i % 2 == 0 and assert(tally:frame()) or nil
  left_behind[i] = i % 3 == 0 and {tally, frame} or frame or tally
  if i % 5 == 0 then check.is(tally:close()) end
end
check.is(registry:close()) -- its tallies have it
check.equal(left_behind[2]:value("a", "k"):number(), 2)

-- A finalizer that uses them while the state is closed.
local function last() return left_behind[3] and left_behind[3][1]:close() and #left_behind[2] end
if newproxy then
  left_behind.last = newproxy(true)
  getmetatable(left_behind.last).__gc = last
else
  left_behind.last = setmetatable({}, {__gc = last})
end

if _VERSION == "Lua 5.4" then
  local run = assert(load([[
    local kefu, fails = ...
    local tally <close> = kefu.tally()
    if fails then error(tally) end
    return tally]]))
  check.equal(tostring(run(kefu)), "kefu.tally (closed)")
  local ok, tally = pcall(run, kefu, true)
  check.equal(ok, false)
  check.equal(tostring(tally), "kefu.tally (closed)")
end
