"""From key presses of the window to wishes of the table; holds the pending chord."""

from __future__ import annotations

import time
from collections.abc import Callable

from kivy.core.window import Keyboard, Window

from actors.messages import intents
from models.state.notice import Notice, NoticeKind
from ui.keyboard_layout import FIRST_LETTER, X11Layout, keypad, place, prints, x11_layout
from ui.keymap import KeyContext
from ui.keypress import PATIENCE, Keymap
from ui.keystroke import HELD, candidates, latin, spelled, stroke, typed
from ui.sdl import Sdl, sdl
from ui.widgets.menu import Menu

CODES = {code: name for name, code in reversed(Keyboard.keycodes.items())}
"""Where Kivy has two names for a key (`/` and `?`), the first is the one without Shift."""
ALIASES = {"spacebar": "space", "numpadenter": "enter"}
RIGHT_ALT = 307
"""Kivy's code of the right Alt key, which is AltGr on many keyboards."""
PASSING = {"escape", "f11"}
"""Keys that mean the same while a text field is being edited."""
MODIFIERS = {"shift", "rshift", "lctrl", "rctrl", "alt", "alt-gr", "super", "capslock", "numlock"}


def key_name(code: int, scan: int = 0) -> str:
    """Return the name of the key with SDL's `code` and scancode, as the table writes it.

    The codes that Kivy gives to keys such as F2 are those of letters of some layouts.
    """
    name = None if prints(scan) else CODES.get(code)
    if name is None:
        name = chr(code).lower() if 0 < code < 0x110000 else ""  # noqa: PLR2004 - the end of Unicode
    return ALIASES.get(name, name)


class KeyboardInput:
    """Listens to the window's keys; tells `on_pending` which chord waits."""

    def __init__(
        self,
        say: Callable[[intents.Intent], None],
        moment: Callable[[], KeyContext],
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
        self._sdl: Sdl | None = sdl()
        self._layout: X11Layout | None = x11_layout()
        self._unknown: tuple[frozenset[str], bool] | None = None
        """Modifiers of the last press, whether it repeats, if its text may tell what it means."""

    def listen(self) -> None:
        """Take the keys of the window from now on."""
        Window.bind(**self._handlers)

    def leave(self) -> None:
        """Take no keys any more."""
        Window.unbind(**self._handlers)

    @property
    def _handlers(self) -> dict[str, Callable[..., object]]:
        return {
            "on_key_down": self._pressed,
            "on_key_up": self._released,
            "on_textinput": self._typed,
            "focus": self._left,
        }

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
        self, window: Window, code: int, scan: int, _text: str | None, modifiers: list[str]
    ) -> bool:
        repeated = code in self._down
        self._down.add(code)
        self._unknown = None
        pad = keypad(scan, frozenset(modifiers))
        key = key_name(code, scan) if pad is None else pad
        if not key or key in MODIFIERS:
            return False
        held = frozenset(modifiers).intersection(HELD)
        if self._editing() and key not in PASSING:
            return self._edited(window, key, scan, modifiers)
        meant: tuple[str, ...] = (stroke(key, held),)
        if pad is not None and len(pad) == 1:
            meant = (stroke(pad, held - {"shift"}),)
        elif prints(scan):
            meant = self._meant(key, scan, held)
        moment = self._moment()
        chosen = self.keymap.choose(meant, moment.state.screen.focus, self._pending)
        if not chosen and self._layout is None and not held & {"ctrl", "meta"}:
            self._unknown = (held, repeated)
            return True
        return self._act(chosen or meant[0], moment, repeated=repeated)

    def _meant(self, key: str, scan: int, held: frozenset[str]) -> tuple[str, ...]:
        ours = self._latin()
        if self._layout is None or (key.isascii() and key.isalpha() and "alt" not in held):
            return candidates(key, held, "", place(scan), latin=ours)
        now = self._layout.typed(scan, shift="shift" in held, right_alt=RIGHT_ALT in self._down)
        if now.level_three:  # AltGr is no Alt, and the key not the one it is without
            return typed(now.sign, held - {"alt"}) or (stroke(key, held),)
        return candidates(key, held, now.sign, place(scan), latin=ours)

    def _latin(self) -> bool:
        """Tell whether the letters of the layout are Latin, by that at the place of A."""
        code = self._sdl.key(FIRST_LETTER) if self._sdl is not None else 0
        return not (0 < code < 0x110000 and chr(code).isalpha()) or latin(chr(code))  # noqa: PLR2004

    def _typed(self, _window: object, text: str) -> bool:
        """Act on a press that only its text explains, where the layout cannot be asked."""
        unknown, self._unknown = self._unknown, None
        if unknown is None or self._editing():
            return False
        held, repeated = unknown
        moment = self._moment()
        meant = typed(text, held - {"alt"})
        chosen = self.keymap.choose(meant, moment.state.screen.focus, self._pending)
        return self._act(chosen or (*meant, text)[0], moment, repeated=repeated)

    @staticmethod
    def _edited(window: Window, key: str, scan: int, modifiers: list[str]) -> bool:
        """Let the field have it: `Ctrl+C` by its place where letters are not Latin."""
        latin = place(scan)
        if "ctrl" in modifiers and latin and key.isalpha() and not key.isascii():
            window.dispatch("on_key_down", ord(latin), scan, latin, modifiers)
            return True
        return False

    def _act(self, pressed: str, moment: KeyContext, *, repeated: bool) -> bool:
        was_pending = bool(self._pending)
        if pressed == "escape" and not was_pending and self._step_back(moment):
            return True
        focus = moment.state.screen.focus
        outcome = self.keymap.press(pressed, focus, self._pending, repeated=repeated)
        self._wait_for(outcome.pending)
        if outcome.lost:
            self._say(intents.ShowNotice(Notice(NoticeKind.KEY_UNBOUND, spelled(outcome.lost))))
        if outcome.binding is not None and not (was_pending and pressed == "escape"):
            self._say(outcome.binding.intent(moment))
        # Everything is ours: Kivy has defaults of its own for some keys.
        return True

    def _step_back(self, moment: KeyContext) -> bool:
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
