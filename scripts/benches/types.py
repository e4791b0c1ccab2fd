"""Type detection by type, on packs excluded from fitting.

Takes the folder of unpacked Debian packages of `scripts/bench quality`; uses the sounds of packs
that `data/models/types.npz` was not fitted on, those that may be used for tuning and the others
apart. Prints for each type recall, precision, and calibration: by confidence band, the share of
predictions that are right, and the expected calibration error over the same bands.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from actors.embeddings.extraction import load_classifier, load_model
from models.types.sound_type import SoundType
from scripts.benches.quality import is_tunable, load_corpus
from scripts.fit_kinds import FREE
from scripts.labelling.types_of_kinds import TYPES

BANDS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
SURE = (0.5, 0.7, 0.8, 0.9)
"""Lower bounds of confidence at which accuracy is reported."""


def measure(packages: Path) -> dict[str, object]:
    """Return the figures of all sounds of held-out packs."""
    model = load_model()
    classifier = load_classifier(model)
    corpus = load_corpus(packages)
    kept = corpus.without(FREE) & np.isin(corpus.kinds, list(TYPES))
    features, packs = corpus.features[kept], corpus.packs[kept]
    tuned = np.array([is_tunable(pack) for pack in packs.tolist()])
    wanted = np.array([TYPES[kind].value for kind in corpus.kinds[kept].tolist()])
    types, sure = classifier.classify(features)
    said = np.array([one.value for one in types])
    right = said == wanted
    found: dict[str, object] = {"sounds": len(wanted), "right": round(float(right.mean()), 3)}
    for half, rows in (("tuning packs", tuned), ("test packs", ~tuned)):
        found[half] = reliability(sure[rows], right[rows])
    for name in (one.value for one in SoundType):
        mine, claimed = wanted == name, said == name
        found[name] = {
            "sounds": int(mine.sum()),
            "recall": round(float(right[mine].mean()), 2) if mine.any() else None,
            "precision": round(float(right[claimed].mean()), 2) if claimed.any() else None,
            "taken for": dict(Counter(said[mine & ~right].tolist()).most_common(3)),
        }
    found["all"] = reliability(sure, right)
    each = [float(right[packs == pack].mean()) for pack in sorted(set(packs.tolist()))]
    found["packs"] = {"count": len(each), "mean right": round(float(np.mean(each)), 3)}
    return found


def reliability(sure: NDArray[np.float32], right: NDArray[np.bool_]) -> dict[str, object]:
    """Return the reliability curve: what is right, by confidence."""
    found: dict[str, object] = {"sounds": len(sure), "right": round(float(right.mean()), 3)}
    error = 0.0
    for low, high in pairwise(BANDS):
        band = (sure >= low) & (sure < high)
        if band.any():
            mean, share = float(sure[band].mean()), float(right[band].mean())
            found[f"sure {low:.1f}"] = f"{mean:.2f}: {share:.2f} of {int(band.sum())}"
            error += float(band.mean() * abs(mean - share))
    found["calibration error"] = round(error, 3)
    found["right if so sure"] = {
        least: f"{int(right[sure >= least].sum())} of {int((sure >= least).sum())}"
        for least in SURE
    }
    return found


def main() -> None:
    """Print one line per type."""
    parser = argparse.ArgumentParser(prog="scripts/bench types", description=__doc__)
    parser.add_argument("packages", type=Path)
    found = measure(parser.parse_args().packages)
    for name, what in found.items():
        print(f"{name}: {what}")
    print(json.dumps(found))


if __name__ == "__main__":
    main()
