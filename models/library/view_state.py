"""View state of a source, restored when the user returns to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast

from models.audio.units import SampleId, SourceId
from models.library.file_name import decode_path, encode_path
from models.library.query import Query, Sort
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
        }


def view_state_of(query: Query, sample: SampleId | None) -> ViewState:
    """Return the view state of a list that shows `query`."""
    return ViewState(
        query.words,
        query.folder,
        query.more_folders,
        query.tag,
        query.sort,
        query.descending,
        sample,
    )


def parse_view_state(plain: Mapping[str, object]) -> ViewState:
    """Parse a stored view state; invalid values become defaults."""
    words, folder, sample = plain.get("words"), plain.get("folder"), plain.get("sample")
    state = ViewState(
        words if isinstance(words, str) else "",
        decode_path(folder) if isinstance(folder, str) else b"",
        descending=plain.get("descending") is True,
        sample=SampleId(sample) if isinstance(sample, int) else None,
    )
    if isinstance(more := plain.get("more"), list):
        paths = cast("list[object]", more)
        state = replace(
            state, more=tuple(decode_path(one) for one in paths if isinstance(one, str))
        )
    if plain.get("tag") in set(Tag):
        state = replace(state, tag=Tag(plain["tag"]))  # type: ignore[arg-type] # one of them
    sorts: dict[object, Sort] = {sort.value: sort for sort in Sort if sort is not Sort.PLACE}
    return replace(state, sort=sorts.get(plain.get("sort"), state.sort))
