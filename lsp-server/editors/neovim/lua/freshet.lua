-- Freshet in Neovim (0.7 or newer): starts the server for Python scripts with `# %%` cells,
-- shows the outputs of cells below them, and offers :Freshet {run,affected,stale,all,interrupt,...}.
local M = {}

local outputs_ns = vim.api.nvim_create_namespace("freshet-outputs")
local status = {} -- uri -> cell id -> last freshet/cellStatus
local outputs = {} -- uri -> cell id -> nbformat outputs

-- Subcommand -> what the server calls it. All but those without a cell are about the lines of the command's range.
M.commands = {
  run = "freshet.runCell",
  affected = "freshet.runAffected",
  stale = "freshet.runStale",
  all = "freshet.runAll",
  interrupt = "freshet.interrupt",
  restart = "freshet.restart",
  preview = "freshet.previewRun",
  graph = "freshet.showGraph",
  explain = "freshet.explainStale",
}

local function request(client, method, params, answer)
  if vim.fn.has("nvim-0.11") == 1 then
    client:request(method, params, answer)
  else
    client.request(method, params, answer)
  end
end

local function joined(text)
  return type(text) == "table" and table.concat(text) or text
end

-- The plain text of one nbformat output.
local function plain(output)
  if output.output_type == "stream" then
    return joined(output.text)
  elseif output.output_type == "error" then
    return output.ename .. ": " .. output.evalue
  end
  local text = (output.data or {})["text/plain"]
  return text and joined(text) or "[" .. table.concat(vim.tbl_keys(output.data or {}), ", ") .. "]"
end

-- Lines below the cell; a long output keeps its end.
local function lines_of(cell_outputs, room)
  local text = table.concat(vim.tbl_map(plain, cell_outputs), "")
  local lines = {}
  for line in vim.gsplit(text:gsub("\n$", ""), "\n", true) do
    table.insert(lines, { { "  " .. line:gsub("^.*\r", ""), "Comment" } })
  end
  return #lines > room and vim.list_slice(lines, #lines - room + 1) or lines
end

-- A range may end at the start of the line after the cell.
local function last_line(range)
  local stop = range["end"]
  return stop.character == 0 and stop.line > range.start.line and stop.line - 1 or stop.line
end

local function show(uri)
  local buffer = vim.uri_to_bufnr(uri)
  if not vim.api.nvim_buf_is_loaded(buffer) then
    return
  end
  vim.api.nvim_buf_clear_namespace(buffer, outputs_ns, 0, -1)
  for cell_id, cell in pairs(status[uri] or {}) do
    local shown = (outputs[uri] or {})[cell_id] or {}
    if #shown > 0 and type(cell.range) == "table" then
      local last = math.min(last_line(cell.range), vim.api.nvim_buf_line_count(buffer) - 1)
      local mark = { virt_lines = lines_of(shown, M.options.output_lines) }
      vim.api.nvim_buf_set_extmark(buffer, outputs_ns, last, 0, mark)
    end
  end
end

-- A display handle may have been shown by any cell, several times.
local function update_display(cells, change)
  for _, shown in pairs(cells) do
    for place, output in ipairs(shown) do
      if output.displayId == change.displayId then
        shown[place] = change.outputs[1]
      end
    end
  end
end

local handlers = {
  ["freshet/cellStatus"] = function(_, cell)
    status[cell.uri] = status[cell.uri] or {}
    status[cell.uri][cell.cellId] = cell
    show(cell.uri)
  end,
  ["freshet/output"] = function(_, change)
    local cells = outputs[change.uri] or {}
    outputs[change.uri] = cells
    for _, output in ipairs(change.outputs) do
      output.displayId = change.displayId
    end
    if change.action == "updateDisplay" then
      update_display(cells, change)
    else
      local old = change.action == "append" and cells[change.cellId] or {}
      cells[change.cellId] = vim.list_extend(old, change.outputs)
    end
    show(change.uri)
  end,
  ["freshet/inputRequest"] = function(_, request, context)
    local ask = request.password and vim.fn.inputsecret or vim.fn.input
    request(vim.lsp.get_client_by_id(context.client_id), "freshet/inputReply", {
      uri = request.uri,
      runId = request.runId,
      cellId = request.cellId,
      text = ask(request.prompt),
    }, function() end)
  end,
  ["freshet/runFinished"] = function() end,
}

