"""Choices about the app itself; each acts at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kivy.metrics import dp

from actors.messages import intents
from models.state.app import AppState
from models.state.file_naming import Naming, Thing
from models.state.log import LogLevel
from models.state.screen import Density, Sheet
from models.waveform.columns import Channels
from models.waveform.snap import Snap
from ui.shell.choice_row import HEIGHT, LABEL, ChoiceRow
from ui.shell.log import copied
from ui.shell.sheet import SheetFrame
from ui.text import settings as text
from ui.text.common import IMPORT_PREDECESSOR
from ui.theme import BODY, NUMBER, PALETTE
from ui.widgets.button import PushButton
from ui.widgets.label import TextLabel

LOGS = (
    ("As started", LogLevel.AUTO),
    ("Warnings", LogLevel.WARNING),
    ("Info", LogLevel.INFO),
    ("All", LogLevel.DEBUG),
)
SNAPS = (
    ("Nothing", Snap.OFF),
    ("Zero", Snap.ZERO),
    ("Transients", Snap.TRANSIENT),
    ("Beats", Snap.GRID),
)
FOLDERS: tuple[tuple[str, tuple[str, intents.Intent], Thing, Callable[[AppState], str]], ...] = (
    (
        "What is thrown away goes to",
        ("System's trash", intents.SetTrash("")),
        Thing.TRASH,
        lambda state: state.screen.trash,
    ),
    (
        "Clips are saved in",
        ("Clips folder", intents.SetClips("")),
        Thing.CLIPS,
        lambda state: state.screen.clips,
    ),
)
"""What a folder can be chosen for: what is said, the usual choice, its sheet, what is chosen."""


class OptionsSheet(SheetFrame):
    """The sheet behind “Options”."""

    def __init__(self, say: Callable[[intents.Intent], None]) -> None:
        super().__init__(text.TITLE, lambda: say(intents.ToggleSheet(Sheet.OPTIONS)), (560, 660))
        self._rows: list[ChoiceRow[AppState]] = []
        self._row(
            "Size of rows and targets",
            ("By itself", intents.SetDensity(Density.AUTO), _density(Density.AUTO)),
            ("Desktop", intents.SetDensity(Density.DESKTOP), _density(Density.DESKTOP)),
            ("Tablet", intents.SetDensity(Density.TABLET), _density(Density.TABLET)),
            say=say,
        )
        self._row(
            "Waveform",
            ("Each channel", intents.ShowChannels(Channels.SPLIT), _channels(Channels.SPLIT)),
            ("All in one", intents.ShowChannels(Channels.MONO), _channels(Channels.MONO)),
            say=say,
        )
        self._row(
            "Moving through the list",
            ("Plays", intents.SetAudition(on=True), lambda state: state.screen.audition),
            ("Is silent", intents.SetAudition(on=False), lambda state: not state.screen.audition),
            say=say,
        )
        self._row(
            "While it plays",
            ("View follows", intents.SetFollow(on=True), lambda state: state.screen.follow),
            ("View stays", intents.SetFollow(on=False), lambda state: not state.screen.follow),
            say=say,
        )
        self._row(
            "Ruler",
            ("Time", intents.SetRuler(beats=False), lambda state: not state.screen.beats),
            ("Beats", intents.SetRuler(beats=True), lambda state: state.screen.beats),
            say=say,
        )
        self._row(
            "Edges come to rest on",
            *((words, intents.SetSnap(snap), _snap(snap)) for words, snap in SNAPS),
            say=say,
        )
        for words, usual, thing, chosen in FOLDERS:
            folder = intents.BeginRename(Naming(thing, ""))
            self._row(
                words,
                (*usual, _folder(chosen, is_one=False)),
                ("A folder…", folder, _folder(chosen, is_one=True)),
                say=say,
            )
        self._row(
            "Log on the console",
            *((words, intents.SetLog(level), _log(level)) for words, level in LOGS),
            say=say,
        )
        self._tempo = self._line("Beats per minute, if no name tells")
        self._slower = PushButton(lambda: say(intents.SetTempo(self._beats - 1)), "-")
        self._faster = PushButton(lambda: say(intents.SetTempo(self._beats + 1)), "+")
        self._beats_shown = TextLabel(face=NUMBER, align="center")
        self._beats = 120.0
        self._copy = PushButton(lambda: say(copied()), text.COPY_LOG)
        self._import = PushButton(partial(say, intents.OfferImport()), IMPORT_PREDECESSOR)
        self._sound = PushButton(partial(say, intents.OpenAudioSheet()), text.AUDIO)
        self._models = PushButton(partial(say, intents.OpenModels()), text.MODELS)
        for piece in (
            *(self._slower, self._beats_shown, self._faster),
            *(self._sound, self._models, self._copy, self._import),
        ):
            self.add_widget(piece)

    def _line(self, words: str) -> TextLabel:
        label = TextLabel(words, BODY, PALETTE.second)
        self.add_widget(label)
        return label

    def _row(
        self,
        words: str,
        *choices: tuple[str, intents.Intent, Callable[[AppState], bool]],
        say: Callable[[intents.Intent], None],
    ) -> None:
        row = ChoiceRow[AppState](
            words, [(called, partial(say, intent), chosen) for called, intent, chosen in choices]
        )
        self._rows.append(row)
        self.add_widget(row)

    def show(self, state: AppState) -> None:
        """Mark what is chosen."""
        for row in self._rows:
            row.show(state)
        self._beats = state.screen.tempo
        self._beats_shown.show(f"{self._beats:g}")

    def place(self, *_: object) -> None:
        """Put everything where it belongs."""
        super().place()
        left, bottom, width, height = self.card
        y = bottom + height - dp(112)
        for row in getattr(self, "_rows", ()):
            row.pos, row.size = (left + dp(20), y), (width - dp(40), dp(HEIGHT))
            y -= dp(52)
        if not hasattr(self, "_beats"):
            return
        self._tempo.pos, self._tempo.size = (left + dp(20), y), (dp(LABEL + 30), dp(44))
        x = left + dp(20 + LABEL + 40)
        for piece, wide in ((self._slower, 52), (self._beats_shown, 72), (self._faster, 52)):
            piece.size, piece.pos = (dp(wide), dp(44)), (round(x), y)
            x += dp(wide + 8)
        x = left + dp(20)
        for button in (self._sound, self._models, self._copy, self._import):
            button.size = (button.natural_width(), dp(44))
            button.pos = (round(x), bottom + dp(20))
            x += button.width + dp(10)


def _folder(chosen: Callable[[AppState], str], *, is_one: bool) -> Callable[[AppState], bool]:
    return lambda state: bool(chosen(state)) is is_one


def _density(density: Density) -> Callable[[AppState], bool]:
    return lambda state: state.screen.density is density


def _channels(channels: Channels) -> Callable[[AppState], bool]:
    return lambda state: state.editor.channels is channels


def _log(level: LogLevel) -> Callable[[AppState], bool]:
    return lambda state: state.screen.log is level


def _snap(snap: Snap) -> Callable[[AppState], bool]:
    return lambda state: state.screen.snap is snap
