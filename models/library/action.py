"""What an undoable step does, as a value; the screen words it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import Enum


class ActionKind(Enum):
    """The values are stored in libraries: they never change."""

    KEEP = "keep"
    REJECT = "reject"
    CLEAR_MARK = "clear mark"
    KEEP_COPY = "keep copy"
    """Keep `name`, reject `count` copies of it."""
    KEEP_BEST = "keep best"
    """Reject `count` copies in `groups`, clear `cleared` reject marks."""
    SET_TYPE = "set type"
    """To the type `to`."""
    RESET_TYPE = "reset type"
    CREATE_COLLECTION = "create collection"
    RENAME_COLLECTION = "rename collection"
    REMOVE_COLLECTION = "remove collection"
    MOVE_COLLECTION = "move collection"
    ADD_MEMBERS = "add members"
    """To the collection `to`."""
    REMOVE_MEMBERS = "remove members"
    MOVE_MEMBERS = "move members"
    SAVE_CLIP = "save clip"
    """As `name`, a member of the collection `to`."""
    RENAME = "rename"
    """A file or a folder."""
    MOVE_FILES = "move files"
    MOVE_FOLDER = "move folder"
    DELETE_FILES = "delete files"
    DELETE_FOLDER = "delete folder"
    CREATE_FOLDER = "create folder"
    REMOVE_SOURCE = "remove source"
    NARROW_SOURCE = "narrow source"
    """To the folder `to` inside of it."""
    STORED = "stored"
    """An older version stored how it worded the step: `name` is that text."""


@dataclass(frozen=True, slots=True)
class Action:
    """One step: what is done to what."""

    kind: ActionKind
    name: str = ""
    """The one thing that it is done to, for the screen; empty: there are `count` of them."""
    count: int = 0
    to: str = ""
    """A second name, as the kind says: the new one, a folder, a collection, a type."""
    groups: int = 0
    cleared: int = 0

    def encode(self) -> str:
        """Return the text to store in the journal: JSON of what is not empty."""
        fields = {key: value for key, value in asdict(self).items() if value}
        return json.dumps(fields | {"kind": self.kind.value}, ensure_ascii=False)

    @classmethod
    def decode(cls, text: str) -> Action:
        """Return what `encode` made `text` from; anything else is the wording itself.

        Older versions stored such as `keep 3 samples`, and newer ones may know kinds that
        are unknown here.
        """
        try:
            fields = json.loads(text)
            return cls(**(fields | {"kind": ActionKind(fields["kind"])}))
        except (ValueError, TypeError, KeyError):
            return cls(ActionKind.STORED, text)
