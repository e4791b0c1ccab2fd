"""Rewrite the generated blocks of the guide: `scripts/document [--check]`.

A block lies between two comments that name it, each on a line of its own:

    <!-- generated: NAME -->
    …
    <!-- end: NAME -->

To add one: a module in `scripts/readme` with a function `block() -> str` (Markdown without a final
newline, the same on every run), rows of `BLOCKS` and `PAGES`, and the two comments in that page.
With `--check` nothing is written; the exit status is 1 if a block is out of date, which
`tests/house/test_readme.py` checks, too.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from scripts.readme import config_toml, keys, verbs

GUIDE = Path(__file__).parents[1] / "docs" / "guide"
BLOCKS: Mapping[str, Callable[[], str]] = {
    "config.toml": config_toml.block,
    "keys": keys.block,
    "verbs": verbs.block,
}
"""Generator of each block, by its name."""
PAGES: Mapping[str, tuple[str, ...]] = {
    "command-line.md": ("verbs",),
    "keys.md": ("keys",),
    "where-things-are-kept.md": ("config.toml",),
}
"""Blocks of each page of the guide."""
_BLOCK = re.compile(
    r"^<!-- generated: (?P<name>[^>]+) -->\n(?P<body>.*?)^<!-- end: (?P=name) -->$",
    re.MULTILINE | re.DOTALL,
)
_MARK = re.compile(r"^<!-- (?:generated|end): ([^>]+) -->$", re.MULTILINE)


def update_blocks(text: str, blocks: Mapping[str, Callable[[], str]] = BLOCKS) -> str:
    """Return `text` with every block up to date.

    Raises:
        ValueError: a block is missing, there twice, unknown, or lacks one of its comments.
    """
    found = [match["name"] for match in _BLOCK.finditer(text)]
    if sorted(found) != sorted(blocks) or len(_MARK.findall(text)) != 2 * len(found):
        wanted = ", ".join(sorted(blocks))
        raise ValueError(
            f"blocks found whole: {', '.join(sorted(found)) or 'none'}; wanted, once each: {wanted}"
        )
    return _BLOCK.sub(lambda match: _made(match["name"], blocks), text)


def stale_blocks(text: str, blocks: Mapping[str, Callable[[], str]] = BLOCKS) -> list[str]:
    """Return the names of the blocks that are out of date.

    Raises:
        ValueError: as for `update_blocks`.
    """
    new = _BLOCK.finditer(update_blocks(text, blocks))
    old = _BLOCK.finditer(text)
    return [was["name"] for was, now in zip(old, new, strict=True) if was[0] != now[0]]


def _made(name: str, blocks: Mapping[str, Callable[[], str]]) -> str:
    return f"<!-- generated: {name} -->\n{blocks[name]()}\n<!-- end: {name} -->"


def blocks_of(page: str) -> Mapping[str, Callable[[], str]]:
    """Return the generators of the blocks of a page."""
    return {name: BLOCKS[name] for name in PAGES[page]}


def main() -> int:
    """Return the exit status."""
    parser = argparse.ArgumentParser(prog="scripts/document")
    parser.add_argument("--check", action="store_true", help="write nothing, only report")
    arguments = parser.parse_args()
    stale = False
    for page in PAGES:
        text, blocks = (GUIDE / page).read_text("utf-8"), blocks_of(page)
        old = stale_blocks(text, blocks)
        if old and not arguments.check:
            (GUIDE / page).write_text(update_blocks(text, blocks), "utf-8")
        for name in old:
            outcome = "is out of date" if arguments.check else "rewritten"
            print(f"docs/guide/{page}: block “{name}” {outcome}")
        stale = stale or bool(old)
    return 1 if stale and arguments.check else 0


if __name__ == "__main__":
    sys.exit(main())
