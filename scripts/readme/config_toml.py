"""README.md: every key of `config.toml`, with another value than its default."""

from __future__ import annotations

import json
from collections.abc import Mapping

from models.state.settings import SETTINGS

TABLES = {"audio_output": "missing keys follow the system"}
"""What to know of a whole table."""
COLUMN = 27
"""Characters before a comment, where the value is not longer."""


def block() -> str:
    """Return the example, as a fenced block of TOML."""
    tables: dict[str, list[str]] = {"": []}
    for row in SETTINGS:
        if isinstance(row.example, Mapping):
            tables[row.key] = [
                _commented(f"[{row.key}]", row.comment),
                *(f"{name} = {_toml(part)}" for name, part in row.example.items()),
            ]
            continue
        head = [_commented(f"[{row.table}]", TABLES.get(row.table, ""))]
        table = tables.setdefault(row.table, head)
        table.append(_commented(f"{row.key} = {_toml(row.example)}", row.comment))
    return "\n".join(("```toml", "\n\n".join(map("\n".join, tables.values())), "```"))


def _commented(line: str, comment: str) -> str:
    return f"{line:{COLUMN}} # {comment}" if comment else line


def _toml(value: object) -> str:
    # TOML and JSON write texts without control characters, numbers, truths and lists alike.
    return json.dumps(value, ensure_ascii=False)
