"""What an earlier export wrote: `sempal-export.json` in the folder itself."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import cast

from loguru import logger

NAME = "sempal-export.json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that we wrote."""

    source: str
    """Path of the sample it came from; undecodable bytes as PEP 383 has them."""
    key: str
    """Of the content and of what was made of it."""
    size: int
    """Bytes, as written."""
    mtime_ns: int

    def is_untouched(self, path: Path) -> bool:
        """Tell whether the file is still as we wrote it."""
        try:
            status = path.stat()
        except OSError:
            return False
        return (status.st_size, status.st_mtime_ns) == (self.size, self.mtime_ns)


def read(folder: Path) -> dict[str, Entry]:
    """Return what we wrote into `folder`, by file name; a broken manifest counts as none."""
    try:
        content = json.loads((folder / NAME).read_text("utf-8", "surrogatepass"))
        files = cast("Mapping[str, Mapping[str, object]]", content["files"])
        return {name: Entry(**entry) for name, entry in files.items()}  # type: ignore[arg-type] # checked below
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        logger.warning("the list of an earlier export is not used: {}: {}", folder / NAME, error)
        return {}


def write(folder: Path, about: Mapping[str, object], files: Mapping[str, Entry]) -> None:
    """Write the manifest, whole or not at all.

    Raises:
        OSError: as the file system says.
    """
    content = {
        "version": VERSION,
        **about,
        "files": {name: asdict(entry) for name, entry in files.items()},
    }
    text = json.dumps(content, indent=1)
    new = folder / f".{NAME}.new"
    with new.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(folder / NAME)
