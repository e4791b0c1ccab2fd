"""From key presses of the window to wishes of the table; holds the pending chord."""

from __future__ import annotations

import time
from collections.abc import Callable

from kivy.core.window import Keyboard, Window

from actors.messages import session
from ui.keymap import Moment
from ui.keypress import PATIENCE, Keymap
from ui.keystroke import spelled, stroke
from ui.piece.menu import Menu

CODES = {code: name for name, code in reversed(Keyboard.keycodes.items())}
"""Where Kivy has two names for a key (`/` and `?`), the first is the one without Shift."""
ALIASES = {"spacebar": "space", "numpadenter": "enter"}
PASSING = {"escape", "f11"}
"""Keys that mean the same while a text field is being edited."""
MODIFIERS = {"shift", "rshift", "lctrl", "rctrl", "alt", "alt-gr", "super", "capslock", "numlock"}


def key_name(code: int) -> str:
    """Return the name of the key with SDL's `code`, as the table writes it."""
    name = CODES.get(code)
    if name is None:
        name = chr(code) if 0 < code < 0x110000 else ""  # noqa: PLR2004 - the end of Unicode
    return ALIASES.get(name, name)


class Typist:
    """Listens to the window's keys; tells `on_pending` which chord waits."""

    def __init__(
        self,
        say: Callable[[session.Intent], None],
        moment: Callable[[], Moment],
        editing: Callable[[], bool],
        on_pending: Callable[[str], None],
        call_off: Callable[[], bool],
    ) -> None:
        """Take what is needed to act.

        Args:
            say: Takes wishes.
            moment: Returns what wishes depend on.
            editing: Tells whether a text field has the keys.
            on_pending: Told which chord waits.
            call_off: Ends a running gesture as if it had not begun; tells whether there was one.
        """
        self._say, self._moment, self._editing = say, moment, editing
        self._on_pending, self._call_off = on_pending, call_off
        self.keymap = Keymap()
        self._pending, self._since = "", 0.0
        self._down: set[int] = set()

    def listen(self) -> None:
        """Take the keys of the window from now on."""
        Window.bind(on_key_down=self._pressed, on_key_up=self._released, focus=self._left)

    def leave(self) -> None:
        """Take no keys any more."""
        Window.unbind(on_key_down=self._pressed, on_key_up=self._released, focus=self._left)

    def tick(self) -> None:
        """Let a chord that waited too long go."""
        if self._pending and time.monotonic() - self._since > PATIENCE:
            self._wait_for("")

    def _left(self, _window: object, focused: bool) -> None:  # noqa: FBT001 - Kivy's signature
        if not focused:
            self._down.clear()  # the key-up goes to another window

    def _released(self, _window: object, code: int, *_: object) -> None:
        self._down.discard(code)

    def _pressed(
        self, _window: object, code: int, _scan: int, _text: str | None, modifiers: list[str]
    ) -> bool:
        repeated = code in self._down
        self._down.add(code)
        key = key_name(code)
        if not key or key in MODIFIERS:
            return False
        if self._editing() and key not in PASSING:
            return False
        return self._act(stroke(key, frozenset(modifiers)), repeated=repeated)

    def _act(self, pressed: str, *, repeated: bool) -> bool:
        moment = self._moment()
        was_pending = bool(self._pending)
        if pressed == "escape" and not was_pending and self._step_back(moment):
            return True
        focus = moment.state.screen.focus
        outcome = self.keymap.press(pressed, focus, self._pending, repeated=repeated)
        self._wait_for(outcome.pending)
        if outcome.lost:
            self._say(session.Tell(f"{spelled(outcome.lost)} leads nowhere"))
        if outcome.binding is not None and not (was_pending and pressed == "escape"):
            self._say(outcome.binding.wish(moment))
        # Everything is ours: Kivy has defaults of its own for some keys.
        return True

    def _step_back(self, moment: Moment) -> bool:
        """Leave what only the screen knows of; tell whether there was anything."""
        state = moment.state
        if state.transport.active or self._editing():
            return False
        return Menu.shut() or (state.screen.sheet is None and self._call_off())

    def _wait_for(self, pending: str) -> None:
        if pending:
            self._since = time.monotonic()
        if pending != self._pending:
            self._pending = pending
            self._on_pending(pending)
