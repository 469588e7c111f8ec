#!/usr/bin/env bash
# Makes sure that what `make build`, `make demo` or `make test` needs is on this machine.
#
#   scripts/setup.sh build    Rust, a C compiler, Node, npm, make
#   scripts/setup.sh demo     the same
#   scripts/setup.sh test     the same, and rustfmt, clippy, git, strace, Python 3 with venv, Chromium, a Japanese font
#
# Quick and silent when all is there. Otherwise root gets the Debian packages installed; anybody else is
# told what is missing and the one command that brings it. It never replaces a Rust or Node that is there
# but too old: that is said, and the exit status is 1.
set -euo pipefail

need="${1:-test}"
case "$need" in
  build | demo | test) ;;
  *) echo "usage: scripts/setup.sh build | demo | test" >&2; exit 2 ;;
esac

cd "$(dirname "${BASH_SOURCE[0]}")/.."
PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"

rust_wanted="$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)"
node_wanted="$(sed -n 's/.*"node": ">=\([0-9.]*\)".*/\1/p' web/package.json)"

packages=()    # Debian packages to install
components=()  # rustup components to add
by_hand=()     # what a person has to bring, each with the way to get it

have() { command -v "$1" >/dev/null 2>&1; }

# at_least FOUND WANTED: versions compared part by part.
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

check_rust() {
  if ! have cargo || ! have rustc; then
    by_hand+=("Rust $rust_wanted or newer (cargo, rustc): see https://rustup.rs, or: curl -sSf https://sh.rustup.rs | sh -s -- -y")
    return
  fi
  local found
  found="$(rustc --version 2>/dev/null | sed -n 's/^rustc \([0-9.]*\).*/\1/p')"
  if [ -z "$found" ] || ! at_least "$found" "$rust_wanted"; then
    by_hand+=("Rust $rust_wanted or newer (found: ${found:-none that runs}): rustup update stable && rustup default stable")
  fi
}

check_node() {
  local found=""
  if have node; then found="$(node --version 2>/dev/null | sed 's/^v//')"; fi
  if [ -z "$found" ] || ! at_least "$found" "$node_wanted"; then
    by_hand+=("Node $node_wanted or newer (found: ${found:-none}): see https://nodejs.org/en/download, or: nvm install 20")
  elif ! have npm; then
    by_hand+=("npm, which comes with Node: reinstall Node $node_wanted or newer; Debian's own: apt-get install npm")
  fi
}

check_c_compiler() {
  # The embedded database is C and is compiled along.
  if ! have cc; then packages+=(gcc libc6-dev); fi
}

check_rust_tools() {
  have cargo || return 0 # already said
  if ! cargo fmt --version >/dev/null 2>&1; then components+=(rustfmt); fi
  if ! cargo clippy --version >/dev/null 2>&1; then components+=(clippy); fi
}

has_japanese_font() {
  if have fc-list; then
    [ -n "$(fc-list :lang=ja family 2>/dev/null | head -n 1)" ]
  else
    compgen -G '/usr/share/fonts/*/noto/NotoSansCJK*' >/dev/null
  fi
}

check_browser_and_tracing() {
  if ! have git; then packages+=(git); fi
  if ! have strace; then packages+=(strace); fi
  if ! python3 -c 'import ensurepip, venv' >/dev/null 2>&1; then packages+=(python3 python3-venv); fi
  if ! have chromium; then packages+=(chromium); fi
  # Without one every Japanese character is a box of the same width, and layout tests mean nothing.
  if ! has_japanese_font; then packages+=(fonts-noto-cjk); fi
}

install_packages() {
  [ ${#packages[@]} -gt 0 ] || return 0
  local command="apt-get update && apt-get install -y --no-install-recommends ${packages[*]}"
  if [ "$(id -u)" != 0 ]; then
    by_hand+=("Debian packages ${packages[*]}: sudo sh -c '$command'")
    return
  fi
  if ! have apt-get; then
    by_hand+=("packages that Debian calls ${packages[*]}: install them with this system's own package manager")
    return
  fi
  echo "setup: installing ${packages[*]}"
  export DEBIAN_FRONTEND=noninteractive
  if ! { apt-get -q -y update && apt-get -q -y install --no-install-recommends "${packages[@]}"; } </dev/null; then
    by_hand+=("Debian packages ${packages[*]} (the installation above failed): $command")
  fi
}

install_components() {
  [ ${#components[@]} -gt 0 ] || return 0
  if have rustup; then
    echo "setup: adding the Rust components ${components[*]}"
    rustup component add "${components[@]}" </dev/null && return
  fi
  by_hand+=("Rust components ${components[*]}: rustup component add ${components[*]}")
}

check_rust
check_node
check_c_compiler
if ! have make; then packages+=(make); fi
if [ "$need" = test ]; then
  check_rust_tools
  check_browser_and_tracing
fi
install_packages
install_components

if [ ${#by_hand[@]} -gt 0 ]; then
  {
    echo "setup: \`make $need\` needs what is missing here:"
    printf '  - %s\n' "${by_hand[@]}"
  } >&2
  exit 1
fi
