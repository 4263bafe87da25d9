#!/usr/bin/env bash
# Search side by side with Pagefind on the same built pages: what each finds, what a cold query moves, how long each
# takes to build. benches/search.sh CONTENT [QUERIES]; without a file of queries (one a line) the judged ones are asked.
# KOHYO names a program that is built already; without it one is built, without PDF files, which no search reads.
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
content=$(cd "${1:?usage: benches/search.sh CONTENT [QUERIES]}" && pwd)
queries=${2:+$(realpath "$2")}
work=${BENCH_WORK:-/dev/shm/kohyo-bench}/search
mkdir -p "$work"

kohyo=${KOHYO:-${CARGO_TARGET_DIR:-$repository/target}/release/kohyo}
[ -n "${KOHYO:-}" ] || cargo build --release --locked --quiet --no-default-features --manifest-path "$repository/Cargo.toml"
[ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
"$work/venv/bin/python" -c 'import pagefind' 2>/dev/null || "$work/venv/bin/pip" install --quiet 'pagefind[extended]'

rm -rf "$work/out"
echo "Kohyo, the whole site with its search:"
time "$kohyo" build --no-pdf --lang en --content "$content" --output "$work/out"
# Pagefind indexes the pages of sections: every page once, as readers see it.
echo "Pagefind, its index of these pages:"
time "$work/venv/bin/python" -m pagefind --site "$work/out" --output-path "$work/out/pagefind" \
  --glob '**/documents/**/index.html' --root-selector '[data-template=section] main' --quiet
exec node "$repository/tests/search/compare.mjs" "$work/out" $queries
