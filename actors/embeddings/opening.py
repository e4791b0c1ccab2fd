"""Opens the files that are listened to: any name, and a plain reason where it cannot be."""

from __future__ import annotations

import os
import stat
from collections.abc import Generator
from contextlib import contextmanager

import soundfile


class Unopened(Exception):
    """A file is gone, forbidden, empty or no sound; the text is the reason."""


@contextmanager
def sound_file(path: bytes) -> Generator[soundfile.SoundFile]:
    """Open a file for reading.

    Raises:
        Unopened: it cannot be, or fails while it is read.
    """
    try:
        # The descriptor, not the name: libsndfile wants text, file names are bytes. Not
        # blocking, as it may be a pipe.
        flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
        descriptor = os.open(path, flags)
    except OSError as error:
        raise Unopened(_words(error)) from error
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode) or not status.st_size:
        os.close(descriptor)
        raise Unopened("the file is empty" if stat.S_ISREG(status.st_mode) else "it is no file")
    try:
        # Closing is libsndfile's business from here on, also if it refuses the file.
        with soundfile.SoundFile(descriptor, closefd=True) as file:
            yield file
    except OSError as error:
        raise Unopened(_words(error)) from error
    except (soundfile.SoundFileError, TypeError) as error:  # the latter: raw data without a header
        said = str(getattr(error, "error_string", error))
        raise Unopened(f"it cannot be read: {said.rpartition(' : ')[2]}") from error


def _words(error: OSError) -> str:
    return f"it cannot be read: {(error.strerror or str(error)).lower()}"
