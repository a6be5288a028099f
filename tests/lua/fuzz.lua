-- fuzz.lua - calls everything that can be reached with whatever comes: nil, message, code or an error, never a crash.
--
--     embed tests/lua/fuzz.lua SECONDS [SEED] [ROUNDS]
--
-- A round is a fresh start with its own seed, which is printed first, so that it can be run again alone.
local kefu = require "kefu"
local seconds, seed, rounds = tonumber(arg[1] or 10), tonumber(arg[2] or os.time() % 1000000), tonumber(arg[3] or 1e9)
local unpack = table.unpack or unpack
local setmetatable, pcall, type, tostring, pairs = setmetatable, pcall, type, tostring, pairs

-- The same numbers in every Lua: a generator of its own.
local state = 1
local function random(n) -- 1 .. n
  state = (state * 16807) % 2147483647
  return state % n + 1
end
local function pick(list) return list[random(#list)] end

local function read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("*a")
  file:close()
  return text
end
local files = {}
for _, path in ipairs{"examples/shop/card.json", "examples/shop/monthly.csv", "examples/review_desk/card.json",
                      "examples/weekly_qc/plan.json", "tests/lua/embed.c"} do
  local ok, text = pcall(read, path)
  if ok then files[#files + 1] = text end
end

-- ---- Values --------------------------------------------------------------------------------------------------------

local objects, names, words, saved -- of this round; names of methods and fields
local value

local function mutate(text)
  local n = random(4)
  for _ = 1, n do
    local at = random(#text + 1)
    local how = random(4)
    if how == 1 then text = text:sub(1, at - 1) .. string.char(random(256) - 1) .. text:sub(at + 1)
    elseif how == 2 then text = text:sub(1, at)
    elseif how == 3 then text = text:sub(1, at - 1) .. text:sub(at + random(9))
    else text = text:sub(1, at) .. text:sub(at - random(20), at + random(20)) .. text:sub(at + 1) end
    if #text == 0 then text = "x" end
  end
  return text
end

local function text()
  local how = random(9)
  if how == 1 then return mutate(pick(files)) end
  if how == 2 and #saved > 0 then return random(2) == 1 and pick(saved) or mutate(pick(saved)) end
  if how == 3 then return pick{"", "\0", "a\0b", "\255\254", "\237\160\128", "\240\159", ("x"):rep(70000), "客服", "%s%n", "-1"} end
  if how == 4 then return pick{"2026-10-31", "2026-13-01", "0001-01-01", "9999-12-31", "1e9", "12.5%", "9223372036854775808"} end
  if how == 5 then return pick{"sum(amount)", "count(*)", "sum(a) / count(*)", "p90(amount)", "((((", "amount > 1", "keep(amount)"} end
  if how == 6 then return pick{"agent", "amount", "K01", "sales", "a", "month"} end
  return pick(words)
end

local function number()
  return pick{0, 1, 2, 3, -1, 0.5, 1e300, -1e300, 1 / 0, -1 / 0, 0 / 0, 2 ^ 31, 2 ^ 31 - 1, -2 ^ 31, 2 ^ 53, 2 ^ 53 + 2, 2 ^ 63, -2 ^ 63,
              12, 100, 1000, 500000, 12500000, math.maxinteger or 2 ^ 52, math.mininteger or -2 ^ 52, random(1000), random(7) - 3.5}
end

local raising = {__index = function() error("index") end, __len = function() error("len") end, __eq = function() error("eq") end,
                 __newindex = function() error("newindex") end, __call = function() error("call") end,
                 __tostring = function() error("tostring") end, __pairs = function() error("pairs") end}

local function rows()
  local out = {}
  for i = 1, random(6) - 1 do
    out[i] = {agent = pick{"K01", "K02", 7, "", "客服", kefu.null}, amount = random(3) == 1 and value(3) or random(100), a = random(5)}
    if random(4) == 1 then rawset(out[i], text(), value(3)) end
  end
  return out
end

local function fields(depth)
  local out = {}
  for _ = 1, random(4) - 1 do out[pick(words)] = value(depth + 1) end
  if random(12) == 1 then pcall(rawset, out, value(4), value(depth + 1)) end
  return out
end

local function list(depth)
  local out, one = {}, random(3)
  for i = 1, random(6) - 1 do out[i] = one == 1 and random(10) or one == 2 and text() or value(depth + 1) end
  return out
end

local function callback()
  local how = random(7)
  if how == 1 then return function() error(pick{"raised", 12, kefu.null, false}) end end
  if how == 2 then return function() return value(2), value(2), value(2) end end
  if how == 3 then return function() local o = pick(objects) if type(o) == "userdata" then pcall(function() o:close() end) end end end
  if how == 4 then return function() coroutine.yield(1) end end
  if how == 5 then return function(s, x) return x end end
  if how == 6 then return function(s) return s end end
  return function(...) local o = pick(objects) pcall(function() return o[pick(words)](o, value(3)) end) return ... end
end

local function description()
  return {name = pick{"keep", "sum", "zz", text()}, id = "org.example.keep/" .. random(3), ports = {{name = "x", scale = random(8) - 1}},
          init = random(2) == 1 and callback() or nil, update = callback(), merge = random(2) == 1 and callback() or nil,
          save = function(s) return tostring(s) end, load = random(2) == 1 and callback() or nil, finalize = callback()}
end

local makers = {
  function() return nil end, function() return random(2) == 1 end, number, number, text, text, text,
  function() return pick(objects) end, function() return pick(objects) end, function() return pick(objects) end,
  function(depth) return depth < 3 and fields(depth) or 1 end, function(depth) return depth < 3 and fields(depth) or "" end,
  function(depth) return depth < 3 and list(depth) or nil end,
  function(depth) return depth < 3 and rows() or kefu.null end, callback,
  function() return setmetatable({pick(words), agent = 1}, raising) end,
  function() return kefu.value(random(50), random(9), 3) end,
  function() return pick{kefu.null, kefu.provisional, kefu.exempt, coroutine.create(function() end), io.stdout} end,
  function() return kefu.int64(pick{"9223372036854775807", "-9223372036854775808", "9007199254740993", "1"}) end,
  function(depth) return depth < 3 and description() or 1 end,
  function() local t = {} for i = 1, 200 do t = {t} end return t end,
}
function value(depth) return pick(makers)(depth or 1) end

-- ---- Calls ---------------------------------------------------------------------------------------------------------

local function arguments()
  local n = random(5) - 1
  local out = {}
  for i = 1, n do out[i] = value(1) end
  if random(60) == 1 then
    n = 230
    for i = 1, n do out[i] = i end
  end
  return n, out
end

local calls, failed, raised = 0, 0, 0
local function keep(what)
  if type(what) == "userdata" then objects[#objects < 60 and #objects + 1 or random(#objects)] = what end
  if type(what) == "string" and #what > 20 then saved[#saved < 20 and #saved + 1 or random(#saved)] = what end
end

local function note(ok, result, message, code)
  calls = calls + 1
  if not ok then
    raised = raised + 1
  elseif result == nil and code ~= nil and type(code) == "number" then
    failed = failed + 1
    assert(message ~= nil, "a failure without a message")
  end
  keep(result)
  keep(message)
  if type(result) == "table" then keep(result[1]) end
end

-- Memory of Lua ends in between, where the program can say when: see embed.c.
local function call_short_of_memory(f, ...)
  local ok, result = pcall(function(...)
    allocations_fail(random(40), random(2) == 1)
    return f(...)
  end, ...)
  allocations_fail()
  calls = calls + 1
  if ok then keep(result) end
end

local function call(f, ...)
  if allocations_fail and random(8) == 1 then return call_short_of_memory(f, ...) end
  if random(15) ~= 1 or type(f) ~= "function" then return note(pcall(f, ...)) end
  local thread = coroutine.create(function(...) return f(...) end) -- calls may come from anywhere
  note(coroutine.resume(thread, ...))
end

local function class_of(object) return tostring(object):match("^kefu%.([%w_]+)") end

local function step()
  local how = random(10)
  local n, given = arguments()
  if how <= 3 then
    local name = pick(names.functions)
    call(kefu[name], unpack(given, 1, n))
  elseif how == 4 then
    local class = pick(names.classes)
    call(pick(class), unpack(given, 1, n))
  elseif how == 5 then
    local object = pick(objects)
    note(pcall(function() return object[n > 0 and given[1] or pick(words)] end))
    note(pcall(function() return #object end))
    note(pcall(tostring, object))
  elseif how == 6 then
    local a, b = pick(objects), n > 0 and given[1] or 1
    note(pcall(function() return a == b end))
    note(pcall(function() return a < b end))
    note(pcall(function() return a .. b end))
    note(pcall(function() return a + b end))
  elseif how == 7 and random(4) == 1 then
    local object = pick(objects)
    note(pcall(function() return object:close() end))
  else
    local object = pick(objects)
    local ok, method = pcall(function() return object[pick(words)] end)
    if ok and type(method) == "function" then
      if random(20) == 1 then object = pick(objects) end
      call(method, object, unpack(given, 1, n))
    end
  end
  if random(40) == 1 then collectgarbage(pick{"collect", "step"}) end
end

-- ---- Rounds --------------------------------------------------------------------------------------------------------

-- Every word that a table of options, a field or a method may have: from the descriptions themselves.
local function all_words()
  local found, out = {}, {}
  for _, path in ipairs{"table", "metric", "score", "card", "state", "review", "model", "lexicon", "stock", "sample", "pick", "peer",
                        "pay", "award", "estimate", "rank", "agree", "base", "catalogue", "train", "csv_writer", "stats", "write", "expr"} do
    for _, ext in ipairs{".h", ".inc"} do
      local ok, source = pcall(read, "bindings/calls/" .. path .. ext)
      for word in (ok and source or ""):gmatch("[,(\"]%s*([%a_][%w_]*)") do found[word] = #word < 24 and word:lower() == word end
    end
  end
  for word, good in pairs(found) do if good then out[#out + 1] = word end end
  for _, word in ipairs{"add", "metric", "cells", "close", "rows", "columns", "counts", "values", "eval", "offer"} do out[#out + 1] = word end
  table.sort(out)
  return out
end

local function all_names()
  local out = {functions = {}, classes = {}}
  for name, what in pairs(kefu) do
    if type(what) == "function" then out.functions[#out.functions + 1] = name end
    if type(what) == "table" then
      local class, calls_of = name, {what}
      local keys = {}
      for key in pairs(what) do keys[#keys + 1] = key end
      table.sort(keys)
      for _, key in ipairs(keys) do calls_of[#calls_of + 1] = what[key] end
      out.classes[#out.classes + 1] = calls_of
      calls_of.name = class
    end
  end
  table.sort(out.functions)
  table.sort(out.classes, function(a, b) return a.name < b.name end)
  return out
end

-- Some of everything, so that methods have what they are called on.
local function start()
  objects, saved = {}, {}
  local function try(f, ...) note(pcall(f, ...)) end
  local tally = kefu.tally()
  tally:by("agent")
  tally:metric("s", "sum(amount)")
  tally:metric("n", "count(*)")
  tally:update{{agent = "K01", amount = 2}, {agent = "K02", amount = 3.5}}
  keep(tally)
  try(tally.frame, tally)
  try(tally.save, tally)
  for _, source in ipairs(files) do
    for _, class in ipairs(names.classes) do
      local make = kefu[class.name].from_json
      if make then try(make, source) end
    end
  end
  try(kefu.registry)
  try(kefu.rows, rows(), {amount = "number"})
  try(kefu.csv, {text = "agent,amount\nK01,12\nK02,x\n", cells = {amount = "number"}, bad_rows = "skip", on_bad_row = callback()})
  local card = objects[#objects > 3 and 4 or 1]
  if class_of(card) == "card" and kefu.ledger then try(kefu.ledger, card) end
  for _, class in ipairs(names.classes) do try(class[1]) end
end

words, names = all_words(), all_names()
local begun = os.time()
local round = 0
while os.time() - begun < seconds and round < rounds do
  round = round + 1
  local own = (seed + round - 1) % 2147483646 + 1
  io.stderr:write("seed ", own, "\n")
  state = own
  for _ = 1, 10 do random(2) end
  start()
  for _ = 1, 400 do step() end
  objects, saved = {}, {}
  collectgarbage()
end
print(("%s: %d calls in %d rounds from seed %d, %d failures, %d errors"):format(jit and jit.version or _VERSION, calls, round, seed, failed, raised))
