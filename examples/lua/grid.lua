-- grid.lua - tables of text that line up, also in Chinese: a character of East Asia is two wide.
local grid = {}

-- First and last of the code points that are two columns wide (of those that reports have).
local wide = {{0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0xA4CF}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}, {0xFE30, 0xFE6F},
              {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F}, {0x20000, 0x3FFFD}}

local function is_wide(code)
  for _, range in ipairs(wide) do
    if code >= range[1] and code <= range[2] then return true end
  end
  return false
end

-- The code point of a character of UTF-8.
local function code_point(character)
  local first = character:byte(1)
  if first < 0x80 then return first end
  local code = first % (first >= 0xF0 and 8 or first >= 0xE0 and 16 or 32)
  for i = 2, #character do code = code * 64 + character:byte(i) % 64 end
  return code
end

-- How many columns a text takes.
function grid.width(text)
  local width = 0
  for character in text:gmatch("[%z\1-\127\194-\244][\128-\191]*") do
    width = width + (is_wide(code_point(character)) and 2 or 1)
  end
  return width
end

local function pad(text, width, right)
  local spaces = (" "):rep(width - grid.width(text))
  return right and spaces .. text or text .. spaces
end

-- The lines of a table: heads are {"客服"} or {"总分", right = true}, rows are lists of texts.
function grid.lines(heads, rows)
  local widths, lines = {}, {}
  for c, head in ipairs(heads) do
    widths[c] = grid.width(head[1])
    for _, row in ipairs(rows) do widths[c] = math.max(widths[c], grid.width(row[c] or "")) end
  end
  local function line(cells)
    local parts = {}
    for c, head in ipairs(heads) do parts[c] = pad(cells[c] or "", widths[c], head.right) end
    return (table.concat(parts, "  "):gsub(" +$", ""))
  end
  local names = {}
  for c, head in ipairs(heads) do names[c] = head[1] end
  lines[1] = line(names)
  for _, row in ipairs(rows) do lines[#lines + 1] = line(row) end
  return lines
end

function grid.print(heads, rows) print(table.concat(grid.lines(heads, rows), "\n")) end

return grid
