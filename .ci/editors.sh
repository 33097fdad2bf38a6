#!/usr/bin/env bash
# Puts the editors that the tests drive into a cache directory: code-server (VS Code) with its Node and Chromium,
# Neovim, and Emacs with eglot. Idempotent, and done in a moment when everything is there.
#   usage: .ci/editors.sh [all|vscode|neovim|emacs]...     cache: $FRESHET_EDITORS, default ~/.cache/freshet/editors
set -euo pipefail

cache=${FRESHET_EDITORS:-${XDG_CACHE_HOME:-$HOME/.cache}/freshet/editors}
node_version=24.21.0
code_server_version=4.139.1
mkdir -p "$cache"
exec 9>"$cache/.lock"
flock 9

say() { echo "editors: $*" >&2; }

# Debian packages, only those whose program is missing.
apt_install() {
  local sudo=()
  [ "$(id -u)" = 0 ] || sudo=(sudo)
  say "installing $*"
  {
    "${sudo[@]}" apt-get -q update
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "$@"
  } >"$cache/apt.log" 2>&1 || { tail -20 "$cache/apt.log" >&2; return 1; }
}

npm_here() { npm --no-audit --no-fund --loglevel=error "$@" >&2; }

# The stamp is written last, so that an interrupted installation starts over.
once() {
  local stamp=$cache/$1.done version=$2
  [ "$(cat "$stamp" 2>/dev/null)" = "$version" ] && return
  say "installing $1 $version"
  rm -rf "${cache:?}/$1"
  mkdir -p "$cache/$1"
  (cd "$cache/$1" && echo '{"private": true}' >package.json && "install_${1//-/_}" "$version")
  echo "$version" >"$stamp"
}

install_node() { npm_here install "node-linux-$(dpkg --print-architecture | sed s/amd64/x64/)@$1" && ln -s node_modules/node-linux-*/bin bin; }

# Without install scripts: all native parts that the tests need come as prebuilt files inside the npm packages.
install_code_server() {
  export PATH="$cache/node/bin:$PATH"
  npm_here install --ignore-scripts "code-server@$1"
  local vscode=node_modules/code-server/lib/vscode
  (cd $vscode && npm_here install --omit=dev --ignore-scripts)
  (cd $vscode/extensions && npm_here install --omit=dev --ignore-scripts)
  rm -rf $vscode/node_modules/@github $vscode/node_modules/@microsoft/mxc-sdk $vscode/extensions/copilot
  rm -rf $vscode/node_modules/node-pty/prebuilds/{darwin,win32}*
  find $vscode/node_modules/@vscode/ripgrep-universal/bin -mindepth 1 -maxdepth 1 ! -name 'linux-*' -exec rm -rf {} +
}

vscode() {
  command -v chromium >/dev/null || apt_install chromium
  once node $node_version
  once code-server $code_server_version
}

neovim() { command -v nvim >/dev/null || apt_install neovim; }

emacs() { [ -e /usr/share/doc/elpa-eglot ] && command -v emacs >/dev/null || apt_install emacs-nox elpa-eglot; }

for editor in "${@:-all}"; do
  case $editor in
    all) vscode; neovim; emacs ;;
    vscode | neovim | emacs) $editor ;;
    *) echo "usage: editors.sh [all|vscode|neovim|emacs]..." >&2; exit 2 ;;
  esac
done
say "ready in $cache"
