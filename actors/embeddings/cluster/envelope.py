"""Requests and replies between app and workers: bytes with a header of ours, never pickled objects.

Whatever arrives is checked: mark, checksum, lengths and counts.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, cast
from zlib import crc32

from actors.embeddings.executor import Fault

MARK = b"sempal\x00\x01"
"""First bytes of each message; the last one is the version of this form."""
LONGEST = 1 << 20
"""Maximum bytes of one reply: features take 2 kB, a fingerprint 4 kB."""
_CHECK = struct.Struct("<I")
_LENGTH = struct.Struct("<I")
_NOTHING = 0xFFFF_FFFF
"""Length of a reply that is missing."""
_FAULTS = {"": None, "refused": None} | {one.name.lower(): one for one in Fault}


class Malformed(Exception):
    """Bytes that are not such a message; the message says why."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """What is wanted of a worker, and with what."""

    work: str
    """A `Work`."""
    program: str
    """Version of sempal, and of its analyser."""
    model: str = ""
    """Embedding model, if one is used."""
    digest: str = ""
    """Hash of its files."""


@dataclass(frozen=True, slots=True)
class File:
    """A file on a worker."""

    path: bytes
    token: bytes
    """Content that it must have; empty: any."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Reply of a worker to a request."""

    replies: tuple[bytes | None, ...] = ()
    """One for each question, `None`: not answered."""
    fault: Fault | None = None
    reason: str = ""
    refused: bool = False
    """Nothing was done: the worker is of another version."""


def pack_request(purpose: Purpose, questions: Sequence[Sequence[File]]) -> bytes:
    """Serialise questions of one or two files each."""
    head = json.dumps(asdict(purpose)).encode()
    parts = [_LENGTH.pack(len(head)), head, _LENGTH.pack(len(questions))]
    for files in questions:
        parts.append(_LENGTH.pack(len(files)))
        for file in files:
            for part in (file.path, file.token):
                parts += [_LENGTH.pack(len(part)), part]
    return _sealed(b"".join(parts))


def unpack_request(message: bytes) -> tuple[Purpose, list[list[File]]]:
    """Deserialise a request.

    Raises:
        Malformed: It is none.
    """
    parts = _Parts(_opened(message))
    try:
        purpose = Purpose(**{name: str(one) for name, one in json.loads(parts.take()).items()})
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise Malformed(f"no purpose: {error}") from error
    questions = [
        [File(parts.take(), parts.take()) for _ in range(parts.number(2))]
        for _ in range(parts.number(1 << 20))
    ]
    parts.end()
    return purpose, questions


def pack_answer(answer: Answer) -> bytes:
    """Serialise the reply of a worker."""
    fault = "refused" if answer.refused else answer.fault.name.lower() if answer.fault else ""
    head = json.dumps({"fault": fault, "reason": answer.reason}).encode()
    body = b"".join(
        _LENGTH.pack(_NOTHING) if one is None else _LENGTH.pack(len(one)) + one
        for one in answer.replies
    )
    return _sealed(_LENGTH.pack(len(head)) + head + _LENGTH.pack(len(answer.replies)) + body)


def unpack_answer(message: object, count: int) -> Answer:
    """Deserialise the reply of a worker.

    Args:
        message: Whatever the worker sent.
        count: Number of questions.

    Raises:
        Malformed: It is no reply to as many questions.
    """
    if not isinstance(message, bytes):
        raise Malformed(f"{type(message).__name__} instead of bytes")
    parts = _Parts(_opened(message))
    try:
        head = cast("dict[str, Any]", json.loads(parts.take()))
        fault, reason = str(head["fault"]), str(head["reason"])[:500]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Malformed(f"no header: {error}") from error
    if fault not in _FAULTS:
        raise Malformed(f"an unknown fault {fault!r}")
    replies = tuple(parts.take_reply() for _ in range(parts.number(count)))
    parts.end()
    if fault == "refused":
        return Answer(reason=reason, refused=True)
    if len(replies) != count or (not fault and None in replies):
        raise Malformed(f"{len(replies)} replies to {count} questions")
    return Answer(replies, _FAULTS[fault], reason)


def _sealed(body: bytes) -> bytes:
    return MARK + _CHECK.pack(crc32(body)) + body


def _opened(message: bytes) -> bytes:
    begin = len(MARK) + _CHECK.size
    if not message.startswith(MARK) or len(message) < begin:
        raise Malformed("not a message of this version of sempal")
    (check,) = _CHECK.unpack_from(message, len(MARK))
    body = message[begin:]
    if crc32(body) != check:
        raise Malformed("damaged on the way")
    return body


class _Parts:
    """Reads parts from bytes."""

    def __init__(self, body: bytes) -> None:
        self._body, self._at = body, 0

    def number(self, most: int) -> int:
        """Return the next number.

        Raises:
            Malformed: It is missing, or larger than `most`.
        """
        found = self._length()
        if found > most:
            raise Malformed(f"{found} parts, at most {most} are expected")
        return found

    def take(self) -> bytes:
        """Return the next bytes.

        Raises:
            Malformed: They are missing.
        """
        return self._bytes(self._length())

    def take_reply(self) -> bytes | None:
        """Return the next reply; `None`: there is none.

        Raises:
            Malformed: It is too long, or missing.
        """
        length = self._length()
        if length == _NOTHING:
            return None
        if length > LONGEST:
            raise Malformed(f"a reply of {length} bytes")
        return self._bytes(length)

    def end(self) -> None:
        """Check that nothing is left.

        Raises:
            Malformed: Something is.
        """
        if self._at != len(self._body):
            raise Malformed("more than expected")

    def _length(self) -> int:
        if self._at + _LENGTH.size > len(self._body):
            raise Malformed("cut off")
        (found,) = _LENGTH.unpack_from(self._body, self._at)
        self._at += _LENGTH.size
        return int(found)

    def _bytes(self, length: int) -> bytes:
        end = self._at + length
        if end > len(self._body):
            raise Malformed("cut off")
        found = self._body[self._at : end]
        self._at = end
        return found
