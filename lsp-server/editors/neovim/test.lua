-- Drives Neovim headless:  FRESHET=./freshet nvim --headless -u NONE -S lsp-server/editors/neovim/test.lua
local here = vim.fn.fnamemodify(debug.getinfo(1, "S").source:sub(2), ":p:h")
vim.opt.runtimepath:prepend(here)
vim.opt.swapfile = false
local freshet = require("freshet")

local PATIENCE_MS = 45000
local passed = 0

local function finish(failure)
  if failure then
    print("FAILED  " .. failure .. "\n")
  end
  print(passed .. " passed, " .. (failure and 1 or 0) .. " failed\n")
  vim.cmd(failure and "cquit 1" or "qall!")
end

-- Passes as soon as look() gives something true; what follows builds on it.
local function eventually(what, look)
  local ok = vim.wait(PATIENCE_MS, look, 50)
  if not ok then
    error(what, 0)
  end
  passed = passed + 1
  print("ok      " .. what .. "\n")
end

local function line_of(text)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    if line:find(text, 1, true) then
      return number - 1
    end
  end
  error("no line with " .. text)
end

local function any(list, holds)
  for _, item in ipairs(list) do
    if holds(item) then
      return true
    end
  end
  return false
end

local function diagnostic(line, pattern)
  return any(vim.diagnostic.get(0), function(found)
    return found.lnum == line and found.message:find(pattern) ~= nil
  end)
end

local function request(method, params)
  params.textDocument = { uri = vim.uri_from_bufnr(0) }
  local answers = vim.lsp.buf_request_sync(0, method, params, PATIENCE_MS) or {}
  for _, answer in pairs(answers) do
    if answer.result then
      return answer.result
    end
  end
end

local function actions(line)
  local at = { line = line, character = 0 }
  return request("textDocument/codeAction", { range = { start = at, ["end"] = at }, context = { diagnostics = {} } }) or {}
end

-- Chooses an action as the menu would.
local function choose(line, title)
  for _, action in ipairs(actions(line)) do
    if action.title:lower():find(title) then
      local command = type(action.command) == "table" and action.command or action
      request("workspace/executeCommand", { command = command.command, arguments = command.arguments })
      return
    end
  end
  error("no action " .. title)
end

local function shown_outputs()
  local namespace = vim.api.nvim_get_namespaces()["freshet-outputs"]
  local text = {}
  for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(0, namespace, 0, -1, { details = true })) do
    for _, line in ipairs(mark[4].virt_lines or {}) do
      table.insert(text, line[1][1])
    end
  end
  return table.concat(text, "\n")
end

local function cell_with(name, wanted)
  return any(freshet.status(0), function(cell)
    return vim.tbl_contains(cell.writes, name) and cell.validity == wanted and cell.activity == "idle"
  end)
end

local function story()
  local file = vim.fn.tempname() .. ".py"
  vim.fn.writefile({
    "# %% rate",
    "rate = 2",
    "# %% total",
    "total = rate * 21",
    'print("the total is", total)',
    "# %% broken",
    "print(undefined_thing)",
  }, file)
  freshet.setup({ cmd = { vim.env.FRESHET, "lsp" } })
  vim.cmd("filetype on")
  vim.cmd("edit " .. file)

  eventually("an undefined name is a diagnostic", function()
    return diagnostic(line_of("undefined_thing"), "undefined_thing")
  end)
  eventually("hover tells what a cell reads and writes", function()
    local hover = request("textDocument/hover", { position = { line = line_of("# %% total"), character = 3 } })
    local text = hover and vim.inspect(hover.contents) or ""
    return text:find("rate") and text:find("total")
  end)
  eventually("running is among the code actions", function()
    return any(actions(line_of("total =")), function(action)
      return action.title:lower():find("run affected") ~= nil
    end)
  end)

  choose(line_of("total ="), "run cell")
  eventually("running a cell runs what it needs", function()
    return cell_with("rate", "current") and cell_with("total", "current")
  end)
  eventually("its output is shown below it", function()
    return shown_outputs():find("the total is 42", 1, true)
  end)

  vim.api.nvim_buf_set_lines(0, line_of("rate = 2"), line_of("rate = 2") + 1, false, { "rate = 3" })
  eventually("after an edit, what reads it is stale", function()
    return cell_with("total", "stale")
  end)
  eventually("and a diagnostic says why", function()
    return diagnostic(line_of("# %% total"), "rate") or diagnostic(line_of("total ="), "rate")
  end)
  choose(line_of("rate = 3"), "run affected")
  eventually("running the affected cells shows the new output", function()
    return shown_outputs():find("the total is 63", 1, true)
  end)
  eventually("and nothing is stale", function()
    return cell_with("rate", "current")
      and cell_with("total", "current")
      and not (diagnostic(line_of("# %% total"), "stale") or diagnostic(line_of("total ="), "stale"))
  end)

  vim.api.nvim_buf_set_lines(0, line_of("print(undefined"), -1, false, { "while True: 1" })
  vim.api.nvim_win_set_cursor(0, { line_of("while True") + 1, 0 })
  vim.cmd("Freshet run")
  local function busy()
    return any(freshet.status(0), function(cell)
      return cell.activity == "running"
    end)
  end
  eventually("an endless cell runs", busy)
  vim.cmd("Freshet interrupt")
  eventually("it can be interrupted", function()
    return not busy()
  end)
end

if not vim.env.FRESHET then
  finish("set FRESHET to the freshet launcher")
else
  local ok, failure = pcall(story)
  finish(not ok and tostring(failure) or nil)
end
