-- test_module.lua - what the module has, and cards from end to end (examples/shop/card.json).
local check, kefu = require "check", require "kefu"
local text = check.read("examples/shop/card.json")

check.equal(kefu.version_string(), "0.1.0")
check.equal(kefu.version_number(), 100)
check.equal(kefu.status_name(50), "KEFU_E_SYNTAX")

local card = assert(kefu.card.from_json(text))
check.equal(card.id, "example.phone-shop.presales/1")
check.equal(#card.hash, 32)
check.equal(card:label(), "手机店售前月度考核", "zh is the default")
check.equal(card:label("en"), "Phone shop, pre-sales, monthly")
check.equal(card:label{lang = "en"}, "Phone shop, pre-sales, monthly", "by name")
check.is(tostring(card):find("^kefu%.card: "))
check.equal(card.no_such_field, nil)

-- Items and weights as the file has them, in millionths.
local items = assert(card:parts("item"))
check.equal(#items, 9)
check.equal(items[1].id, "conversion")
check.equal(items[1].metric, "转化率")
check.equal(items[1].weight, 15000000)
check.equal(items[1].direction, "higher")
check.equal(items[1].bonus, false)

-- Findings are a list of their own: README.md shows the first.
local findings = assert(card:lint())
check.equal(#findings, #findings.all)
check.equal(findings[#findings + 1], nil)
check.equal(findings[0], nil)
check.equal(findings["1"], nil)
check.equal(findings[1].severity, findings.all[1].severity)
check.is(findings[1].line > 1)

-- A text that ends early: the place is told.
local details = check.fails(50, "but the text ends", kefu.card.from_json("{"))
check.equal(details, {name = "KEFU_E_SYNTAX", code = 50, line = 1, column = 2, offset = 1})
check.fails(51, "sections: expected at least one element", kefu.card.from_json('{"format": 1, "sections": []}'))
check.fails(41, nil, kefu.card.from_json(text, {text_bytes = 10}))
check.fails(41, nil, kefu.card.from_json(text, {limits = {text_bytes = 10}}))

-- A book keeps nothing but its cards; one that is borrowed from it outlives its close.
local book = assert(kefu.book.from_json([[{"format": 1, "id": "org.example.cards/1",
  "rules": [{"card": "example.phone-shop.presales/1"}]}]]))
check.equal(#book, 1)
check.equal(book[1], "example.phone-shop.presales/1")
check.equal(book:card(1), nil, "not added yet")
check.equal(book:add(card), book)
check.equal(book:card(1).id, card.id)
check.equal(book:card(2), nil)
local borrowed = book:card(1)
book:close()
check.equal(borrowed.id, card.id, "lives as long as what was borrowed")
borrowed:close()

-- Figures in words (kefu/card.h).
check.equal(kefu.figure_text(kefu.value(4498, 10000), "ratio", 2), "44.98%")
check.equal(kefu.figure_text(5862780, "yuan", 0), "¥5,862,780")
check.equal(kefu.figure_text(27.4, "s", 1), "27.4秒")
check.equal(kefu.date_parse("2026年10月31日"), "2026-10-31")
check.equal(kefu.value_status_text("low_volume"), "样本不足")
