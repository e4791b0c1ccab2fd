"""Former names of commands in `[keys]`, renewed in place."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

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
        _rename(table, old, new)
    return [f"keys.{old} is keys.{new}" for old, new in found]


def _rename(table: Any, old: str, new: str) -> None:
    from tomlkit.container import Container

    item, container = table[old], getattr(table, "value", None)
    if isinstance(container, Container):
        container._replace(old, new, item)  # pyright: ignore[reportPrivateUsage] - keeps its place
    else:  # parts of a table that lie apart
        table.pop(old)
        table[new] = item
