"""Hardware profiles: those shipped in `data/profiles`, and the user's own beside `config.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from actors.media.error import os_error_reason
from models.library.export.profile import Profile
from models.library.export.profile_parser import InvalidProfile, parse_profile

FOLDER = "profiles"
ENDING = ".toml"
SHIPPED = Path(str(files("data") / FOLDER))


@dataclass(frozen=True, slots=True)
class Profiles:
    """Profiles by title, and why files are none."""

    all: tuple[Profile, ...] = ()
    problems: tuple[str, ...] = ()
    """One line for each file that is no profile: which, which key, why."""

    def find(self, name: str) -> Profile | str:
        """Return the profile of a name in any case, or why there is none."""
        for one in self.all:
            if one.name.casefold() == name.casefold():
                return one
        for line in self.problems:
            if line.startswith(f"{FOLDER}/{name}{ENDING}:"):
                return line
        known = ", ".join(sorted(one.name for one in self.all))
        return f"there is no profile “{name}”; there are: {known}"


def load_profiles(folder: Path) -> Profiles:
    """Return all profiles; one of the user's takes the place of a shipped one of the same name.

    Args:
        folder: The `.sempal` folder.
    """
    found: dict[str, Profile] = {}
    problems = list[str]()
    for place, own in ((SHIPPED, False), (folder / FOLDER, True)):
        try:
            paths = sorted(path for path in place.iterdir() if path.suffix == ENDING)
        except FileNotFoundError:
            continue
        except OSError as error:
            problems.append(f"{FOLDER}: {os_error_reason(error)}")
            continue
        for path in paths:
            try:
                found[path.stem] = _read(path, own=own)
            except InvalidProfile as error:
                found.pop(path.stem, None)  # it was meant instead of the shipped one
                problems.append(f"{FOLDER}/{path.name}: {error}")
    by_title = sorted(found.values(), key=lambda one: one.title.casefold())
    return Profiles(tuple(by_title), tuple(problems))


def _read(path: Path, *, own: bool) -> Profile:
    try:
        plain = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise InvalidProfile(os_error_reason(error)) from error
    except UnicodeDecodeError as error:
        raise InvalidProfile("it is not UTF-8") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InvalidProfile(f"it is not TOML: {error}") from error
    return parse_profile(path.stem, plain, own=own)
