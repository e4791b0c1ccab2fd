"""Which pairs are tested."""

from __future__ import annotations

import numpy as np
import pytest

from models.duplicates import candidates
from models.embedding.space.unit_vector import unit


def pairs(vectors: np.ndarray) -> set[tuple[int, int]]:
    return {(int(a), int(b)) for some in candidates.candidate_blocks(vectors) for a, b in some}


def test_all_pairs_that_are_alike_and_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "BLOCK", 7)
    chance = np.random.default_rng(1)
    centres = unit(chance.normal(size=(12, 40)).astype(np.float32))
    vectors = unit(
        np.repeat(centres, 3, axis=0) + chance.normal(0, 0.02, (36, 40)).astype(np.float32)
    )
    similarity = vectors @ vectors.T
    wanted = {
        (a, b)
        for a in range(36)
        for b in range(a + 1, 36)
        if similarity[a, b] >= candidates.THRESHOLD
    }

    assert wanted == {
        (3 * c + a, 3 * c + b) for c in range(12) for a, b in [(0, 1), (0, 2), (1, 2)]
    }
    assert pairs(vectors) == wanted


def test_a_crowd_is_tested_against_its_nearest_only() -> None:
    vectors = unit(np.ones((100, 8), np.float32))

    assert len(pairs(vectors)) <= 100 * candidates.MOST


@pytest.mark.parametrize(("kinds", "each"), [(1, 60), (4, 25), (1, 2)])
def test_a_crowd_of_copies_is_one_whatever_its_size(kinds: int, each: int) -> None:
    """Copies in some forms, each form a crowd of its own that fills all places of its sounds."""
    chance = np.random.default_rng(2)
    centre = chance.normal(size=40)
    forms = unit(np.array([centre + chance.normal(0, 0.4, 40) for _ in range(kinds)], np.float32))
    other = unit((centre + chance.normal(0, 0.4, (5, 40))).astype(np.float32))
    vectors = np.concatenate([np.repeat(forms, each, axis=0), other])
    copies = kinds * each
    tested = sorted(pairs(vectors))
    proven: set[tuple[int, int]] = set()
    rounds = 0
    found = tested
    while found:
        proven |= {pair for pair in found if max(pair) < copies}
        found = candidates.further_candidates(vectors, range(len(vectors)), proven, tested)
        assert not set(found) & set(tested)
        tested = [*tested, *found]
        rounds += 1

    assert {(0, other) for other in range(1, copies)} <= proven
    assert rounds < 8
    assert len(tested) < 2 * len(vectors) * candidates.MOST


@pytest.mark.parametrize("count", [0, 1])
def test_one_sound_has_no_pair(count: int) -> None:
    assert pairs(unit(np.ones((count, 8), np.float32))) == set()
