"""View state of a source, restored when the user returns to it."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import SampleId, SourceId
from models.library.file_name import encode_path
from models.library.query import Query, Sort
from models.library.stored_json import Fields, as_integer, as_member, as_path, as_paths, as_text
from models.library.tag import Tag


@dataclass(frozen=True, slots=True)
class ViewState:
    """Search, filter, sort order and list position of one source, or of all."""

    words: str = ""
    folder: bytes = b""
    more: tuple[bytes, ...] = ()
    tag: Tag | None = None
    sort: Sort = Sort.FOLDER
    descending: bool = False
    sample: SampleId | None = None
    """The focused row."""
    opened: tuple[bytes, ...] = ()
    """Expanded folders, sorted."""

    def query(self, source: SourceId | None) -> Query:
        """Return the query for a source."""
        return Query(
            source, self.folder, self.more, self.words, self.tag, self.sort, self.descending
        )

    def to_json(self) -> dict[str, object]:
        """Return the view state as JSON-compatible values."""
        return {
            "words": self.words,
            "folder": encode_path(self.folder),
            "more": [encode_path(path) for path in self.more],
            "tag": None if self.tag is None else int(self.tag),
            "sort": self.sort.value,
            "descending": self.descending,
            "sample": self.sample,
            "opened": [encode_path(path) for path in self.opened],
        }


def view_state_of(
    query: Query, sample: SampleId | None, opened: tuple[bytes, ...] = ()
) -> ViewState:
    """Return the view state of a list that shows `query`, with the expanded folders."""
    return ViewState(
        query.words,
        query.folder,
        query.more_folders,
        query.tag,
        query.sort,
        query.descending,
        sample,
        opened,
    )


def parse_view_state(plain: object) -> ViewState:
    """Parse a stored view state; invalid values become defaults."""
    fields = Fields(plain)
    sample, sort = as_integer(fields["sample"]), as_member(Sort, fields["sort"])
    return ViewState(
        as_text(fields["words"]) or "",
        as_path(fields["folder"]) or b"",
        as_paths(fields["more"]),
        as_member(Tag, fields["tag"]),
        Sort.FOLDER if sort is None or sort is Sort.PLACE else sort,
        fields["descending"] is True,
        None if sample is None else SampleId(sample),
        as_paths(fields["opened"]),
    )
