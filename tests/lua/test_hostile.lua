-- test_hostile.lua - what is given by tables that answer back, and closed while it is in use: never a crash.
local check, kefu = require "check", require "kefu"

local function summed()
  local tally = assert(kefu.tally())
  assert(assert(tally:by("agent")):metric("s", "sum(a)"))
  return tally
end

-- Tables are read as they are: what their metatables say is not asked, and cannot close what is in use.
do
  local tally, asked = summed(), 0
  local answers = {__index = function() asked = asked + 1 tally:close() error "no" end}
  check.is(tally:add(setmetatable({a = 1}, answers)))
  check.is(tally:update{setmetatable({agent = "A"}, answers), {a = 2}})
  check.is(kefu.tally(setmetatable({}, answers)))
  check.is(kefu.rows({a = {1, 2}}, setmetatable({}, answers)))
  local registry = assert(kefu.registry())
  check.fails(60, "name", registry:add(setmetatable({}, answers)))
  check.is(registry:add{name = "keep", id = "org.example.keep/1", ports = {"x"}, update = function(_, x) return x end,
                        finalize = function(s) return s end})
  check.equal(asked, 0)
  check.equal(#tally:frame(), 2)
end

-- Many values as tables need no more room on the stack than one.
do
  local values = {}
  for i = 1, 5000 do values[i] = {i, 7, i} end
  local places, order = kefu.rank(values)
  check.equal(#places, 5000)
  check.equal(order[1], 5000)
end

-- A finalizer closes the tally that a call is being made for: that call is finished, the next one is refused.
do
  local function finalizer(f)
    if newproxy then
      local proxy = newproxy(true)
      getmetatable(proxy).__gc = f
    else
      setmetatable({}, {__gc = f})
    end
  end
  local closed = 0
  for _ = 1, 50 do
    local tally = summed()
    finalizer(function() closed = closed + 1 tally:close() end)
    local rows = {}
    for i = 1, 60 do rows[i] = {agent = "A" .. i, a = i} end
    local message = "the tally is closed"
    repeat
      local ok, why = tally:update(rows)
      if not ok then check.is(why:find(message, 1, true), why) end
    until not ok
  end
  check.is(closed >= 50)
end
