-- check.lua - what the tests of the Lua binding are written with.
local check = {passed = 0, failed = 0}

local function show(value)
  if type(value) ~= "table" then return tostring(value) .. " (" .. type(value) .. ")" end
  local parts = {}
  for k, v in pairs(value) do parts[#parts + 1] = tostring(k) .. "=" .. tostring(v) end
  table.sort(parts)
  return "{" .. table.concat(parts, ", ") .. "}"
end

local function same(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then return a == b end
  for k, v in pairs(a) do if not same(v, b[k]) then return false end end
  for k in pairs(b) do if a[k] == nil then return false end end
  return true
end

local function note(ok, what, told)
  check[ok and "passed" or "failed"] = check[ok and "passed" or "failed"] + 1
  if ok then return end
  local where = debug.getinfo(3, "Sl")
  print(("%s:%d: %s: %s"):format(where.short_src, where.currentline, what or "check", told))
end

-- What is and what it should be; tables are compared field by field.
function check.equal(got, expected, what)
  note(same(got, expected), what, "expected " .. show(expected) .. ", got " .. show(got))
end

function check.is(got, what) note(got and true or false, what, "expected something true") end

-- A call that fails so: nil, a message that has the text, the code; gives the details.
function check.fails(code, text, ...)
  local result, message, got, details = ...
  local found = result == nil and got == code and
                (text == nil or tostring(message):find(text, 1, true) ~= nil)
  note(found, "fails", ("expected %d '%s', got %s, %s, %s"):format(code, tostring(text), tostring(result),
       tostring(message), tostring(got)))
  return details or {}
end

-- A function that raises an error with this text.
function check.raises(text, f, ...)
  local ok, message = pcall(f, ...)
  note(not ok and tostring(message):find(text, 1, true) ~= nil, "raises", tostring(message))
end

function check.read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("*a")
  file:close()
  return text
end

return check
