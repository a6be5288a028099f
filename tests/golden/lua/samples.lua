-- samples.lua - lines of plans, draws, samples, and what marks say of them.
local check, kefu = require "check", require "kefu"
local now, lines = check.now, {}

-- ---- Samples ----------------------------------------------------------------------------------

function lines.plan(line)
  now.plan = assert(kefu.plan.from_json(check.read(line[2])))
  now.draw, now.sample, now.unsuitable, now.excluded = nil, nil, nil, nil
  check.equal(line[3], now.plan.hash)
end

function lines.excluded(line) now.excluded = {id = line:from(2)} end

function lines.draw(line)
  now.seed, now.sample, now.unsuitable = line[2], nil, nil
  now.draw = assert(kefu.draw(now.plan, {seed = now.seed, excluded = now.excluded}))
  local cells = {}
  for _, text in ipairs(line:from(4)) do
    local column, kind = text:match("^(.*):(%w+)$")
    cells[column] = {kind = kind, scale = 0}
  end
  assert(now.draw:update(kefu.csv{path = check.folder .. "/" .. line[3], cells = cells}))
end

function lines.unsuitable(line)
  now.unsuitable = now.unsuitable or {}
  now.unsuitable[#now.unsuitable + 1] = {id = line[2], reason = line[3], by = line[4]}
end

local function check_sample(line, draw)
  now.sample = assert(kefu.sample(draw, {unsuitable = now.unsuitable}))
  check.same_file(line[2], assert(now.sample:json()))
  check.same_file(line[3], (assert(now.sample:csv()):gsub("\n+$", "")))
end

-- The sample, the draw as it is saved, and both again from these bytes.
function lines.sample(line)
  check_sample(line, now.draw)
  local saved = assert(now.draw:save())
  check.same_file(line[4], check.hex(saved))
  local loaded = assert(kefu.draw.load(saved, now.plan, {seed = now.seed, excluded = now.excluded}))
  check_sample(line, loaded)
  check.same_file(line[4], check.hex(assert(loaded:save())))
end

function lines.why(line)
  local row = assert(now.sample:find(line[2]))
  check.fields(line, 3, now.sample:text(row, "zh"), now.sample:text(row, "en"))
end

function lines.clashes(line)
  check.equal(line[2], #assert(kefu.quotas(now.draw)).clashes)
  local made = check.attempt(kefu.sample(now.draw))
  check.equal(line:count(2) > 0 and "!KEFU_E_INFEASIBLE" or "a sample", check.is_error(made) and made or "a sample")
end

local CLASHES = {cell_short = 1, cell_bounds = 2, agent_short = 3, agent_over = 4, total_short = 5, total_over = 6,
                 no_spread = 7}

function lines.clash(line)
  local quotas, index = assert(kefu.quotas(now.draw)), line:count(2) + 1
  local clash = quotas.clashes[index]
  check.is(clash ~= nil, "a clash")
  check.fields(line, 3, CLASHES[clash.code], clash.need, clash.have, quotas:clash_text(index, "zh"),
               quotas:clash_text(index, "en"))
end

-- ---- Estimates --------------------------------------------------------------------------------

-- From columns that say themselves what they stand for, or that mark rows of the sample.
function lines.estimate(line)
  local options = {kind = line[3], scale = line:int(4), by = line:given(5), lonely = line[6], method = line[7],
                   confidence = line:int(8)}
  if line[2] == "rows" then
    now.estimates = assert(kefu.estimates.from_rows(check.rows(), options))
  else
    now.estimates = assert(kefu.estimates.from_sample(now.sample, check.rows(), options))
  end
  check.equal(line[9], #now.estimates)
end

-- Of a key; of all where it is empty.
local function index_of(key)
  if key == "" then return assert(now.estimates:find()) end
  return assert(now.estimates:find(key))
end

-- num/den/n, with ~ where it was rounded; "-" of one that has no number.
local function shown(value)
  if value.status ~= "ok" then return "-" end
  return ("%s/%s%s"):format(tostring(value), kefu.decimal(value.n, 0), value.flags.rounded and "~" or "")
end

local ESTIMATED = {unmarked = 1, gaps = 2, lonely = 4, replaced = 8, whole = 16, unplaced = 32, null_key = 64}

function lines.estimated(line)
  local one = now.estimates[index_of(line[2])]
  for i, name in ipairs{"naive", "estimate", "error", "low", "high", "population"} do
    check.equal(line[2 + i], shown(one[name]))
  end
  check.fields(line, 9, one.marked, one.sampled, check.units(one.df), check.units(one.effective_n),
               check.bits(one.flags, ESTIMATED))
end

function lines.effect(line)
  local effect = assert(now.estimates:effects(index_of(line[2])))[line:count(3) + 1]
  check.fields(line, 4, effect.label_zh, effect.label_en)
  for i, name in ipairs{"in_marks", "in_population", "mean", "effect"} do
    check.equal(line[5 + i], shown(effect[name]))
  end
end

function lines.said(line)
  local index = index_of(line[2])
  check.fields(line, 3, now.estimates:text(index, "zh"), now.estimates:text(index, "en"))
end

-- As JSON, and as CSV in Chinese, without what ends the last line of the file.
function lines.written(line)
  check.same_file(line[2], assert(now.estimates:json()))
  check.same_file(line[3], (assert(now.estimates:csv()):gsub("\n+$", "")))
end

return lines
