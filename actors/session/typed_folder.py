"""A folder typed by the user."""

from __future__ import annotations

import os

from models.library.file_name import decode_path

NO_FOLDER = "name a folder first"
NOT_WHOLE = "name the whole path of the folder, such as /home/me/kit"


def typed_folder(text: str) -> bytes:
    """Return the path that was typed; undecodable bytes as in PEP 383, `~` is expanded."""
    path = os.path.expanduser(decode_path(text.strip()))  # noqa: PTH111 - bytes wanted
    return path.rstrip(b"/") or path[:1]


def folder_reason(folder: bytes) -> str:
    """Return why a path names no folder, or ""; it need not exist."""
    if not folder:
        return NO_FOLDER
    return "" if os.path.isabs(folder) else NOT_WHOLE  # noqa: PTH117 - bytes
