-- test_score.lua - the month of examples/shop: points, pay and prizes, to the byte of the C program's.
local check, kefu = require "check", require "kefu"
local build = os.getenv("KEFU_BUILD") or "build"
local program = io.open(build .. "/examples/month_end")
if not program then return print("test_score.lua: make builds the examples") end
program:close()
local data, day = os.tmpname() .. ".shop", "2026-09-30"
local function run(command) check.is(({os.execute(command)})[1], command) end
run(("mkdir -p %s && %s/examples/shop %s >/dev/null"):format(data, build, data))
-- What the C program writes of the same month.
local function printed(script, options)
  run(("sh examples/shop/%s %s/examples/month_end %s %s > %s/printed"):format(script, build, data, options, data))
  return check.read(data .. "/printed")
end

-- ---- The month, as examples/shop/payday.sh reads it ----------------------------------------------

local card = assert(kefu.card.from_json(check.read("examples/shop/card.json")))
local roster = assert(kefu.roster.from_rows(kefu.csv{path = data .. "/roster.csv"}))
local ledger = assert(kefu.ledger())
assert(ledger:add_rows(kefu.csv{path = data .. "/decisions.csv"}))
local shown = {}
for _, kind in ipairs{"item", "adjustment", "red_line", "volume"} do
  for _, part in ipairs(card:parts(kind)) do
    shown[part.metric] = shown[part.metric] or {label_zh = part.label_zh, label_en = part.label_en, unit = part.unit,
                                                direction = part.direction}
  end
end
local tally = assert(kefu.tally{roster = roster, roster_day = day})
assert(tally:by("客服"))
for name, formula in check.read("examples/shop/metrics.txt"):gmatch("\n([^#\n]-) = ([^\n]+)") do
  assert(tally:metric(name, formula, shown[name] or {unit = "count"}))
end
local cells = {}
for _, column in ipairs(tally.columns) do if column ~= "客服" then cells[column] = "number" end end
assert(tally:update(kefu.csv{path = data .. "/daily.csv", cells = cells}))
local frame = assert(assert(tally:frame()):with_roster(roster, day))
local function reported(name, columns)
  local report = assert(kefu.report())
  assert(report:key("客服"))
  assert(report:skip("合计"))
  for column, cell in pairs(columns) do
    local options = {columns = cell}
    for k, v in pairs(shown[column]) do options[k] = v end
    assert(report:metric(column, options))
  end
  return assert(assert(report:read(kefu.csv{path = data .. "/" .. name})):with_roster(roster, day))
end
local number = {cell = "number"}
frame = assert(frame:join(reported("monthly.csv", {
  ["日常任务完成率"] = {cell = "percent"}, DSR = number, ["点名好评"] = number, ["点名差评"] = number, ["推诿"] = number,
  ["出勤天数"] = {cell = "number", over = "应出勤天数"}})))
frame = assert(frame:join(reported("exam.csv", {["月考成绩"] = number})))
local sheet = assert(card:score(frame, {roster = roster, ledger = ledger, day = day, period = "2026-09"}))
local plan = assert(kefu.pay_plan.from_json(check.read("examples/shop/pay.json")))
local payroll = assert(plan:pay({sheet}, frame, {items = kefu.csv{path = data .. "/items.csv"}}))
local prizes = assert(kefu.award_plan.from_json(check.read("examples/shop/awards.json")))
local awards = assert(prizes:award({sheet}, frame, {period = "2026-09"}))

-- ---- The same bytes --------------------------------------------------------------------------------

check.equal(sheet:json{findings = card:lint(frame)}, printed("month.sh", "--json"))
check.equal(sheet:csv(), printed("month.sh", "--csv"))
printed("payday.sh", ("--pay-json %s/pay.json --pay-out %s/pay.csv --awards-out %s/awards.csv --save-sheet %s/sheet.kefu")
        :format(data, data, data, data))
