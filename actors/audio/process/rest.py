"""When the audio thread rests: a stream that only plays silence costs a twentieth of a core.

The thread waits inside its callback, so the stream stays open, and a sound server plays silence in
its place: nothing is opened, started or connected anew when the next sound comes.
"""

from __future__ import annotations

import threading
from pathlib import Path

AFTER = 3.0
"""Seconds without a command and without a sound after which the thread rests: longer than any fade,
ramp or test tone."""
BREATH = 2.0
"""Seconds between two blocks of a rest, which show that the device still takes them; see
`pyo_engine.MISSED_BLOCKS`."""
SERVERS = ("libasound_module_pcm_pulse", "libasound_module_pcm_pipewire")
"""ALSA's plugins of sound servers. A card would be stopped and started at each breath, which can be
heard on some, so nothing rests there."""
MAPS = Path("/proc/self/maps")


class Rest:
    """Holds the audio thread while there is nothing to play."""

    def __init__(self, *, allowed: bool) -> None:
        """Start awake.

        Args:
            allowed: Whether the device may be kept waiting.
        """
        self._allowed = allowed
        self._awake = threading.Event()
        self._since = 0.0
        self._resting = False

    def wake(self) -> None:
        """End the rest, as a command has come; thread-safe.

        What it asks for begins one block later.
        """
        self._awake.set()

    def begin_block(self, now: float, *, playing: bool) -> bool:
        """Wait while there is nothing to play, one breath at most.

        Args:
            now: Seconds of the monotonic clock.
            playing: Whether anything is played.

        Returns:
            Whether this block is to be silent: a device that has run dry may drop the block that
            it waited for.
        """
        if not self._allowed:
            return False
        if playing or self._awake.is_set():
            self._awake.clear()
            self._since = now
        elif now - self._since >= AFTER:
            self._awake.wait(BREATH)
            return True
        return False


def has_server(device: str) -> bool:
    """Return whether an open ALSA device plays through a sound server.

    Args:
        device: Its name for PortAudio; those of cards end in `(hw:…)`.
    """
    try:
        maps = MAPS.read_text(errors="replace")
    except OSError:
        return False
    return "(hw:" not in device and any(name in maps for name in SERVERS)
