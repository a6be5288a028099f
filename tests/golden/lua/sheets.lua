-- sheets.lua - lines of definitions, reports, cards, sheets and trained models.
local check, kefu = require "check", require "kefu"
local now, lines = check.now, {}

-- ---- Definitions ------------------------------------------------------------------------------

-- One that is built in.
function lines.definition(line)
  local built_in = assert(kefu.catalogue())
  local d = assert(built_in:definition(line[2]))
  check.fields(line, 2, d.id, d.unit, d.scale, d.direction, d.min_n, d.from_day or "", d.to_day or "", d.formula)
end

function lines.definitions(line) check.equal(line[2], #kefu.catalogue()) end

function lines.made(line) check.equal(line[3], assert(now.frame:metric(line[2])).definition) end

function lines.catalogue(line)
  local catalogue = assert(kefu.catalogue())
  assert(catalogue:load(check.read(line[2])))
  check.same_file(line[3], assert(catalogue:json("loaded")))
end

-- ---- Sheets -----------------------------------------------------------------------------------

function lines.report(line)
  now.report_file, now.report, now.ledger = line[2], assert(kefu.report()), assert(kefu.ledger())
end

function lines.key(line) assert(now.report:key(line[2])) end

function lines.skip(line) assert(now.report:skip(line[2])) end

function lines.over(line)
  local columns = {cell = line[3], over = line:given(4), count = line:given(5), value = line:given(6)}
  assert(now.report:metric(line[2], {columns = columns}))
end

function lines.decision(line)
  assert(now.ledger:add{person = line[2], part = line[3], action = line[4], count = line:int(5), by = "test",
                        day = "2026-11-01"})
end

-- The sheet as JSON, as bytes, and what is loaded from them: the same sheet.
function lines.score(line)
  local frame = assert(now.report:read(kefu.csv{path = check.folder .. "/" .. now.report_file}))
  local card = assert(kefu.card.from_json(check.read(line[2])))
  local sheet = assert(card:score(frame, {ledger = now.ledger, period = "2026-10"}))
  local json, saved = assert(sheet:json()), assert(sheet:save())
  check.same_file(line[3], json)
  check.same_file(line[4], check.hex(saved))
  check.bytes("the sheet as it was loaded", json, assert(assert(kefu.sheet.load(saved)):json()))
end

-- ---- Models -----------------------------------------------------------------------------------

local PARTS = {zh = {{"质量太差", "非常失望", "用着难受", "快递太慢"},
                     {"质量很好", "非常满意", "用着舒服", "快递很快"}},
               en = {{"poor quality", "very disappointed", "hard to use", "late delivery"},
                     {"good quality", "very happy with it", "easy to use", "quick delivery"}}}

local function chance(text, what, below)
  return math.floor(assert(kefu.random({1, 2}, {text, what, 0, 0}))[1] * below / 2 ^ 32)
end

-- A text and its label of logistics, and of polarity, of which one in eight is wrong: nothing is
-- separable.
local function composed(i, lang)
  local good, a, b = chance(i, 0, 2), chance(i, 1, 4), chance(i, 2, 4)
  local parts = PARTS[lang][good + 1]
  local ending = string.char(97 + i % 26, 97 + math.floor(i / 26) % 26, 97 + math.floor(i / 676))
  local polarity = chance(i, 3, 8) > 0 and good or 1 - good
  return ("%s, %s. %s"):format(parts[a + 1], parts[b + 1], ending), polarity, (a == 3 or b == 3) and 1 or 0
end

local function trained(options, texts, labels)
  options.id = "org.example.golden/1"
  local trainer = assert(kefu.trainer(options))
  assert(trainer:head("logistics", "aspect", "logistics"))
  assert(trainer:add(texts, labels))
  return assert(kefu.model.from_bytes(assert(trainer:finish())))
end

-- A model, and a delta on it of a third of the texts with the labels the other way round.
function lines.train(line)
  local lang, n, texts, labels = line[2], line:count(3), {}, {}
  for i = 1, n do texts[i], labels[2 * i - 1], labels[2 * i] = composed(i - 1, lang) end
  local model = trained({language = lang, bits = line:int(4)}, texts, labels)
  check.equal(line[5], model:describe().fingerprint)
  local some, turned = {}, {}
  for i = 1, math.floor(n / 3) do
    some[i], turned[2 * i - 1], turned[2 * i] = texts[i], 1 - labels[2 * i - 1], labels[2 * i]
  end
  local delta = trained({language = lang, bits = 10, base = model}, some, turned)
  check.equal(line[6], delta:describe().fingerprint)
end

return lines
