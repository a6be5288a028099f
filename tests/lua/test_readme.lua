-- test_readme.lua - what bindings/lua/README.md shows, and that it prints what stands behind "-->".
local check = require "check"
local path = os.tmpname()
local file = assert(io.open(path, "wb"))
file:write("agent,销售额\nK01,12\n")
file:close()

local blocks, printed, expected = {}, {}, {}
for block in check.read("bindings/lua/README.md"):gmatch("```lua\n(.-)```") do blocks[#blocks + 1] = block end
local page = table.concat(blocks):gsub("daily%.csv", (path:gsub("%%", "%%%%")))
for line in page:gmatch("%-%-> ([^\n]*)") do expected[#expected + 1] = line end
local rows = {{amount = "12", day = "2026-10-31"}}
local function show(...)
  local parts = {...}
  for i = 1, select("#", ...) do parts[i] = tostring(parts[i]) end
  printed[#printed + 1] = table.concat(parts, "  ")
end
check.is(#blocks > 2 and #expected > 0)
local run = assert((loadstring or load)("local rows, print = ...\n" .. page, "@bindings/lua/README.md"))
run(rows, show)
check.equal(printed, expected)
os.remove(path)
