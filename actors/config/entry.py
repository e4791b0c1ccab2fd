"""Entries of a parsed TOML file, changed in place."""

from __future__ import annotations

from typing import Any


def replace_entry(table: Any, old: str, key: str, value: object) -> None:
    """Replace a key and its value in place, keeping order and comment.

    Args:
        table: Table or document of tomlkit; changed.
        old: Key in the table.
        key: New key; may be the same.
        value: New value: plain, or an item of tomlkit.
    """
    import tomlkit
    from tomlkit.container import Container

    container = table if isinstance(table, Container) else getattr(table, "value", None)
    if old == key:
        table[key] = value
    elif isinstance(container, Container):
        # The public ways append. The version is pinned.
        container._replace(old, key, tomlkit.item(value))  # pyright: ignore[reportPrivateUsage]
    else:  # the parts of a table that are apart in the file
        table.pop(old)
        table[key] = value
