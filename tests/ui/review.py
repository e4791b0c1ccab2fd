"""Pictures of every sheet, menu and notice, to be looked at: `scripts/pictures --review FOLDER`.

What there is comes from the tables of the program: a new sheet or kind of notice is in by itself.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import trio
from numpy.typing import NDArray

from tests.ui.harness import Screen, frames, keys, listed, parts, pixels, sample_list, window

# isort: split
from actors.messages import intents
from models.audio.span import Span
from models.audio.units import Frames
from models.edit.edit import Op
from models.state.app import AppState
from models.state.screen import Panel, Sheet
from tests.ui.text.test_notices import sample_notices
from ui.browser.filters import Filters
from ui.browser.header import Header
from ui.waveform.tools import Tools
from ui.widgets.dropdown import Dropdown
from ui.widgets.menu import Menu
from ui.widgets.placing import has_room

SIZE = (1280, 800)
STRIP = 34
"""Height in pixels of the part of the window that shows a notice."""
PAGE = 40
"""Notices on one picture."""
WHILE = 6.0
"""Seconds to wait for a sheet that needs something first."""
Way = Callable[[Screen], Awaitable[None]]


def keep(picture: NDArray[np.uint8], path: Path) -> None:
    """Write pixels, uint8 [height, width, 3], as PNG."""
    size = f"{picture.shape[1]}x{picture.shape[0]}"
    command = ["convert", "-size", size, "-depth", "8", "rgb:-", str(path)]
    subprocess.run(command, input=np.ascontiguousarray(picture).tobytes(), check=True)


def shown() -> NDArray[np.uint8]:
    """Return the pixels of the window, uint8 [height, width, 3]."""
    return pixels()[..., :3].copy()


def ways(state: AppState) -> Mapping[Sheet, tuple[intents.Intent, ...]]:
    """Return the intents that open sheets which need more than to be asked for."""
    sample, source = state.browser.ids[0], state.sources.all[0]
    return {
        Sheet.FORGET: (intents.AskToForget(source.root),),
        Sheet.NAME: (intents.BeginNaming(),),
        Sheet.EXPORT: (intents.BeginExport(),),
        Sheet.RENAME: (intents.BeginRename(),),
        Sheet.RENAME_MANY: (intents.SelectAllRows(), intents.BeginRenaming(sample)),
        Sheet.SOUND: (intents.OpenAudioSheet(),),
        Sheet.MODELS: (intents.OpenModels(),),
        Sheet.EDIT: (intents.BeginEdit(Op.NORMALISE),),
        Sheet.HISTORY: (intents.OpenHistory(),),
        Sheet.BACKUPS: (intents.OpenBackups(),),
        Sheet.RECORDING: (intents.Record(),),
        Sheet.SEND: (intents.SendFiles(choose=True),),
        Sheet.IMPORT: (intents.OfferImport(),),
        Sheet.SAVE: (intents.ToggleSlices(), intents.BeginSaving()),
    }


async def take_sheets(screen: Screen, folder: Path) -> list[str]:
    """Open each sheet; return those that had to be shown without their data."""
    absent = []
    known = ways(screen.state)
    for sheet in Sheet:
        for intent in known.get(sheet, (intents.ToggleSheet(sheet),)):
            screen.post(intent)
            await frames(12)
        with trio.move_on_after(WHILE):
            await screen.until(lambda now, sheet=sheet: now.screen.sheet is sheet)  # type: ignore[misc]
        if screen.state.screen.sheet is not sheet:
            absent.append(f"{sheet.value}: opened without its data")
            screen.post(intents.ToggleSheet(sheet))
        await frames(12)
        name = sheet.name.lower()
        keep(shown(), folder / f"sheet-{name}.png")
        for number, one in enumerate(parts(Dropdown)):
            with suppress(Exception):
                one._open()
                await frames(2)
                keep(shown(), folder / f"sheet-{name}-choices-{number}.png")
                Menu.shut()
        await keys("Escape", "Escape")
        await screen.until(lambda now: now.screen.sheet is None)
        screen.post(intents.ClearRows())
    return absent


async def take_menus(screen: Screen, folder: Path) -> list[str]:
    """Open the menu of each panel, and those of buttons; return those that did not open."""
    absent = []
    for panel in Panel:
        screen.post(intents.FocusPanel(panel))
        await frames(6)
        await keys("Menu")
        absent += await _menu(folder, f"menu-{panel.name.lower()}")
    screen.post(intents.FocusPanel(Panel.SAMPLES))
    openers = {
        **{f"filters-{at}": one._open_menu for at, one in enumerate(parts(Filters))},
        **{f"edits-{at}": one._open_edits for at, one in enumerate(parts(Tools))},
        **{
            f"more-{at}": one._open_more
            for at, one in enumerate(parts(Tools))
            if has_room(one._more)
        },
    }
    for name, opener in openers.items():
        opener()
        absent += await _menu(folder, f"menu-{name}")
    press = type("Press", (), {"pos": (600.0, 400.0), "x": 600.0, "y": 400.0})()
    parts(Header)[0]._open_menu(press)
    absent += await _menu(folder, "menu-header")
    sample_list()._open_empty_menu(press)
    return absent + await _menu(folder, "menu-empty")


async def _menu(folder: Path, name: str) -> list[str]:
    await frames(3)
    if Menu.current is None:
        return [f"{name}: no menu"]
    keep(shown(), folder / f"{name}.png")
    Menu.shut()
    await frames(2)
    return []


async def take_notices(screen: Screen, folder: Path) -> None:
    """Show each kind of notice, with one thing and with several; put them below each other."""
    strips: list[NDArray[np.uint8]] = []
    state = screen.state
    for number, notice in enumerate(sample_notices(), 1_000):
        screen.app.root_part.show(
            replace(state, screen=replace(state.screen, notice=replace(notice, number=number))),
            "",
            screen.app.root_part._keymap,
        )
        strips.append(shown()[-STRIP:])
    for page, at in enumerate(range(0, len(strips), PAGE)):
        keep(np.concatenate(strips[at : at + PAGE]), folder / f"notices-{page}.png")
    await frames(1)


def review(data: Path, sounds: Path, folder: Path) -> list[str]:
    """Take all pictures into a folder, of a copy of this data folder; return what was not there."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="sempal-review-") as made:
        place = Path(shutil.copytree(data, Path(made) / "data"))
        return trio.run(_review, place, sounds, folder)


async def _review(place: Path, sounds: Path, folder: Path) -> list[str]:
    async with window(place, sound=True, size=SIZE) as screen:
        await listed(screen)
        screen.post(intents.ShowPaths((os.fsencode(sounds / "Sonic Pi/loop_amen.flac"),)))
        await screen.until(
            lambda now: now.editor.picture is not None and now.editor.picture.complete
        )
        screen.post(intents.NameCollection("Drums of the street"))
        await screen.until(lambda now: bool(now.collections.all))
        screen.post(intents.AddToCollection(1))
        screen.post(intents.Select(Span(Frames(19_300), Frames(38_600))))
        screen.post(intents.FocusPanel(Panel.SAMPLES))
        await frames(20)
        keep(shown(), folder / "window.png")
        absent = await take_sheets(screen, folder)
        absent += await take_menus(screen, folder)
        await take_notices(screen, folder)
    return absent
