"""Make packages: `scripts/package wheel|deb|appimage|check|share`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scripts.packaging import appimage, check, deb, share, wheel

FOLDER = Path(__file__).parents[2] / ".cache" / "packages"


def main() -> int:
    """Return the exit status."""
    parser = argparse.ArgumentParser(prog="scripts/package", description=__doc__)
    parser.add_argument("what", choices=["wheel", "deb", "appimage", "share", "check"])
    parser.add_argument("--to", type=Path, default=FOLDER, help="folder for what is made")
    parser.add_argument("--keep", action="store_true", help="check: take what is there")
    given = parser.parse_args()
    given.to.mkdir(parents=True, exist_ok=True)
    match given.what:
        case "wheel":
            _tell(wheel.build_wheel(given.to))
        case "deb":
            _tell(deb.build_deb(given.to))
        case "appimage":
            _tell(appimage.build_appimage(given.to))
        case "share":
            share.write_share(given.to / "share")
            print(given.to / "share")
        case _:
            return check.check_packages(given.to, build=not given.keep)
    return 0


def _tell(made: Path) -> None:
    print(f"{made}  {made.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    sys.exit(main())
