-- live_board.lua - a promotion's evening: orders come in one by one, a board each minute of their own clock, prizes
-- each full hour. Half-way the program is "restarted": all that it knows goes to a file and comes back.
--
--   lua live_board.lua [STATE [MINUTES]]      the file (board.state), and a board every so many minutes (15)
local here = arg[0]:match("^(.*)[/\\]") or "."
package.path = here .. "/?.lua;" .. package.path
local kefu, grid = require "kefu", require "grid"
local path, every = arg[1] or "board.state", tonumber(arg[2] or 15)

-- ---- Orders of an invented evening: the same on every run, as all chance is kefu.random ---------

local people = {{"K01", "林晓燕", 70}, {"K03", "周雨桐", 64}, {"K05", "陈一鸣", 60}, {"K06", "吴思琪", 48},
                {"K08", "何嘉俊", 55}, {"K10", "冯小雨", 40}}
local seconds, first = 2 * 3600, 20 * 3600 -- from 20:00 to 22:00

local function orders()
  local second = 0
  return function()
    local draw = assert(kefu.random({2026, 1111}, {second, 0, 0, 0}))
    second = second + 1 + draw[1] % 7
    if second >= seconds then return nil end
    local who = people[1 + draw[2] % #people]
    local fen = 9900 + draw[3] % 300 * 100 * (who[3] % 11 + 1)
    local returned = draw[4] % 40 == 0 -- one in forty is sent back at once
    return {at = first + second, agent = who[1], amount = kefu.decimal(fen, 2), returned = returned}
  end
end

-- ---- The board: one tally of the evening, one of the hour ---------------------------------------

local function new_tally()
  local tally = assert(kefu.tally())
  assert(tally:by("agent"))
  assert(tally:metric("销售额", "sum(amount where not returned)", {unit = "yuan", scale = 2, direction = "higher"}))
  assert(tally:metric("订单数", "count(where not returned)", {unit = "count", direction = "higher"}))
  return assert(tally:cells{amount = {kind = "number", scale = 2}})
end

-- Points are sales here: 100 points are a million yuan.
local card = assert(kefu.card.from_json([==[{"format": 1, "id": "example.promotion/1", "label": "双11直播",
  "sections": [{"id": "sales", "items": [{"id": "sales", "label": "销售额", "metric": "销售额", "weight": 100,
    "unit": "yuan", "scale": 0, "direction": "higher", "no_data": "zero",
    "curve": {"type": "linear", "points": [[0, 0], [1000000, 100]]}}]}]}]==]))
local prizes = assert(kefu.award_plan.from_json([[{"format": 1, "id": "example.hour/1", "label": "整点奖",
  "currency": "CNY", "exponent": 2,
  "prizes": [{"id": "hour", "label": "整点销冠", "kind": "single", "metric": "销售额", "direction": "higher", "unit": "yuan", "scale": 0,
    "least": "1元", "places": 3, "amounts": [200, 100, 50], "ties": "share"}]}]]))
local roster = {}
for i, who in ipairs(people) do roster[i] = {person = who[1], name = who[2]} end
roster = assert(kefu.roster.from_rows(roster))
local day = "2026-11-11"

local function score(tally, period)
  local frame = assert(assert(tally:frame()):with_roster(roster, day))
  return assert(card:score(frame, {roster = roster, day = day, period = period})), frame
end

local function clock(second) return ("%02d:%02d"):format(math.floor(second / 3600), math.floor(second / 60) % 60) end

local function board(evening, hour, second)
  local sheet, frame = score(evening, clock(second))
  local _, of_hour = score(hour, clock(second))
  local rows = {}
  for i = 1, #sheet do
    local row = sheet[i]
    rows[i] = {row.place.place and ("%g"):format(row.place.place) or "-", row.name,
               kefu.figure_text(frame:value(row.person, "销售额"), "yuan", 0),
               kefu.figure_text(frame:value(row.person, "订单数"), "count", 0),
               kefu.figure_text(of_hour:value(row.person, "销售额"), "yuan", 0)}
  end
  print(clock(second))
  grid.print({{"名次", right = true}, {"客服"}, {"销售额", right = true}, {"订单", right = true}, {"本小时", right = true}}, rows)
  print()
end

local function give_prizes(hour, second)
  local sheet, frame = score(hour, clock(second))
  local awards = assert(prizes:award({sheet}, frame, {period = clock(second)}))
  print(("%s  %s"):format(clock(second), prizes:label()))
  for _, sentence in ipairs(assert(awards:explain())) do print("  " .. sentence) end
  print()
end

-- ---- State ----------------------------------------------------------------------------------------

local function save(evening, hour)
  local file = assert(io.open(path, "wb"))
  for _, tally in ipairs{evening, hour} do
    local bytes = assert(tally:save{tag = day})
    file:write(#bytes, "\n", bytes)
  end
  file:close()
end

local function load()
  local file, tallies = assert(io.open(path, "rb")), {}
  for i = 1, 2 do
    local size = assert(file:read("*n"))
    file:read(1)
    local bytes = file:read(size)
    tallies[i] = assert(assert(kefu.tally.load(bytes)):cells{amount = {kind = "number", scale = 2}})
  end
  file:close()
  return tallies[1], tallies[2]
end

-- ---- The evening ----------------------------------------------------------------------------------

local evening, hour, whole = new_tally(), new_tally(), new_tally()
local minute, restart = first / 60, first + 40 * 60

-- Each minute that is over at `now`.
local function pass(now)
  while now >= (minute + 1) * 60 do
    minute = minute + 1
    if minute % every == 0 then board(evening, hour, minute * 60) end
    if minute % 60 == 0 then
      give_prizes(hour, minute * 60)
      hour = new_tally()
    end
    if minute * 60 == restart then
      save(evening, hour)
      evening:close()
      hour:close()
      evening, hour = load()
      print(clock(restart) .. "  重启,从 " .. path:match("[^/\\]+$") .. " 恢复\n")
    end
  end
end

for order in orders() do
  pass(order.at)
  assert(evening:add(order))
  assert(hour:add(order))
  assert(whole:add(order))
end
pass(first + seconds)
print("同一晚不重启:" .. (evening:save() == whole:save() and "状态相同,一个字节也不差" or "状态不同"))
