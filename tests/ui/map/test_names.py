"""Names of groups stand above their points, and never on each other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.map.colours import Label
from ui.map.names import arrange_labels
from ui.map.viewport import Viewport
from ui.theme import PALETTE

TALL, APART = 20.0, 8.0
GROUND = Viewport((0.0, 0.0), (800.0, 500.0))


def label(words: str, x: float, y: float, count: int = 10) -> Label:
    return Label(words, (x, y), (x, y + 0.1), (x, y - 0.1), PALETTE.text, count)


places = st.floats(-1, 1, allow_nan=False)
labels = st.lists(st.builds(label, st.text("abc", min_size=1), places, places, st.integers(1, 99)))


def test_a_name_stands_above_its_group() -> None:
    one = label("kick", 0.2, -0.3)
    ((found, box),) = arrange_labels([one], [60.0], GROUND, TALL, APART)

    x, top = GROUND.pixel(one.top)
    assert found is one
    assert abs(box.left + 30 - x) <= 1
    assert abs(box.bottom - top - APART) <= 1


def test_of_two_in_one_place_the_larger_stands_above_and_the_other_below() -> None:
    small, large = label("rim", 0, 0, 5), label("snare", 0, 0, 50)
    found = dict(arrange_labels([small, large], [40.0, 60.0], GROUND, TALL, APART))

    assert found[large].bottom > GROUND.pixel(large.place)[1]
    assert found[small].bottom + TALL < GROUND.pixel(small.place)[1]


@given(labels)
def test_names_never_lie_on_each_other(some: list[Label]) -> None:
    boxes = [box for _, box in arrange_labels(some, [70.0] * len(some), GROUND, TALL, APART)]

    assert all(not one.meets(other) for at, one in enumerate(boxes) for other in boxes[at + 1 :])
    assert bool(boxes) is bool(some)
