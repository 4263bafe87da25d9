#!/usr/bin/env python3
"""Gives every document of a bench corpus earlier editions: editions.py CONTENT EDITIONS

From the newest back, each edition undoes a few changes: a sentence, a phrase, a list entry, a whole answer. Half of the
changes get a row in changes.yaml. The same corpus and number give the same files.
"""
import datetime
import pathlib
import random
import re
import shutil
import sys

CHANGES = 8  # items that differ between two editions
ITEM = re.compile(r"^  (b\d+): \|\n((?:    .*\n|\n)+)", re.M)
PART = re.compile(r"^(\S+):\n", re.M)


def items(text):
    """(path, start, end) of every answer of a file."""
    parts = [(m.start(), m.group(1)) for m in PART.finditer(text)]
    for match in ITEM.finditer(text):
        part = [name for at, name in parts if at < match.start()][-1]
        yield f"{part}.{match.group(1)}", match.start(2), match.end(2)


def undone(block, rng):
    """An answer as it was before."""
    lines = block.split("\n")
    sentence = [n for n, line in enumerate(lines) if line.count("。") > 1]
    kind = rng.randrange(3)
    if kind == 0 and sentence:
        n = rng.choice(sentence)
        kept = lines[n].split("。")
        lines[n] = "。".join(kept[:-2] + kept[-1:])
    elif kind == 1 and len(lines) > 4:
        del lines[rng.randrange(1, len(lines) - 2)]
    else:
        for old, new in (("行う", "実施する"), ("職員", "担当職員"), ("する。", "している。"), ("個人", "特定個人")):
            if old in block:
                return block.replace(old, new, 2)
    return "\n".join(lines)


def main():
    content, count = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    for home in sorted((content / "documents").iterdir()):
        rng = random.Random(home.name)
        meta = (home / "document.yaml").read_text("utf-8")
        date = datetime.date.fromisoformat(re.search(r"published: (\S+)", meta).group(1))
        text = (home / "answers.yaml").read_text("utf-8")
        rows, newer = [], date
        for _ in range(count - 1):
            older = newer - datetime.timedelta(days=365)
            changed = sorted(rng.sample(list(items(text)), CHANGES), key=lambda i: -i[1])
            for path, start, end in changed:
                text = text[:start] + undone(text[start:end], rng) + text[end:]
            explained = "".join(f"    - item: {path}\n      reason: 運用の見直しによる。\n" for path, *_ in changed[::2])
            rows.insert(0, f"- date: {newer}\n  timing: after\n  rows:\n{explained}")
            folder = home / "editions" / str(older)
            folder.mkdir(parents=True)
            (folder / "document.yaml").write_text(meta.replace(str(date), str(older)), "utf-8")
            (folder / "answers.yaml").write_text(text, "utf-8")
            shutil.copy(home / "document.en.yaml", folder)
            shutil.copy(home / "answers.en.yaml", folder)
            newer = older
        (home / "changes.yaml").write_text("".join(rows), "utf-8")


main()
