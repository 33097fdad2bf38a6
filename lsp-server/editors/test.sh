#!/usr/bin/env bash
# Drives Neovim and Emacs against `freshet lsp`.  FRESHET: the launcher (default: the repository's)
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
FRESHET=$(realpath "${FRESHET:-$here/../../freshet}")
export FRESHET
failed=0
echo "# Neovim"
nvim --headless -u NONE -S "$here/neovim/test.lua" || failed=1
echo "# Emacs"
emacs -q --batch -l "$here/emacs/test.el" || failed=1
exit $failed
