"""Texts of the sheets that ask for a name or a path."""

from __future__ import annotations

from dataclasses import dataclass

from models.state.file_naming import Thing


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
}
NEW_COLLECTION = "New collection"
NAME = "Name"
CREATE, RENAME = "Create", "Rename"


def rename(name: str) -> str:
    """Return the title of the sheet that renames a collection."""
    return f"Rename “{name}”"
