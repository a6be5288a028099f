-- test_arguments.lua - every kind of argument, and what is said of wrong ones.
local check, kefu = require "check", require "kefu"
local card = assert(kefu.card.from_json(check.read("examples/shop/card.json")))

-- How it is called.
check.fails(10, "call it as object:label(...)", card.label())
check.fails(10, "expected a kefu.card first, got table", card.label({}))
check.fails(10, "'kind' is missing", card:parts())
check.fails(10, "takes 1 arguments, got 2", card:label("zh", "en"))
check.fails(10, "takes 0 arguments", kefu.version_string("x"))

-- Texts.
check.fails(10, "json: expected a string, got number", kefu.card.from_json(12))
check.fails(10, "json: expected a string, got table", kefu.card.from_json({}))
local tally = assert(kefu.tally())
check.fails(10, "a NUL inside", tally:by("a\0b"))
check.fails(22, nil, tally:by("\255\254"))

-- Words, languages, flags.
check.fails(10, "'itm' is none of item, adjustment", card:parts("itm"))
check.fails(10, "kind: expected a word, got number", card:parts(1))
check.fails(10, "'fr' is none of zh, en", card:label("fr"))
check.is(kefu.csv_writer("excel"))
check.is(kefu.csv_writer{"excel"})
check.is(kefu.csv_writer{flags = {excel = true}})
check.fails(10, "'exel' is none of excel", kefu.csv_writer("exel"))
check.fails(10, "flags: expected a word, got boolean", kefu.csv_writer(true))

-- Days.
check.equal(kefu.date_format("2026/1/5"), "2026-01-05")
check.fails(20, nil, kefu.date_format("2026-02-30"))
check.fails(10, "a day such as '2026-10-31'", kefu.date_format(20000))

-- Whole numbers.
check.fails(10, "code: expected a whole number, got a fraction", kefu.status_name(1.5))
check.fails(10, "code: the number is out of range", kefu.status_name(2 ^ 40))
check.fails(10, "use kefu.int64", kefu.status_name(2 ^ 60 + 0.0 == 2 ^ 60 and 1e300 or 0))
check.fails(10, "use kefu.int64", kefu.status_name(0 / 0))
check.fails(10, "code: expected a whole number, got string", kefu.status_name("50"))

-- Options: misspelt names are refused, and say what there is.
check.fails(12, "no option 'scael'; there are: limits, where, roster, roster_day, scale", kefu.tally{scael = 2})
check.fails(10, "scale: expected a whole number, got string", kefu.tally{scale = "2"})
check.fails(10, "roster: expected a kefu.roster, got card", kefu.tally{roster = card})
check.fails(12, "no option 'gruops'", kefu.tally{limits = {gruops = 1}})
check.fails(10, "limits: expected a table, got number", kefu.tally{limits = 1})
check.is(kefu.tally{scale = 4, limits = {groups = 10}})
check.is(kefu.tally(nil, {scale = 4}), "by place")
check.is(kefu.tally.new{scale = 4})
check.fails(10, "fields have names", kefu.tally{"scale"})

-- Objects.
check.fails(10, "frame: expected a kefu.frame, got number", card:score(1))
check.fails(10, "frame: expected a kefu.frame, got card", card:score(card))
check.fails(10, "frame: expected a kefu.frame, got userdata", card:score(io.stdout))
local closed = assert(kefu.tally())
closed:close()
check.fails(30, "other: the tally is closed", tally:merge(closed))

-- Values.
check.equal(kefu.value_format({45, 100, 100}, 2), "0.45")
check.equal(kefu.value_format({num = 45, den = 100}, 2), "0.45")
check.equal(kefu.value_format(12.345, 2), "12.35", "half away from zero, of the shortest decimal")
check.equal(kefu.value_compare({1, 3}, {2, 6}), 0)
check.fails(10, "a: expected a kefu.value, a number", kefu.value_compare("1", 1))
check.fails(10, "a: expected a whole number", kefu.value_compare({}, 1))

-- Lists. Philox4x32-10 of key and counter 0: the known answer of Random123.
check.equal(kefu.random({0, 0}, {0, 0, 0, 0}), {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8})
check.fails(10, "key: expected a list, got number", kefu.random(1, {0, 0, 0, 0}))
check.fails(10, nil, kefu.random({0}, {0, 0, 0, 0}))

-- Lists of one length.
check.fails(10, "list", card:score(assert(kefu.tally()):frame(), {earlier = {}, earlier_periods = {1}}))

-- What the library calls by its name in C, as Lua has it; what is quoted stays.
local counted = assert(kefu.tally())
assert(counted:metric("n", "count(*)"))
assert(counted:update{{a = 1}})
check.fails(30, "tally.metric: the tally has counted rows already", counted:metric("m", "count(*)"))
local _, said = kefu.pick{seed = "s", id = "id"}
check.equal(said, "k: 1 .. 2147483647, not 0")
check.fails(10, "kefu.status_name: 'code' is missing", kefu.status_name())
check.fails(10, "kefu.status_name: takes 1 arguments, got 2", kefu.status_name(10, 11))
_, said = card:score(counted:frame(), {roster = assert(kefu.roster.from_rows{person = {"a"}}), day = "2026-02-31"})
check.is(said:find("^day: '2026%-02%-31' is not a date"), said)
check.fails(10, "set day", card:score(counted:frame(), {roster = assert(kefu.roster.from_rows{person = {"a"}})}))
local keyed = assert(kefu.tally())
assert(assert(keyed:by("a")):metric("n", "count(*)"))
local small = assert(kefu.card.from_json([==[{"format": 1, "id": "org.example.c/1", "sections": [{"id": "s", "items": [
  {"id": "i", "metric": "n", "weight": 100, "unit": "count", "direction": "higher",
   "curve": {"type": "linear", "points": [[0, 0], [10, 100]]}}]}]}]==]))
_, said = small:score(assert(keyed:update{{a = 1}}):frame(), {first_day = "2026-01-01"})
check.equal(said, "first_day and last_day are the first and last day of the period; both, or neither")
check.fails(12, "there is no metric 'kefu_tally_add'", counted:frame():metric("kefu_tally_add"))
-- Calls that have no error to fill say what they were given.
check.fails(10, "kefu.value_round: scale = 19: out of range", kefu.value_round(kefu.value(1), 19))
check.fails(10, "frame.key: row 5 of 1", counted:frame():key(5))
