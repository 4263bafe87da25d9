#!/usr/bin/env python3
"""Measures builds: measure.py BENCH_FOLDER KOHYO HUGO DOCUMENTS… (called by run.sh in the working folder).

Each command runs three times; medians are printed. CPU is user + system of the finished process, memory its peak.
"""
import json
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import time

RUNS = 3


def run(command):
    """Wall seconds, CPU seconds and peak memory (MB) of one run."""
    begun = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - begun
    if status != 0:
        raise SystemExit(f"failed: {' '.join(map(str, command))}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def median(measure, before=lambda: None):
    taken = []
    for _ in range(RUNS):
        before()
        taken.append(measure())
    return tuple(statistics.median(column) for column in zip(*taken))


def pages(folder):
    return sum(1 for _ in pathlib.Path(folder).rglob("*.html"))


def size(folder):
    return sum(f.stat().st_size for f in pathlib.Path(folder).rglob("*") if f.is_file()) / 1e6


def write_limit(tree):
    """CPU and wall seconds of writing a tree from memory with one thread."""
    out = subprocess.run(["./limit", tree, "limit-scratch", str(RUNS), "1"], capture_output=True, text=True, check=True).stdout
    rows = [json.loads(line) for line in out.splitlines() if line.startswith("{")]
    pick = lambda name: statistics.median(row[name] for row in rows) / 1000
    return pick("write1_cpu"), pick("write1")


def edit(content):
    """One word of one answer, there and back again."""
    file = sorted(pathlib.Path(content, "documents").iterdir())[0] / "answers.yaml"
    text = file.read_text("utf-8")
    one, other = "対策", "対応策"
    file.write_text(text.replace(other, one, 1) if other in text else text.replace(one, other, 1), "utf-8")


def measure(bench, kohyo, hugo, count):
    corpus, content = f"corpus-{count}", f"content-{count}"
    if not os.path.isdir(content):
        subprocess.run([sys.executable, f"{bench}/gen_corpus.py", "--n", str(count), "--out", corpus, "--formats", "json,hugo"],
                       check=True, stdout=subprocess.DEVNULL)
        subprocess.run([sys.executable, f"{bench}/to_kohyo.py", f"{corpus}/json", content], check=True, stdout=subprocess.DEVNULL)
    build = [kohyo, "build", "--content", content, "--output", "out-kohyo"]
    remove = lambda name: shutil.rmtree(name, ignore_errors=True)
    first = median(lambda: run(build), lambda: remove("out-kohyo"))
    again = median(lambda: run(build), lambda: edit(content))
    made, megabytes = pages("out-kohyo"), size("out-kohyo")
    limit_cpu, limit_wall = write_limit("out-kohyo")
    remove("out-kohyo")
    other = median(lambda: run([hugo, "--quiet", "-s", f"{corpus}/hugo", "-d", os.path.abspath("out-hugo")]), lambda: remove("out-hugo"))
    hugo_made = pages("out-hugo")
    remove("out-hugo")
    row = lambda name, m, n: print(f"  {name:<22} {m[0]:8.2f} s wall {m[1]:8.2f} s CPU {m[2]:7.0f} MB {n / m[0]:8.0f} pages/s {1000 * m[1] / n:7.3f} ms CPU/page")
    print(f"{count} documents: {made} pages, {megabytes:.0f} MB")
    row("kohyo, first build", first, made)
    row("kohyo, one-word edit", again, made)
    row("hugo", other, hugo_made)
    print(f"  writing the same tree  {limit_wall:8.2f} s wall {limit_cpu:8.2f} s CPU (one thread, from memory)")
    print(f"  pages/s against Hugo: {made / first[0] / (hugo_made / other[0]):.1f} times; CPU a page: {other[1] / hugo_made / (first[1] / made):.1f} times less;"
          f" CPU against writing: {first[1] / limit_cpu:.1f} times")


def main():
    bench, kohyo, hugo, *counts = sys.argv[1:]
    for count in map(int, counts):
        measure(bench, kohyo, hugo, count)


if __name__ == "__main__":
    main()
