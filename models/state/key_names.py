"""Former names of commands in `[keys]` of `config.toml`.

To rename a command, add its former name here, so that existing files keep working.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar

Keys = TypeVar("Keys")

FORMER: Mapping[str, str] = MappingProxyType(
    {
        "closer": "zoom-in",
        "further": "zoom-out",
        "keys": "shortcuts",
        "neutral": "clear-mark",
        "options": "settings",
        "pixel-left": "nudge-left",
        "pixel-right": "nudge-right",
        "pull-end": "end-earlier",
        "pull-start": "start-later",
        "push-end": "end-later",
        "push-start": "start-earlier",
        "search-back": "previous-search",
        "search-forward": "next-search",
        "select-row": "toggle-selection",
        "spectrogram": "display",
        "spectrum": "display",
        "throw-away": "delete",
        "throw-folder-away": "delete-folder",
        "trash": "reject",
        "true-size": "zoom-1-to-1",
        "uncollect": "remove-member",
    }
)
"""Present name by former name."""


def renew_names(keys: Mapping[str, Keys]) -> dict[str, Keys]:
    """Return `keys` by the present names of the commands, in order.

    If a command is there by both names, the present one takes precedence.
    """
    return {
        FORMER.get(name, name): key
        for name, key in keys.items()
        if name not in FORMER or FORMER[name] not in keys
    }
