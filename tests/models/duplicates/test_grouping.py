"""Groups, each proven against its best file."""

from __future__ import annotations

from models.audio.units import Decibels, Hertz, SampleId, SourceId
from models.duplicates.group import Kind
from models.duplicates.grouping import groups
from models.duplicates.null import DEEPEST
from models.library.sample import Sample


def one(number: int, rate: int = 44_100, path: bytes = b"") -> Sample:
    return Sample(
        SampleId(number), SourceId(1), path or b"/%d" % number, str(number), rate=Hertz(rate)
    )


def proofs(*pairs: tuple[int, int, float]) -> dict[tuple[SampleId, SampleId], Decibels]:
    return {(SampleId(a), SampleId(b)): Decibels(left) for a, b, left in pairs}


def test_equal_files_are_an_exact_group_and_the_shortest_path_comes_first() -> None:
    copies = (one(1, path=b"/kit/copy of kick"), one(2, path=b"/kit/kick"))
    (group,) = groups([copies, (one(3),)], {})

    assert group.kind is Kind.EXACT
    assert [(m.sample, m.kind, m.null) for m in group.members] == [
        (2, Kind.EXACT, None),
        (1, Kind.EXACT, None),
    ]


def test_near_ones_join_the_better_file_with_their_copies() -> None:
    alike = [(one(1, 22_050), one(2, 22_050)), (one(3, 48_000),)]
    (group,) = groups(alike, proofs((1, 3, -60)))

    assert group.kind is Kind.NEAR
    assert [(m.sample, m.kind, m.null) for m in group.members] == [
        (3, Kind.EXACT, None),
        (1, Kind.NEAR, -60),
        (2, Kind.NEAR, -60),
    ]


def test_each_member_is_proven_against_the_first() -> None:
    alike = [(one(1),), (one(2),), (one(3),)]
    found = groups(alike, proofs((1, 2, -30), (2, 3, -30)))

    assert [[m.sample for m in group.members] for group in found] == [[1, 2]]


def test_where_nothing_is_left_no_level_is_told() -> None:
    (group,) = groups([(one(1),), (one(2),)], proofs((1, 2, DEEPEST)))

    assert group.members[1].null is None


def test_no_duplicates_no_groups() -> None:
    assert groups([(one(1),), (one(2),)], {}) == ()
