"""Actions: what undoable steps do, as values; the screen words them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import Enum

from models.library.stored_json import Fields, as_integer, as_member, as_text, load_json


class ActionKind(Enum):
    """Kinds of action. The values are stored in libraries: they never change."""

    KEEP = "keep"
    REJECT = "reject"
    CLEAR_MARK = "clear mark"
    KEEP_COPY = "keep copy"
    """Keep `name`, reject `count` copies of it."""
    KEEP_BEST = "keep best"
    """Reject `count` copies in `groups`, clear `cleared` reject marks."""
    SET_TYPE = "set type"
    """Set the type to `to`."""
    RESET_TYPE = "reset type"
    CREATE_COLLECTION = "create collection"
    RENAME_COLLECTION = "rename collection"
    REMOVE_COLLECTION = "remove collection"
    MOVE_COLLECTION = "move collection"
    ADD_MEMBERS = "add members"
    """Add to the collection `to`."""
    REMOVE_MEMBERS = "remove members"
    MOVE_MEMBERS = "move members"
    SAVE_CLIP = "save clip"
    """Save as `name`, a member of the collection `to`."""
    SAVE_SPAN = "save span"
    """Save a span as `name`, in the folder `to`."""
    SAVE_SLICES = "save slices"
    """Save `count` spans of a sample, in the folder or the collection `to`."""
    SAVE_PLACES = "save places"
    """As before; the spans were found by a search inside it."""
    RENAME = "rename"
    """A file or a folder."""
    RENAME_FILES = "rename files"
    """By the pattern `to`."""
    MOVE_FILES = "move files"
    PASTE_FILES = "paste files"
    """Copies of files from outside, into the folder `to`."""
    SEND_FILES = "send files"
    """Copies into the hot folder `to`."""
    MOVE_FOLDER = "move folder"
    DELETE_FILES = "delete files"
    DELETE_FOLDER = "delete folder"
    CREATE_FOLDER = "create folder"
    REMOVE_SOURCE = "remove source"
    NARROW_SOURCE = "narrow source"
    """Narrow to the folder `to` inside it."""
    WIDEN_SOURCE = "widen source"
    """Merge the source `name`, or `count` of them, into the folder `to` around."""
    EDIT = "edit"
    """Edit files; `to`: the value of the operation, see `models.edit.edit.Op`."""
    SAVE_COPIES = "save copies"
    """Save copies of files in the format `to`."""
    RESTORE_VERSION = "restore version"
    """Give the file `name` an earlier content."""
    SAVE_SEARCH = "save search"
    RENAME_SEARCH = "rename search"
    REMOVE_SEARCH = "remove search"
    RESET_TRIAGE = "reset triage"
    """Let `count` marks teach nothing any more."""
    STORED = "stored"
    """A step worded by an older version: `name` is its text."""


@dataclass(frozen=True, slots=True)
class Action:
    """One step: kind and objects."""

    kind: ActionKind
    name: str = ""
    """The only object, for display; empty: there are `count` of them."""
    count: int = 0
    to: str = ""
    """Second name, depending on the kind: new name, folder, collection or type."""
    groups: int = 0
    cleared: int = 0

    def encode(self) -> str:
        """Return the text to store in the journal: JSON of the non-empty fields."""
        fields = {key: value for key, value in asdict(self).items() if value}
        return json.dumps(fields | {"kind": self.kind.value}, ensure_ascii=False)

    @classmethod
    def decode(cls, text: str) -> Action:
        """Decode the text of `encode`; anything else is taken as the wording itself.

        Older versions stored text such as `keep 3 samples`, and newer ones may store unknown kinds.
        """
        fields = Fields(load_json(text))
        kind = as_member(ActionKind, fields["kind"])
        if kind is None or not _fits(fields.plain):
            return cls(ActionKind.STORED, text)
        return cls(**(fields.plain | {"kind": kind}))  # type: ignore[arg-type]  # they fit


def _fits(plain: dict[str, object]) -> bool:
    """Return whether stored fields are those of an action, each of its type."""
    texts, counts = {"kind", "name", "to"}, {"count", "groups", "cleared"}
    return all(
        (name in texts and as_text(value) is not None)
        or (name in counts and as_integer(value) is not None)
        for name, value in plain.items()
    )
