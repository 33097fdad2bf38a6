#!/usr/bin/env bash
# Everything about the editors: the VS Code client's own checks, its package, and then VS Code, Neovim and Emacs
# against a real server.  FRESHET: the launcher (default: the repository's)
#   usage: test/run.sh [client|editors]    without an argument: both
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export FRESHET=${FRESHET:-$PWD/../freshet}

# Dependencies only when the lock file changed.
ready() {
  if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
    npm ci --no-audit --no-fund --loglevel=error
    touch node_modules/.package-lock.json
  fi
}

client() {
  npm run --silent lint
  npm run --silent typecheck
  npm test --silent
  npm run --silent package
}

editors() {
  bash ../.ci/editors.sh
  "$FRESHET" --version >/dev/null # builds, so that no editor has to wait for it
  [ -f dist/freshet.vsix ] || npm run --silent package
  local failed=0
  echo "# VS Code"
  node test/editor/drive.mjs || failed=1
  bash ../lsp-server/editors/test.sh || failed=1
  return $failed
}

ready
case ${1:-all} in
  all)
    client
    editors
    ;;
  client | editors) "$1" ;;
  *)
    echo "usage: run.sh [client|editors]" >&2
    exit 2
    ;;
esac
