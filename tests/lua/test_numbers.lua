-- test_numbers.lua - whole numbers of 64 bits, values, decimals. Expected by hand.
local check, kefu = require "check", require "kefu"
local int64 = kefu.int64

-- 2^53 + 1 has no double; 2^63 - 1 is the last.
check.equal(tostring(int64("9007199254740993")), "9007199254740993")
check.equal(tostring(int64("9223372036854775807")), "9223372036854775807")
check.equal(tostring(int64("-9223372036854775808")), "-9223372036854775808")
check.equal(tostring(int64(12)), "12")
check.fails(10, "not a whole number", int64("9223372036854775808"))
check.fails(10, "not a whole number", int64("12.5"))
check.fails(10, "not a whole number", int64(""))
check.fails(10, "not a whole number", int64("-"))
check.fails(10, "not a whole number", int64(1.5))
check.fails(10, "not a whole number", int64(nil))

local a, b = int64("9007199254740993"), int64("7")
check.equal(tostring(a + b), "9007199254741000")
check.equal(tostring(a - b), "9007199254740986")
check.equal(tostring(b * int64("1286742750677284713")), "9007199254740992991")
check.equal(tostring(a % b), "5", "9007199254740993 = 7 * 1286742750677284 + 5")
check.equal(tostring(-a), "-9007199254740993")
check.is(a > b and b < a and a >= a and not (a < a))
check.is(a == int64("9007199254740993") and a ~= b)
check.equal("n " .. a, "n 9007199254740993")
check.equal(tostring(int64("-7") % int64("3")), "2", "towards minus infinity")
if math.type == nil then -- numbers of their own
  check.equal(tostring(a:idiv(b)), "1286742750677284")
  check.equal(tostring(int64("-7"):idiv(2)), "-4")
  check.raises("overflows", function() return int64("9223372036854775807") + 1 end)
  check.raises("overflows", function() return int64("-9223372036854775808") * -1 end)
  check.raises("overflows", function() return int64("4611686018427387904") * 2 end)
  check.equal(tostring(int64("-4611686018427387904") * 2), "-9223372036854775808")
  check.raises("division by zero", function() return a % int64(0) end)
  check.raises("not a whole number", function() return a + 0.5 end)
end

-- In and out through the library, exactly.
for _, text in ipairs{"9007199254740993", "-9223372036854775808", "9223372036854775807", "9007199254740991", "-1"} do
  check.equal(kefu.value_format({int64(text), 1}, 0), text)
  check.equal(kefu.decimal(kefu.value_round({int64(text), 1}, 0), 0), text)
end
check.fails(24, nil, kefu.value_round({int64("9223372036854775807"), 1}, 1))

-- Keys of draws are 64 bits: the same number whatever Lua.
local key = assert(kefu.pick_key("2026-W47"))
check.equal(kefu.pick_hash(key, 7), kefu.pick_hash_text(key, "7"))

-- Values.
local v = kefu.value(45, 100, 100)
check.equal({v.num, v.den, v.n, v.status}, {45, 100, 100, "ok"})
check.equal(v.flags, {})
check.equal(tostring(v), "45/100")
check.equal(v:format(3), "0.450")
check.equal(v:round(2), 45)
check.equal(v:number(), 0.45)
check.is(v == kefu.value(9, 20) and v < kefu.value(1, 2) and v <= v)
check.equal(kefu.value(12.5).num, 125)
check.equal(kefu.value(1e20) == nil, true)
check.fails(10, "a denominator above 0", kefu.value(1, 0))
check.fails(10, "0 to 18", v:format(19))

-- Points are millionths, fen are at scale 2.
check.equal(kefu.decimal(12500000), "12.500000")
check.equal(kefu.decimal(-1250, 2), "-12.50")
check.equal(kefu.decimal(nil), "-")
check.equal(kefu.number(12500000), 12.5)
check.equal(kefu.number(nil), nil)
check.fails(10, nil, kefu.decimal("x"))
check.fails(10, nil, kefu.decimal(1, 19))

-- As text, beside other text.
local v = kefu.value(3, 4)
check.equal("v: " .. v .. "; " .. v .. 7, "v: 3/4; 3/47")
check.equal(v .. kefu.value(1), "3/41/1")
check.raises("only text and numbers are joined", function() return v .. {} end)
if _VERSION ~= "Lua 5.1" then
  check.raises("a kefu.value is compared with another", function() return v < 4 end)
end
