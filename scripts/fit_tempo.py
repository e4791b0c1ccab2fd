"""Fit the weights of tempo candidates; prints `WEIGHTS` of models/analysis/tempo.py.

Takes a folder of unpacked Debian packages (hydrogen-drumkits, hydrogen-data, and for sounds without
tempo sonic-pi-samples, supertux-data, colobot-common-sounds, minetest-data, lmms-common). Loops are
those of `grooves`, and plain metres; `scripts/bench analysis` evaluates on others.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray
from scipy.optimize import minimize

from models.analysis.analyser import candidate_tempi
from models.analysis.rhythm import Candidate, tempo_candidates
from scripts.labelling.grooves import grooves
from scripts.labelling.packs import corpus
from scripts.labelling.rhythms import RATE, Kits

SEEDS = range(620)
METRES = 30
CLOSE = 0.04
"""Relative tolerance of a correct tempo."""
RIDGE = 2.0
"""L2 penalty on the weights of standardised features."""
WITHOUT = 4.0
"""Weight of a sound without tempo: most sounds have none."""
LOOPS = {"drum loop", "synth loop", "music", "ambience", "guitar", "hand drum"}
"""Kinds that may have a tempo."""
HELD_OUT = "hedgewars"
"""Pack reserved for `scripts/bench analysis`."""
SHORTEST = 1.2
"""Duration of a bar at the fastest tempo, in seconds."""

Case = tuple[list[Candidate], float | None]
"""Tempo candidates of a sound, and its tempo if it has one."""


def main() -> None:
    """Fit and print the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packages", type=Path)
    packages = parser.parse_args().packages
    cases = [*_loops(packages), *_metres(), *_others(packages)]
    weights = fit_weights([case for case in cases if case[0]])
    print(len(cases), "sounds")
    print(tuple(np.round(weights, 3).tolist()))


def _loops(packages: Path) -> Iterator[Case]:
    for _, loop in grooves(Kits(packages), SEEDS):
        yield candidate_tempi(loop.wave[:, None], RATE), loop.bpm


def _metres() -> Iterator[Case]:
    """Yield plain metres: alternating strong and weak beats, with notes between them."""
    chance, per_second = np.random.default_rng(1), 22_050 / 256
    for _ in range(METRES):
        bpm, beats = float(chance.uniform(80, 140)), int(chance.choice([4, 8, 16]))
        seconds = beats * 60 / bpm
        strength = np.zeros(round(seconds * per_second) + 1)
        at = np.arange(2 * beats) * 30 / bpm
        strokes = np.where(np.arange(2 * beats) % 2, 0.25, 1.0)
        strokes[2::4] = chance.uniform(0.5, 1.0)
        strength[np.rint(at * per_second).astype(int)] = strokes
        wide = np.convolve(strength, (0.3, 1, 0.6, 0.2), "same")
        begun = at[:: int(chance.integers(1, 3))].astype(np.float32)
        yield tempo_candidates(np.repeat(wide[None], 3, axis=0), per_second, seconds, begun), bpm


def _others(packages: Path) -> Iterator[Case]:
    """Yield sounds with several onsets and no tempo."""
    for path, kind, pack in corpus(packages):
        if pack == HELD_OUT or kind in LOOPS:
            continue
        try:
            audio, rate = soundfile.read(path, dtype="float32", always_2d=True)
        except soundfile.SoundFileError:
            continue
        if len(audio) >= SHORTEST * rate:
            yield candidate_tempi(audio, rate), None


def fit_weights(cases: list[Case]) -> NDArray[np.float64]:
    """Return the maximum-likelihood weights of a penalised conditional logit.

    Args:
        cases: Each with at least one candidate.

    Source: McFadden, "Conditional Logit Analysis of Qualitative Choice Behavior", 1974.
    """
    features = np.concatenate([[one.features for one in found] for found, _ in cases])
    group = np.repeat(np.arange(len(cases)), [len(found) for found, _ in cases])
    right = np.array(
        [
            float(bpm is not None and abs(one.bpm / bpm - 1) < CLOSE)
            for found, bpm in cases
            for one in found
        ]
    )
    counts = np.array([WITHOUT if bpm is None else 1.0 for _, bpm in cases])
    middle, scale = features.mean(axis=0), features.std(axis=0) + 1e-9
    middle[0], scale[0] = 0.0, 1.0  # the constant
    unit = (features - middle) / scale
    none = np.bincount(group, right) == 0

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        utility = unit @ weights
        most = np.zeros(len(cases))
        np.maximum.at(most, group, utility)
        each, nothing = np.exp(utility - most[group]), np.exp(-most)
        whole = np.bincount(group, each) + nothing
        wanted = np.where(none, nothing, np.bincount(group, each * right))
        pull = each / whole[group] - np.where(
            none[group], 0, each * right / (wanted[group] + 1e-300)
        )
        slope = unit.T @ (counts[group] * pull)
        slope[1:] += 2 * RIDGE * weights[1:]
        missed = -(counts * (np.log(wanted + 1e-300) - np.log(whole))).sum()
        return float(missed + RIDGE * (weights[1:] ** 2).sum()), slope

    found = minimize(loss, np.zeros(features.shape[1]), jac=True, method="L-BFGS-B").x
    weights = np.asarray(found / scale, np.float64)
    weights[0] = found[0] - float((found * middle / scale)[1:].sum())
    return weights


if __name__ == "__main__":
    main()
