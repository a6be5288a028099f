-- stats.lua - lines of statistics, agreement and peers.
local check, kefu = require "check", require "kefu"
local now, lines = check.now, {}

-- ---- Statistics: shares in billionths, as in the lines -----------------------------------------

local FUNCTIONS = {normal_below = 1, normal_quantile = 1, t_below = 2, t_quantile = 2, binomial_below = 3,
                   hypergeometric_below = 4, sample_size = 4, half_width = 4} -- so many arguments

for name, takes in pairs(FUNCTIONS) do
  lines[name] = function(line)
    local arguments = line:ints(2, takes + 1)
    check.equal(line[takes + 2], check.attempt(kefu[name](arguments[1], arguments[2], arguments[3], arguments[4])))
  end
end

function lines.rate_interval(line)
  local x, n, population, confidence = line:int(3), line:int(4), line:int(5), line:int(6)
  local got = check.attempt(kefu.rate_interval(x, n, population, confidence, line[2]))
  if check.is_error(got) then return check.equal(line[7], got) end
  check.fields(line, 7, got.low, got.high)
end

function lines.acceptance_plan(line)
  local options = {population = line:int(6)}
  for i, name in ipairs{"good", "good_risk", "bad", "bad_risk"} do options[name] = line:int(1 + i) end
  if line:count(7) >= 0 then options.has_accept, options.accept = true, line:int(7) end
  local got = check.attempt(kefu.acceptance_plan(options))
  if check.is_error(got) then return check.equal(line[8], got) end
  check.fields(line, 8, got.n, got.accept, got.pass_good, got.pass_bad)
end

-- ---- Agreement --------------------------------------------------------------------------------

local WHY = {fine = 0, no_pairs = 1, one_category = 2, raters = 3, uneven = 4}

function lines.categories(line)
  now.categories, now.units, now.marks = line:from(2), 0, {}
end

function lines.marked(line)
  for _ = 1, line:count(2) do
    for inspector, mark in ipairs(line:from(3)) do
      if mark ~= "\\N" then now.marks[#now.marks + 1] = {unit = now.units, inspector = inspector, mark = mark} end
    end
    now.units = now.units + 1
  end
end

-- Billionths; "-" of a value that is not there.
local function check_share(expected, value)
  if expected == "-" then return check.is(value.status == "no_data" and value.den == 0, "-") end
  check.is(value.status == "ok" and value.den == 1000000000, "a value in billionths")
  check.equal(expected, value.num)
end

function lines.agree(line)
  local options = #now.categories > 0 and {categories = now.categories} or nil
  local agree = assert(kefu.agree.from_rows(now.marks, options))
  local got = assert(agree:value(1, line[2], line[3]))
  for i, name in ipairs{"value", "observed", "expected"} do check_share(line[3 + i], got[name]) end
  check.fields(line, 7, got.value.n, got.marks, got.raters, got.categories, got.value.flags.rounded and 1 or 0,
               WHY[got.why])
end

function lines.agree_why(line)
  for word, number in pairs(WHY) do
    if number == line:count(2) then
      check.fields(line, 3, kefu.agree_why_text(word, "zh"), kefu.agree_why_text(word, "en"))
    end
  end
end

-- ---- Peers ------------------------------------------------------------------------------------

local TEAMS = {"any_team", "other_team", "own_team"}

-- "A>B C<>D" and "A>B/period": a row a pair, with 1 or the period in the third column.
local function pairs_of(text, third)
  if not text then return nil end
  local columns = {inspector = {}, inspected = {}, [third] = {}}
  local row = 0
  for pair in text:gmatch("%S+") do
    local first, both, second, period = pair:match("^([^<>]*)(<?)>([^/]*)/?(.*)$")
    row = row + 1
    columns.inspector[row] = first ~= "" and first or kefu.null
    columns.inspected[row] = second ~= "" and second or kefu.null
    columns[third][row] = both ~= "" and "1" or period ~= "" and period or kefu.null
  end
  return columns
end

function lines.bans(line) now.bans = line[2] end

function lines.history(line) now.history = line[2] end

function lines.peers(line)
  local peers, message, _, details = kefu.peers(check.rows(), {
    seed = line[2], period = line:int(3), each = line:int(4), team_rule = TEAMS[line:count(5) + 1],
    mutual = line:count(6) == 1, bans = pairs_of(now.bans, "both"), history = pairs_of(now.history, "period")})
  if not peers then return check.fields(line, 7, "!" .. details.name, message) end
  local loads = peers.loads
  check.fields(line, 7, check.listed(check.map(peers.pairs, function(pair)
    return pair.inspector .. ">" .. pair.inspected .. (pair.again and "!" or "")
  end)), loads.least, loads.most, loads.again)
end

return lines
