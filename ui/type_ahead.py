"""Keys pressed while a sheet or a text field is about to open or close.

A command that opens one is carried out by the session, and the field is there some frames later.
What is typed meanwhile belongs to it: it must neither run as commands nor be lost.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any, Protocol

from models.state.app import AppState
from models.state.screen import Panel

OPENING = frozenset(
    {
        *("search", "shortcuts", "settings", "add-source", "rename", "rename-collection"),
        *("new-collection", "new-folder", "export-collection", "send-to", "save-slices"),
        *("save-as", "history"),
    }
)
"""Commands that open a sheet or a text field."""
CLOSING = frozenset({"step-back"})
"""Commands that close a sheet, if one is open."""
PATIENCE = 1.5
"""Seconds after which the answer is not awaited any longer."""


@dataclass(frozen=True, slots=True)
class KeyEvent:
    """An event of the window that was held back."""

    name: str
    """`on_key_down` or `on_textinput`."""
    arguments: tuple[Any, ...]
    """Those that the window passes."""


class Replay(Protocol):
    """Passes a held event on."""

    def __call__(self, event: KeyEvent, *, with_text: bool) -> None:
        """Dispatch the event; `with_text`: also the text of this key press, which did not come."""


class TypeAhead:
    """Holds key events back until the window shows what the last command opened or closed."""

    def __init__(self, replay: Replay) -> None:
        """Create it; `replay` passes an event on as if it were pressed now."""
        self._replay = replay
        self._before: AppState | None = None
        """The state when the command was given; `None`: nothing is awaited."""
        self._opens = False
        self._since = 0.0
        self._held: list[KeyEvent] = []

    @property
    def waiting(self) -> bool:
        """Whether events are held back."""
        return self._before is not None

    def begin(self, command: str, state: AppState) -> None:
        """Hold events back if `command` opens or closes anything in this state."""
        opens = command in OPENING
        closes = command in CLOSING and state.screen.sheet is not None
        if opens or closes:
            self._before, self._opens, self._since = state, opens, time.monotonic()

    def hold(self, name: str, *arguments: object) -> None:
        """Keep an event."""
        text_of_command = name == "on_textinput" and not self._held
        if not text_of_command:
            self._held.append(KeyEvent(name, arguments))

    def tick(self, state: AppState, *, editing: bool) -> None:
        """Pass the events on once the answer is on the screen.

        They are dropped if nothing opened: they were not meant as commands.

        Args:
            state: The state that the window shows.
            editing: Whether a text field has the keyboard focus.
        """
        if self._before is None:
            return
        before = self._before.screen
        changed = state.screen.sheet is not before.sheet
        searching = state.screen.focus is Panel.SEARCH and editing
        refused = state.screen.notice is not before.notice
        late = time.monotonic() - self._since > PATIENCE
        if not (changed or searching or refused or late):
            return
        held, self._held, self._before = self._held, [], None
        if changed or searching or not self._opens:
            for event, following in zip(held, [*held[1:], None], strict=False):
                if self.waiting:  # one of them opens the next sheet
                    self._held.append(event)
                    continue
                alone = following is None or following.name == "on_key_down"
                self._replay(event, with_text=alone and event.name == "on_key_down")
