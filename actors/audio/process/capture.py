"""A stream of PortAudio that records: an open input."""

from __future__ import annotations

import ctypes
from ctypes import POINTER, c_double, c_ulong, c_void_p

from actors.audio.process.portaudio import FLOAT32, PortAudio, StreamParameters

_OVERFLOWED = -9981
"""Frames were lost before; what was read is valid. Source: portaudio.h, paInputOverflowed."""
_NO_FLAGS = 0
LATENCY = 0.05
"""Seconds that the input may buffer: nobody hears it, and fewer interruptions cost less."""


class CaptureFailed(Exception):
    """An input cannot be opened or read; the message is the reason."""


class Capture:
    """Reads an input until it is closed; its channels are mixed to one."""

    def __init__(self, devices: PortAudio, device: int, frames: int) -> None:
        """Open and start an input.

        Args:
            devices: The library.
            device: Index of the input.
            frames: Number of frames of each block.

        Raises:
            CaptureFailed: It cannot be opened.
        """
        self._library, self._frames = devices.library, frames
        self.rate = devices.rate(device)
        self._channels = 1 if devices.supports_input(device, self.rate, 1) else 2
        self._stream = c_void_p()
        open_stream = self._library.Pa_OpenStream
        open_stream.argtypes = [
            *(POINTER(c_void_p), POINTER(StreamParameters), c_void_p, c_double),
            *(c_ulong, c_ulong, c_void_p, c_void_p),
        ]
        self._library.Pa_ReadStream.argtypes = [c_void_p, c_void_p, c_ulong]
        wanted = StreamParameters(device, self._channels, FLOAT32, LATENCY, None)
        self._check(
            open_stream(
                *(ctypes.byref(self._stream), ctypes.byref(wanted), None, float(self.rate)),
                *(frames, _NO_FLAGS, None, None),
            )
        )
        self._check(self._library.Pa_StartStream(self._stream))
        self._block = (ctypes.c_float * (frames * self._channels))()

    def read(self) -> bytes:
        """Wait for the next block; return its frames as float32, mono.

        Raises:
            CaptureFailed: The input is gone.
        """
        code = self._library.Pa_ReadStream(self._stream, self._block, self._frames)
        if code != _OVERFLOWED:
            self._check(code)
        if self._channels == 1:
            return bytes(self._block)
        left, right = self._block[::2], self._block[1::2]
        mixed = [(one + other) / 2 for one, other in zip(left, right, strict=True)]
        return bytes((ctypes.c_float * self._frames)(*mixed))

    def _check(self, code: int) -> None:
        if code < 0:
            raise CaptureFailed(error_words(self._library, code))


def error_words(library: ctypes.CDLL, code: int) -> str:
    """Return what an error code means, in words of PortAudio."""
    library.Pa_GetErrorText.restype = ctypes.c_char_p
    said = library.Pa_GetErrorText(code) or b""
    return str(said.decode(errors="replace")) or f"PortAudio error {code}"
