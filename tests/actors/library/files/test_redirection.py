"""Symlinks in the library follow their targets on move and undo, also between sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from actors.library.files.redirection import redirect_links, symlinks_among
from actors.messages import library
from models.audio.units import SourceId
from models.library.tag import Tag
from tests.actors.library.ends import Ends, running, write
from tests.actors.library.files.test_filing import done, refused
from ui.text.notices import notice_words

ONE, TWO = SourceId(1), SourceId(2)


@pytest.fixture
def sounds(tmp_path: Path) -> Path:
    """Create two sources; the second has symlinks into the first, and to one of these."""
    write(tmp_path / "one" / "pack" / "kick.wav", 1)
    write(tmp_path / "one" / "hat.wav", 2)
    two = tmp_path / "two"
    (two / "kit").mkdir(parents=True)
    (two / "absolute.wav").symlink_to(tmp_path / "one" / "pack" / "kick.wav")
    (two / "relative.wav").symlink_to("../one/pack/kick.wav")
    (two / "again.wav").symlink_to("relative.wav")
    (two / "pack").symlink_to(tmp_path / "one" / "pack")
    (two / "kit" / "hat.wav").symlink_to("../../one/hat.wav")
    return tmp_path


def texts(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): str(path.readlink())
        for path in folder.rglob("*")
        if path.is_symlink()
    }


def broken(folder: Path) -> list[str]:
    return [name for name in texts(folder) if not (folder / name).exists()]


async def _whole(ends: Ends, folder: Path, count: int) -> None:
    """Scan; assert that all samples are unchanged."""
    for source in (1, 2):
        ended = await ends.scan(source)
        assert (ended.added, ended.updated) == (0, 0)
    samples = await ends.by_path(folder)
    assert len(samples) == count
    gone = {path for path, sample in samples.items() if sample.missing or sample.error}
    assert gone <= {path for path in samples if path.startswith("two/pack/")}


async def test_links_follow_what_is_renamed_and_moved_and_come_back(sounds: Path) -> None:
    before = texts(sounds)
    async with running(sounds / "home") as ends:
        await ends.add(sounds / "one")
        await ends.add(sounds / "two")
        known = await ends.by_path(sounds)
        kick, link = known["one/pack/kick.wav"], known["two/absolute.wav"]
        ends.post(library.Mark((link.id,), Tag.KEEP))
        orders: tuple[tuple[library.Command, int], ...] = (
            (library.RenameSample(kick.id, "deep"), 2),
            (library.MoveSamples((kick.id,), ONE, b""), 2),
            (library.MoveSamples((kick.id,), ONE, b"pack"), 2),
            (library.RenameFolder(ONE, b"pack", "drums"), 3),
            (library.RenameSample(known["two/relative.wav"].id, "other"), 1),
            (library.MoveSamples((known["two/kit/hat.wav"].id,), TWO, b""), 1),
        )
        for order, count in orders:
            said = await done(ends, order)
            assert notice_words(said.notice).endswith(
                f"; {count} link{'s' if count > 1 else ''} updated"
            )
            assert broken(sounds) == []
        await _whole(ends, sounds, len(known))
        assert texts(sounds)["two/again.wav"] == "other.wav"
        assert texts(sounds)["two/hat.wav"] == "../one/hat.wav"
        assert (await ends.by_path(sounds))["two/absolute.wav"].tag is Tag.KEEP
        for _ in orders:
            await done(ends, library.Undo())
            assert broken(sounds) == []
        await _whole(ends, sounds, len(known))

    assert texts(sounds) == before


async def test_links_in_the_trash_are_as_they_were(sounds: Path) -> None:
    before = texts(sounds)
    async with running(sounds / "home") as ends:
        await ends.add(sounds / "one")
        await ends.add(sounds / "two")
        known = await ends.by_path(sounds)
        chosen = (known["one/hat.wav"].id, known["two/kit/hat.wav"].id)
        await done(ends, library.TrashSamples(chosen, bytes(sounds / "bin")))
        assert list(texts(sounds / "bin").values()) == ["../../one/hat.wav"]
        await done(ends, library.Undo())

    assert texts(sounds) == before
    assert broken(sounds) == []


async def test_what_links_of_another_source_lead_to_is_not_deleted_behind_them(
    sounds: Path,
) -> None:
    async with running(sounds / "home") as ends:
        await ends.add(sounds / "one")
        await ends.add(sounds / "two")
        known = await ends.by_path(sounds)
        alone = library.TrashSamples((known["one/hat.wav"].id,), bytes(sounds / "bin"))
        said = await refused(ends, alone)
        folder = await refused(ends, library.TrashFolder(ONE, b"pack", bytes(sounds / "bin")))

    assert said == "“hat.wav” stays: “hat.wav” is a link to it"
    assert "a link to “kick.wav”" in folder
    assert broken(sounds) == []


def test_a_move_that_a_crash_cut_short_takes_links_along_when_it_is_completed(
    sounds: Path,
) -> None:
    old, new = sounds / "one" / "pack" / "kick.wav", sounds / "one" / "new.wav"
    found = symlinks_among(
        [bytes(sounds / "two" / "relative.wav"), bytes(sounds / "two" / "absolute.wav")]
    )
    old.rename(new)
    pairs = [(bytes(old), bytes(new))]
    first, second = redirect_links(found, pairs), redirect_links(found, pairs)

    assert (first, second) == ((2, ""), (0, ""))
    assert texts(sounds)["two/relative.wav"] == "../one/new.wav"
    assert (sounds / "two" / "absolute.wav").samefile(new)


def test_a_link_that_leads_elsewhere_or_nowhere_is_left_alone(sounds: Path) -> None:
    (sounds / "two" / "nowhere.wav").symlink_to(sounds / "nothing.wav")
    before = texts(sounds)
    found = symlinks_among([bytes(sounds / name) for name in before])
    (sounds / "one" / "hat.wav").rename(sounds / "hat.wav")
    write(sounds / "one" / "hat.wav", 3)  # something is there again

    assert (
        redirect_links(found, [(bytes(sounds / "one/hat.wav"), bytes(sounds / "hat.wav"))])[0] == 0
    )
    assert texts(sounds) == before
