-- picks.lua - lines of drawing rows, whose numbers count from 0 in lines and from 1 in Lua.
local check, kefu = require "check", require "kefu"
local lines, int64 = {}, kefu.int64

local function from_0(number) return int64(number) - 1 end

-- ---- Keys: 64 bits, the upper half as negative numbers -----------------------------------------

-- 2^64 is 18446744073709551616.
local function key_of(digits)
  local key = int64(digits)
  if key then return key end
  local high, low = digits:match("^(%d+)(%d%d%d%d%d%d%d%d%d)$")
  return (int64(high) - int64("18446744073")) * int64("1000000000") + (int64(low) - int64("709551616"))
end

local function key_of_hex(hex)
  local high, low = tonumber(hex:sub(1, 8), 16), tonumber(hex:sub(9), 16)
  if high >= 2 ^ 31 then high = high - 2 ^ 32 end
  return int64(high) * int64("4294967296") + int64(low)
end

-- What is left over of 16 is a digit, also of negative numbers, since % rounds down.
local function hex_of(key)
  local digits, left = {}, int64(key)
  for i = 16, 1, -1 do
    local digit = left % int64(16)
    digits[i] = ("%x"):format(tonumber(tostring(digit)))
    left = int64(assert(kefu.value_round({left - digit, 16}, 0)))
  end
  return table.concat(digits)
end

function lines.pick_key(line) check.equal(line[3], hex_of(assert(kefu.pick_key(line[2])))) end

function lines.pick_hash(line)
  local key, id, number = key_of_hex(line[2]), line[3], int64(line[3])
  check.equal(line[4], hex_of(assert(kefu.pick_hash_text(key, id))))
  if number and tostring(number) == id then check.equal(line[4], hex_of(assert(kefu.pick_hash(key, number)))) end
end

-- ---- Draws ------------------------------------------------------------------------------------

function lines.numbers(line)
  local drawn = assert(kefu.pick_numbers(key_of(line[2]), line:int(3), line:int(4)))
  check.equal(line[5], check.listed(check.map(drawn, from_0)))
end

-- In offers of a third of what is left.
function lines.reservoir(line)
  local reservoir, left, drawn = assert(kefu.reservoir(key_of(line[2]), line:int(3))), line:int(4), {}
  while tostring(left) ~= "0" do
    local seen, n = int64(reservoir.seen), int64(assert(kefu.value_round({left - left % int64(3), 3}, 0))) + 1
    local rows, slots = reservoir:offer(n)
    for i, row in ipairs(assert(rows, slots)) do
      drawn[#drawn + 1] = ("%s:%s"):format(tostring(seen + row - 1), tostring(from_0(slots[i])))
    end
    left = left - n
  end
  check.equal(line[5], check.listed(drawn))
end

local function common(a, b) return tostring(b) == "0" and a or common(b, a % b) end

local function lowest(value)
  local num, den = int64(value.num), int64(value.den)
  local divisor = common(num, den)
  return ("%s/%s"):format(kefu.value_format({num, divisor}, 0), kefu.value_format({den, divisor}, 0))
end

function lines.pps(line)
  local rows, chances = kefu.pick_pps(check.rows(), {seed = line[2], k = line:int(3), scale = line:int(4), id = "id",
                                                     size = "size"})
  check.equal(line[5], check.listed(check.map(assert(rows, chances), from_0)))
  check.equal(line[6], check.listed(check.map(chances, lowest)))
end

local function picked(pick)
  return check.listed(check.map(assert(pick.rows), function(one) return from_0(one.row) end))
end

-- The rows drawn, the state, and what is loaded from that.
function lines.pick(line)
  local options = {seed = line[2], id = "id", by = line:given(3), weight = line:given(4), k = line:int(5),
                   scale = line:int(6)}
  local pick = assert(kefu.pick(options))
  assert(pick:update(check.rows()))
  check.equal(line[7], picked(pick))
  local saved = assert(pick:save())
  check.equal(line[8], check.hex(saved))
  check.equal(line[7], picked(assert(kefu.pick.load(saved, options))))
end

function lines.pick_rate(line)
  local drawn = assert(kefu.pick_rate(key_of_hex(line[2]), line:int(3), check.rows(), "id"))
  check.equal(line[4], check.listed(check.map(drawn, from_0)))
end

return lines
