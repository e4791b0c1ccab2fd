"""Texts of the sheets that ask for a name or a path."""

from __future__ import annotations

from dataclasses import dataclass

from models.state.file_naming import Thing
from ui.text.quantity import count_noun


@dataclass(frozen=True, slots=True)
class Request:
    """Texts of a sheet."""

    title: str
    explanation: str
    placeholder: str
    """Shown in the empty field."""
    button: str


PATH = "/path/to/folder"
REQUESTS = {
    Thing.SAMPLE: Request(
        "Rename file", "Marks and collections are kept. Extension optional.", "File name", "Rename"
    ),
    Thing.FOLDER: Request("Rename folder", "Contents are not changed.", "Folder name", "Rename"),
    Thing.NEW_FOLDER: Request("New folder", "Creates a folder on disk.", "Folder name", "Create"),
    Thing.ROOT: Request(
        "Relocate source", "The folder must contain the same files.", PATH, "Relocate"
    ),
    Thing.TRASH: Request("Trash folder", "sempal never empties it.", PATH, "Choose"),
    Thing.CLIPS: Request(
        "Clips folder",
        "Selections are saved here as files; it is listed as a source.",
        PATH,
        "Choose",
    ),
    Thing.CLUSTER: Request(
        "Compute on a cluster",
        "Address of a Dask scheduler. Its workers must see the same files.",
        "tcp://host:8786",
        "Choose",
    ),
}
PATTERN_FIELDS = "{stem} {n:03} {folder} {bpm} {key}; existing files are never overwritten"
NEW_COLLECTION = "New collection"
NAME = "Name"
CREATE, RENAME = "Create", "Rename"


def rename_many(count: int) -> str:
    """Return the title of the sheet that renames by a pattern: `Rename 5 samples`."""
    return f"Rename {count_noun(count, 'sample')}"


def preview(names: tuple[tuple[str, str], ...]) -> str:
    """Return old and new names: `kick → kick_01   snare → snare_02`."""
    return "   ".join(f"{old} → {new}" for old, new in names)


def rename(name: str) -> str:
    """Return the title of the sheet that renames a collection."""
    return f"Rename “{name}”"
