"""README.md: every key of `config.toml`, with another value than its default."""

from __future__ import annotations

import json
from collections.abc import Mapping

from actors.config.fields import FIELDS

EXAMPLES: Mapping[str, tuple[object, str]] = {
    "density": ("tablet", '"desktop", "auto"'),
    "audition": (False, "moving through the list is silent"),
    "log": ("info", 'told on the console: "debug", "warning", "error", "auto" (as the flag says)'),
    "audio.volume": (-6.0, "dB, -96 to 0"),
    "audio.normalise": (True, "every sample as loud as the others"),
    "audio.fade": (20.0, "ms, 1 to 100: at stops, jumps, changes of sample"),
    "audio.mono": (True, "check what cancels out"),
    "audio.loudest": (True, "moving through the list plays long samples from their loudest part"),
    "audio_output.host": ("JACK", ""),
    "audio_output.device": ("Scarlett 2i2", ""),
    "audio_output.sample_rate": (96000, ""),
    "audio_output.buffer_size": (128, "frames"),
    "audio_output.channels": ("3-4", "of the device"),
    "waveform.channels": ("mono", 'or "split"'),
    "waveform.follow": (False, "the view stays while it plays"),
    "waveform.beats": (True, "ruler in beats"),
    "waveform.tempo": (104.0, "beats per minute where no name tells, 40 to 300"),
    "waveform.snap": ("zero crossings", '"off", "transients", "beats"'),
    "similarity.model": ("clap", '"aisfx"; without it clap where it is installed'),
    "files.trash_folder": (
        "/home/me/Samples/trash",
        "takes what is thrown away; without it the trash of the system",
    ),
    "files.clips_folder": ("/home/me/Samples/clips", "without it `clips` in `.sempal`"),
    "theme": (
        {"accent": "#7AA2F7"},
        "colours by role, from the next start on; roles: `Palette` in ui/theme.py",
    ),
    "keys": (
        {"loop": ["o", "Ctrl+l"], "search": "/", "go-folders": "g o"},
        "by name; `?` shows what is in force",
    ),
}
"""A value and what to know of it, by the place in the file."""
TABLES = {"audio_output": "what is not here follows the system"}
"""What to know of a whole table."""
COLUMN = 27
"""Characters before a comment, where the value is not longer."""


def block() -> str:
    """Return the example, as a fenced block of TOML."""
    tables: dict[str, list[str]] = {"": []}
    for field in FIELDS:
        value, note = EXAMPLES[field.place]
        if isinstance(value, dict):
            tables[field.key] = [
                _commented(f"[{field.key}]", note),
                *(f"{name} = {_toml(part)}" for name, part in value.items()),
            ]
            continue
        head = [_commented(f"[{field.table}]", TABLES.get(field.table, ""))]
        table = tables.setdefault(field.table, head)
        table.append(_commented(f"{field.key} = {_toml(value)}", note))
    return "\n".join(("```toml", "\n\n".join(map("\n".join, tables.values())), "```"))


def _commented(line: str, note: str) -> str:
    return f"{line:{COLUMN}} # {note}" if note else line


def _toml(value: object) -> str:
    # TOML and JSON write texts without control characters, numbers, truths and lists alike.
    return json.dumps(value, ensure_ascii=False)
