"""What a second start of the program asks of the running one, as one line of JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass

from models.library.file_name import encode_path
from models.library.stored_json import Fields, as_path, as_text, load_json

LONGEST = 1 << 20
"""Bytes of a line."""


@dataclass(frozen=True, slots=True)
class Call:
    """Paths to be shown by a window that comes to the front."""

    paths: tuple[bytes, ...] = ()
    """Absolute; none: only the window is wanted."""
    startup: str = ""
    """Startup notification id, so that the window may take the focus; or empty."""


def encode_call(call: Call) -> bytes:
    """Return the line that stands for a call, with its line end."""
    fields = {"paths": [encode_path(path) for path in call.paths], "startup": call.startup}
    return json.dumps(fields).encode("ascii") + b"\n"


def decode_call(line: bytes) -> Call:
    """Return the call of a line.

    Raises:
        ValueError: It is none.
    """
    try:
        fields = Fields(load_json(line.decode("utf-8")))
    except UnicodeDecodeError as error:
        raise ValueError("no UTF-8") from error
    paths, startup = fields["paths"], as_text(fields["startup"])
    if not isinstance(paths, list) or startup is None:
        raise ValueError("no call")
    found = [as_path(path) for path in paths]
    if any(path is None or not path.startswith(b"/") for path in found):
        raise ValueError("no absolute path")
    return Call(tuple(path for path in found if path is not None), startup)
