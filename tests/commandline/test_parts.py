"""Every command with a part broken that it needs: it ends, with a status and a sentence."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from pathlib import Path

import pytest
import trio
from loguru import logger

from actors.kernel.reply import NoReply
from actors.messages import intents
from actors.messages.run_options import Config
from actors.system import running
from models.state.notice import Severity
from models.state.parts import CALLED
from scripts.soaks.parts import DOWN, FATE, HANG, Fate, breakable
from tests.actors.library.ends import write
from tests.actors.library.predecessor import installations
from ui.__main__ import work
from ui.commandline import parser

PATIENCE = 90.0
"""Seconds that forty commands at a time may take on a busy machine; each ends within seconds."""
CHANGES = ("remove", "narrow", "forget")
TELLS = ("embed", "analyse", "similar", "duplicates", "embeddings")
NEEDS = {
    "library": ("scan", "list", "relink", "export", "import-predecessor", "type", *CHANGES, *TELLS),
    "session": ("scan", "relink", "export", "import-predecessor", *CHANGES),
    "embeddings": TELLS,
    "config": ("import-predecessor",),
}
"""Commands by the part that they do not do without."""
SILENT = (
    *(("list", "library"), ("scan", "library"), ("embed", "library"), ("scan", "session")),
    *(("import-predecessor", "session"), ("duplicates", "embeddings")),
    ("import-predecessor", "config"),
)
"""Pairs that are tried with a part that falls silent: to notice that takes seconds."""
BROKEN = [
    *((command, part, DOWN) for part in NEEDS for command in NEEDS[part]),
    *((command, part, HANG) for command, part in SILENT),
]
TOGETHER = 7
"""Apps that run at a time in this one process."""


def words(command: str, base: Path) -> list[str]:
    """Return what a person types."""
    sound, out = str(base / "sounds/1.wav"), str(base / "out")
    rest = {
        "scan": [str(base / "sounds")],
        "relink": [str(base / "sounds"), str(base / "moved")],
        "export": ["Kit", out],
        "import-predecessor": [str(base / "home")],
        "remove": [str(base / "sounds")],
        "narrow": [str(base / "sounds/deep")],
        "forget": [str(base / "sounds")],
        "type": ["kick", sound],
        "similar": [sound],
        "embeddings": ["export", f"{out}.npz"],
    }
    return [command, *rest.get(command, [])]


@pytest.fixture
async def base(tmp_path: Path) -> Path:
    """A folder with a library, its sounds, and what the predecessor left."""
    for number in range(3):
        write(tmp_path / "sounds" / f"{number}.wav", number)
    shutil.copytree(tmp_path / "sounds", tmp_path / "moved")
    installations.with_library(tmp_path)
    async with running(Config(tmp_path / "data", sound=False)) as ports:
        ports.intents.post(intents.AddSource(os.fsencode(tmp_path / "sounds")))
        await ports.state.until(lambda now: now.sources.report is not None)
        ports.intents.post(intents.NameCollection("Kit"))
        await ports.state.until(lambda now: bool(now.collections.all))
    return tmp_path


async def ended(command: str, fate: Fate, base: Path, data: Path) -> tuple[int, str]:
    """Return the status of a command, and why it failed if that is left to be printed."""
    FATE.set(fate)
    shutil.copytree(base / "data", data)
    asked = parser.parse(["--data-dir", str(data), *words(command, base)])
    try:
        return await work(asked)(), ""
    except* NoReply as failed:
        error: BaseException = failed
        while isinstance(error, BaseExceptionGroup):
            error = error.exceptions[0]
    return 1, str(error)


async def test_a_command_ends_and_names_the_part_that_it_does_not_do_without(
    base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    statuses: dict[tuple[str, str, str], tuple[int, str]] = {}
    together = trio.CapacityLimiter(TOGETHER)

    async def broken(command: str, part: str, way: str) -> None:
        fate, data = Fate(), tmp_path / f"{command} {part} {way}"
        fate.strike(part, way)
        async with together:
            statuses[command, part, way] = await ended(command, fate, base, data)

    logger.disable("actors.kernel")  # forty crashes on purpose are no news
    with breakable(), trio.fail_after(PATIENCE):
        async with trio.open_nursery() as nursery:
            for case in BROKEN:
                nursery.start_soon(broken, *case)
    logger.enable("actors.kernel")
    said = capsys.readouterr().err

    assert [case for case, (status, _) in statuses.items() if status == 0] == []
    reported = [said, *(reason for _, reason in statuses.values())]
    for part in NEEDS:
        names = (f"the {part} ", f"the {CALLED.get(part, part)} ")
        assert any(name in one for one in reported for name in names), (part, reported)
    assert any("gave no reply" in one for one in reported)


async def test_a_saved_search_of_filters_only_does_without_the_embeddings(
    base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fate, data = Fate(), ["--data-dir", str(base / "data")]
    FATE.set(fate)
    fate.strike("embeddings", DOWN)
    logger.disable("actors.kernel")
    with breakable(), trio.fail_after(PATIENCE):
        save = ["search", "save", "Short", "--filter", "len<9"]
        statuses = [
            await work(parser.parse([*data, *words]))()
            for words in (save, ["search", "run", "short", "--limit", "2"])
        ]
    logger.enable("actors.kernel")

    assert statuses == [0, 0]
    assert capsys.readouterr().out.count(".wav") == 2


@pytest.mark.parametrize("kind", ["newer", "no folder"])
async def test_a_library_that_cannot_be_opened_is_said_by_every_command_and_left_alone(
    kind: str, base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, file = tmp_path / kind, tmp_path / kind / "library.db"
    if kind == "newer":
        data.mkdir()
        shutil.copy(base / "data/library.db", file)
        with sqlite3.connect(file) as connection:
            connection.execute("PRAGMA user_version = 9999")
        connection.close()
    else:
        data, file = data / "x", data
        file.write_bytes(b"a file where the folder should be")
    before = file.read_bytes()
    for command in NEEDS["library"]:
        asked = parser.parse(["--data-dir", str(data), *words(command, base)])
        reason = ""
        with trio.fail_after(PATIENCE):
            try:
                status = await work(asked)()
            except* NoReply as failed:
                status, reason = 1, str(failed.exceptions)
        reported = capsys.readouterr()

        assert status == 1, command
        assert "library" in reason + reported.err, command
        assert "gave no reply" not in reason + reported.err
    assert file.read_bytes() == before


async def test_a_relink_is_judged_by_what_it_did_not_by_the_last_notice(
    base: Path, tmp_path: Path
) -> None:
    data = tmp_path / "shared"
    data.mkdir()
    with sqlite3.connect(data / "library.db") as connection:  # as the earlier program leaves it
        connection.execute("CREATE TABLE metadata (key TEXT PRIMARY KEY, value TEXT)")
    connection.close()
    scan = parser.parse(["--data-dir", str(data), "scan", str(base / "sounds")])
    relink = parser.parse(["--data-dir", str(data), *words("relink", base)])

    assert await work(scan)() == 0
    shutil.rmtree(base / "moved")
    (base / "sounds").rename(base / "moved")
    assert await work(relink)() == 0


async def test_a_chosen_sound_device_is_taken_over_and_no_start_after_it_shows_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    config = home / ".config/.sempal/config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(
        'trash_folder = "/trash"\nvolume = 0.5\n[feature_flags]\nautoplay_selection = true\n'
        '[audio_output]\nhost = "JACK"\ndevice = "Speakers"\nsample_rate = 96000\n'
        "buffer_size = 512\n"
    )
    data = tmp_path / "data"
    asked = parser.parse(["--data-dir", str(data), "import-predecessor", str(home), "--json"])
    status = await work(asked)()
    reported = json.loads(capsys.readouterr().out)
    async with running(Config(data, sound=False)) as ports:
        state = await ports.state.until(lambda now: now.screen.read and now.sources.known)
        route = state.settings.route

    assert status == 0
    assert reported["report"]
    assert (route.host, route.device, route.rate, route.buffer) == ("JACK", "Speakers", 96_000, 512)
    assert state.screen.notice is None or state.screen.notice.severity is not Severity.ERROR
