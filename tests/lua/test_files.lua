-- test_files.lua - CSV in: columns by name, cells, bad rows, encodings; and out.
local check, kefu = require "check", require "kefu"
local text = "客服,转化率,平均响应,销售额\nK01,45.23%,27.4秒,1.2万\nK02,—,2分30秒,\"¥1,234.50\"\n"
local cells = {["转化率"] = {kind = "percent", scale = 4}, ["平均响应"] = "duration", ["销售额"] = "number"}

local csv = assert(kefu.csv{text = text, cells = cells})
check.equal(csv:columns(), {["客服"] = {"K01", "K02"}, ["转化率"] = {0.4523, kefu.null}, ["平均响应"] = {27.4, 150},
                            ["销售额"] = {12000, 1234.5}})
check.equal(csv:counts(), {rows = 2, bad_rows = 0})
check.equal(#csv:rows(), 2)

-- A report becomes a frame: 45.23 % is 4523 / 10000 (kefu/table.h).
local report = assert(kefu.report())
assert(report:key("客服"))
assert(report:metric("转化率", {unit = "ratio", columns = {cell = "percent"}}))
assert(report:metric("响应", {unit = "s", scale = 1, columns = {value = "平均响应", cell = "duration"}}))
local frame = assert(report:read(kefu.csv{text = text}))
check.equal(frame.rows, {"K01", "K02"})
check.equal({frame:value("K01", "转化率").num, frame:value("K01", "转化率").den}, {4523, 10000})
check.equal(frame:value("K02", "转化率").status, "no_data")
check.equal(frame:value(2, "响应"):format(1), "150.0")
check.equal(frame:find("K02"), 2)
check.equal(frame:key(2), "K02")
check.equal(frame:metric("响应").unit, "s")
check.equal(frame:find_metric("响应"), 2)
check.fails(12, "did you mean 'K01'", frame:find("K0l"))
check.fails(12, nil, frame:value(1, "转化律"))
check.fails(10, nil, frame:value(3, "响应"))
check.fails(10, nil, frame:value(0, "响应"))
check.equal(frame:values("响应")[1]:format(1), "27.4")

-- Names that the file lacks, bad rows, and where.
check.fails(12, "客服", kefu.csv{text = text, cells = {["客户"] = "number"}}:rows())
local bad = "客服,数\nK01,1\nK02,x\nK03,3\n"
local d = check.fails(20, nil, kefu.csv{text = bad, cells = {["数"] = "number"}}:rows())
check.equal({d.line, d.row}, {3, 2})
local seen = {}
local skipping = assert(kefu.csv{text = bad, cells = {["数"] = "number"}, bad_rows = "skip",
                                 on_bad_row = function(message, line, row) seen = {message, line, row} end})
check.equal(skipping:columns()["数"], {1, 3})
check.equal({seen[2], seen[3]}, {3, 2})
check.equal(skipping:counts(), {rows = 2, bad_rows = 1})
local stopping = assert(kefu.csv{text = bad, cells = {["数"] = "number"}, bad_rows = "skip",
                                 on_bad_row = function() error("that row", 0) end})
check.fails(61, "that row", stopping:rows())

-- GB18030, titles above the header, other delimiters, several ways to read a column.
local gbk = "\191\205\183\254,n\nK01,1\n" -- 客服 in GB18030
check.equal(kefu.csv{text = gbk, encoding = "gb18030"}:columns()["客服"], {"K01"})
check.fails(22, nil, kefu.csv{text = gbk}:rows())
check.equal(kefu.csv{text = "报表\na;b\n1;2\n", skip_lines = 1, delimiter = ";"}:columns().b, {"2"})
check.equal(kefu.csv{text = "t\n2026-10-31 08:30\n", only_cells = true,
                     cells = {{column = "t", kind = "text", as_name = "said"},
                              {column = "t", kind = "time", as_name = "at", offset = 28800}}}:columns(),
            {said = {"2026-10-31 08:30"}, at = {1793406600}})

-- Mistakes.
check.fails(10, "give it a path or a text", kefu.csv{})
check.fails(10, "give it a path or a text", kefu.csv{path = "x", text = "y"})
check.fails(12, "cannot open", kefu.csv{path = "/no/such/file.csv"}:rows())
check.fails(12, "no option 'pth'", kefu.csv{pth = "x"})
check.fails(10, "expected a table, got string", kefu.csv("x"))
check.fails(50, nil, kefu.csv{text = ""}:rows())

-- From a file, in pieces, into a tally: the golden week.
local path = "tests/golden/week.csv"
local tally = assert(kefu.tally())
assert(tally:metric("n", "count(*)"))
assert(tally:update(kefu.csv{path = path, batch_rows = 2}))
local lines = select(2, check.read(path):gsub("\n", ""))
check.equal(tally:frame():value(1, "n").num, lines - 1)

-- Out: RFC 4180; a spreadsheet keeps ids (kefu/table.h).
local writer = assert(kefu.csv_writer())
assert(assert(assert(writer:text("a,b")):id("007")):value({1250, 100}, 2))
assert(writer:end_row())
check.equal(writer:take(), '"a,b",007,12.50\n')
check.equal(writer:take(), "")
