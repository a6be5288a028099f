-- own_metric.lua - a metric of one's own: the longest run of replies within the promised time (连续达标).
local kefu = require "kefu"

-- Rows come in any order and from several files, so a state keeps them all: {[number] = in time or not}.
local function longest(state)
  local numbers, best, run = {}, 0, 0
  for number in pairs(state) do numbers[#numbers + 1] = number end
  table.sort(numbers)
  for _, number in ipairs(numbers) do
    run = state[number] and run + 1 or 0
    best = math.max(best, run)
  end
  return best, #numbers
end

local streak = {
  name = "streak", id = "org.example.streak/1", label_zh = "连续达标", order_free = true, exact = true,
  ports = {{name = "number"}, {name = "seconds"}}, params = {{name = "promised", least = 1, most = 86400}},
  init = function() return {} end,
  update = function(state, number, seconds, promised)
    if number < 0 or number > 1e9 then error("a reply's number is 0 to 1,000,000,000") end
    state[number] = (state[number] == nil or state[number]) and seconds <= promised
  end,
  merge = function(a, b)
    for number, kept in pairs(b) do a[number] = (a[number] == nil or a[number]) and kept end
  end,
  save = function(state) -- the same bytes for the same rows: in the order of numbers
    local parts = {}
    for number, kept in pairs(state) do parts[#parts + 1] = ("%010d%s"):format(number, kept and "+" or "-") end
    table.sort(parts)
    return table.concat(parts)
  end,
  load = function(bytes)
    local state, before = {}, -1
    if #bytes % 11 ~= 0 then return nil end
    for at = 1, #bytes, 11 do
      local digits, kept = bytes:sub(at, at + 10):match("^(%d+)([+-])$")
      local number = tonumber(digits)
      if not number or number <= before or number > 1e9 then return nil end
      state[number], before = kept == "+", number
    end
    return state
  end,
  finalize = function(state)
    local best, n = longest(state)
    if n > 0 then return best, 1, n end
  end,
}

local registry = assert(assert(assert(kefu.registry()):add(streak)):freeze())
print("proof: " .. tostring(kefu.metric_check("streak", registry, {rounds = 50}) and "kept" or "broken"))

local function count(rows)
  local tally = assert(kefu.tally(registry))
  assert(assert(tally:by("agent")):metric("连续达标", "streak(number, seconds, 30)"))
  return assert(tally:update(rows))
end
local morning = count{{agent = "K01", number = 1, seconds = 12}, {agent = "K01", number = 2, seconds = 30},
                      {agent = "K02", number = 1, seconds = 45}}
local afternoon = count{{agent = "K01", number = 3, seconds = 8}, {agent = "K02", number = 3, seconds = 20},
                        {agent = "K01", number = 4, seconds = 31}, {agent = "K02", number = 2, seconds = 9}}
local kept = assert(morning:save())
local day = assert(assert(kefu.tally.load(kept, registry)):merge(afternoon))
local frame = assert(day:frame())
for i = 1, #frame do
  local value = frame:value(i, "连续达标")
  print(frame[i], value:format(0), "of " .. value.n)
end
