#!/usr/bin/env bash
# Everything about the editors: the VS Code client's own checks, its package, and then VS Code, Neovim and Emacs
# against a real server.  FRESHET: the launcher (default: the repository's)
#   usage: test/run.sh [client|editors]    without an argument: both
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
FRESHET=$(realpath "${FRESHET:-../freshet}")
export FRESHET

client() {
  npm ci --no-audit --no-fund --loglevel=error
  npm run --silent lint
  npm run --silent typecheck
  npm test --silent
  npm run --silent package
}

editors() {
  ../.ci/editors.sh
  local failed=0
  echo "# VS Code"
  node test/editor/drive.mjs || failed=1
  ../lsp-server/editors/test.sh || failed=1
  return $failed
}

case ${1:-all} in
  all)
    client
    editors
    ;;
  client | editors) "$1" ;;
  *) echo "usage: run.sh [client|editors]" >&2; exit 2 ;;
esac
