"""Positions of the printing keys, and what they type in the active layout.

SDL identifies a key by the letter it types without modifiers, and by its position. X11 is queried
for what it types with Shift or AltGr; elsewhere that is known once the text input arrives.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from ui.xlib import xlib

_ROWS = (
    ("1234567890-=", range(10, 22)),
    ("qwertyuiop[]", range(24, 36)),
    ("asdfghjkl;'`", range(38, 50)),
    ("\\zxcvbnm,./", range(51, 62)),
)
"""Characters of a US keyboard by row, and the X keycodes of their keys.

Source: xkeyboard-config, keycodes/evdev.
"""
FIRST_LETTER = 4
"""SDL scancode of the key where a US keyboard has A."""
_USAGES: Mapping[int, str] = {
    **dict(zip(range(FIRST_LETTER, 30), "abcdefghijklmnopqrstuvwxyz", strict=True)),
    **dict(zip(range(30, 40), "1234567890", strict=True)),
    **dict(zip(range(45, 50), "-=[]\\", strict=True)),
    50: "\\",  # the key beside Enter on non-US keyboards
    **dict(zip(range(51, 57), ";'`,./", strict=True)),
}
"""Characters of a US keyboard by SDL scancode. Source: USB HID Usage Tables 1.4, chapter 10."""
_EXTRA = 100
"""SDL scancode of the key beside the left Shift on non-US keyboards."""
_KEYCODES = {sign: code for signs, codes in _ROWS for sign, code in zip(signs, codes, strict=True)}
_EXTRA_KEYCODE = 94
_KEYPAD: Mapping[int, tuple[str, str]] = {
    **dict(zip(range(84, 89), (("/", "/"), ("*", "*"), ("-", "-"), ("+", "+")), strict=False)),
    88: ("enter", "enter"),
    89: ("1", "end"),
    90: ("2", "down"),
    91: ("3", "pagedown"),
    92: ("4", "left"),
    93: ("5", ""),
    94: ("6", "right"),
    95: ("7", "home"),
    96: ("8", "up"),
    97: ("9", "pageup"),
    98: ("0", "insert"),
    99: (".", "delete"),
}
"""Keys of the numeric keypad by SDL scancode: with and without Num Lock."""
_CORE_KEYBOARD = 0x100
"""Source: XKB.h, XkbUseCoreKbd."""
_SHIFT = 0x01
"""Source: X.h, ShiftMask."""
_LEVEL_THREE = 0x80
"""AltGr, by the rules of xkeyboard-config: Mod5."""
_RIGHT_ALT = 108
"""X keycode of the right Alt key. Source: xkeyboard-config, keycodes/evdev."""
_LEVEL_THREE_SHIFT = 0xFE03
"""Keysym of that key if it is AltGr. Source: keysymdef.h, XK_ISO_Level3_Shift."""
_GROUP_SHIFT = 13
"""Bit offset of the group in the state of a key event. Source: XKB.h, XkbBuildCoreState."""
_CHANGES = 0x1 | 0x2
"""New keyboard or layout. Source: XKB.h, XkbNewKeyboardNotifyMask, XkbMapNotifyMask."""
_EVENT_SIZE = 192
"""Bytes. Source: Xlib.h, union XEvent: 24 longs."""
_UNICODE_KEYSYM = 0x0100_0000
"""Keysyms from here on are code points, below 0x100 Latin-1. Source: X protocol, appendix A."""


def place(scan: int) -> str:
    """Return what a US keyboard types at an SDL scancode; `""` if it has no printing key there."""
    return _USAGES.get(scan, "")


def prints(scan: int) -> bool:
    """Tell whether the key with this SDL scancode is a printing key."""
    return scan in _USAGES or scan == _EXTRA


def keypad(scan: int, modifiers: frozenset[str]) -> str | None:
    """Return the name of a numeric keypad key; `None` for any other key.

    Digits with Num Lock, and always on a Mac, which has no Num Lock; Shift inverts that.
    """
    if scan not in _KEYPAD:
        return None
    digits = sys.platform == "darwin" or (("numlock" in modifiers) is not ("shift" in modifiers))
    return _KEYPAD[scan][0 if digits else 1]


@dataclass(frozen=True, slots=True)
class Typed:
    """What a key types with the held modifiers."""

    sign: str
    """One character; `""` if unknown."""
    level_three: bool
    """AltGr is held, which is not Alt then."""


class _State(ctypes.Structure):
    """Source: XKBstr.h, XkbStateRec."""

    _fields_ = (
        ("group", ctypes.c_ubyte),
        ("locked_group", ctypes.c_ubyte),
        ("base_group", ctypes.c_ushort),
        ("latched_group", ctypes.c_ushort),
        ("mods", ctypes.c_ubyte),
        ("rest", ctypes.c_ubyte * 15),
    )


class X11Layout:
    """Queries the X server on a connection of its own, so as not to take the window's input."""

    def __init__(self, library: ctypes.CDLL, display: int) -> None:
        self._x11, self._display = library, ctypes.c_void_p(display)
        library.XkbSelectEvents(self._display, _CORE_KEYBOARD, _CHANGES, _CHANGES)

    def typed(self, scan: int, *, shift: bool, right_alt: bool) -> Typed:
        """Return what a key types with the given modifiers; a round trip to the X server, 0.05 ms.

        The modifiers are parameters, not queried: they may have been released by now.
        """
        self._follow_changes()
        state = _State()
        self._x11.XkbGetState(self._display, _CORE_KEYBOARD, ctypes.byref(state))
        group = state.group << _GROUP_SHIFT
        level_three = right_alt and self._keysym(_RIGHT_ALT, group) == _LEVEL_THREE_SHIFT
        code = _EXTRA_KEYCODE if scan == _EXTRA else _KEYCODES.get(_USAGES.get(scan, ""), 0)
        held = group | (_SHIFT if shift else 0) | (_LEVEL_THREE if level_three else 0)
        return Typed(_character(self._keysym(code, held)), level_three)

    def _keysym(self, code: int, held: int) -> int:
        taken, keysym = ctypes.c_uint(), ctypes.c_ulong()
        self._x11.XkbLookupKeySym(
            self._display,
            ctypes.c_ubyte(code),
            ctypes.c_uint(held),
            ctypes.byref(taken),
            ctypes.byref(keysym),
        )
        return keysym.value

    def _follow_changes(self) -> None:
        """Drop the cached mapping of a layout that was replaced (`setxkbmap`)."""
        event = ctypes.create_string_buffer(_EVENT_SIZE)
        while self._x11.XPending(self._display):
            self._x11.XNextEvent(self._display, event)
            self._x11.XRefreshKeyboardMapping(event)


def _character(keysym: int) -> str:
    if 0x20 < keysym < 0x7F or 0xA0 < keysym < 0x100:  # noqa: PLR2004 - Latin-1
        return chr(keysym)
    if _UNICODE_KEYSYM < keysym <= _UNICODE_KEYSYM + sys.maxunicode:
        return chr(keysym - _UNICODE_KEYSYM)
    return ""


def x11_layout() -> X11Layout | None:
    """Return the layout of the X server of `DISPLAY`; `None` without one."""
    library = xlib()
    if library is None:
        return None
    library.XOpenDisplay.restype = ctypes.c_void_p
    display = library.XOpenDisplay(None)
    return X11Layout(library, display) if display else None
