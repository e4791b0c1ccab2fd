"""Lost samples and new files are brought together by content, then by circumstance."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from models.audio.units import SampleId
from models.library.identity import FileLocation, match_files

places = st.builds(
    FileLocation,
    folder=st.sampled_from([b"/a", b"/b"]),
    name=st.sampled_from([b"x", b"y", b"z"]),
    token=st.sampled_from([b"1", b"2"]),
    mtime_ns=st.integers(1, 2),
)
gone_places = st.lists(places, max_size=5).map(
    lambda all_: [(SampleId(number), place) for number, place in enumerate(all_, 1)]
)


@given(st.lists(places, max_size=5), gone_places)
def test_equal_content_meets_one_to_one(
    new: list[FileLocation], gone: list[tuple[SampleId, FileLocation]]
) -> None:
    found, was = match_files(new, gone), dict(gone)

    assert len(set(found.values())) == len(found)
    assert all(new[index].token == was[sample].token for index, sample in found.items())
    for token in (b"1", b"2"):
        fresh = [place for place in new if place.token == token]
        lost = [place for place in was.values() if place.token == token]
        met = [index for index in found if new[index].token == token]
        assert len(met) == min(len(fresh), len(lost))


@given(st.lists(places, max_size=5), gone_places)
def test_the_order_of_the_lost_does_not_matter(
    new: list[FileLocation], gone: list[tuple[SampleId, FileLocation]]
) -> None:
    assert match_files(new, gone) == match_files(new, gone[::-1])


def test_name_then_folder_then_time_then_age_decide() -> None:
    new = [FileLocation(b"/a", b"x", b"1", 1)]
    best_first = [
        FileLocation(b"/b", b"x", b"1", 2),  # the name
        FileLocation(b"/a", b"y", b"1", 2),  # the folder
        FileLocation(b"/b", b"y", b"1", 1),  # the time
        FileLocation(b"/b", b"y", b"1", 2),
    ]
    for order in permutations(enumerate(best_first)):
        gone = [(SampleId(rank + 1), place) for rank, place in order]
        while gone:
            best = min(sample for sample, _ in gone)
            assert match_files(new, gone) == {0: best}
            gone = [pair for pair in gone if pair[0] != best]


def test_pairs_known_to_differ_never_meet() -> None:
    place = FileLocation(b"/a", b"x", b"1", 1)
    gone = [(SampleId(1), place), (SampleId(2), place)]

    assert match_files([place], gone, {(0, SampleId(1))}) == {0: 2}
    assert match_files([place], gone, {(0, SampleId(1)), (0, SampleId(2))}) == {}
