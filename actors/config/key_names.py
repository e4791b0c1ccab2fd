"""Former names of commands in `[keys]`, renewed in place."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from actors.config.entry import replace_entry
from models.state.key_names import FORMER


def renew_names(document: Any) -> list[str]:
    """Rename former command names in `[keys]`; return a line for the log for each.

    Order, comments and keys are kept. An entry is left alone if the present name is there, too,
    which takes precedence.

    Args:
        document: Document of tomlkit; changed in place.
    """
    table = document.get("keys")
    if not isinstance(table, MutableMapping):
        return []
    found = [(old, new) for old, new in FORMER.items() if old in table and new not in table]
    for old, new in found:
        replace_entry(table, old, new, table[old])
    return [f"keys.{old} is keys.{new}" for old, new in found]
