-- month_end.lua - the month of the invented phone shop: from its exports to points, reasons, pay and prizes.
--
--   lua month_end.lua [DATA [PERSON]]      exports as examples/shop writes them (build/demo)
local here = arg[0]:match("^(.*)[/\\]") or "."
package.path = here .. "/?.lua;" .. package.path
local kefu, grid = require "kefu", require "grid"
local shop, data, person = here .. "/../shop", arg[1] or "build/demo", arg[2] or "赵明轩"
local day, period = "2026-09-30", "2026-09"

local function read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("*a")
  file:close()
  return text
end

local function csv(name, options)
  options = options or {}
  options.path = data .. "/" .. name
  return assert(kefu.csv(options))
end

-- ---- Who is who, what is scored -------------------------------------------------------------

local card = assert(kefu.card.from_json(read(shop .. "/card.json")))
local roster = assert(kefu.roster.from_rows(csv "roster.csv"))
local ledger = assert(assert(kefu.ledger()):add_rows(csv "decisions.csv"))

-- What the card says of each metric: its unit and which direction is better.
local part_of = {}
for _, kind in ipairs{"item", "adjustment", "red_line"} do
  for _, part in ipairs(assert(card:parts(kind))) do part_of[part.metric] = part end
end

-- ---- Rows of days: counted for each person, whatever the alias --------------------------------

local tally = assert(kefu.tally{roster = roster, roster_day = day})
assert(tally:by("客服"))
for name, formula in read(shop .. "/metrics.txt"):gmatch("\n([^#\n][^=\n]-) = ([^\n]+)") do
  assert(tally:metric(name, formula))
end
local cells = {}
for i, column in ipairs(tally.columns) do
  if tally:column_type(i) == "number" then cells[column] = "number" end
end
assert(tally:update(csv("daily.csv", {cells = cells})))

-- ---- Reports with a row a person --------------------------------------------------------------

local kinds = {ratio = "percent", s = "duration"}
local function report(name, metrics)
  local description = assert(assert(kefu.report():key("客服")):skip("合计"))
  for metric, columns in pairs(metrics) do
    local part = part_of[metric]
    local unit = columns.over and "count" or part.unit
    columns.cell = columns.over and "number" or kinds[unit] or "number"
    assert(description:metric(metric, {unit = unit, columns = columns}))
  end
  return assert(assert(description:read(csv(name))):with_roster(roster, day))
end
local monthly = report("monthly.csv", {["日常任务完成率"] = {}, ["出勤天数"] = {over = "应出勤天数"}, DSR = {}, ["点名好评"] = {},
                                       ["点名差评"] = {}, ["推诿"] = {}})
local exam = report("exam.csv", {["月考成绩"] = {}})
local frame = assert(assert(assert(tally:frame()):join(monthly)):join(exam))

-- ---- Points -----------------------------------------------------------------------------------

local sheet = assert(card:score(frame, {roster = roster, ledger = ledger, day = day, period = period}))
local items = assert(sheet:parts("item"))

local function points(millionths) return millionths and kefu.value(millionths, 1000000):format(2) or "-" end
local function place(row)
  if not row.place.place then return "-" end
  return ("%g%s"):format(row.place.place, row.place.tied > 1 and "=" or "")
end
local function figures(row)
  local cells, number = {}, assert(sheet:find(row.person))
  for _, reason in ipairs(assert(sheet:reasons(number))) do
    if reason.kind == "item" then
      local item = items[reason.part]
      cells[reason.part] = kefu.figure_text(reason.value, item.unit, item.scale)
    end
  end
  return cells
end

local heads = {{"名次", right = true}, {"客服"}}
for _, item in ipairs(items) do heads[#heads + 1] = {item.label_zh, right = true} end
for _, head in ipairs{{"总分", right = true}, {"等级"}} do heads[#heads + 1] = head end
local rows, group = {}, nil
for i = 1, #sheet do
  local row = sheet[i]
  if row.group ~= group then rows[#rows + 1] = {"", "-- " .. row.group .. " --"} end
  group = row.group
  local cells = {place(row), row.name}
  for c, text in ipairs(figures(row)) do cells[c + 2] = text end
  cells[#items + 3], cells[#items + 4] = points(row.total), row.grade
  rows[#rows + 1] = cells
end
print(sheet:label() .. "  " .. sheet.period)
print()
grid.print(heads, rows)

-- ---- Why --------------------------------------------------------------------------------------

local who
for i = 1, #sheet do
  if sheet[i].name == person or sheet[i].person == person then who = i end
end
assert(who, person .. " is not on the sheet")
print(("\n%s  总分 %s"):format(sheet[who].name, points(sheet[who].total)))
for _, sentence in ipairs(assert(sheet:explain(who))) do print("  " .. sentence) end

-- ---- Pay --------------------------------------------------------------------------------------

local plan = assert(kefu.pay_plan.from_json(read(shop .. "/pay.json")))
local payroll = assert(plan:pay({sheet}, frame, {items = csv "items.csv"}))
local function money(amount)
  if not amount then return "待定" end
  return kefu.figure_text(kefu.value(amount, 10 ^ plan.exponent), "count", plan.exponent)
end
heads, rows = {{"客服"}}, {}
for _, part in ipairs(plan.parts) do heads[#heads + 1] = {part.label_zh, right = true} end
heads[#heads + 1] = {"应发", right = true}
for i = 1, #payroll do
  local cells = {payroll[i].name}
  for _, amount in ipairs(assert(payroll:amounts(i))) do cells[#cells + 1] = money(amount.amount) end
  cells[#cells + 1] = money(payroll[i].pay)
  rows[#rows + 1] = cells
end
local sums = {"合计"}
for _, sum in ipairs(payroll.sums) do sums[#sums + 1] = money(sum.amount) end
sums[#sums + 1] = money(payroll.total.amount)
rows[#rows + 1] = sums
print(("\n%s  %s"):format(plan:label(), payroll.period))
print()
grid.print(heads, rows)
print()
for _, sentence in ipairs(assert(payroll:explain(sheet[who].person))) do print("  " .. sentence) end

-- ---- Prizes -----------------------------------------------------------------------------------

local prizes = assert(kefu.award_plan.from_json(read(shop .. "/awards.json")))
local awards = assert(prizes:award({sheet}, frame, {period = period}))
print("\n" .. prizes:label())
for _, sentence in ipairs(assert(awards:explain())) do print("  " .. sentence) end
