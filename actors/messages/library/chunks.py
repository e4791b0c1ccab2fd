"""Commands about the chunks of long files."""

from __future__ import annotations

from dataclasses import dataclass

from actors.kernel.reply import Reply
from models.inside.chunk import ChunkChanges, ChunkCounts, EmbeddedChunk, PendingChunk, Place
from models.library.samples import SampleIds
from models.library.vector_changes import VectorFile


@dataclass(frozen=True, slots=True)
class FetchPendingChunks:
    """Reply with chunks of long samples that were not embedded yet, in order."""

    model: str
    after: Place
    limit: int
    reply_to: Reply[tuple[PendingChunk, ...]]


@dataclass(frozen=True, slots=True)
class CountChunks:
    """Reply with how many chunks are pending, and how many were embedded."""

    model: str
    reply_to: Reply[ChunkCounts]


@dataclass(frozen=True, slots=True)
class StoreChunks:
    """Store what was embedded in chunks; replies with their number once they are on disk."""

    model: str
    chunks: tuple[EmbeddedChunk, ...]
    reply_to: Reply[int]


@dataclass(frozen=True, slots=True)
class FetchChunks:
    """Reply with what was embedded in chunks after a place, in order; empty: there are no more."""

    model: str
    after: Place
    limit: int
    reply_to: Reply[tuple[EmbeddedChunk, ...]]


@dataclass(frozen=True, slots=True)
class FetchChunksOf:
    """Reply with what was embedded in these samples, in order."""

    model: str
    samples: SampleIds
    reply_to: Reply[tuple[EmbeddedChunk, ...]]


@dataclass(frozen=True, slots=True)
class FetchChunkChanges:
    """Reply with what changed since a state of the windows of a model."""

    model: str
    file: str
    """Name of the file that the state began with; empty: none."""
    since: int
    """Last change that it contains."""
    reply_to: Reply[ChunkChanges]


@dataclass(frozen=True, slots=True)
class StoreWindowFile:
    """Store which file of windows is valid; replies with the names of all valid files."""

    model: str
    file: VectorFile
    reply_to: Reply[tuple[str, ...]]


ChunkCommand = (
    FetchPendingChunks
    | CountChunks
    | StoreChunks
    | FetchChunks
    | FetchChunksOf
    | FetchChunkChanges
    | StoreWindowFile
)
