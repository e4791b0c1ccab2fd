"""Update the table in `data/README.md`: `.venv/bin/python -m scripts.list_data`.

Keeps hand-written descriptions, updates every hash, drops missing files and adds new ones as our
own work; correct that by hand where it is wrong.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"
README = DATA / "README.md"
ROW = re.compile(
    r"^\| `(?P<path>[^`]+)` \| (?P<source>[^|]+) \| (?P<licence>[^|]+) \| `\w+` \|$", re.MULTILINE
)
OWN = ("made for sempal", "MIT")


def shipped_files() -> Iterator[str]:
    """Yield the path below `data` of every shipped file other than code."""
    for path in sorted(DATA.rglob("*")):
        if path.is_file() and path.suffix not in {".py", ".pyc", ".sql"} and path != README:
            yield path.relative_to(DATA).as_posix()


def digest(path: str) -> str:
    """Return the SHA-256 of a shipped file in hexadecimal."""
    return hashlib.sha256((DATA / path).read_bytes()).hexdigest()


def main() -> None:
    text = README.read_text(encoding="utf-8")
    known = {row["path"]: (row["source"], row["licence"]) for row in ROW.finditer(text)}
    rows = []
    for path in shipped_files():
        source, licence = known.get(path, OWN)
        rows.append(f"| `{path}` | {source} | {licence} | `{digest(path)}` |")
    head = text[: text.index("|---")] + "|---|---|---|---|\n"
    README.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    print(f"{len(rows)} files listed")


if __name__ == "__main__":
    main()
