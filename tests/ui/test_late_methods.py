"""Dataclasses whose methods are compiled late behave as others do."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import sys
from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, field, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui import late_methods

Values = tuple[int, str, tuple[int, ...]]
values = st.tuples(st.integers(0, 2), st.text(max_size=1), st.tuples(st.integers(0, 2)))


def define() -> type[Any]:
    """Return a dataclass as most of ours are."""

    @dataclass(frozen=True, slots=True, order=True)
    class Point:
        x: int
        name: str = "origin"
        rest: tuple[int, ...] = field(default_factory=tuple)

        def __post_init__(self) -> None:
            assert isinstance(self.rest, tuple)

    return Point


@pytest.fixture(scope="module")
def kinds() -> tuple[type[Any], type[Any]]:
    """The dataclass with methods compiled at once, and late."""
    present: Callable[..., Any] | None = getattr(dataclasses, "_create_fn", None)
    if present is None:
        pytest.skip("this Python compiles them in another way")
    # Another test may have started the program in this process.
    dataclasses._create_fn = getattr(present, "__wrapped__", present)  # type: ignore[attr-defined]
    usual = define()
    assert late_methods.install()
    late = define()
    dataclasses._create_fn = present  # type: ignore[attr-defined]
    return usual, late


def test_they_can_be_compiled_late_here() -> None:
    assert hasattr(dataclasses, "_create_fn") is (sys.version_info < (3, 13))


@given(one=values, other=values)
def test_they_compare_and_print_alike(
    kinds: tuple[type[Any], type[Any]], one: Values, other: Values
) -> None:
    usual, late = ((kind(*one), kind(*other)) for kind in kinds)

    assert (usual[0] == usual[1]) is (late[0] == late[1])
    assert (usual[0] < usual[1]) is (late[0] < late[1])
    assert repr(usual[0]) == repr(late[0])
    assert hash(usual[0]) == hash(late[0])
    assert (late[0] == usual[0]) is False
    assert replace(late[0], x=7).x == 7
    assert copy.deepcopy(late[0]) == late[0]
    assert dataclasses.astuple(usual[0]) == dataclasses.astuple(late[0])


@pytest.mark.parametrize(
    "wrong",
    [
        lambda kind: kind(),
        lambda kind: kind(1, "a", (), 4),
        lambda kind: kind(1, y=2),
        lambda kind: setattr(kind(1), "x", 2),
        lambda kind: setattr(kind(1), "new", 2),
        lambda kind: delattr(kind(1), "x"),
        lambda kind: kind(1) < 3,
    ],
)
def test_they_refuse_alike(
    kinds: tuple[type[Any], type[Any]], wrong: Callable[[type[Any]], object]
) -> None:
    messages = []
    for kind in kinds:
        with pytest.raises((TypeError, FrozenInstanceError)) as refused:
            wrong(kind)
        messages.append((type(refused.value), str(refused.value)))

    assert messages[0] == messages[1]


def test_each_is_compiled_once() -> None:
    original: Callable[..., Any] | None = getattr(dataclasses, "_create_fn", None)
    if not late_methods.install():
        pytest.skip("this Python compiles them in another way")
    late = define()
    dataclasses._create_fn = original  # type: ignore[attr-defined]
    before = vars(late)["__init__"]
    late(1)

    assert vars(late)["__init__"] is not before
    assert vars(late)["__init__"].__code__.co_argcount == 4
    assert vars(late)["__init__"].__qualname__ == before.__qualname__


def test_they_are_pickled() -> None:
    from models.audio.span import Span
    from models.audio.units import Frames

    span = Span(Frames(1), Frames(2))
    assert pickle.loads(pickle.dumps(span)) == span  # noqa: S301 - ours
