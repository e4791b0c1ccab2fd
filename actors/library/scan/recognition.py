"""New files that may be samples we know, until the whole tree was seen.

Deciding early could give a sample to the first of several equal files, when a
later one has its name. So files with a possible past wait here.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence

from actors.library.query.scanning import Move, Twin
from actors.library.query.sources import Root
from actors.library.scan.root import look
from models.audio.units import SampleId, SourceId
from models.library.file import Content, Entry
from models.library.identity import Place, recognised

File = tuple[Entry, Content]
Pair = tuple[int, SampleId]
"""A waiting file, by its index, and the sample it may be."""


class Recognition:
    """Sorts new files into samples that moved and truly new ones."""

    def __init__(self, root: bytes, roots: Iterable[Root]) -> None:
        self._root = root
        self._roots = {known.source: known for known in roots}
        self._online: dict[SourceId, bool] = {}
        self._lost: dict[SampleId, bool] = {}
        self._twins: dict[SampleId, Twin] = {}
        self.waiting: list[File] = []

    def sift(self, files: Sequence[File], twins: Iterable[Twin]) -> list[File]:
        """Return the files that are new for sure, and keep the others.

        Args:
            files: New files.
            twins: All samples with the content of one of them.
        """
        lost = {twin.token: twin for twin in twins if self._is_lost(twin)}
        self.waiting += [file for file in files if file[1].token in lost]
        return [file for file in files if file[1].token not in lost]

    def proposed(self, never: Collection[Pair]) -> dict[int, Twin]:
        """Return what each waiting file was, as far as one can tell, by its index.

        Args:
            never: Pairs that were found to differ.
        """
        places = [
            Place(self._folder(entry), entry.name, content.token, content.mtime_ns)
            for entry, content in self.waiting
        ]
        lost = [
            (
                sample,
                Place(os.path.dirname(twin.path), twin.name, twin.token, twin.mtime_ns),
            )
            for sample, twin in self._twins.items()
        ]
        found = recognised(places, lost, never)
        return {index: self._twins[sample] for index, sample in found.items()}

    def doubtful(self, proposed: dict[int, Twin], sure: Collection[Pair]) -> dict[int, Twin]:
        """Return those proposals that need a look at the whole file.

        Size and both ends are equal. If the time of change is, too, that will
        do; else the whole decides, where the hash of the lost one is known.
        """
        return {
            index: twin
            for index, twin in proposed.items()
            if twin.full_hash is not None
            and twin.mtime_ns != self.waiting[index][1].mtime_ns
            and (index, twin.sample) not in sure
        }

    def path(self, index: int) -> bytes:
        """Return the absolute path of a waiting file."""
        entry = self.waiting[index][0]
        return os.path.join(self._folder(entry), entry.name)

    def result(self, proposed: dict[int, Twin]) -> tuple[list[Move], list[File]]:
        """Return the moves, and the files that are new after all."""
        moves = [Move(twin, *self.waiting[index]) for index, twin in proposed.items()]
        new = [file for index, file in enumerate(self.waiting) if index not in proposed]
        return moves, new

    def _folder(self, entry: Entry) -> bytes:
        return os.path.join(self._root, entry.folder) if entry.folder else self._root

    def _is_lost(self, twin: Twin) -> bool:
        if twin.sample not in self._lost:
            # What was removed with its source is nowhere in the library.
            gone = twin.removed or (self._is_online(twin.source) and _is_gone(twin.path))
            self._lost[twin.sample] = gone
            if self._lost[twin.sample]:
                self._twins[twin.sample] = twin
        return self._lost[twin.sample]

    def _is_online(self, source: SourceId) -> bool:
        if source not in self._online:
            root = self._roots.get(source)
            self._online[source] = root is not None and not look(root).offline
        return self._online[source]


def _is_gone(path: bytes) -> bool:
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False  # it cannot be looked at, so it may well be there
    return False
