"""Writing `config.toml`; comments, order and unknown entries are kept."""

from __future__ import annotations

import json
import tomllib
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, cast

from loguru import logger

from actors.config import key_names
from actors.config.entry import replace_entry
from actors.config.fields import find_keys
from actors.media.whole_file import replace_file
from models.state.setting import InvalidSetting, Setting
from models.state.settings import DEFAULTS, SETTINGS, Settings
from models.state.toml_text import Document, decode_toml

HEAD = """\
# sempal settings. Missing keys use their defaults; all data is in library.db.
"""
_FORMER_HEAD = """\
# Choices of sempal. A line that is not here means what is usual; all data is in library.db.
"""


def write_settings(path: Path, before: Settings, after: Settings) -> None:
    """Write changed settings; all other entries are kept.

    Keys and values of earlier versions, and former names of commands in `[keys]`, are renewed in
    place, and logged.

    Raises:
        OSError: The file cannot be read or written.
        ValueError: The file is not TOML, or not UTF-8.
    """
    changed = [row for row in SETTINGS if row.of(before) != row.of(after)]
    if changed:
        document = _document(path)
        _replace(path, document.encoded(_edit(document.text, changed, after)))


def _document(path: Path) -> Document:
    try:
        return decode_toml(path.read_bytes())
    except FileNotFoundError:
        return Document(HEAD)


def _edit(text: str, changed: list[Setting], settings: Settings) -> str:
    import tomlkit  # slow to import, and only needed by those who choose something

    tomllib.loads(text)  # what cannot be read is for the user to mend
    if text.startswith(_FORMER_HEAD):
        text = HEAD + text.removeprefix(_FORMER_HEAD)
    try:
        document = tomlkit.parse(text)
        renewed = [*_renew_keys(document), *key_names.renew_names(document)]
        edited = _with_settings(document, changed, settings)
    except Exception as error:  # a door: its errors have no common ancestor
        raise ValueError(str(error) or type(error).__name__) from error
    if renewed:
        logger.info("config: names of an earlier version renewed: {}", ", ".join(renewed))
    return edited


def _renew_keys(document: Any) -> list[str]:
    """Renew keys and values of earlier versions; return each with its present one."""
    lines = list[str]()
    for row in SETTINGS:
        try:
            stated = tuple(find_keys(document, row))
        except InvalidSetting:
            continue
        for one in stated:
            if (value := one.renewed()) is None:
                continue
            table = document[row.table] if row.table else document
            replace_entry(table, one.former.key if one.former else row.key, row.key, value)
            lines.append(f"{one.place} is {row.toml} = {json.dumps(value)}")
    return lines


def _with_settings(document: Any, changed: list[Setting], settings: Settings) -> str:
    import tomlkit

    for row in changed:
        table: MutableMapping[str, object] = document
        if row.table:
            document.setdefault(row.table, tomlkit.table())
            table = cast("MutableMapping[str, object]", document[row.table])
        if row.of(settings) == row.of(DEFAULTS):
            table.pop(row.key, None)
            if row.table and not table:
                document.pop(row.table)
        else:
            table[row.key] = row.kind.write(row.of(settings))
    return tomlkit.dumps(document)


def _replace(path: Path, content: bytes) -> None:
    """Replace the file atomically; a link, as people keep with their other dotfiles, stays one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with replace_file(path) as file:
        file.write(content)
