from __future__ import annotations

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from models.embedding.index.exact import FIRST, ExactIndex
from models.embedding.index.index import Ids
from models.embedding.space.unit_vector import Vectors, unit

SIZE = 8


def vectors(count: int, seed: int = 1, size: int = SIZE) -> Vectors:
    return unit(np.random.default_rng(seed).normal(size=(count, size)).astype(np.float32))


def ids(*numbers: int) -> Ids:
    return np.array(numbers, np.int64)


def filled(count: int) -> ExactIndex:
    index = ExactIndex(SIZE)
    index.add(np.arange(count, dtype=np.int64) * 10, vectors(count))
    return index


def test_the_nearest_come_first() -> None:
    index = filled(3 * FIRST)
    asked = vectors(1, 2)[0]

    found = index.nearest(asked, 5)
    scores = vectors(3 * FIRST) @ asked
    assert found.ids.tolist() == (np.argsort(-scores)[:5] * 10).tolist()
    assert np.allclose(found.scores, np.sort(scores)[::-1][:5])


def test_a_sound_is_its_own_nearest() -> None:
    found = filled(100).nearest(vectors(100)[7], 1)

    assert found.ids.tolist() == [70]
    assert found.scores[0] == pytest.approx(1)


@pytest.mark.parametrize("part", [2, 50])
def test_a_filter_acts_before_the_best_are_taken(part: int) -> None:
    index, asked = filled(1000), vectors(1, 2)[0]
    allowed = np.arange(1000, dtype=np.int64)[::part] * 10

    found = index.nearest(asked, 5, np.append(allowed, 123_456))
    scores = vectors(1000)[::part] @ asked
    assert found.ids.tolist() == allowed[np.argsort(-scores)[:5]].tolist()


@pytest.mark.parametrize("count", [0, 3, 100])
def test_no_more_is_found_than_there_is(count: int) -> None:
    assert len(filled(3).nearest(vectors(1)[0], count).ids) == min(count, 3)
    assert len(ExactIndex(SIZE).nearest(vectors(1)[0], count).ids) == 0
    assert len(filled(3).nearest(vectors(1)[0], count, ids(5)).ids) == 0


def test_of_equals_the_lower_id_comes_first() -> None:
    index = ExactIndex(SIZE)
    index.add(ids(5, 3, 9, 1), np.repeat(vectors(1), 4, axis=0))

    assert index.nearest(vectors(1)[0], 2).ids.tolist() == [1, 3]


@pytest.mark.parametrize(
    "spoilt",
    [
        np.full((2, SIZE), np.nan, np.float32),
        np.zeros((2, SIZE), np.float32),
        vectors(2) * 2,
        vectors(3),
        vectors(2, size=SIZE + 1),
    ],
)
def test_what_is_no_vector_of_length_1_is_refused(spoilt: Vectors) -> None:
    index = filled(3)

    with pytest.raises(ValueError, match="vectors"):
        index.add(ids(1, 2), spoilt)
    assert len(index) == 3


def test_an_id_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        filled(0).add(ids(1, 1), vectors(2))


def test_unknown_vectors_are_not_made_up() -> None:
    with pytest.raises(KeyError):
        filled(3).vectors(ids(0, 4))


class Changing(RuleBasedStateMachine):
    """An index under changes holds what a dictionary would."""

    def __init__(self) -> None:
        super().__init__()
        self.index, self.wanted = ExactIndex(SIZE), dict[int, int]()

    @rule(numbers=st.lists(st.integers(0, 9), unique=True), seed=st.integers(0, 99))
    def add(self, numbers: list[int], seed: int) -> None:
        self.index.add(ids(*numbers), vectors(10, seed)[numbers])
        self.wanted.update(dict.fromkeys(numbers, seed))

    @rule(numbers=st.lists(st.integers(0, 9)))
    def remove(self, numbers: list[int]) -> None:
        self.index.remove(ids(*numbers))
        for number in numbers:
            self.wanted.pop(number, None)

    @invariant()
    def holds_the_same(self) -> None:
        assert sorted(self.index.ids.tolist()) == sorted(self.wanted)
        for number, seed in self.wanted.items():
            assert np.array_equal(self.index.vectors(ids(number))[0], vectors(10, seed)[number])


TestChanging = Changing.TestCase
TestChanging.settings = settings(max_examples=30, stateful_step_count=20)
