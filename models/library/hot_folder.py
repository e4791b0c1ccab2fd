"""Hot folders: folders that another program watches, and what is sent there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.audio.span import Span
from models.audio.units import CollectionId, SampleId, SourceId
from models.library.export.name_template import template_error
from models.library.file_name import encode_path
from models.library.stored_json import Fields, as_path, as_text

USUAL = "{name}"
"""Default file name template."""


@dataclass(frozen=True, slots=True)
class HotFolder:
    """A folder that another program watches, and how files are named there."""

    path: bytes
    """Absolute."""
    template: str = USUAL
    """See `models.library.export.name_template`."""

    def to_json(self) -> dict[str, object]:
        """Return it as JSON-compatible values."""
        return {"path": encode_path(self.path), "template": self.template}


def parse_hot_folder(plain: object) -> HotFolder | None:
    """Parse a stored hot folder; `None` if it is none."""
    fields = Fields(plain)
    path, template = as_path(fields["path"]), as_text(fields["template"])
    if not path:
        return None
    return HotFolder(path, USUAL if not template or template_error(template) else template)


@dataclass(frozen=True, slots=True)
class HotPlace:
    """What a hot folder is chosen for: a collection, or a folder of a source."""

    collection: CollectionId | None = None
    source: SourceId | None = None
    """`None`, without a collection: all sources together."""
    folder: bytes = b""
    """Relative to the root of the source."""

    def nearest(self) -> Iterator[HotPlace]:
        """Yield the places whose hot folder applies here, nearest first."""
        yield self
        if self.collection is not None or self.source is None:
            return
        folder = self.folder
        while folder:
            folder = folder.rpartition(b"/")[0]
            yield HotPlace(source=self.source, folder=folder)
        yield HotPlace()


@dataclass(frozen=True, slots=True)
class Sounds:
    """What is sent: samples, a span of one, or a collection."""

    samples: tuple[SampleId, ...] = ()
    span: Span | None = None
    """Of the only sample; `None`: all of it."""
    collection: CollectionId | None = None
    """All of its members, in its order; `None`: the samples."""
