"""Dataclasses whose methods are compiled late behave as others do."""

from __future__ import annotations

import copy
import dataclasses
import gc
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
    late_methods.uninstall()  # another test may have started the program in this process
    usual = define()
    if not late_methods.install():
        pytest.skip("this Python compiles them in another way")
    late = define()
    late_methods.uninstall()
    return usual, late


def test_they_can_be_compiled_late_here() -> None:
    assert late_methods.install() is (sys.version_info < (3, 13))


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


def test_a_frozen_class_with_slots_says_that_it_is_frozen(
    kinds: tuple[type[Any], type[Any]],
) -> None:
    """Python's own asks the class that it had before it got slots, and fails with a TypeError."""
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'new'"):
        kinds[1](1).new = 2


def test_each_is_compiled_once() -> None:
    if not late_methods.install():
        pytest.skip("this Python compiles them in another way")
    late, other = define(), define()
    late_methods.uninstall()
    init, shared = vars(late)["__init__"], vars(late)["__eq__"]
    assert shared is vars(other)["__eq__"]
    assert late(1) == late(1)

    assert vars(late)["__init__"] is not init
    assert vars(late)["__init__"].__code__.co_argcount == 4
    assert vars(late)["__init__"].__qualname__ == init.__qualname__
    assert vars(late)["__eq__"] is not shared
    assert vars(other)["__eq__"] is shared


def test_those_of_several_bases_are_told_apart() -> None:
    """A class calls the methods of its bases, before it was ever compared itself."""
    late_methods.install()

    @dataclass(order=True)
    class Left:
        x: int = 1

    @dataclass
    class Right:
        y: int = 2

    @dataclass
    class Both(Left, Right):
        z: int = 3

        def __post_init__(self) -> None:
            Right.__init__(self, 5)
            Left.__init__(self, 6)

    class Named(Both):
        def __repr__(self) -> str:
            return f"named {super().__repr__()}"

    late_methods.uninstall()
    assert (Both().x, Both().y, Both().z) == (6, 5, 3)
    assert Named() == Named()
    assert repr(Named()) == f"named {Named.__qualname__}(y=5, x=6, z=3)"
    assert Left(1) < Left(2)


def test_frozen_classes_with_slots_leave_no_second_class_behind() -> None:
    if not late_methods.install():
        pytest.skip("this Python compiles them in another way")
    before = set(object.__subclasses__())
    late = define()
    late_methods.uninstall()
    gc.collect()

    assert set(object.__subclasses__()) - before == {late}


def test_arguments_in_a_wrong_order_are_refused_at_once() -> None:
    late_methods.install()
    try:
        with pytest.raises(TypeError, match="'y' follows default argument"):
            dataclasses.make_dataclass("Wrong", [("x", int, 1), ("y", int)])
    finally:
        late_methods.uninstall()


def test_they_are_pickled() -> None:
    from models.audio.span import Span
    from models.audio.units import Frames

    span = Span(Frames(1), Frames(2))
    assert pickle.loads(pickle.dumps(span)) == span  # noqa: S301 - ours
