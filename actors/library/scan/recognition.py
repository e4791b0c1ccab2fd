"""Recognition of files that may be samples known under another path.

Deciding before the walk ends could assign a sample to the first of several identical files, when a
later one has its name. So candidates wait here, and with them known paths whose content changed:
two files may have been swapped.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from actors.library.query.scan import DuplicateSample, Move
from actors.library.query.sources import Root
from actors.library.scan.root import check_root
from actors.library.scan.visibility import Visibility
from actors.library.scan.walk import clamp_time, inode_identity
from models.audio.units import SampleId, SourceId
from models.library.file import Content, Entry
from models.library.identity import WHOLE, FileLocation, Fingerprint, match_files

File = tuple[Entry, Content]
Pair = tuple[int, SampleId]
"""Index of a waiting file, and the sample it may be."""
Changed = tuple[Entry, Content, DuplicateSample]
"""A path with other content, and the sample that was there."""


@dataclass(slots=True)
class Result:
    """Outcome for the waiting files."""

    tangled: list[Move] = field(default_factory=list)
    """Moves from or to paths of other samples: apply all or none."""
    moves: list[Move] = field(default_factory=list)
    new: list[File] = field(default_factory=list)
    elsewhere: list[tuple[SourceId, File]] = field(default_factory=list)
    """New files in other sources, at paths whose sample is now in this source."""
    changed: list[tuple[SampleId, Content]] = field(default_factory=list)


class Recognition:
    """Classifies files as moved, changed or new samples."""

    def __init__(self, source: SourceId, roots: Iterable[Root], sight: Visibility) -> None:
        self._source, self._sight = source, sight
        self._roots = {known.source: known for known in roots}
        self._online: dict[SourceId, bool] = {}
        self._possible: dict[bytes, bool] = {}
        """Tokens, and whether a sample with the token may have moved."""
        self._lost: dict[SampleId, DuplicateSample] = {}
        self._displaced: dict[SampleId, DuplicateSample] = {}
        self._strange: dict[SampleId, DuplicateSample] = {}
        self._former: dict[SampleId, DuplicateSample] = {}
        """Contents that were decided about and replaced."""
        self._met: set[SampleId] = set()
        self.waiting: list[File] = []
        self._sources: dict[int, SourceId] = {}
        """Sources of waiting files in other sources, by index."""
        self._unchanged: set[int] = set()
        """Waiting files that are as stored: only the former content of their sample is sought."""
        self._files: dict[SampleId, tuple[int, int] | None] = {}
        """Device and inode of the file now at the path of a displaced sample."""
        self.occupants: dict[int, SampleId] = {}
        """Samples that were at the path of a waiting file, by index."""

    @property
    def staying(self) -> dict[int, SampleId]:
        """The occupants that were present at the last scan.

        A sample missing then has no claim: a file that is there now is not an edit of it.
        """
        return {
            index: sample
            for index, sample in self.occupants.items()
            if not self._displaced[sample].missing
        }

    def unknown(self, tokens: Iterable[bytes]) -> set[bytes]:
        """Return the tokens that were not looked up yet.

        Samples that get such a token later were found by this scan.
        """
        return {token for token in tokens if token and token not in self._possible}

    def learn(self, tokens: Iterable[bytes], duplicates: Iterable[DuplicateSample]) -> None:
        """Add all samples that have one of these tokens."""
        self._possible.update(dict.fromkeys(tokens, False))
        for duplicate in sorted(duplicates, key=lambda one: not one.former):
            if duplicate.former:
                self._expect(duplicate)
            elif self._is_lost(duplicate) or self._is_other(duplicate):
                self._possible[duplicate.token] = True
                if self._is_strange(duplicate):
                    self._strange[duplicate.sample] = duplicate

    def _expect(self, duplicate: DuplicateSample) -> None:
        """Look for a content that was decided about and replaced since."""
        if duplicate.sample in self._met or not self._is_online(duplicate.source):
            return
        self._possible[duplicate.token] = True
        self._former[duplicate.sample] = duplicate
        if not _is_gone(duplicate.path):
            self._strange[duplicate.sample] = duplicate

    def strange(self) -> dict[SourceId, list[DuplicateSample]]:
        """Return samples of other sources that may have been swapped with ones of this source.

        Also those whose former content may have been found. Only reading reveals what is at their
        paths now. Each sample is returned once.
        """
        found: defaultdict[SourceId, list[DuplicateSample]] = defaultdict(list)
        for duplicate in self._strange.values():
            found[duplicate.source].append(duplicate)
        self._met |= self._strange.keys()
        self._strange = {}
        return dict(found)

    def sift(self, files: Sequence[File]) -> list[File]:
        """Return the files that are certainly new, and keep the others waiting."""
        possible = [self._possible.get(content.token, False) for _, content in files]
        self.waiting += [file for file, waits in zip(files, possible, strict=True) if waits]
        return [file for file, waits in zip(files, possible, strict=True) if not waits]

    def displace(self, changed: Sequence[Changed]) -> None:
        """Keep known paths with other content waiting."""
        for entry, content, was in changed:
            if was.sample in self._displaced:  # it was replaced once more
                continue
            if was.former:
                self._unchanged.add(len(self.waiting))
            self._files[was.sample] = _file(content.device, content.inode)
            if was.source != self._source:
                self._sources[len(self.waiting)] = was.source
            self.occupants[len(self.waiting)] = was.sample
            self._displaced[was.sample] = was
            self.waiting.append((entry, content))

    def forget_unseen(self, renumbered: Mapping[int, int]) -> None:
        """Drop lost samples in folders that are not visible, such as on an unmounted drive.

        Args:
            renumbered: New numbers of devices of the source.
        """
        here = {(content.device, content.inode) for _, content in self.waiting}

        def is_seen(duplicate: DuplicateSample) -> bool:
            return (
                duplicate.removed
                or (duplicate.inode is not None and (duplicate.device, duplicate.inode) in here)
                or self._sight.holds(
                    duplicate, renumbered if duplicate.source == self._source else {}
                )
            )

        self._lost = {one: was for one, was in self._lost.items() if is_seen(was)}
        self._former = {one: was for one, was in self._former.items() if is_seen(was)}

    def proposed(self, never: Collection[Pair]) -> dict[int, DuplicateSample]:
        """Return the most plausible former sample of each waiting file, by index.

        Args:
            never: Pairs known to differ.
        """
        places = [
            FileLocation(
                self._folder(index),
                entry.name,
                content.token,
                content.mtime_ns,
                _file(content.device, content.inode),
            )
            for index, (entry, content) in enumerate(self.waiting)
        ]
        sought = ({**self._lost, **self._displaced}, self._former)
        known = {(sample, one.token): one for some in sought for sample, one in some.items()}
        was = [
            (
                sample,
                FileLocation(
                    os.path.dirname(duplicate.path),
                    duplicate.name,
                    duplicate.token,
                    duplicate.mtime_ns,
                    _file(duplicate.device, duplicate.inode),
                ),
            )
            for (sample, _), duplicate in known.items()
        ]
        unlike = {*never, *self.occupants.items()}
        return {
            index: known[sample, places[index].token]
            for index, sample in match_files(places, was, unlike).items()
        }

    def differing(self, proposed: Mapping[int, DuplicateSample]) -> set[Pair]:
        """Return the proposals refuted by fingerprints.

        Also copies: a file in another source, at a path without a sample, made before its original
        was overwritten.
        """
        return {
            (index, duplicate.sample)
            for index, duplicate in proposed.items()
            if _print(duplicate).equals(_print(self.waiting[index][1])) is False
            or self._is_copy(index, duplicate)
        }

    def doubtful(
        self, proposed: Mapping[int, DuplicateSample], sure: Collection[Pair]
    ) -> dict[int, DuplicateSample]:
        """Return the proposals that need a full comparison.

        Size and both ends are equal. An equal mtime suffices; otherwise the whole file decides, if
        the hash of the lost one is stored.
        """
        return {
            index: duplicate
            for index, duplicate in proposed.items()
            if duplicate.full_hash is not None
            and duplicate.size > WHOLE
            and duplicate.mtime_ns != self.waiting[index][1].mtime_ns
            and (index, duplicate.sample) not in sure
        }

    def path(self, index: int) -> bytes:
        """Return the absolute path of a waiting file."""
        return os.path.join(self._folder(index), self.waiting[index][0].name)

    def still_lost(self, proposed: Mapping[int, DuplicateSample]) -> dict[int, DuplicateSample]:
        """Return the proposals whose lost file did not reappear meanwhile.

        Samples removed from the library are lost, whether their files exist or not.
        """
        return {
            index: duplicate
            for index, duplicate in proposed.items()
            if duplicate.removed
            or duplicate.sample in self._displaced
            or not os.path.lexists(duplicate.path)
        }

    def result(self, proposed: Mapping[int, DuplicateSample]) -> Result:
        """Return the moves, and the files that are new or changed after all."""
        result = Result()
        leaving = {duplicate.sample for duplicate in proposed.values()}
        for index, (entry, content) in enumerate(self.waiting):
            occupant, source = self.occupants.get(index), self._at(index)
            if index in proposed:
                duplicate = proposed[index]
                tangled = occupant is not None or duplicate.sample in self._displaced
                moves = result.tangled if tangled else result.moves
                moves.append(Move(duplicate, entry, content, source))
            elif source != self._source or index in self._unchanged:
                if occupant in leaving:  # else it is left to the scan of that source
                    result.elsewhere.append((source, (entry, content)))
            elif occupant is None or occupant in leaving:
                result.new.append((entry, content))
            else:
                result.changed.append((occupant, content))
        return result

    def _at(self, index: int) -> SourceId:
        """Return the source of a waiting file."""
        return self._sources.get(index, self._source)

    def _folder(self, index: int) -> bytes:
        root, folder = self._roots[self._at(index)].path, self.waiting[index][0].folder
        return os.path.join(root, folder) if folder else root

    def _is_lost(self, duplicate: DuplicateSample) -> bool:
        # Samples of removed sources count as lost.
        gone = duplicate.removed or (self._is_online(duplicate.source) and _is_gone(duplicate.path))
        if gone:
            self._lost[duplicate.sample] = duplicate
        return gone

    def _is_other(self, duplicate: DuplicateSample) -> bool:
        """Return whether another file may be at the path of a sample."""
        return (
            duplicate.source == self._source or self._is_online(duplicate.source)
        ) and _is_other(duplicate)

    def _is_strange(self, duplicate: DuplicateSample) -> bool:
        """Return whether its path must be read for that, as this scan does not visit it."""
        known = duplicate.source == self._source or duplicate.sample in self._lost
        # A symlink did not move when its target was written to.
        return not (
            known
            or duplicate.missing
            or duplicate.sample in self._met
            or os.path.islink(duplicate.path)
        )

    def _is_copy(self, index: int, duplicate: DuplicateSample) -> bool:
        content, source = self.waiting[index][1], self._at(index)
        other = duplicate.sample in self._displaced and duplicate.source != source
        if not (other or duplicate.former) or index in self.staying:
            return False
        was = _file(duplicate.device, duplicate.inode)
        if was is not None and was == _file(content.device, content.inode):
            return False
        if was is not None and was == self._files.get(duplicate.sample):
            return True  # written in place: the file never left
        arrived = not duplicate.former or self._roots[source].scanned < duplicate.former
        return not arrived or content.mtime_ns != duplicate.mtime_ns

    def _is_online(self, source: SourceId) -> bool:
        if source not in self._online:
            root = self._roots.get(source)
            self._online[source] = root is not None and not check_root(root).offline
        return self._online[source]


def _file(device: int | None, inode: int | None) -> tuple[int, int] | None:
    return None if device is None or inode is None else (device, inode)


def _print(one: DuplicateSample | Content) -> Fingerprint:
    return Fingerprint(one.size, one.token, one.middle)


def _is_other(duplicate: DuplicateSample) -> bool:
    try:
        status = os.stat(duplicate.path)
    except OSError:
        return False
    ctime_ns, _, inode = inode_identity(status)
    now = (status.st_size, clamp_time(status.st_mtime_ns), ctime_ns, inode)
    return now != (duplicate.size, duplicate.mtime_ns, duplicate.ctime_ns, duplicate.inode)


def _is_gone(path: bytes) -> bool:
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False  # not accessible, so it may exist
    return False
