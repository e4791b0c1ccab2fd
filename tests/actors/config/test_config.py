"""`config.toml` with the real actor, in a real folder."""

from __future__ import annotations

import os
import tomllib
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import fields, replace
from pathlib import Path
from types import MappingProxyType

import pytest
import trio
from hypothesis import given
from hypothesis import strategies as st

from actors.config.actor import ConfigActor
from actors.config.fields import FIELDS
from actors.config.reader import choices
from actors.config.writer import write
from actors.kernel.mailbox import Mailbox
from actors.messages import config
from models.audio.output_config import OutputConfig
from models.audio.playback_settings import PlaybackSettings
from models.audio.units import Decibels
from models.state.screen import Density
from models.state.settings import Settings
from models.waveform.columns import Channels
from models.waveform.snap import Snap

LOUD = replace(Settings(), volume=Decibels(-6.0), snap=Snap.ZERO)


@asynccontextmanager
async def running(folder: Path) -> AsyncGenerator[tuple[Mailbox[config.Command], config.Event]]:
    inbox, events = Mailbox[config.Command](8), Mailbox[config.Event](8)
    async with trio.open_nursery() as nursery:
        nursery.start_soon(ConfigActor(inbox, events.address, folder).run)
        with trio.fail_after(60):
            first = await events.receive()
        yield inbox, first
        nursery.cancel_scope.cancel()


async def found(folder: Path) -> config.SettingsRead:
    async with running(folder) as (_, first):
        assert isinstance(first, config.SettingsRead)
        return first


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


async def test_without_a_file_everything_is_as_usual(tmp_path: Path) -> None:
    assert await found(tmp_path) == config.SettingsRead(Settings())
    assert files(tmp_path) == []


async def test_choices_are_kept(tmp_path: Path) -> None:
    async with running(tmp_path) as (inbox, _):
        inbox.slot.post(config.SaveSettings(LOUD))
        with trio.fail_after(60):
            while not (tmp_path / "config.toml").exists():  # noqa: ASYNC110 - a file tells nobody
                await trio.sleep(0.01)

    assert (await found(tmp_path)).settings == LOUD


async def test_the_last_choice_is_kept_when_the_app_ends(tmp_path: Path) -> None:
    async with running(tmp_path) as (inbox, _):
        for level in (-1.0, -2.0, -6.0):
            inbox.slot.post(config.SaveSettings(replace(LOUD, volume=Decibels(level))))

    assert (await found(tmp_path)).settings == LOUD


async def test_comments_order_and_unknown_keys_stay(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(
        "# mine\nfuture = 7\n\n[waveform]  # the picture\nsnap = 'beats'\nglow = true\n\n[audio]\n"
    )
    write(path, (await found(tmp_path)).settings, replace(LOUD, snap=Snap.ZERO))

    assert path.read_text() == (
        '# mine\nfuture = 7\n\n[waveform]  # the picture\nsnap = "zero crossings"\nglow = true\n\n'
        "[audio]\nvolume = -6.0\n"
    )


async def test_a_choice_that_is_usual_again_leaves_the_file(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    write(path, Settings(), LOUD)
    write(path, LOUD, Settings())

    assert tomllib.loads(path.read_text()) == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("density = 3", "density must be one of: auto, desktop, tablet"),
        ("audition = 'yes'", "audition must be true or false"),
        ("[audio]\nvolume = 12", "audio.volume must be a number from -96 to 0"),
        ("[audio]\nvolume = true", "audio.volume must be a number"),
        ("[waveform]\ntempo = nan", "waveform.tempo must be a number from 40 to 300"),
        ("audio = 3", "audio must be a table"),
        ("[keys]\nloop = 7", "“loop” must be a key, or a list of keys"),
    ],
)
async def test_a_wrong_value_is_named_and_ignored(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "config.toml").write_text(f"{text}\n")
    event = await found(tmp_path)

    assert event.settings == Settings()
    assert len(event.problems) == 1
    assert said in event.problems[0]


async def test_a_wrong_value_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("density = 'huge'\n")
    write(path, (await found(tmp_path)).settings, LOUD)

    assert tomllib.loads(path.read_text())["density"] == "huge"


async def test_a_broken_file_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("density = = 'tablet'\n")
    event = await found(tmp_path)

    (aside,) = [path for path in files(tmp_path) if ".broken-" in path.name]
    assert aside.read_text() == "density = = 'tablet'\n"
    assert aside.name in event.problems[0]
    assert event.settings == Settings()


MINE = "# mine, do not touch\n[audio]\nvolume = -12.0\n"


