"""The wheel: pure Python and data; what it needs has wheels for every platform."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def build_wheel(folder: Path) -> Path:
    """Build the wheel of this checkout into a folder; return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("sempal-*.whl"):
        old.unlink()
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"]
    subprocess.run([*pip, "--wheel-dir", str(folder), str(ROOT)], check=True)
    (made,) = folder.glob("sempal-*.whl")
    return made


def build_graph_wheel(folder: Path) -> Path:
    """Build the wheel of hnswlib, which needs g++; it runs on every processor of the kind."""
    from os import environ

    folder.mkdir(parents=True, exist_ok=True)
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"]
    kept = sorted(folder.glob("hnswlib-*.whl"))
    if not kept:
        subprocess.run(
            [*pip, "--wheel-dir", str(folder), "hnswlib==0.8.0"],
            check=True,
            env={**environ, "HNSWLIB_NO_NATIVE": "1"},
        )
        kept = sorted(folder.glob("hnswlib-*.whl"))
    return kept[-1]
