"""The compiled modules of a start in one file, so that Python need not search for each.

Finding, opening and checking a thousand files takes an eighth of the imports' time. What counts is
Python's own rule: a module is taken from here while its source has the size and time with which it
was compiled. Everything else is imported as usual.
"""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from importlib.machinery import ExtensionFileLoader, ModuleSpec, SourceFileLoader
from importlib.util import MAGIC_NUMBER
from mmap import ACCESS_READ, mmap
from pathlib import Path
from types import CodeType, ModuleType
from typing import cast

HEADER, STAMPS, LIMIT = 8, 16, 0xFFFFFFFF
"""Bytes for the length of the table; of a compiled file before its code; a bound of 32 bits.
Source: PEP 552."""
MADV_DONTNEED = 4
"""Source: Linux, mman-common.h; the module `mmap` of other systems does not have it."""
MISSES = 20
"""Imports past the bundle after which it is written again."""
Entry = tuple[str, int, int, bool, str, int, int]
"""Source file, its time in seconds and size in bytes, whether it is a package, compiled file, and
begin and length of its code; a negative length: a module in C."""


def bundle_path() -> Path:
    """Return the file of this Python: beside our own compiled modules, and as trusted as these."""
    return Path(__file__).parent / "__pycache__" / f"imports.{sys.implementation.cache_tag}.bin"


def _world() -> tuple[bytes | str | int, ...]:
    """Return what decides where modules are found, beside their names."""
    path = os.environ.get("PYTHONPATH", "")
    return (MAGIC_NUMBER, sys.version, sys.flags.optimize, sys.prefix, path, __file__)


class ImportBundle:
    """A finder that knows the modules of a former start."""

    def __init__(self, path: Path) -> None:
        """Read the table of a bundle; one that is missing, damaged or another Python's is empty."""
        self._path, self._table = path, dict[str, Entry]()
        self._code = memoryview(b"")
        self._stale = 0
        self._map: mmap | None = None
        with suppress(OSError, ValueError, EOFError, TypeError), path.open("rb") as file:
            self._map = mmap(file.fileno(), 0, access=ACCESS_READ)
            content = memoryview(self._map)
            begin = HEADER + int.from_bytes(content[:HEADER], "little")
            world, size, table = marshal.loads(content[HEADER:begin])  # noqa: S302 - a compiled file of Python
            if world == _world() and size == len(content) - begin:
                self._code, self._table = content[begin:], table

    def find_spec(
        self, name: str, _path: object = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return where a module is, if it is in the bundle and its source is the same."""
        entry = self._table.get(name)
        if entry is None:
            return None
        source, time, size, package, compiled, begin, length = entry
        if not _is_same(source, time, size):
            self._stale += 1
            return None
        if length < 0:
            return ModuleSpec(name, ExtensionFileLoader(name, source), origin=source)
        loader = _Loader(name, source, self._code[begin : begin + length])
        spec = ModuleSpec(name, loader, origin=source, is_package=package)
        spec.has_location, spec.cached = True, compiled
        if package and spec.submodule_search_locations is not None:
            spec.submodule_search_locations.append(os.path.dirname(source))  # noqa: PTH120 - called a thousand times
        return spec

    def give_back(self) -> None:
        """Give back the memory of what was read; it is read again where it is needed."""
        if self._map is not None and hasattr(mmap, "madvise"):
            self._map.madvise(MADV_DONTNEED)

    def update(self) -> None:
        """Write the bundle again if much was imported past it, where that is permitted."""
        missing = sum(name not in self._table for name in _sources())
        if not sys.dont_write_bytecode and missing + self._stale >= MISSES:
            with suppress(OSError):
                write(self._path, self._table)


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, code: memoryview) -> None:
        super().__init__(name, path)
        self._bundled: memoryview | None = code

    def get_code(self, fullname: str) -> CodeType | None:
        """Return the code, once without looking at the file."""
        code, self._bundled = self._bundled, None
        if code is None:
            return super().get_code(fullname)
        return cast("CodeType", marshal.loads(code))  # noqa: S302 - as above


def write(path: Path, former: dict[str, Entry]) -> None:
    """Write a bundle of the present modules, and of the `former` ones that are still the same.

    Raises:
        OSError: It cannot be written.
    """
    found = {name: spec for name, spec in former.items() if spec[6] >= 0}
    sources = {name: (entry[0], entry[4], entry[3]) for name, entry in found.items()}
    sources |= _sources()
    table, parts, end = dict[str, Entry](), list[bytes](), 0
    for name, (source, compiled, package) in sources.items():
        with suppress(OSError):
            content = Path(compiled).read_bytes()
            time, size = (int.from_bytes(content[at : at + 4], "little") for at in (8, 12))
            if content[:8] == MAGIC_NUMBER + bytes(4) and _is_same(source, time, size):
                length = len(content) - STAMPS
                table[name] = (source, time, size, package, compiled, end, length)
                parts.append(content[STAMPS:])
                end += length
    for name, module in list(sys.modules.items()):
        spec = getattr(module, "__spec__", None)
        if spec is not None and isinstance(spec.loader, ExtensionFileLoader) and spec.name == name:
            with suppress(OSError):
                there = os.stat(spec.origin)  # noqa: PTH116 - a plain path
                table[name] = (spec.origin, int(there.st_mtime), there.st_size, False, "", 0, -1)
    head = marshal.dumps((_world(), end, table))
    path.parent.mkdir(exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}")
    try:
        part.write_bytes(b"".join((len(head).to_bytes(HEADER, "little"), head, *parts)))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _sources() -> dict[str, tuple[str, str, bool]]:
    """Return source, compiled file, and whether it is a package, of each present module."""
    found = dict[str, tuple[str, str, bool]]()
    for name, module in list(sys.modules.items()):
        spec = getattr(module, "__spec__", None)
        if spec is None or spec.name != name or not isinstance(spec.loader, SourceFileLoader):
            continue
        places = spec.submodule_search_locations
        usual = places is None or list(places) == [os.path.dirname(spec.origin)]  # noqa: PTH120 - as above
        if spec.cached and usual:
            found[name] = (spec.origin, spec.cached, places is not None)
    return found


def _is_same(source: str, time: int, size: int) -> bool:
    try:
        there = os.stat(source)  # noqa: PTH116 - pathlib takes ten times as long
    except OSError:
        return False
    return int(there.st_mtime) & LIMIT == time & LIMIT and there.st_size & LIMIT == size & LIMIT


def install() -> None:
    """Let Python look into the bundle first."""
    sys.meta_path.insert(0, ImportBundle(bundle_path()))


def installed() -> list[ImportBundle]:
    """Return the bundles that Python looks into: one, if any."""
    return [finder for finder in sys.meta_path if isinstance(finder, ImportBundle)]
