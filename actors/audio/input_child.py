"""The process of an input: it reads one from its start to its end, and is open no longer.

It writes to standard output one line of JSON, `{"name": …, "rate": …}` or `{"reason": …}`, and then
blocks of float32 values, one channel, until its own standard input ends. With `inputs` as argument,
it lists the inputs that there are and ends.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from typing import NoReturn

from actors.audio.process.capture import Capture, CaptureFailed
from actors.audio.process.portaudio import PortAudio, load_bundled, preload

BLOCKS = 50
"""Blocks of each second."""
LIST = "inputs"


def open_library() -> PortAudio:
    """Return PortAudio.

    Raises:
        CaptureFailed: There is none.
    """
    preload()
    library = load_bundled()
    if library is None:
        raise CaptureFailed("PortAudio is missing")
    try:
        return PortAudio(library)
    except OSError as error:
        raise CaptureFailed(str(error)) from error


def open_input(devices: PortAudio, name: str) -> tuple[str, Capture]:
    """Open an input by name, or the system's default; return its name as well.

    Raises:
        CaptureFailed: There is none, or it cannot be opened.
    """
    index = devices.find_input(name)
    if index is None:
        raise CaptureFailed(f"there is no input {name}" if name else "there is no audio input")
    known = devices.inputs()[index]
    try:
        return known, Capture(devices, index, max(1, devices.rate(index) // BLOCKS))
    except CaptureFailed as error:
        raise CaptureFailed(f"{known} cannot be opened: {error}") from error


def end_with_input() -> None:
    """End this process when the app closes its end, or is gone."""
    while os.read(0, 4096):
        pass
    os._exit(0)


def main() -> NoReturn:
    """Record until the app has enough."""
    output = os.dup(1)
    os.dup2(2, 1)  # ALSA prints to stdout
    asked = sys.argv[1] if len(sys.argv) > 1 else ""
    threading.Thread(target=end_with_input, daemon=True).start()
    try:
        devices = open_library()
        if asked == LIST:
            _write(output, {"inputs": list(dict.fromkeys(devices.inputs().values()))})
            os._exit(0)
        name, capture = open_input(devices, json.loads(asked) if asked else "")
        _write(output, {"name": name, "rate": capture.rate})
        while True:
            os.write(output, capture.read())
    except CaptureFailed as error:
        _write(output, {"reason": str(error)})
        os._exit(3)
    except BrokenPipeError:
        os._exit(0)


def _write(output: int, fields: dict[str, object]) -> None:
    os.write(output, json.dumps(fields).encode() + b"\n")


if __name__ == "__main__":
    main()
