"""Settings of the predecessor: `config.json` for its first half year, `config.toml` later."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import cast

from actors.library.errors import LibraryError
from models.predecessor.folder_name import export_folder
from models.predecessor.installation import Installation, OldCollection, OldMember, OldSource
from models.state.toml_text import decode_toml

Table = Mapping[str, object]


def read_json(path: Path) -> Installation:
    """Read a `config.json`; malformed parts are skipped and reported.

    Raises:
        LibraryError: not JSON, or another program's file.
        OSError: the file cannot be read.
    """
    try:
        content: object = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:  # including undecodable bytes
        raise LibraryError(f"{path} is not JSON: {error}") from error
    if not isinstance(content, dict) or not isinstance(content.get("sources", []), list):
        raise LibraryError(f"{path} is of another program: it lists no sources")
    table = cast("Table", content)
    problems: list[str] = []
    sources = tuple(_sources(table.get("sources"), problems))
    collections = tuple(_collections(table.get("collections"), problems))
    choices = {key: value for key, value in table.items() if key not in {"sources", "collections"}}
    return Installation(
        (str(path),),
        MappingProxyType(dict(_flat(choices))),
        sources,
        collections,
        problems=tuple(f"{path.name}: {problem}" for problem in problems),
    )


def read_toml(path: Path) -> dict[str, object]:
    """Return the settings of a `config.toml` by dotted name.

    Raises:
        LibraryError: not TOML.
        OSError: the file cannot be read.
    """
    try:
        table = tomllib.loads(decode_toml(path.read_bytes()).text)
    except (ValueError, RecursionError) as error:
        raise LibraryError(f"{path} is not TOML: {error}") from error
    core = table.pop("core", {})  # for a few days the root keys were in a table of this name
    return {**dict(_flat(core if isinstance(core, dict) else {})), **dict(_flat(table))}


def _flat(table: Table, before: str = "") -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(cast("Table", value), f"{before}{key}.")
        elif value is not None:
            yield f"{before}{key}", value


def _sources(value: object, problems: list[str]) -> Iterator[OldSource]:
    for number, entry in enumerate(_list(value), 1):
        if (one := _strings(entry, "id", "root")) is None:
            problems.append(f"source {number} has no id or no root and is left out")
        else:
            yield OldSource(one["id"], one["root"])


def _collections(value: object, problems: list[str]) -> Iterator[OldCollection]:
    for number, entry in enumerate(_list(value), 1):
        if (one := _strings(entry, "id")) is None:
            problems.append(f"collection {number} has no id and is left out")
            continue
        table = cast("Table", entry)
        name, parent = table.get("name"), table.get("export_path")
        called = name if isinstance(name, str) else ""
        yield OldCollection(
            one["id"],
            called,
            tuple(_members(table.get("members"), called, problems)),
            export_folder(parent, called) if isinstance(parent, str) and parent else None,
        )


def _members(value: object, called: str, problems: list[str]) -> Iterator[OldMember]:
    for number, entry in enumerate(_list(value), 1):
        if (one := _strings(entry, "source_id", "relative_path")) is None:
            problems.append(f"member {number} of “{called}” has no source or no path")
        else:
            yield OldMember(one["source_id"], one["relative_path"])


def _list(value: object) -> list[object]:
    return cast("list[object]", value) if isinstance(value, list) else []


def _strings(entry: object, *names: str) -> dict[str, str] | None:
    if not isinstance(entry, dict):
        return None
    table = cast("Table", entry)
    found = {name: value for name in names if isinstance(value := table.get(name), str) and value}
    return found if len(found) == len(names) else None
