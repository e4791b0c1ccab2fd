"""Converts key events of the window to intents by the key table; holds the pending chord."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from kivy.core.window import Keyboard, Window

from actors.messages import intents
from models.state.notice import Notice, NoticeKind
from models.state.screen import Panel
from ui.keyboard_layout import FIRST_LETTER, X11Layout, keypad, place, prints, x11_layout
from ui.keymap import KeyContext, WindowAction
from ui.keypress import PATIENCE, Keymap
from ui.keystroke import HELD, candidates, display_keys, latin, stroke, typed
from ui.sdl import Sdl, sdl
from ui.type_ahead import KeyEvent, TypeAhead
from ui.widgets.menu import Menu
from ui.widgets.number_field import NumberField

CODES = {code: name for name, code in reversed(Keyboard.keycodes.items())}
"""Of Kivy's two names for a key (`/` and `?`), the first is the one without Shift."""
ALIASES = {"spacebar": "space", "numpadenter": "enter"}
RIGHT_ALT = 307
"""Kivy's code of the right Alt key, which is AltGr on many keyboards."""
NAMED = {101: "menu"}
"""Keys that Kivy has no name for, by scancode. Source: SDL_scancode.h, SDL_SCANCODE_APPLICATION."""
PASSING = {"escape", "f11"}
"""Keys that keep their meaning while a text field is edited."""
BESIDE_TEXT = {"record"}
"""Commands whose keys with a modifier keep theirs, too."""
MODIFIERS = {"shift", "rshift", "lctrl", "rctrl", "alt", "alt-gr", "super", "capslock", "numlock"}


def key_name(code: int, scan: int = 0) -> str:
    """Return the key table's name of the key with SDL keycode `code` and scancode `scan`.

    Kivy's codes of keys such as F2 are those of letters in some layouts.
    """
    name = None if prints(scan) else CODES.get(code)
    if scan in NAMED:
        name = NAMED[scan]
    if name is None:
        name = chr(code).lower() if 0 < code < 0x110000 else ""  # noqa: PLR2004 - the end of Unicode
    return ALIASES.get(name, name)


@dataclass(frozen=True, slots=True)
class WindowKeys:
    """Actions of the window when a key is pressed."""

    act: Callable[[WindowAction], None]
    """Does one of the table."""
    press: Callable[[str], bool]
    """Gives a key without modifiers to what Tab reached; returns whether that took it."""
    leave: Callable[[], None]
    """Gives the keyboard back to the panel."""
    cancel_gesture: Callable[[], bool]
    """Cancels a running gesture; returns whether there was one."""


