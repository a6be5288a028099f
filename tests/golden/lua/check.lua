-- check.lua - lines of golden vectors and what is checked of them.
local kefu = require "kefu"
local check = {passed = 0, failed = 0, folder = "tests/golden", file = "", number = 0, word = ""}

-- What lines leave for those after them: the tally, its frame, a plan, a draw, a sample ...
check.now = {}

-- ---- Lines ------------------------------------------------------------------------------------

-- The fields of a line; those that it does not have are empty.
local Line = {}
Line.__index = function(_, key) return Line[key] or type(key) == "number" and "" or nil end

function check.line(text)
  local fields = setmetatable({}, Line)
  for field in (text .. "\t"):gmatch("(.-)\t") do fields[#fields + 1] = field end
  return fields
end

-- The field as a number to count with, and as one of 64 bits.
function Line:count(index) return tonumber(self[index]) or 0 end
function Line:int(index) return self[index] == "" and 0 or assert(kefu.int64(self[index])) end

function Line:ints(first, last)
  local out = {}
  for i = first, last do out[#out + 1] = self:int(i) end
  return out
end

-- "-" and nothing: not given.
function Line:given(index)
  local text = self[index]
  return text ~= "-" and text ~= "" and text or nil
end

function Line:from(first)
  local out = {}
  for i = first, #self do out[#out + 1] = self[i] end
  return out
end

-- ---- Checks -----------------------------------------------------------------------------------

local function note(good, told, ...)
  local counts = good and "passed" or "failed"
  check[counts] = check[counts] + 1
  if not good then print(("%s:%d: %s: "):format(check.file, check.number, check.word) .. told:format(...)) end
end

-- Whole numbers by their digits, in every Lua.
local function shown(got)
  return type(got) == "number" and assert(kefu.decimal(got, 0)) or tostring(got)
end

function check.equal(expected, got)
  note(shown(got) == expected, "expected %s, got %s", expected, shown(got))
end

function check.is(good, what) note(good, "expected %s, got another", what) end

-- The fields from `first` on, one after the other.
function check.fields(line, first, ...)
  for i = 1, select("#", ...) do check.equal(line[first + i - 1], (select(i, ...))) end
end

-- Says where two long texts part, not what all of them is.
function check.bytes(name, expected, got)
  local at = 1
  while at <= #expected and expected:byte(at) == got:byte(at) do at = at + 1 end
  local from = math.max(at - 40, 1)
  note(expected == got, "%s differs at byte %d: expected ...%s, got ...%s", name, at, expected:sub(from, at + 80),
       got:sub(from, at + 80))
end

function check.read(name)
  local file = assert(io.open(check.folder .. "/" .. name, "rb"))
  local text = file:read("*a")
  file:close()
  return text
end

-- The text of a file of the folder, without the line ends that it closes with.
function check.same_file(name, got) check.bytes(name, (check.read(name):gsub("\n+$", "")), got) end

-- What a call gave, or the error as lines write it.
function check.attempt(result, _, _, details)
  if result == nil then return "!" .. details.name end
  return result
end

-- ---- What fields mean -------------------------------------------------------------------------

function check.is_error(got) return type(got) == "string" and got:sub(1, 1) == "!" end

-- Whole numbers × 10^digits, INT64_MIN where they are not known.
function check.units(number) return number == nil and "-9223372036854775808" or number end

function check.state(word) return (word:gsub("_", "-")) end

function check.bits(flags, values)
  local sum = 0
  for flag in pairs(flags) do sum = sum + assert(values[flag], flag) end
  return sum
end

function check.hex(bytes)
  return (bytes:gsub(".", function(byte) return ("%02x"):format(byte:byte()) end))
end

function check.unhex(hex)
  return (hex:gsub("..", function(digits) return string.char(tonumber(digits, 16)) end))
end

function check.map(list, f)
  local out = {}
  for i, one in ipairs(list) do out[i] = f(one, i) end
  return out
end

-- Numbers with what is between them, one after the other.
function check.listed(list) return table.concat(check.map(list, shown), " ") end

return check
