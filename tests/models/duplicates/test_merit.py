"""Which of identical files is the best."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.audio.units import Hertz, SampleId, SourceId
from models.duplicates.clusters import duplicate_groups, rank_copies
from models.duplicates.merit import Merit
from models.duplicates.survivor import Condition, best_merit
from models.library.sample import Sample
from models.library.tag import Tag

DAY = 86_400_000_000_000


def one(number: int, path: str, mtime: int = 0) -> Sample:
    name = path.rpartition("/")[2]
    sample = Sample(SampleId(number), SourceId(1), path.encode(), name, rate=Hertz(44_100))
    return replace(sample, format="WAV 16-bit", mtime_ns=mtime)


@pytest.mark.parametrize(
    ("better", "lesser", "merit"),
    [
        ("/s/Pack/Deep Kick.wav", "/a/Deep Kick (1).wav", Merit.ORIGINAL),
        ("/s/Pack/Kick.wav", "/s/Pack/Kick - Copy.wav", Merit.ORIGINAL),
        ("/s/Pack/Kick.wav", "/s/Pack/Kick - Copy (2).wav", Merit.ORIGINAL),
        ("/s/Pack/Kick.wav", "/s/Pack/Copy of Kick.wav", Merit.ORIGINAL),
        ("/s/Pack/Kick.wav", "/s/Pack/Kopie von Kick.wav", Merit.ORIGINAL),
        ("/s/Pack/Kick.wav", "/s/Pack/Kick copy 3.wav", Merit.ORIGINAL),
        ("/s/Pack/Kick.wav", "/s/Pack/Kick (another copy).wav", Merit.ORIGINAL),
        ("/s/Pack/Kick.wav", "/s/Pack/Kick (3rd copy).wav", Merit.ORIGINAL),
        ("/s/Pack/Kick.wav", "/s/Kick (Ann's conflicted copy 2020-01-02).wav", Merit.ORIGINAL),
        ("/s/Pack/Kick.wav", "/s/Pack/Kick.sync-conflict-20200102-030405-ABC.wav", Merit.ORIGINAL),
        ("/s/Pack/Kick.wav", "/s/Pack/Kick.wav.wav", Merit.ORIGINAL),
        ("/z/some/longer/Vengeance/Kick.wav", "/a/Downloads/Kick.wav", Merit.KEPT_PLACE),
        ("/z/some/longer/Vengeance/Kick.wav", "/a/Backup 2021-03/Kick.wav", Merit.KEPT_PLACE),
        ("/z/Vengeance/Kick.wav", "/a/Backup of Vengeance/Kick.wav", Merit.KEPT_PLACE),
        ("/z/Vengeance/Kick.wav", "/a/My Project/Samples/Imported/Kick.wav", Merit.KEPT_PLACE),
        ("/z/Vengeance/Kick.wav", "/a/recup_dir.1/Kick.wav", Merit.KEPT_PLACE),
        ("/z/Vengeance/Kick.wav", "/a/Vengeance (1)/Kick.wav", Merit.KEPT_PLACE),
        ("/s/Pack/Deep Kick 01.wav", "/s/Pack/001.wav", Merit.NAMED),
        ("/s/Pack/Kick.wav", "/s/Pack/3f2a9c0d11e84b7f.wav", Merit.NAMED),
        ("/s/Pack/Kick.wav", "/s/Pack/untitled 2.wav", Merit.NAMED),
        ("/s/Vengeance Kicks/Kick.wav", "/s/Samples/Kick.wav", Merit.PACK),
        ("/s/Vengeance/WAV 24 bit/Kick.wav", "/s/Samples/Kick.wav", Merit.PACK),
        ("/s/Pack/Deep Punchy Kick.wav", "/s/Pack/Kick.wav", Merit.WORDS),
        ("/s/Pack/Kick 1.wav", "/s/Longer Pack/Kick 1.wav", Merit.SHORT),
    ],
)
def test_the_file_a_person_would_keep_comes_first(better: str, lesser: str, merit: Merit) -> None:
    for paths in (better, lesser), (lesser, better):
        samples = tuple(one(number, path) for number, path in enumerate(paths, 1))
        (group,) = duplicate_groups([samples], {})
        now = {member.sample: Condition() for member in group.members}

        assert group.members[0].path.decode() == better
        assert best_merit(group, now) is merit


def test_of_equal_names_the_older_one_is_the_best_and_marks_come_before_all() -> None:
    new, old = one(1, "/Kit/Kick.wav", 9 * DAY), one(2, "/much/longer/Kick.wav", DAY)
    (group,) = duplicate_groups([(new, old)], {})
    free = {SampleId(1): Condition(), SampleId(2): Condition()}

    assert group.members[0].sample == 2
    assert best_merit(group, free) is Merit.AGE
    assert best_merit(group, free | {SampleId(1): Condition(Tag.KEEP)}) is Merit.KEPT
    assert best_merit(group, free | {SampleId(2): Condition(Tag.TRASH)}) is Merit.UNREJECTED


def test_the_sound_comes_before_the_name() -> None:
    copy = replace(one(1, "/Downloads/Kick (1).wav"), rate=Hertz(96_000))

    assert [sample.id for sample in rank_copies((one(2, "/Pack/Kick.wav"), copy))] == [1, 2]


PARTS = st.sampled_from(["Kick", "kick (1)", "007", "Downloads", "Pack", "WAV", "Kick copy", "Old"])


@given(st.lists(st.tuples(PARTS, PARTS, st.integers(0, 9)), min_size=2, max_size=8, unique=True))
def test_the_order_does_not_depend_on_how_files_come(files: list[tuple[str, str, int]]) -> None:
    samples = [
        one(number, f"/{folder}/{name}.wav", mtime * DAY)
        for number, (folder, name, mtime) in enumerate(files, 1)
    ]
    ranked = rank_copies(samples)

    assert [s.path for s in rank_copies(samples[::-1])] == [s.path for s in ranked]
    assert ranked == rank_copies(ranked)