class KeyboardInput:
    """Handles the window's key events; calls `on_pending` with the pending chord."""

    def __init__(
        self,
        post: Callable[[intents.Intent], None],
        key_context: Callable[[], KeyContext],
        editing: Callable[[], bool],
        on_pending: Callable[[str], None],
        window: WindowKeys,
    ) -> None:
        """Create the handler; `bind` activates it.

        Args:
            post: Posts an intent.
            key_context: Returns what intents depend on.
            editing: Tells whether a text field has the keyboard focus.
            on_pending: Called with the pending chord, or an empty text.
            window: Actions of the window.
        """
        self._post, self._key_context, self._editing = post, key_context, editing
        self._on_pending, self._window = on_pending, window
        self.keymap = Keymap()
        self._pending, self._since = "", 0.0
        self._down: set[int] = set()
        self._sdl: Sdl | None = sdl()
        self._layout: X11Layout | None = x11_layout()
        self._ahead = TypeAhead(self._replay)
        self._unidentified: tuple[frozenset[str], bool] | None = None
        """Modifiers and repeat flag of the last key press, if only its text input identifies it."""

    def bind(self) -> None:
        """Bind the window's key events; keys outside of text fields are commands."""
        if self._sdl is not None and self._layout is not None:
            self._sdl.stop_text_input()
        Window.bind(**self._handlers)

    def unbind(self) -> None:
        """Unbind the window's key events."""
        Window.unbind(**self._handlers)

    @property
    def _handlers(self) -> dict[str, Callable[..., object]]:
        return {
            "on_key_down": self._pressed,
            "on_key_up": self._released,
            "on_textinput": self._typed,
            "focus": self._focus_changed,
        }

    def tick(self) -> bool:
        """Drop a pending chord after `PATIENCE` seconds; pass on what was typed ahead.

        Called when the window shows the newest state.

        Returns:
            Whether it is to be called again soon, as either still waits.
        """
        if self._ahead.waiting:
            self._ahead.tick(self._key_context().state, editing=self._editing())
        if self._pending and time.monotonic() - self._since > PATIENCE:
            self._set_pending("")
        return bool(self._pending) or self._ahead.waiting

    def _focus_changed(self, _window: object, focused: bool) -> None:  # noqa: FBT001 - Kivy's signature
        if not focused:
            self._down.clear()  # the key-up event goes to another window

    def _released(self, _window: object, code: int, *_: object) -> None:
        self._down.discard(code)

    def _pressed(
        self, window: Window, code: int, scan: int, text: str | None, modifiers: list[str]
    ) -> bool:
        if self._ahead.waiting:
            self._ahead.hold("on_key_down", code, scan, text, modifiers)
            return True
        repeated = code in self._down
        self._down.add(code)
        self._unidentified = None
        pad = keypad(scan, frozenset(modifiers))
        key = key_name(code, scan) if pad is None else pad
        if not key or key in MODIFIERS:
            return False
        held = frozenset(modifiers).intersection(HELD)
        if Menu.current is not None and key != "escape":
            return Menu.current.press(key)
        if self._editing() and key not in PASSING and not self._is_beside_text(key, scan, held):
            return self._pass_to_field(window, key, scan, modifiers)
        if not held and self._window.press(key):
            return True
        meant: tuple[str, ...] = (stroke(key, held),)
        if pad is not None and len(pad) == 1:
            meant = (stroke(pad, held - {"shift"}),)
        elif prints(scan):
            meant = self._candidates(key, scan, held)
        key_context = self._key_context()
        chosen = self.keymap.choose(meant, key_context.state.key_panel, self._pending)
        if not chosen and self._layout is None and not held & {"ctrl", "meta"}:
            self._unidentified = (held, repeated)
            return True
        return self._act(chosen or meant[0], key_context, repeated=repeated)

    def _is_beside_text(self, key: str, scan: int, held: frozenset[str]) -> bool:
        """Tell whether a key is of a command that is given while a text is written."""
        if not held & {"ctrl", "meta"}:
            return False
        found = (self.keymap.find(one, Panel.SEARCH) for one in self._candidates(key, scan, held))
        return any(one is not None and one.name in BESIDE_TEXT for one in found)

    def _candidates(self, key: str, scan: int, held: frozenset[str]) -> tuple[str, ...]:
        ours = self._latin()
        if self._layout is None or (key.isascii() and key.isalpha() and "alt" not in held):
            return candidates(key, held, "", place(scan), latin=ours)
        now = self._layout.typed(scan, shift="shift" in held, right_alt=RIGHT_ALT in self._down)
        if now.level_three:  # AltGr is not Alt, and the key is not the one it is without
            return typed(now.sign, held - {"alt"}) or (stroke(key, held),)
        return candidates(key, held, now.sign, place(scan), latin=ours)

    def _latin(self) -> bool:
        """Tell whether the layout's letters are Latin, judging by the key at the position of A."""
        code = self._sdl.key(FIRST_LETTER) if self._sdl is not None else 0
        return not (0 < code < 0x110000 and chr(code).isalpha()) or latin(chr(code))  # noqa: PLR2004

    def _typed(self, _window: object, text: str) -> bool:
        """Act on a key press that only its text input identifies, where the layout is unknown."""
        if self._ahead.waiting:
            self._ahead.hold("on_textinput", text)
            return True
        unknown, self._unidentified = self._unidentified, None
        if unknown is None or self._editing():
            return False
        held, repeated = unknown
        key_context = self._key_context()
        meant = typed(text, held - {"alt"})
        chosen = self.keymap.choose(meant, key_context.state.key_panel, self._pending)
        return self._act(chosen or (*meant, text)[0], key_context, repeated=repeated)

    @staticmethod
    def _pass_to_field(window: Window, key: str, scan: int, modifiers: list[str]) -> bool:
        """Forward `Ctrl+C` and the like by key position to the text field in non-Latin layouts."""
        latin = place(scan)
        if "ctrl" in modifiers and latin and key.isalpha() and not key.isascii():
            window.dispatch("on_key_down", ord(latin), scan, latin, modifiers)
            return True
        return False

    def _act(self, pressed: str, key_context: KeyContext, *, repeated: bool) -> bool:
        was_pending = bool(self._pending)
        if pressed == "escape" and not was_pending and self._step_back(key_context):
            return True
        focus = key_context.state.key_panel
        modal = key_context.state.screen.sheet is not None or key_context.state.parts.lost
        outcome = self.keymap.press(
            *(pressed, focus, self._pending), repeated=repeated, modal=bool(modal)
        )
        self._set_pending(outcome.pending)
        if outcome.lost:
            self._post(
                intents.ShowNotice(Notice(NoticeKind.KEY_UNBOUND, display_keys(outcome.lost)))
            )
        if outcome.binding is not None and not (was_pending and pressed == "escape"):
            made = outcome.binding.intent(key_context)
            if isinstance(made, WindowAction):
                self._window.act(made)
            else:
                self._window.leave()
                self._ahead.begin(outcome.binding.name, key_context.state)
                self._post(made)
        # Consume every key: Kivy has default actions for some.
        return True

    def _step_back(self, key_context: KeyContext) -> bool:
        """Close what lies on top, if it is the window's own; return whether there was anything."""
        state = key_context.state
        active, sheet = state.transport.active, state.screen.sheet
        if Menu.shut():
            return not active or sheet is not None  # what sounds stops with the same press
        if self._editing():
            return NumberField.leave()
        if active or sheet is not None:
            return False
        return self._window.cancel_gesture()

    def _set_pending(self, pending: str) -> None:
        if pending:
            self._since = time.monotonic()
        if pending != self._pending:
            self._pending = pending
            self._on_pending(pending)

    def _replay(self, event: KeyEvent, *, with_text: bool) -> None:
        """Dispatch an event that was held back.

        Args:
            event: The event.
            with_text: It is a key press whose text did not come, as no field was there then.
        """
        Window.dispatch(event.name, *event.arguments)
        _code, scan, text, modifiers = event.arguments if with_text else (0, 0, "", ())
        if not prints(scan):
            return
        held = set(modifiers)
        if self._layout is not None:
            text = self._layout.typed(scan, shift="shift" in held, right_alt="alt-gr" in held).sign
        if text and text.isprintable() and not held & {"ctrl", "meta", "alt"}:
            Window.dispatch("on_textinput", text)
