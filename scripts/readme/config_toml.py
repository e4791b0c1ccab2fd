"""Guide: every key of `config.toml`, with a value other than its default."""

from __future__ import annotations

import json
from collections.abc import Mapping

from models.state.settings import SETTINGS

TABLES = {"audio_output": "missing keys follow the system"}
"""Notes on whole tables."""
COLUMN = 27
"""Column of comments, unless the value is longer."""


def block() -> str:
    """Return the example as a fenced TOML block."""
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
    # TOML and JSON agree on strings without control characters, numbers, booleans and arrays.
    return json.dumps(value, ensure_ascii=False)
