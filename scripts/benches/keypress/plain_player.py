"""A player that does nothing else: an SDL window that plays one file at each key press.

`Down` plays it, on a stream kept open (`kept`) or on a new one each time (`new`); `o` opens the
kept stream and `c` closes it. Nothing is drawn.
"""

from __future__ import annotations

import ctypes
import importlib.util
import sys
from pathlib import Path
from typing import Any

VIDEO_AND_AUDIO = 0x20 | 0x10
SHOWN = 0x4
QUIT, KEY_DOWN, KEY_AT = 0x100, 0x300, 20
"""Source: SDL_events.h; offset of `keysym.sym` in SDL_KeyboardEvent."""
DOWN, OPEN, CLOSE = 0x40000051, ord("o"), ord("c")
"""Source: SDL_keycode.h."""


class _Spec(ctypes.Structure):
    """Source: SDL_audio.h, SDL_AudioSpec."""

    _fields_ = (
        *(("freq", ctypes.c_int), ("format", ctypes.c_uint16), ("channels", ctypes.c_uint8)),
        *(("silence", ctypes.c_uint8), ("samples", ctypes.c_uint16), ("pad", ctypes.c_uint16)),
        *(("size", ctypes.c_uint32), ("callback", ctypes.c_void_p), ("userdata", ctypes.c_void_p)),
    )


class Player:
    """One sound and its stream."""

    def __init__(self, sdl: Any, path: str, frames: int) -> None:
        self._sdl, self._spec = sdl, _Spec()
        self._data, self._size = ctypes.POINTER(ctypes.c_uint8)(), ctypes.c_uint32()
        sdl.SDL_RWFromFile.restype = ctypes.c_void_p
        file = ctypes.c_void_p(sdl.SDL_RWFromFile(path.encode(), b"rb"))
        if not sdl.SDL_LoadWAV_RW(
            *(file, 1, ctypes.byref(self._spec), ctypes.byref(self._data)),
            ctypes.byref(self._size),
        ):
            sys.exit(f"plain player: {path} cannot be read")
        self._spec.samples, self._spec.callback = frames, None
        self._device = 0

    def open(self) -> None:
        """Open a stream and let it run."""
        self.close()
        self._device = self._sdl.SDL_OpenAudioDevice(None, 0, ctypes.byref(self._spec), None, 0)
        if not self._device:
            self._sdl.SDL_GetError.restype = ctypes.c_char_p
            sys.exit(f"plain player: {self._sdl.SDL_GetError()}")
        self._sdl.SDL_PauseAudioDevice(self._device, 0)

    def close(self) -> None:
        """Close the stream."""
        if self._device:
            self._sdl.SDL_CloseAudioDevice(self._device)
        self._device = 0

    def play(self) -> None:
        """Play the sound on the open stream."""
        self._sdl.SDL_ClearQueuedAudio(self._device)
        self._sdl.SDL_QueueAudio(self._device, self._data, self._size)

    def reopen_and_play(self) -> None:
        """Play the sound on a new stream, whose first buffer holds it already."""
        self.close()
        self._device = self._sdl.SDL_OpenAudioDevice(None, 0, ctypes.byref(self._spec), None, 0)
        self.play()
        self._sdl.SDL_PauseAudioDevice(self._device, 0)


def main() -> None:
    mode, path, frames, title = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
    kivy = importlib.util.find_spec("kivy")
    if kivy is None or kivy.origin is None:
        sys.exit("plain player: Kivy's SDL is missing")
    found = sorted((Path(kivy.origin).parent.parent / "Kivy.libs").glob("libSDL2-2*"))
    sdl: Any = ctypes.CDLL(str(found[0]))
    sdl.SDL_CreateWindow.restype = ctypes.c_void_p
    if sdl.SDL_Init(VIDEO_AND_AUDIO):
        sys.exit("plain player: SDL does not start")
    sdl.SDL_CreateWindow(title.encode(), 0, 0, 320, 200, SHOWN)
    player, event = Player(sdl, path, frames), (ctypes.c_uint8 * 64)()
    while sdl.SDL_WaitEvent(ctypes.byref(event)):
        kind = int.from_bytes(event[:4], "little")
        if kind == QUIT:
            return
        if kind != KEY_DOWN:
            continue
        key = int.from_bytes(event[KEY_AT : KEY_AT + 4], "little")
        if key == DOWN:
            (player.play if mode == "kept" else player.reopen_and_play)()
        elif key == OPEN and mode == "kept":
            player.open()
        elif key == CLOSE:
            player.close()


if __name__ == "__main__":
    main()
