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
from loguru import logger

from actors.config.access import load_settings
from actors.config.actor import ConfigActor
from actors.config.reader import parse_settings
from actors.config.writer import write_settings
from actors.kernel.mailbox import Mailbox
from actors.messages import config
from models.audio.audition_start import AuditionStart
from models.audio.units import Decibels, Seconds
from models.state.log import LogLevel
from models.state.screen import Density
from models.state.setting import Setting
from models.state.settings import SETTINGS, Settings
from models.state.transport import LOUDEST
from models.waveform.channels import Channels
from models.waveform.ruler_unit import RulerUnit
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
        "# mine\nfuture = 7\n\n[waveform]  # the picture\nsnap = 'grid'\nglow = true\n\n[audio]\n"
    )
    write_settings(path, (await found(tmp_path)).settings, replace(LOUD, snap=Snap.ZERO))

    assert path.read_text() == (
        '# mine\nfuture = 7\n\n[waveform]  # the picture\nsnap = "zero crossings"\nglow = true\n\n'
        "[audio]\nvolume = -6.0\n"
    )


async def test_a_choice_that_is_usual_again_leaves_the_file(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    write_settings(path, Settings(), LOUD)
    write_settings(path, LOUD, Settings())

    assert tomllib.loads(path.read_text()) == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("density = 3", "density must be one of: auto, compact, desktop, touch"),
        ("auto_play = 'yes'", "auto_play must be true or false"),
        ("[audio]\nvolume = 12", "audio.volume must be a number from -96 to 6"),
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
    write_settings(path, (await found(tmp_path)).settings, LOUD)

    assert tomllib.loads(path.read_text())["density"] == "huge"


BROKEN = """\
density = = 'tablet'
auto_play = false
[audio
normalise_peak = true

[waveform]
tempo = 104.0
snap = nothing
[keys]
loop = 7
keep = "k"
"""


async def test_of_a_broken_file_all_that_can_be_read_counts_and_it_stays(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(BROKEN)
    event = await found(tmp_path)

    assert event.settings == Settings(
        auto_play=False, tempo=104.0, keys=MappingProxyType({"keep": ("k",)})
    )
    for said, problem in zip(
        (
            "line 1, “density = = 'tablet'”: ",
            "lines 3-4, “[audio”: ",
            "line 8, “snap = nothing”: ",
            "keys “loop” must be a key",
        ),
        event.problems,
        strict=True,
    ):
        assert problem.startswith(said)
        assert problem.endswith(", ignored")
    with pytest.raises(ValueError, match="line 1"):
        write_settings(path, event.settings, LOUD)
    with pytest.raises(OSError, match="until it is mended"):
        load_settings(tmp_path, lambda settings: replace(settings, auto_play=True))
    assert files(tmp_path) == [path]
    assert path.read_text() == BROKEN


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

    write_settings(
        path, event.settings, replace(event.settings, volume=Decibels(-3.0), follow_playhead=False)
    )
    kept = path.read_bytes().decode()
    assert kept.startswith(f"{mark}# mine, do not touch{end}[audio]{end}volume = -3.0{end}")
    assert kept.count("\n") == kept.count(end)
    assert (await found(tmp_path)).settings.follow_playhead is False


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-16", "saved as UTF-16"),
        ("utf-16-le", "zero bytes"),
        ("utf-32", "saved as UTF-32"),
        ("latin-1", "line 1, “# f\ufffdr mich, do not touch”: not UTF-8"),
    ],
)
async def test_another_encoding_is_named_and_the_file_is_left_alone(
    tmp_path: Path, encoding: str, said: str
) -> None:
    content = MINE.replace("mine", "für mich").encode(encoding)
    (tmp_path / "config.toml").write_bytes(content)
    event = await found(tmp_path)

    assert said in event.problems[0]
    assert event.settings.volume == (-12.0 if encoding == "latin-1" else 0.0)
    with pytest.raises(ValueError, match="UTF"):
        write_settings(tmp_path / "config.toml", event.settings, LOUD)
    assert files(tmp_path) == [tmp_path / "config.toml"]
    assert (tmp_path / "config.toml").read_bytes() == content


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
    assert "is a folder" in first.problems[0]
    assert isinstance(second, config.SettingsFailed)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "dotfiles").mkdir()
    real, link = tmp_path / "dotfiles" / "sempal.toml", tmp_path / "config.toml"
    real.write_text("auto_play = false\n")
    link.symlink_to(real)
    write_settings(
        link, Settings(auto_play=False), Settings(auto_play=False, density=Density.TOUCH)
    )

    assert link.is_symlink()
    assert tomllib.loads(real.read_text()) == {"auto_play": False, "density": "touch"}
    assert [path.name for path in os.scandir(real.parent)] == [real.name]


FORMER = Path(__file__).parents[2] / "fixtures" / "config" / "former-keys.toml"
"""Written by the version before keys were renamed, with comments that a person put in."""
SAME = Settings(
    density=Density.TOUCH,
    auto_play=False,
    log=LogLevel.INFO,
    volume=Decibels(-6.0),
    normalise_peak=True,
    declick=Seconds(0.02),
    mono=True,
    audition_from=AuditionStart.LOUDEST,
    channels=Channels.MONO,
    follow_playhead=False,
    ruler=RulerUnit.BEATS,
    tempo=104.0,
    snap=Snap.GRID,
    trash_folder="/home/me/trash",
    keys=MappingProxyType({"loop": ("o", "Ctrl+l")}),
)
RENEWED = """\
# sempal settings. Missing keys use their defaults; all data is in library.db.
density = "touch" # the screen in the booth
# quiet please: the studio is shared
auto_play = false        # until May
future = 7
log = "info"

[waveform]  # how it looks
follow_playhead = false   # I scroll myself

# mine
channels = "mixed"
ruler = "beats"
tempo = 104.0
snap = "grid"
[keys]
loop = ["o", "Ctrl+l"]

[audio]
volume = -12.0
normalise_peak = true
declick_ms = 20.0
mono = true
audition_from = "loudest"

[files]
trash_folder = "/home/me/trash"
"""


