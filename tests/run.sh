#!/usr/bin/env bash
# Installs what the tests need and runs them all: formatting, lints, licences, unit and whole-site tests, and the
# checks of built pages in a real browser. `tests/run.sh --all` looks at every page instead of a sample.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

step() { printf '\n== %s\n' "$*"; }

sweep=${1:-}
real=../shared/real
sites=target/sites

step "What the tests need"
tests/setup.sh

step "Formatting and lints"
cargo fmt --check
cargo clippy --locked --all-targets -- -D warnings

step "Licences and sources of dependencies"
# Advisories are left out: they change from day to day, and a test must not.
command -v cargo-deny >/dev/null || cargo install --locked --quiet cargo-deny
cargo deny --locked check licenses sources bans

step "Tests"
# Without PDF files, which the next step makes: typesetting is slow without optimisation.
cargo test --locked --no-default-features

step "PDF files"
cargo test --locked --release --lib pdf
cargo test --locked --release --test pdf --test canary
RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --quiet

step "Sites for the browser"
rm -rf "$sites"
mkdir -p "$sites"
cargo run --locked --release --quiet -- build --strict --cache target/printed --output "$sites/sample"
outputs=("$sites/sample")
if [ -f "$real/site.yaml" ]; then
  cargo run --locked --release --quiet -- build --content "$real" --cache target/printed --output "$sites/real"
  outputs+=("$sites/real")
else
  echo "skipped: the real documents ($real) are not on this machine"
fi

step "HTML and CSS (Nu HTML Checker)"
absolute=()
for site in "${outputs[@]}"; do absolute+=("$PWD/$site"); done
cd tests/browser
node validate.mjs "${absolute[@]}"

step "Accessibility (axe-core in Chromium)"
node accessibility.mjs "${absolute[@]}" $sweep

step "Behaviour (Chromium)"
KOHYO_OUT="${absolute[0]}" node --test behaviour.mjs

step "Preview (Chromium)"
KOHYO="$PWD/../../target/debug/kohyo" node --test preview.mjs

step "Search (Chromium): the splitters of generator and browser; judged queries"
cd ../..
cargo build --locked --no-default-features --quiet --example tokens
cd tests/search
node parity.mjs ../../target/debug/examples/tokens "${absolute[@]}"
if [ ${#absolute[@]} -gt 1 ]; then
  for set in tuning fresh-development fresh-validation street-development log-development log-validation; do node evaluate.mjs "${absolute[1]}" --set "$set"; done
else
  echo "skipped: judged queries need the real documents"
fi

step "All tests passed"
