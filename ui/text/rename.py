"""Texts of the sheets that ask for a name or a path."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.clock import thousands
from models.library.file_name import display_name
from models.library.files.rename_plan import RenamePlan
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
        "Compute on other computers",
        "Address of their scheduler. All must see the same files: see “Archives” in the guide.",
        "tcp://host:8786",
        "Choose",
    ),
}
PATTERN_FIELDS = "{name} {n:03} {folder} {bpm} {key}; existing files are never overwritten"
UNCHANGED = "No name would change"
SHOWN = 3
"""Names in a preview."""
NEW_COLLECTION = "New collection"
NAME = "Name"
CREATE, RENAME = "Create", "Rename"


def rename_many(count: int) -> str:
    """Return the title of the sheet that renames by a pattern: `Rename 5 samples`."""
    return f"Rename {count_noun(count, 'sample')}"


def preview(plan: RenamePlan) -> str:
    """Return old and new names: `kick.wav → kick_01.wav, snare.wav → snare_02.wav and 7 more`."""
    if not plan.names:
        return UNCHANGED
    names = [f"{display_name(old)} → {display_name(new)}" for old, new in plan.names[:SHOWN]]
    more = len(plan.names) - len(names)
    return ", ".join(names) + (f" and {thousands(more)} more" if more else "")


def taken(paths: tuple[bytes, ...]) -> str:
    """Return which names other files have: `“kick_01.wav” and 2 others exist already`."""
    more = len(paths) - 1
    others = f" and {count_noun(more, 'other')} exist" if more else " exists"
    return f"“{display_name(paths[0])}”{others} already"


def rename(name: str) -> str:
    """Return the title of the sheet that renames a collection."""
    return f"Rename “{name}”"
