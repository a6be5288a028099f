-- base.lua - lines of random numbers, dates, values, cells and places.
local check, kefu = require "check", require "kefu"
local lines = {}

local function words(text)
  local out = {}
  for word in text:gmatch("%x+") do out[#out + 1] = tonumber(word, 16) end
  return out
end

function lines.random(line)
  local got = assert(kefu.random(words(line[2]), words(line[3])))
  check.is(check.listed(got) == check.listed(words(line[4])), line[4])
end

-- Days since 1970 of "2026-10-31"; years begin in March, so that a leap day is their last.
local function days_of(text)
  local year, month, day = text:match("^(%d+)-(%d+)-(%d+)$")
  year, month = tonumber(year), (tonumber(month) + 9) % 12
  if month > 9 then year = year - 1 end
  local leaps = math.floor(year / 4) - math.floor(year / 100) + math.floor(year / 400)
  return 365 * year + leaps + math.floor((153 * month + 2) / 5) + tonumber(day) - 1 - 719468
end

function lines.date(line)
  local day = check.attempt(kefu.date_parse(line[2]))
  if check.is_error(day) then return check.equal(line[3], day) end
  check.equal(line[3], days_of(day))
  if line[2]:find("^....%-") then check.equal(line[2], kefu.date_format(day)) end
end

function lines.format(line) check.equal(line[5], kefu.value_format(line:ints(2, 3), line:int(4))) end

function lines.round(line)
  check.equal(line[5], check.attempt(kefu.value_round(line:ints(2, 3), line:int(4))))
end

function lines.compare(line) check.equal(line[6], kefu.value_compare(line:ints(2, 3), line:ints(4, 5))) end

function lines.cell(line)
  local flags, bits = {}, line:count(4)
  for i, word in ipairs{"round", "bare", "hundredths"} do
    flags[word] = math.floor(bits / 2 ^ (i - 1)) % 2 == 1
  end
  local cell = check.attempt(kefu.cell_parse(line[5], {kind = line[2], scale = line:int(3), flags = flags}))
  if check.is_error(cell) then return check.equal(line[6], cell) end
  check.fields(line, 6, cell.value, check.state(cell.state))
end

-- num/den/n; without a denominator there is no value.
local function ranked(text)
  local num, den, n = text:match("^(.-)/(.-)/(.-)$")
  return num and {kefu.int64(num), kefu.int64(den), kefu.int64(n)} or kefu.null
end

function lines.rank(line)
  local fields = line:from(5)
  local n = #fields / 2
  local values = {}
  for i = 1, n do values[i] = ranked(fields[i]) end
  local places = assert(kefu.rank(values, {ties = line[2], lower_first = line[3] == "1", min_n = line:int(4)}))
  for i, place in ipairs(places) do
    local whole = place.twice % 2 == 0
    local text = kefu.value_format({place.twice, 2}, whole and 0 or 1)
    check.equal(fields[n + i], place.state == "ranked" and text or "-")
  end
end

return lines
