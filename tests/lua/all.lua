-- all.lua - runs every test of the Lua binding, from the top of the checkout.
local check = require "check"
local names = {"module", "arguments", "numbers", "objects", "rows", "files", "score", "tally", "metrics", "shapes", "hostile", "readme",
               "memory", "memory_ends", "closing"}
for _, name in ipairs(arg[1] and {arg[1]} or names) do require("test_" .. name) end
collectgarbage()
collectgarbage()
print(("%s: %d passed, %d failed"):format(jit and jit.version or _VERSION, check.passed, check.failed))
if check.failed > 0 then os.exit(1) end -- else the program closes the state
