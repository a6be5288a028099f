-- rows.lua - lines of columns, expressions over them, tallies and their saved states.
local check, kefu = require "check", require "kefu"
local now, lines = check.now, {}

local NULLS = {["\\N"] = kefu.null, ["~"] = kefu.provisional}

-- ---- Rows -------------------------------------------------------------------------------------

-- Days and microseconds since 1970 as they are written.
local CELLS = {
  date = function(days) return os.date("!%Y-%m-%d", days * 86400) end,
  time = function(micros)
    local seconds = math.floor(micros / 1000000)
    return os.date("!%Y-%m-%d %H:%M:%S", seconds) .. (".%06d"):format(micros - seconds * 1000000)
  end,
}

-- Whole numbers at a scale are read as cells, from their digits.
local function reader(kind, scale)
  if CELLS[kind] then return function(text) return CELLS[kind](tonumber(text)) end end
  if kind == "text" then return function(text) return text end end
  if kind == "f64" then return tonumber end
  if scale == 0 then return kefu.int64 end
  return function(text) return assert(kefu.decimal(kefu.int64(text), scale)) end
end

function lines.column(line)
  local kind, scale = line[3]:match("^(%w+):?(%d*)$")
  scale = tonumber(scale) or 0
  local read = reader(kind, scale)
  now.columns[line[2]] = check.map(line:from(4), function(cell) return NULLS[cell] or assert(read(cell)) end)
  if CELLS[kind] then now.cells[line[2]] = {kind = kind} end
  if scale > 0 then now.cells[line[2]] = {kind = "number", scale = scale} end
end

-- The columns of the file so far.
function check.rows() return assert(kefu.rows(now.columns, now.cells)) end

local function evaluated(text)
  local expr, _, _, details = kefu.expr(text)
  if not expr then return nil, nil, nil, details end
  return expr:eval(check.rows())
end

function lines.eval(line)
  local got = check.attempt(evaluated(line[2]))
  if check.is_error(got) then return check.equal(line[3], got) end
  for i, one in ipairs(got) do
    local number = type(one) == "boolean" and (one and 1 or 0) or one
    check.equal(line[2 + i], one == kefu.null and "\\N" or one == kefu.provisional and "~" or number)
  end
end

-- ---- Tallies ----------------------------------------------------------------------------------

local function tally()
  now.tally = now.tally or assert(kefu.tally())
  return now.tally
end

-- The field has an error, if one is expected; else there must be none.
local function expect(line, index, got)
  if check.is_error(got) or line[index] ~= "" then check.equal(line[index], got) end
end

function lines.by(line) assert(tally():by(line[2])) end

function lines.metric(line)
  expect(line, 5, check.attempt(tally():metric(line[2], line[3], {min_n = line:int(4)})))
end

function lines.define(line)
  expect(line, 5, check.attempt(tally():define(line[2], {day = line:given(3), as_name = line:given(4)})))
end

function lines.tally()
  assert(tally():update(check.rows()))
  now.frame = assert(tally():frame())
end

function lines.fingerprint(line) check.equal(line[2], tally().fingerprint) end

local function check_saved(line, format)
  check.equal(line[2], check.hex(assert(tally():save{format = format, tag = line[3]})))
end

-- These bytes make a tally that saves them again, in the format that they have.
function lines.loaded(line)
  local bytes = check.unhex(line[2])
  local info = assert(kefu.state_inspect(bytes))
  check.equal(line[3], info.tag)
  now.tally = assert(kefu.tally.load(bytes))
  check_saved(line, info.format)
  now.frame = assert(tally():frame())
end

-- The tally saves these bytes, too.
function lines.state(line)
  check_saved(line, 0)
  lines.loaded(line)
end

function lines.again() now.tally = nil end

local BITS = {rounded = 1, approx = 2, has_low_volume = 256, has_provisional = 512}

function lines.value(line)
  local v = assert(now.frame:value(assert(now.frame:find(line[2])), line[3]))
  check.fields(line, 4, v.num, v.den, v.n, check.state(v.status), check.bits(v.flags, BITS))
end

return lines
