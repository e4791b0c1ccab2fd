"""Rebuild the sounds of `data/demo`: `.venv/bin/python -m scripts.synthesise_demo [FOLDER]`."""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.demo.catalogue import RECIPES
from scripts.demo.recording import record


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("data/demo")
    total = sum(record(recipe, folder).stat().st_size for recipe in RECIPES)
    print(f"{len(RECIPES)} sounds, {total / 1e6:.1f} MB in {folder}")


if __name__ == "__main__":
    main()