@pytest.mark.parametrize(("mark", "end"), [("\ufeff", "\n"), ("", "\r\n"), ("\ufeff", "\r\n")])
async def test_what_an_editor_saved_is_read_and_keeps_its_form(
    tmp_path: Path, mark: str, end: str
) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes((mark + MINE.replace("\n", end)).encode())
    event = await found(tmp_path)
    assert isinstance(event, config.SettingsRead)
    assert (event.settings.volume, event.problems) == (-12.0, ())

    write(path, event.settings, replace(event.settings, volume=Decibels(-3.0), follow=False))
    kept = path.read_bytes().decode()
    assert kept.startswith(f"{mark}# mine, do not touch{end}[audio]{end}volume = -3.0{end}")
    assert kept.count("\n") == kept.count(end)
    assert (await found(tmp_path)).settings.follow is False


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-16", "saved as UTF-16"),
        ("utf-16-le", "zero bytes"),
        ("utf-32", "saved as UTF-32"),
        ("latin-1", "line 1 is not UTF-8"),
    ],
)
async def test_another_encoding_is_named_and_set_aside(
    tmp_path: Path, encoding: str, said: str
) -> None:
    content = MINE.replace("mine", "für mich").encode(encoding)
    (tmp_path / "config.toml").write_bytes(content)
    event = await found(tmp_path)

    (aside,) = files(tmp_path)
    assert aside.read_bytes() == content
    assert said in event.problems[0]
    assert aside.name in event.problems[0]


async def test_the_predecessors_file_is_left_alone(tmp_path: Path) -> None:
    theirs = tmp_path / "config.toml"
    theirs.write_text("volume = 0.4\n[feature_flags]\nautoplay_selection = true\n")
    before = (theirs.read_bytes(), theirs.stat().st_mtime_ns)
    async with running(tmp_path) as (inbox, first):
        assert isinstance(first, config.SettingsRead)
        assert "another program" in first.problems[0]
        inbox.slot.post(config.SaveSettings(LOUD))

    assert (theirs.read_bytes(), theirs.stat().st_mtime_ns) == before
    assert (await found(tmp_path)).settings == LOUD
    assert tomllib.loads((tmp_path / "sempal.toml").read_text())["audio"] == {"volume": -6.0}


async def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "config.toml").mkdir()
    inbox, events = Mailbox[config.Command](8), Mailbox[config.Event](8)
    async with trio.open_nursery() as nursery:
        nursery.start_soon(ConfigActor(inbox, events.address, tmp_path).run)
        with trio.fail_after(60):
            first = await events.receive()
            inbox.slot.post(config.SaveSettings(LOUD))
            second = await events.receive()
        nursery.cancel_scope.cancel()

    assert isinstance(first, config.SettingsRead)
    assert "is a directory" in first.problems[0]
    assert isinstance(second, config.SettingsFailed)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "dotfiles").mkdir()
    real, link = tmp_path / "dotfiles" / "sempal.toml", tmp_path / "config.toml"
    real.write_text("audition = false\n")
    link.symlink_to(real)
    write(link, Settings(audition=False), Settings(audition=False, density=Density.TABLET))

    assert link.is_symlink()
    assert tomllib.loads(real.read_text()) == {"audition": False, "density": "tablet"}
    assert [path.name for path in os.scandir(real.parent)] == [real.name]


def test_every_choice_has_its_place() -> None:
    records = {"route": OutputConfig, "listening": PlaybackSettings}
    choices = [
        f"{field.name}.{part.name}" if field.name in records else field.name
        for field in fields(Settings)
        for part in (fields(records[field.name]) if field.name in records else (field,))
    ]
    choices.remove("route.silent")  # not a person's

    assert sorted(field.name for field in FIELDS) == sorted(choices)


SETTINGS = st.builds(
    Settings,
    density=st.sampled_from(Density),
    audition=st.booleans(),
    volume=st.floats(-96, 0).map(Decibels),
    channels=st.sampled_from(Channels),
    follow=st.booleans(),
    beats=st.booleans(),
    tempo=st.floats(40, 300),
    snap=st.sampled_from(Snap),
    keys=st.dictionaries(
        st.from_regex(r"[a-z-]{1,12}", fullmatch=True),
        st.lists(st.text(max_size=5), max_size=3).map(tuple),
        max_size=4,
    ).map(MappingProxyType),
)


@given(st.lists(SETTINGS, min_size=1, max_size=4))
def test_whatever_is_written_is_read_again(history: list[Settings]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path, before = Path(folder, "config.toml"), Settings()
        for settings in history:
            write(path, before, settings)
            before = settings
            text = path.read_text() if path.exists() else ""

            assert choices(tomllib.loads(text)) == (settings, ())


def test_channels_are_written_as_a_word() -> None:
    assert choices({"waveform": {"channels": Channels.MONO.value}})[0].channels is Channels.MONO