check.equal(payroll:json(), check.read(data .. "/pay.json"))
check.equal(payroll:csv(), check.read(data .. "/pay.csv"))
check.equal(awards:csv(), check.read(data .. "/awards.csv"))
check.equal(sheet:save(), check.read(data .. "/sheet.kefu"))
check.equal(assert(kefu.sheet.load(sheet:save())):json(), sheet:json())
os.execute("rm -r " .. data .. " " .. data:gsub("%.shop$", ""))

-- ---- Numbers: README.md, `make demo` and payday.sh -------------------------------------------------

check.equal(#sheet.rows, 12)
check.equal(sheet:find("K02"), 8)
check.equal(sheet:row("K02").name, "赵明轩")
check.equal(sheet:row(8).person, "K02")
check.equal(sheet.rows[1].grade, "A")
check.fails(12, "sheet.row: there is no 'K0Z' on the sheet; did you mean 'K01'", sheet:row("K0Z"))
check.fails(12, "sheet.explain: there is no 'K0Z' on the sheet", sheet:explain("K0Z"))
check.fails(10, "sheet.explain: row 13 of 12", sheet:explain(13))
check.fails(10, "sheet.row: row 0 of 12", sheet:row(0))
check.fails(10, "payroll.explain: row 99 of", payroll:explain(99))
local said = sheet:explain("K02")
check.equal(#said, 9)
check.equal(said[2], "销售额 4,192,180 元(22 次),组内第 5 名(共 9 人) → 70 分 × 20% = 14.00 分;再进 2 名得 84 分(+2.80)")
check.equal(sheet:reason_text("K02", 2), said[2])
check.equal(sheet:reason_text("K02", 2, "en"), sheet:explain("K02", "en")[2])
check.equal(sheet:reasons("K02")[2].part, 2)
check.equal(sheet:holds("K01", "badge")[1].holds, true)
check.equal(sheet:holds("K02", "badge")[1].failing, 1)
-- README: one more paid buyer reaches 45 %, the band of 80 points.
local more = assert(sheet:next_points("K02", 1))
check.equal({more.found, more.item, more.value.num, more.value.den}, {true, 1, 2250, 5000})
check.equal(sheet:next_points("K02", 2).why_not, "peers")
check.equal(payroll:explain("K06")[6], "合计:金额待定,缺:绩效")
check.equal(payroll:text("K06", 0), "合计:金额待定,缺:绩效")
check.equal(payroll:row("K06").pay, nil)
check.equal(payroll:amounts("K01")[2].amount, 872556)
check.equal(payroll.total.unknown, 1)
check.equal(awards.winners[1].prize, 1)
check.equal(awards:explain()[1], "销售之星第 1 名 林晓燕:销售额 ¥5,862,780,奖金 ¥500.00")
check.equal(awards:standings(3)[1].why, "none")
check.fails(10, "periods", prizes:award({sheet}, frame, {periods = {0, 1}}))
check.equal(prizes:award({sheet}, frame, {period = "2026-09", periods = {0}}):json(), awards:json())
for _, wrong in ipairs{{2, 1}, {1, 2}, {1, 0}, {0, 1}} do
  local options = {roster = roster, day = day, earlier = {}, earlier_periods = {}}
  for i = 1, wrong[1] do options.earlier[i] = sheet end
  for i = 1, wrong[2] do options.earlier_periods[i] = 1 end
  check.fails(10, "earlier", card:score(frame, options))
end

-- ---- Decisions and differences ---------------------------------------------------------------------

local again = assert(kefu.ledger())
for _, d in ipairs(ledger.decisions) do
  if d.to == "" then d.to = nil end
  assert(again:add(d))
end
check.equal(again:id(), ledger:id())
check.fails(10, "count", again:add{person = "K01", part = "praise", action = "confirm", day = day, by = "唐主管"})
-- Without decisions a complaint costs K07 nothing: 2 points.
local diff = assert(assert(card:score(frame, {roster = roster, day = day})):diff(sheet))
for i, change in ipairs(diff.changes) do
  if change.person == "K07" and change.code == "total" then
    check.equal(change.after - change.before, -2000000)
    check.equal(diff:text(i), diff:explain()[i])
  end
end
