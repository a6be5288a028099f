-- run.lua - runs the golden vectors of a folder by the module: `lua run.lua tests/golden`; see README.md there.
package.path = (arg[0]:match("^(.*)[/\\]") or ".") .. "/?.lua;" .. package.path
local check = require "check"
local now = check.now

local FILES = {"base", "expr", "tally", "state", "format_1", "rank", "sheet", "catalogue", "pick", "pick_id", "stats",
               "agree", "peer", "sample", "estimate", "train"}

local lines = {}
for _, name in ipairs{"base", "rows", "sheets", "stats", "picks", "samples"} do
  for word, run in pairs(require(name)) do lines[word] = run end
end

function lines.clear()
  now.columns, now.cells, now.tally, now.frame, now.bans, now.history = {}, {}, nil, nil, nil, nil
  lines.categories(check.line("categories"))
end

local function run_line(text)
  local line = check.line(text)
  check.word = line[1]
  if lines[line[1]] then
    lines[line[1]](line)
  else
    check.equal("a known word", line[1])
  end
end

local function run_file(name)
  check.file, check.number = name, 0
  lines.clear()
  now.plan, now.draw, now.sample, now.unsuitable, now.excluded, now.estimates = nil, nil, nil, nil, nil, nil
  for text in check.read(name):gmatch("(.-)\r?\n") do
    check.number = check.number + 1
    if text ~= "" and text:sub(1, 1) ~= "#" then run_line(text) end
  end
end

check.folder = arg[1] or check.folder
local ok, message = pcall(function()
  for _, name in ipairs(FILES) do run_file(name .. ".txt") end
end)
if not ok then check.equal("no error", tostring(message)) end
print(("%d passed, %d failed"):format(check.passed, check.failed))
os.exit(check.failed == 0 and 0 or 1)
