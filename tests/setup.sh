#!/usr/bin/env bash
# Gets a new Debian machine ready for the browser and validator tests in tests/browser.
#
# Runs as often as you like and asks nothing: what is there already is left alone.
set -euo pipefail

readonly browser_tests="$(cd "$(dirname "${BASH_SOURCE[0]}")/browser" && pwd)"
readonly least_node=20

say() { printf 'setup: %s\n' "$*"; }

stop() {
  say "$*" >&2
  exit 2
}

# Runs a command as root: directly, or through sudo where there is one.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    stop "needs root to install packages, and there is no sudo"
  fi
}

has_japanese_font() { command -v fc-list >/dev/null && [ -n "$(fc-list :lang=ja file)" ]; }

missing_packages() {
  command -v chromium >/dev/null || echo chromium
  command -v java >/dev/null || echo default-jre-headless
  command -v pdftotext >/dev/null || echo poppler-utils
  command -v qpdf >/dev/null || echo qpdf
  has_japanese_font || echo fonts-noto-cjk # without one, screenshots show boxes
}

install_packages() {
  local packages
  packages="$(missing_packages)"
  if [ -z "$packages" ]; then
    say "Debian packages: all present"
    return
  fi
  say "Debian packages: installing" $packages
  # Another apt-get may be at work, for instance on a machine that has just started.
  local wait=(-q -o DPkg::Lock::Timeout=600)
  as_root apt-get "${wait[@]}" update >/dev/null
  as_root env DEBIAN_FRONTEND=noninteractive apt-get "${wait[@]}" install --yes --no-install-recommends $packages >/dev/null
}

check_node() {
  command -v npm >/dev/null || stop "needs Node.js $least_node or newer with npm"
  local major
  major="$(node --print 'process.versions.node.split(".")[0]')"
  [ "$major" -ge "$least_node" ] || stop "needs Node.js $least_node or newer, this is $(node --version)"
  say "Node.js: $(node --version)"
}

install_modules() {
  cd "$browser_tests"
  # npm writes the inner file when it has finished; a newer lock file means the modules are behind.
  if [ node_modules/.package-lock.json -nt package-lock.json ]; then
    say "npm packages: up to date"
    return
  fi
  say "npm packages: installing"
  # The install scripts would fetch a Java of their own.
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
}

install_packages
check_node
install_modules
say "ready: see tests/browser/README.md"