async def test_keys_and_words_of_earlier_versions_are_read(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(FORMER.read_bytes())

    assert await found(tmp_path) == config.SettingsRead(SAME)
    assert path.read_bytes() == FORMER.read_bytes()  # reading writes nothing


async def test_the_next_save_renews_them_in_place_and_logs_one_line(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(FORMER.read_bytes())
    lines: list[str] = []
    number = logger.add(lines.append, format="{message}", level="INFO")
    try:
        write_settings(path, SAME, replace(SAME, volume=Decibels(-12.0)))
    finally:
        logger.remove(number)

    assert path.read_text() == RENEWED
    assert len(lines) == 1
    for said in (
        "audition is auto_play = false",
        'audio.loudest is audio.audition_from = "loudest"',
        'waveform.snap is waveform.snap = "grid"',
    ):
        assert said in lines[0]
    after = await found(tmp_path)
    assert after == config.SettingsRead(replace(SAME, volume=Decibels(-12.0)))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("audition = true\nauto_play = false\n", "audition"),
        ("auto_play = false\naudition = true\n", "audition"),
        ('[waveform]\nbeats = false\nruler = "beats"\n', "waveform.beats"),
    ],
)
async def test_of_a_key_and_its_former_one_the_present_counts_and_that_is_said(
    tmp_path: Path, text: str, place: str
) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text)
    event = await found(tmp_path)
    (row,) = (row for row in SETTINGS if f"{row.key} =" in text)

    assert row.of(event.settings) == row.kind.read(row.example)
    assert event.problems == (f"{place} is called {row.toml} now, which counts; ignored",)
    write_settings(path, event.settings, replace(event.settings, volume=Decibels(-6.0)))
    assert path.read_text().startswith(text)  # what is ignored is not touched


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("audition = 'yes'", "audition must be true or false, ignored"),
        ("[waveform]\nbeats = 'yes'", "waveform.beats must be true or false, ignored"),
        ("[audio]\nfade = 500", "audio.fade must be a number from 1 to 100, ignored"),
    ],
)
async def test_a_wrong_value_of_a_former_key_is_named_as_it_stands_and_left(
    tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f"{text}\n")
    event = await found(tmp_path)

    assert event == config.SettingsRead(Settings(), (said,))
    write_settings(path, Settings(), LOUD)
    assert text in path.read_text()


def test_former_keys_are_renewed_in_every_form_that_toml_has(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    for text, now in (
        ("audio = { fade = 20, mono = true }\n", {"declick_ms": 20.0, "mono": True}),
        ("audio.fade = 20\naudio.mono = true\n", {"declick_ms": 20.0, "mono": True}),
        ('[audio]\n"fade" = 20 # quick\n', {"declick_ms": 20.0}),
        ("[audio]\nfade = 20\n[waveform]\n[audio.x]\ny = 1\n", {"declick_ms": 20.0, "x": {"y": 1}}),
    ):
        path.write_text(text)
        before, problems = parse_settings(tomllib.loads(text))
        write_settings(path, before, replace(before, density=Density.TOUCH))
        after = tomllib.loads(path.read_text())

        assert problems == ()
        assert (after["audio"], after["density"]) == (now, "touch")


def test_every_setting_has_a_row_and_every_key_is_one() -> None:
    names = {field.name for field in fields(Settings)}
    keys = [f"{row.table}.{key}" for row in SETTINGS for key in (row.key, *_former(row))]

    assert {row.name.partition(".")[0] for row in SETTINGS} == names
    assert len(keys) == len(set(keys))


def _former(row: Setting) -> list[str]:
    return [former.key for former in row.former]


def test_a_volume_above_zero_is_kept(tmp_path: Path) -> None:
    loudest = replace(Settings(), volume=LOUDEST)
    write_settings(tmp_path / "config.toml", Settings(), loudest)

    assert parse_settings(tomllib.loads((tmp_path / "config.toml").read_text())) == (loudest, ())


ANY = st.builds(
    Settings,
    density=st.sampled_from(Density),
    auto_play=st.booleans(),
    volume=st.floats(-96, 6).map(Decibels),
    audition_from=st.sampled_from(AuditionStart),
    channels=st.sampled_from(Channels),
    follow_playhead=st.booleans(),
    ruler=st.sampled_from(RulerUnit),
    tempo=st.floats(40, 300),
    snap=st.sampled_from(Snap),
    keys=st.dictionaries(
        st.from_regex(r"[a-z-]{1,12}", fullmatch=True),
        st.lists(st.text(max_size=5), max_size=3).map(tuple),
        max_size=4,
    ).map(MappingProxyType),
)


@given(st.lists(ANY, min_size=1, max_size=4))
def test_whatever_is_written_is_read_again(history: list[Settings]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path, before = Path(folder, "config.toml"), Settings()
        for settings in history:
            write_settings(path, before, settings)
            before = settings
            text = path.read_text() if path.exists() else ""

            assert parse_settings(tomllib.loads(text)) == (settings, ())


def test_channels_are_written_as_a_word() -> None:
    assert (
        parse_settings({"waveform": {"channels": Channels.MONO.value}})[0].channels is Channels.MONO
    )
