-- test_shapes.lua - calls whose lists go in and out. Expected from the headers' own examples, or by hand.
local check, kefu = require "check", require "kefu"

-- 90, 80, 80, 70 are 1 2 2 4 (kefu/rank.h).
local function places(ties)
  local out = {}
  for i, place in ipairs(assert(kefu.rank({90, 80, 80, 70}, {ties = ties}))) do out[i] = place.place end
  return out
end
check.equal(places("competition"), {1, 2, 2, 4})
check.equal(places("dense"), {1, 2, 2, 3})
check.equal(places("modified"), {1, 3, 3, 4})
check.equal(places("fractional"), {1, 2.5, 2.5, 4})
check.equal(places("ordinal"), {1, 2, 3, 4})
local ranked, order = kefu.rank({70, {9, 10}, kefu.null, 80}, {groups = {1, 0, 0, 1}})
check.equal(order, {2, 3, 4, 1})
check.equal({ranked[3].place == nil, ranked[3].state}, {true, "no_value"})
check.equal({ranked[2].ranked, ranked[2].tied, ranked[2].group}, {1, 1, 0})
check.equal(kefu.rank({1, 1}, {ties = "ordinal", ids = {"b", "a"}})[1].place, 2)
check.equal(kefu.rank_top({70, 90, 80}, 2), {2, 3})
check.equal(kefu.rank_top({80, 90, 80, 70}, 2, {with_ties = true}), {2, 1, 3})
check.fails(10, "groups: one for each value is needed", kefu.rank({1, 2}, {groups = {1}}))
check.fails(10, "a list of values", kefu.rank(1))
check.fails(10, "values: expected a kefu.value", kefu.rank({"x"}))

-- 10 by 1, 1, 1: the rest goes to the first, or the last.
check.equal(kefu.apportion(10, {1, 1, 1}), {4, 3, 3})
check.equal(kefu.apportion(10, {1, 1, 1}, "last"), {3, 3, 4})
check.equal(kefu.apportion(-10, {1, 1, 1}, {ties = "last"}), {-3, -3, -4})
check.fails(10, nil, kefu.apportion(10, {0, 0}))

-- Expressions over rows.
local expr = assert(kefu.expr("amount / 4"))
check.equal({expr.type, expr.columns}, {"number", {"amount"}})
check.equal(expr:eval{{amount = 1}, {amount = kefu.null}, {amount = kefu.provisional}}, {250000, kefu.null, kefu.provisional})
check.equal(kefu.expr("x > 1"):eval{x = {1, 2}}, {false, true})
check.fails(12, "amount", expr:eval{x = {1}})
check.equal(check.fails(50, nil, kefu.expr("1 +")).line, 1)

-- Points of columns, without people.
local card = assert(kefu.card.from_json([==[{"format": 1, "id": "org.example.c/1", "sections": [{"id": "s", "items": [
  {"id": "i", "metric": "m", "weight": 100, "unit": "count", "direction": "higher",
   "curve": {"type": "linear", "points": [[0, 0], [10, 100]]}}]}]}]==]))
local totals, points = card:score_columns{m = {5, 12, kefu.null}}
check.equal(totals, {50000000, 100000000, kefu.null})
check.equal(points[1][1], 50000000)

-- Draws: numbers of rows count from 1.
local key = assert(kefu.pick_key("seed"))
local numbers = assert(kefu.pick_numbers(key, 5, 5))
table.sort(numbers)
check.equal(numbers, {1, 2, 3, 4, 5})
check.fails(10, nil, kefu.pick_numbers(key, 2, 3))
check.equal(kefu.pick_rate(key, 1000000000, {id = {"a", "b"}}, "id"), {1, 2})
check.equal(kefu.pick_rate(key, 0, {id = {"a", "b"}}, "id"), {})
local rows, chances = kefu.pick_pps({id = {"a", "b"}, size = {1, 1}}, {seed = "s", id = "id", size = "size", k = 2})
check.equal(rows, {1, 2})
check.equal(chances[1]:number(), 1)
check.fails(27, nil, kefu.pick_pps({id = {"a"}, size = {1}}, {seed = "s", id = "id", size = "size", k = 2}))

-- A reservoir of 3: the first three rows go to slots 1, 2, 3.
local reservoir = assert(kefu.reservoir(key, 3))
local taken, slots = reservoir:offer(3)
check.equal({taken, slots}, {{1, 2, 3}, {1, 2, 3}})
reservoir:offer(997)
check.equal({reservoir.seen, reservoir.filled}, {1000, 3})

-- A pick, its state and what it drew.
local pick = assert(kefu.pick{seed = "s", id = "id", k = 2})
assert(pick:update{id = {"a", "b", "c"}})
check.equal(#pick.rows, 2)
check.is(pick[1].row >= 1 and pick[1].row <= 3)
check.equal(pick[1].chance:format(2), "0.67")
check.equal(kefu.pick.load(assert(pick:save()), {seed = "s", id = "id", k = 2}):save() == pick:save(), true)

-- Models: the ones that are built with the library.
local model = assert(kefu.model.from_bytes(check.read("lib/models/kefu_model_zh.bin")))
local info = assert(model:describe())
check.equal(info.id, "kefu.zh/1")
check.equal(model[1].key, "polarity")
local scores = assert(model:score({"很好,下次还来", "太差了,要求退款"}))
check.equal(scores.polarity, {1, -1})
check.is(scores.positive[1] > 500000 and scores.positive[2] < 500000)
check.equal(model:score_column({text = {"很好,下次还来", kefu.null}}, "text").polarity[1], 1)
check.equal(#model:score({"好"}, {z = true}).z, info.heads)
check.fails(12, "there is no 'txt'", model:score_column({text = {"x"}}, "txt"))
check.fails(20, nil, kefu.model.from_bytes("no model"))

-- Reviews: verdicts, and their rows as a table of columns.
local reviewer = assert(kefu.reviewer{model = model, lexicons = {assert(kefu.lexicon.starter("zh"))}})
local text = "客服推诿,态度很差,要求退款"
local verdict = assert(reviewer:read(text))
check.equal(verdict.opinions[1].polarity, "negative")
for _, span in ipairs(verdict:spans()) do
  check.is(span.begin >= 1 and span.stop <= #text and #text:sub(span.begin, span.stop) > 0)
end
local verdicts = assert(kefu.verdicts())
assert(verdicts:add(verdict))
assert(verdicts:read(reviewer, {text = {"很好,下次还来"}}))
check.equal(#verdicts.rows.polarity, 2)

-- A trainer that is told to stop.
local told = {}
local trainer = assert(kefu.trainer{id = "org.example.m/1", progress = function(part) told[#told + 1] = part return false end})
local texts, labels = {}, {}
for i = 1, 40 do
  texts[i] = (i % 2 == 0 and "很好 喜欢 满意 " or "很差 失望 退款 ") .. i
  labels[i] = i % 2 == 0 and 1 or 0
end
assert(trainer:add(texts, labels))
check.fails(61, nil, trainer:finish())
check.is(#told == 1 and told[1] >= 0 and told[1] <= 1)
