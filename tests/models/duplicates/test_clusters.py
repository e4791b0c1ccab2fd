"""Groups, each proven against its best file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.audio.units import Decibels, Hertz, SampleId, SourceId
from models.duplicates.clusters import duplicate_groups
from models.duplicates.group import Group, Kind
from models.duplicates.null_test import DEEPEST
from models.duplicates.proof import Proof
from models.library.sample import Sample
from models.library.tag import Tag


def one(number: int, rate: int = 44_100, path: bytes = b"", form: str = "WAV 16-bit") -> Sample:
    return Sample(
        SampleId(number),
        SourceId(1),
        path or b"/%d" % number,
        str(number),
        rate=Hertz(rate),
        format=form,
    )


def proofs(*pairs: tuple[int, int, float]) -> dict[tuple[SampleId, SampleId], Proof]:
    return {
        (SampleId(a), SampleId(b)): Proof(
            Decibels(left), Decibels(left), Decibels(0), Decibels(left)
        )
        for a, b, left in pairs
    }


def joined(found: tuple[Group, ...]) -> list[list[int]]:
    return [[int(member.sample) for member in group.members] for group in found]


def test_equal_files_are_an_exact_group_and_the_shortest_path_comes_first() -> None:
    copies = (one(1, path=b"/kit/copy of kick"), one(2, path=b"/kit/kick"))
    (group,) = duplicate_groups([copies, (one(3),)], {})

    assert group.kind is Kind.EXACT
    assert [(m.sample, m.kind, m.null) for m in group.members] == [
        (2, Kind.BEST, None),
        (1, Kind.EXACT, None),
    ]


def test_near_ones_join_the_better_file_with_their_copies() -> None:
    copies = [(one(1, 22_050), one(2, 22_050)), (one(3, 48_000),)]
    (group,) = duplicate_groups(copies, proofs((1, 3, -60)))

    assert group.kind is Kind.NEAR
    assert [(m.sample, m.kind, m.null) for m in group.members] == [
        (3, Kind.BEST, None),
        (1, Kind.NEAR, -60),
        (2, Kind.NEAR, -60),
    ]
    assert [[one.sample for one in group.identical_to(m)] for m in group.members] == [
        [],
        [2],
        [1],
    ]
    assert group.surplus == (1, 2)


def test_each_member_is_proven_against_the_first() -> None:
    copies = [(one(1),), (one(2),), (one(3),)]
    found = duplicate_groups(copies, proofs((1, 2, -70), (2, 3, -70)))

    assert joined(found) == [[1, 2]]


def test_a_copy_of_a_copy_that_may_be_one_of_the_best_is_in_its_group_with_a_doubt() -> None:
    copies = [(one(1),), (one(2),), (one(3),)]
    (group,) = duplicate_groups(copies, proofs((1, 2, -61), (2, 3, -61), (1, 3, -56)))

    assert [(m.sample, m.kind) for m in group.members] == [
        (1, Kind.BEST),
        (2, Kind.NEAR),
        (3, Kind.LIKELY),
    ]


@pytest.mark.parametrize("count", [3, 10, 500])
def test_any_number_of_copies_is_one_group(count: int) -> None:
    equal = tuple(one(number) for number in range(1, count + 1))
    forms = [(one(number),) for number in range(1001, 1001 + count)]
    (group,) = duplicate_groups([equal, *forms], proofs(*((1, form.id, -80) for (form,) in forms)))

    assert len(group.members) == 2 * count
    assert len(group.surplus) == 2 * count - 1


def test_what_is_rejected_or_broken_is_the_best_only_if_nothing_else_is_there() -> None:
    better, lesser = one(1, 96_000), one(2)
    for bad in ({"tag": Tag.TRASH}, {"error": "it is damaged"}):
        (group,) = duplicate_groups([(replace(better, **bad),), (lesser,)], proofs((1, 2, -90)))
        assert [(m.sample, m.kind) for m in group.members] == [(2, Kind.BEST), (1, Kind.LIKELY)]
    (group,) = duplicate_groups(
        [(replace(better, tag=Tag.TRASH), one(3, 96_000)), (lesser,)], proofs((1, 2, -90))
    )
    assert joined((group,)) == [[3, 1, 2]]


def test_where_nothing_is_left_no_level_is_told() -> None:
    (group,) = duplicate_groups([(one(1),), (one(2),)], proofs((1, 2, DEEPEST)))

    assert group.members[1].null is None


def test_an_encoding_joins_the_file_that_leaves_least_of_it() -> None:
    copies = [(one(1),), (one(2),), (one(3, form="OGG Vorbis"),)]
    (group,) = duplicate_groups(copies, proofs((1, 3, -19), (2, 3, -30)))

    assert [(m.sample, m.kind) for m in group.members] == [(2, Kind.BEST), (3, Kind.LIKELY)]
    assert group.kind is Kind.LIKELY
    assert group.surplus == ()


def test_all_levels_of_one_stroke_are_one_group() -> None:
    copies = [(one(at),) for at in range(1, 5)]
    pairs = proofs((1, 2, -60), (1, 3, -62), (1, 4, -55), (2, 3, -70), (3, 4, -80))
    levels = {pair: replace(proof, level=Decibels(3)) for pair, proof in pairs.items()}

    assert joined(duplicate_groups(copies, levels)) == [[1, 3, 2, 4]]


def test_names_do_not_decide_who_is_in_a_group() -> None:
    """A likely copy of the best of others is shown with them, however it is called."""
    for path in (b"/pack/deep punchy kick.wav", b"/downloads/kick (1).wav"):
        copies = [(one(1, path=path),), (one(2),), (one(3),)]

        assert joined(duplicate_groups(copies, proofs((1, 2, -50), (2, 3, -70)))) == [[2, 3, 1]]


def test_what_is_likely_brings_nobody_along() -> None:
    copies = [(one(1),), (one(2, form="OGG Vorbis"),), (one(3, form="OGG Vorbis"),)]

    assert joined(duplicate_groups(copies, proofs((1, 2, -20), (2, 3, -60)))) == [[2, 3]]
    assert joined(duplicate_groups(copies, proofs((1, 2, -20), (1, 3, -22)))) == [[1, 3, 2]]


def test_more_bits_and_no_loss_are_better() -> None:
    copies = [(one(1),), (one(2, form="WAV 24-bit"),), (one(3, form="OGG Vorbis"),)]
    found = duplicate_groups(copies, proofs((1, 2, -90), (2, 3, -60)))

    assert joined(found) == [[2, 1, 3]]


def test_no_duplicates_no_groups() -> None:
    assert duplicate_groups([(one(1),), (one(2),)], {}) == ()
