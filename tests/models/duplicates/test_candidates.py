"""Which pairs are tested."""

from __future__ import annotations

import numpy as np
import pytest

from models.duplicates import candidates
from models.embedding.likeness.vector import unit


def pairs(vectors: np.ndarray) -> set[tuple[int, int]]:
    return {(int(a), int(b)) for some in candidates.blocks(vectors) for a, b in some}


def test_all_pairs_that_are_alike_and_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "BLOCK", 7)
    chance = np.random.default_rng(1)
    centres = unit(chance.normal(size=(12, 40)).astype(np.float32))
    vectors = unit(
        np.repeat(centres, 3, axis=0) + chance.normal(0, 0.02, (36, 40)).astype(np.float32)
    )
    likeness = vectors @ vectors.T
    wanted = {
        (a, b) for a in range(36) for b in range(a + 1, 36) if likeness[a, b] >= candidates.ALIKE
    }

    assert wanted == {
        (3 * c + a, 3 * c + b) for c in range(12) for a, b in [(0, 1), (0, 2), (1, 2)]
    }
    assert pairs(vectors) == wanted


def test_a_crowd_is_tested_against_its_nearest_only() -> None:
    vectors = unit(np.ones((100, 8), np.float32))

    assert len(pairs(vectors)) <= 100 * candidates.MOST


@pytest.mark.parametrize("count", [0, 1])
def test_one_sound_has_no_pair(count: int) -> None:
    assert pairs(unit(np.ones((count, 8), np.float32))) == set()
