"""Naming of the predecessor's export folders."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile(r"[/\\:*]")


def export_folder(parent: str, collection: str) -> str:
    """Return the folder of a collection below the chosen export folder."""
    name = _FORBIDDEN.sub("_", collection) or "collection"
    between = "" if parent.endswith(("/", "\\")) else "\\" if "\\" in parent else "/"
    return f"{parent}{between}{name}"
