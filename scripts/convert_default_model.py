"""Rebuild `data/models`: `.venv/bin/python -m scripts.convert_default_model SOUNDS [FOLDER]`.

SOUNDS is a folder of recordings used to calibrate the small network: the sounds of Debian's
sonic-pi-samples (public domain). Takes three minutes. Needs the extra `model`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from onnx import ModelProto

from models.audio.zero_padding import pad_zeros
from models.embedding.checkpoint import pickled
from models.embedding.default_model import FULL, SMALL
from scripts.conversion import graph, narrowing, shrinking, wheel
from scripts.conversion.picture import picture

LICENCE = "licences/CC-BY-4.0.txt"
WINDOWS = 100
"""Length of the calibration spectrograms in windows; the quantiser needs a fixed one."""
LONGEST = 200
"""Maximum windows per spectrogram used for factorisation."""


def convert(sounds: Path, folder: Path) -> ModelProto:
    """Write the networks and their licence into `folder`; return the one in full precision."""
    (folder / LICENCE).parent.mkdir(parents=True, exist_ok=True)
    seen = [picture(path) for path in sorted(sounds.rglob("*.flac"))]
    equal = [pad_zeros(one[:WINDOWS], after=max(0, WINDOWS - len(one))) for one in seen]
    with tempfile.TemporaryDirectory() as scratch, wheel.fetch(Path(scratch)) as package:
        weights, _ = pickled.read_torch_file(package.read(wheel.CHECKPOINT))
        layers = graph.layers(weights)
        model = graph.build_network(layers)
        narrow = graph.build_network(narrowing.factorise(layers, [one[:LONGEST] for one in seen]))
        narrow.doc_string += " Five convolutions led through fewer channels."
        (folder / LICENCE).write_bytes(package.read(wheel.LICENCE))
        (folder / FULL).write_bytes(shrinking.to_half_precision(model).SerializeToString())
        (folder / SMALL).write_bytes(shrinking.to_int8(narrow, equal, Path(scratch)))
    return model


def main() -> None:
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path("data/models")
    convert(Path(sys.argv[1]), folder)
    for name in (FULL, SMALL, LICENCE):
        print(f"{name}: {(folder / name).stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
