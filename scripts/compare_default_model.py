"""Compare the shipped networks with the original: `python -m scripts.compare_default_model SOUNDS`.

Runs the authors' own program with PyTorch over every recording below SOUNDS, prints the deviation
of ours, and writes `data/models/aisfx-reference.npz`: spectrograms of demo sounds with the
original's vectors, against which every test run and every app start checks ours. Needs the extra
`model`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import numpy as np

from models.embedding.default_model import FULL, REFERENCE, SMALL
from models.embedding.network import Network
from scripts.conversion import wheel
from scripts.conversion.original import Original
from scripts.conversion.picture import picture

DATA = Path(__file__).parents[1] / "data"
CHOSEN = (
    *("Drums/Kicks/Kick Hard.wav", "Drums/Hats/Closed/Hat Closed Metal.wav"),
    *("Drums/Snares/Snare Brush.flac", "Bass/Bass Squelch C2.wav"),
    *("Pads/Pad Dark Em.ogg", "FX/Riser 2 s.flac"),
)
"""Demo sounds chosen to differ as much as possible."""


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch, wheel.fetch(Path(scratch)) as package:
        original = Original(package, Path(scratch))
    paths = sorted(path for path in Path(sys.argv[1]).rglob("*.*") if path.suffix != ".md")
    pictures = [picture(path) for path in paths]
    wanted = np.array([original(one) for one in pictures])
    for name in (FULL, SMALL):
        network = Network(DATA / "models" / name)
        found = np.array([network(one) for one in pictures])
        lengths = np.linalg.norm(found, axis=1) * np.linalg.norm(wanted, axis=1)
        cosine = (found * wanted).sum(1) / lengths
        print(
            f"{name}: {len(paths)} sounds, cosine at least {cosine.min():.6f},"
            f" mean {cosine.mean():.6f};"
            f" largest difference {np.abs(found - wanted).max():.2e} of {wanted.max():.2f}"
        )
    kept = {name: picture(DATA / "demo" / name).astype(np.float16) for name in CHOSEN}
    stored: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]] = {}
    for number, one in enumerate(kept.values()):
        stored[f"picture{number}"] = one
        stored[f"vector{number}"] = original(one.astype(np.float32))
    np.savez_compressed(DATA / "models" / REFERENCE, allow_pickle=False, **stored)
    print(f"{REFERENCE}: {(DATA / 'models' / REFERENCE).stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