local function clients_of(buffer)
  local all = vim.lsp.get_clients and vim.lsp.get_clients({ bufnr = buffer })
    or vim.tbl_values(vim.lsp.buf_get_clients(buffer))
  return vim.tbl_filter(function(client)
    return client.name == "freshet"
  end, all)
end

-- What the server last said about each cell of the buffer, in the order of the cells.
function M.status(buffer)
  local cells = vim.tbl_values(status[vim.uri_from_bufnr(buffer)] or {})
  table.sort(cells, function(a, b)
    return a.index < b.index
  end)
  return cells
end

-- Sends a server command about the lines from first to last, counted from 1.
function M.execute(name, first, last)
  local buffer = vim.api.nvim_get_current_buf()
  local client = clients_of(buffer)[1]
  if not client then
    vim.notify("Freshet does not serve this buffer", vim.log.levels.WARN)
    return
  end
  local range = { start = { line = first - 1, character = 0 }, ["end"] = { line = last - 1, character = 0 } }
  local params = { command = name, arguments = { { uri = vim.uri_from_bufnr(buffer), range = range } } }
  local answer = function(err)
    if err then
      vim.notify("Freshet: " .. err.message, vim.log.levels.ERROR)
    end
  end
  request(client, "workspace/executeCommand", params, answer)
end

local function create_command()
  vim.api.nvim_create_user_command("Freshet", function(call)
    local command = M.commands[call.args]
    if command then
      M.execute(command, call.line1, call.line2)
    else
      vim.notify("Freshet: no such subcommand: " .. call.args, vim.log.levels.ERROR)
    end
  end, {
    nargs = 1,
    range = true,
    complete = function()
      return vim.tbl_keys(M.commands)
    end,
  })
end

local function root_of(buffer)
  local file = vim.api.nvim_buf_get_name(buffer)
  local top = vim.fn.finddir(".git", vim.fn.fnamemodify(file, ":p:h") .. ";")
  return top ~= "" and vim.fn.fnamemodify(top, ":p:h:h") or vim.fn.fnamemodify(file, ":p:h")
end

local old_client -- Neovim 0.7 has no vim.lsp.start, which finds the running client

local function attach(buffer)
  local config = vim.tbl_extend("force", M.config, { root_dir = root_of(buffer) })
  if vim.lsp.start then
    vim.lsp.start(config, { bufnr = buffer })
    return
  end
  if not (old_client and vim.lsp.get_client_by_id(old_client)) then
    old_client = vim.lsp.start_client(config)
  end
  vim.lsp.buf_attach_client(buffer, old_client)
end

-- options: cmd (default { "freshet", "lsp" }), output_lines (how many lines of output are shown, default 12)
function M.setup(options)
  M.options = vim.tbl_extend("force", { cmd = { "freshet", "lsp" }, output_lines = 12 }, options or {})
  M.config = {
    name = "freshet",
    cmd = M.options.cmd,
    handlers = handlers,
    init_options = { cellStatus = true, output = true },
  }
  create_command()
  if vim.fn.has("nvim-0.11") == 1 then
    vim.lsp.config("freshet", vim.tbl_extend("force", M.config, { filetypes = { "python" }, root_markers = { ".git" } }))
    vim.lsp.enable("freshet")
    return
  end
  vim.api.nvim_create_autocmd("FileType", {
    pattern = "python",
    callback = function(event)
      attach(event.buf)
    end,
  })
end

return M
