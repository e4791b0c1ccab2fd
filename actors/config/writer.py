"""From choices to `config.toml`, with the person's own words and order kept."""

from __future__ import annotations

import os
import tempfile
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, cast

from loguru import logger

from actors.config import key_names
from actors.config.fields import FIELDS, Field
from models.state.settings import Settings
from models.state.toml_text import Document, decoded

HEAD = """\
# Choices of sempal. A line that is not here means what is usual; all data is in library.db.
"""
_DEFAULTS = Settings()


def write(path: Path, before: Settings, after: Settings) -> None:
    """Write the choices that changed; everything else in the file stays as it is.

    But former names of commands in `[keys]` are renewed, and that is logged.

    Raises:
        OSError: as the file system says.
        ValueError: what stands there is not TOML, or not UTF-8.
    """
    changed = [field for field in FIELDS if field.of(before) != field.of(after)]
    if changed:
        document = _document(path)
        _replace(path, document.encoded(_edited(document.text, changed, after)))


def _document(path: Path) -> Document:
    try:
        return decoded(path.read_bytes())
    except FileNotFoundError:
        return Document(HEAD)


def _edited(text: str, changed: list[Field], settings: Settings) -> str:
    import tomlkit  # slow to import, and only needed by those who choose something

    try:
        document = tomlkit.parse(text)
        renewed = key_names.renew(document)
        edited = _with_choices(document, changed, settings)
    except Exception as error:  # a door: its errors have no common ancestor
        raise ValueError(str(error) or type(error).__name__) from error
    if renewed:
        logger.info("config: names of an earlier version renewed: {}", ", ".join(renewed))
    return edited


def _with_choices(document: Any, changed: list[Field], settings: Settings) -> str:
    import tomlkit

    for field in changed:
        table: MutableMapping[str, object] = document
        if field.table:
            document.setdefault(field.table, tomlkit.table())
            table = cast("MutableMapping[str, object]", document[field.table])
        if field.of(settings) == field.of(_DEFAULTS):
            table.pop(field.key, None)
            if field.table and not table:
                document.pop(field.table)
        else:
            table[field.key] = field.write(field.of(settings))
    return tomlkit.dumps(document)


def _replace(path: Path, content: bytes) -> None:
    """Let the new file take the old one's place, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    real = path.resolve()  # a link, as people keep with their other dotfiles, stays one
    with tempfile.NamedTemporaryFile(
        "wb", dir=real.parent, prefix=f"{path.name}.new-", delete=False
    ) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise
    if real.exists():
        Path(file.name).chmod(real.stat().st_mode & 0o777)
    Path(file.name).replace(real)
    folder = os.open(real.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
