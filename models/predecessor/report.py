"""Report of an import, or of its preview, in counts and names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from models.audio.clock import count_noun


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Counts and names; ids and paths are those of the predecessor."""

    places: tuple[str, ...]
    """Files it was read from, newest layout first."""
    volume: float
    """Linear, 0 to 1."""
    autoplay_selection: bool
    trash_folder: str | None
    last_selected_source: str | None
    sources: tuple[str, ...]
    roots: Mapping[str, str]
    """Root by source, as the predecessor stored it."""
    missing_sources: tuple[str, ...]
    """Sources that are unreachable now."""
    collections: Mapping[str, int]
    """Number of members by collection, including missing ones."""
    collection_names: Mapping[str, str]
    unresolved_members: int
    """Members without a known file; they are listed as missing."""
    unresolved: tuple[str, ...]
    """Those members, one line each."""
    tags: Mapping[str, Mapping[str, str]]
    """By source name and path: `keep` or `trash`."""
    missing_files: Mapping[str, tuple[str, ...]]
    """Known files that are absent from the disk, by source name."""
    ambiguous_tags: Mapping[str, Mapping[str, str]]
    """Stored values that may mean keep or trash, by source name and path; left unmarked."""
    hotkeys: Mapping[str, int]
    export_paths: Mapping[str, str]
    duplicates_merged: int
    problems: tuple[str, ...]
    """What could not be imported as stored, one line each."""
    already: bool = False
    """Whether all of it had been imported before, so nothing was changed."""

    def plain(self) -> dict[str, object]:
        """Return the report as JSON-compatible values."""
        return asdict(self)

    @property
    def summary(self) -> str:
        """Return one line: `4 sources, 2 collections with 4 samples, 4 marks`."""
        members = sum(self.collections.values())
        sets = count_noun(len(self.collections), "collection")
        marks = sum(map(len, self.tags.values()))
        return ", ".join(
            (
                count_noun(len(self.sources), "source"),
                f"{sets} with {count_noun(members, 'sample')}",
                count_noun(marks, "mark"),
            )
        )

    def lines(self) -> tuple[str, ...]:
        """Return the full report as lines of text."""
        return (
            f"Read from {', '.join(self.places)}. These files were not changed.",
            f"{'Imported before' if self.already else 'Imported'}: {self.summary}.",
            *(f"Cannot be reached now: {self.roots[one]}" for one in self.missing_sources),
            *(f"Not found, kept as missing: {one}" for one in self.unresolved),
            *(
                f"Keep or trash? {source}: {path} ({reason}) is neutral now"
                for source, paths in self.ambiguous_tags.items()
                for path, reason in paths.items()
            ),
            *(
                f"No longer on the disk: {source}: {path}"
                for source, paths in self.missing_files.items()
                for path in paths
            ),
            *(
                [f"Named more than once, merged: {self.duplicates_merged}"]
                * bool(self.duplicates_merged)
            ),
            *(f"Note: {problem}" for problem in self.problems),
        )
