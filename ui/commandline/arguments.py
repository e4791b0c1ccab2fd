"""The words of the command line."""

from __future__ import annotations

import argparse
import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import platformdirs

from models.library.export.settings import (
    QUIETEST,
    RATES,
    Container,
    Depth,
    ExportSettings,
    Layout,
    read,
)
from models.types.sound_type import SoundType

DETECTED = "detected"
"""In place of a kind of sound: what a person said no longer counts."""
LEVELS = ("TRACE", "DEBUG", "INFO", "WARNING", "ERROR")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person typed."""

    command: str
    """`window`, `scan`, `list`, `config`, `doctor`, `export`, `relink` or `import-predecessor`."""
    folder: Path
    """The `.sempal` folder."""
    level: str
    """Of log lines on the console."""
    level_named: bool = False
    """By a flag or the environment, so that `config.toml` does not count."""
    json: bool = False
    root: Path | None = None
    """The folder to scan, or to look for the predecessor in."""
    full: bool = False
    """Every file is read as a whole."""
    collection: str = ""
    """Name of the collection to export."""
    export: ExportSettings = ExportSettings()
    files: tuple[Path, ...] = ()
    """To which alike ones are looked for, or which are said to be of a type."""
    limit: int = 10
    """How many are wanted for each."""
    text: str = ""
    """Words for what is looked for."""
    type: str = ""
    """What the files are said to be; `DETECTED`: what was detected counts again."""
    action: str = ""
    """What is done with models: `list`, `install`, `verify` or `use`."""
    model: str = ""
    """Its name."""
    checkpoint: str = ""
    """Weights to install: a path, or an address."""
    tokenizer: str = ""
    """Of the words to install: a path, or an address; empty: what lies beside the weights."""
    digest: str = ""
    """SHA-256 that the weights must have."""
    old: Path | None = None
    """Where a source was."""
    dry: bool = False
    """Only say what would be done."""
    sure: bool = False
    """Forget for good, and not only say what would go."""
    offscreen: bool = False
    demo: bool = True
    """A first start without a library opens the demo library."""
    size: tuple[int, int] = (1440, 900)
    debug: bool = False
    """Name whatever holds the loop."""


def data_folder() -> Path:
    """Return the `.sempal` folder of this platform.

    `SEMPAL_CONFIG_HOME` replaces the platform's configuration folder.
    """
    base = os.environ.get("SEMPAL_CONFIG_HOME")
    if not base:
        base = platformdirs.user_config_dir(roaming=True)
    return Path(base) / ".sempal"


def parse(argv: Sequence[str]) -> Asked:
    """Return what `argv` asks for; leaves with a message if it is not understood."""
    words = _parser().parse_args(argv)
    return Asked(
        command=words.command or "window",
        folder=Path(words.data_dir).expanduser() if words.data_dir else data_folder(),
        level_named=bool(words.log_level or os.environ.get("SEMPAL_LOG")),
        level=words.log_level or os.environ.get("SEMPAL_LOG", "WARNING").upper(),
        json=getattr(words, "json", False),
        root=getattr(words, "root", None),
        full=getattr(words, "full", False),
        files=tuple(getattr(words, "files", ())),
        type=getattr(words, "type", None) or "",
        limit=max(1, getattr(words, "limit", 10)),
        text=getattr(words, "text", ""),
        action=getattr(words, "action", ""),
        model=getattr(words, "model", ""),
        checkpoint=getattr(words, "checkpoint", ""),
        tokenizer=getattr(words, "tokenizer", ""),
        digest=getattr(words, "digest", ""),
        old=getattr(words, "old", None),
        collection=getattr(words, "collection", ""),
        export=_export(words),
        dry=getattr(words, "dry_run", False),
        sure=getattr(words, "yes", False),
        offscreen=words.offscreen,
        demo=not words.no_demo,
        size=words.size,
        debug=words.debug,
    )


def _export(words: argparse.Namespace) -> ExportSettings:
    given = {name: getattr(words, name, None) for name in ExportSettings().plain()}
    return read({name: value for name, value in given.items() if value is not None})


def _rate(text: str) -> int:
    if not text.isdecimal() or int(text) not in RATES:
        raise argparse.ArgumentTypeError(f"not from {RATES[0]} to {RATES[-1]} hertz: {text}")
    return int(text)


def _peak(text: str) -> float:
    try:
        peak = float(text)
    except ValueError:
        peak = math.nan
    if not QUIETEST <= peak <= 0:
        raise argparse.ArgumentTypeError(f"not from {QUIETEST:.0f} to 0 decibels: {text}")
    return peak


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    try:
        return int(width), int(height)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not WIDTHxHEIGHT: {text}") from None


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"not a number from 1 on: {text}")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sempal", description="Go through audio samples by ear. Without a command: the window."
    )
    parser.add_argument("--version", action="version", version=f"sempal {version('sempal')}")
    _common(parser)
    parser.add_argument("--offscreen", action="store_true", help="draw without any screen")
    parser.add_argument("--no-demo", action="store_true", help="start empty the first time")
    parser.add_argument("--size", type=_size, default=(1440, 900), metavar="WIDTHxHEIGHT")
    parser.add_argument("--debug", action="store_true", help="report what holds the main loop")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    scan = commands.add_parser("scan", help="add a folder to the library, or bring it up to date")
    scan.add_argument("root", type=Path, metavar="DIR")
    scan.add_argument(
        "--full", action="store_true", help="read every file, also those that look unchanged"
    )
    listing = commands.add_parser("list", help="print every sample of the library")
    doctor = commands.add_parser("doctor", help="look at sound, graphics, folders and versions")
    config = commands.add_parser("config", help="print every choice and where it comes from")
    relink = commands.add_parser("relink", help="tell where the folder of a source is now")
    relink.add_argument("old", type=Path, metavar="OLD")
    relink.add_argument("root", type=Path, metavar="NEW")
    removing = commands.add_parser("remove", help="take a source out of the library (files stay)")
    narrowing = commands.add_parser("narrow", help="let a source be this folder inside of it")
    forgetting = commands.add_parser(
        "forget", help="forget for good what is known of a folder; says what goes (files stay)"
    )
    for command in (removing, narrowing, forgetting):
        command.add_argument("root", type=Path, metavar="DIR")
    forgetting.add_argument("--yes", action="store_true", help="do it; else only say what goes")
    embed = commands.add_parser(
        "embed", help="listen to every sample, so that alike ones are found"
    )
    analyse = commands.add_parser(
        "analyse", help="find out tempo, key and loudness of every sample"
    )
    similar = commands.add_parser("similar", help="print which samples sound like these files")
    similar.add_argument("files", nargs="*", type=Path, metavar="FILE")
    similar.add_argument("--text", default="", metavar="WORDS", help="words for sounds, with CLAP")
    for command in (embed, similar):
        command.add_argument(
            "--model", default="", metavar="M", help="aisfx or clap, for this time"
        )
    similar.add_argument("--limit", type=_count, default=10, metavar="N", help="1 or more")
    duplicates = commands.add_parser("duplicates", help="print what is there more than once")
    correct = commands.add_parser("type", help="say what kind of sound samples are")
    correct.add_argument(
        "type",
        choices=[*(one.value for one in SoundType), DETECTED],
        metavar="KIND",
        help=f"{', '.join(one.value for one in SoundType)}; or detected",
    )
    correct.add_argument("files", nargs="+", type=Path, metavar="FILE")
    vectors = commands.add_parser("embeddings", help="hand out what is known of how samples sound")
    vectors.add_argument("action", choices=["export"])
    vectors.add_argument("root", type=Path, metavar="OUT.npz")
    vectors.add_argument("--model", default="", metavar="M", help="aisfx or clap, for this time")
    importing = commands.add_parser(
        "import-predecessor", help="take over what the earlier sempal (in Rust) left"
    )
    importing.add_argument(
        "root", type=Path, nargs="?", metavar="HOME", help="a home folder, if it is not yours"
    )
    importing.add_argument("--dry-run", action="store_true", help="only say what would be done")
    for command in (
        scan,
        listing,
        config,
        doctor,
        importing,
        relink,
        removing,
        narrowing,
        forgetting,
        embed,
        analyse,
        similar,
        duplicates,
        correct,
        vectors,
        _export_command(commands),
        *_model_commands(commands),
    ):
        command.add_argument("--json", action="store_true", help="for programs")
        _common(command, default=argparse.SUPPRESS)
    return parser


def _model_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
) -> list[argparse.ArgumentParser]:
    parser = commands.add_parser("model", help="networks that listen: which there are, which does")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="print all models")
    install = actions.add_parser("install", help="install a model from weights you have")
    install.add_argument("model", choices=["clap"])
    install.add_argument("--checkpoint", required=True, metavar="FILE|URL")
    install.add_argument("--tokenizer", default="", metavar="FILE|URL")
    install.add_argument("--sha256", dest="digest", default="", metavar="HEX")
    verify = actions.add_parser("verify", help="look whether a model is whole")
    verify.add_argument("model", nargs="?", default="", metavar="MODEL")
    use = actions.add_parser("use", help="let a model listen")
    use.add_argument("model", metavar="MODEL")
    return [listing, install, verify, use]


def _export_command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
) -> argparse.ArgumentParser:
    parser = commands.add_parser("export", help="write the samples of a collection into a folder")
    parser.add_argument("collection", metavar="COLLECTION")
    parser.add_argument("root", type=Path, metavar="FOLDER")
    parser.add_argument("--template", help="of names, such as '{index} {name}'")
    parser.add_argument("--container", choices=[one.value for one in Container])
    parser.add_argument("--depth", choices=[one.value for one in Depth])
    parser.add_argument("--layout", choices=[one.value for one in Layout])
    parser.add_argument("--rate", type=_rate, metavar="HERTZ")
    parser.add_argument("--peak", type=_peak, metavar="DECIBELS", help="of the loudest value")
    parser.add_argument("--prune", action="store_true", help="remove ours that left the collection")
    return parser


def _common(parser: argparse.ArgumentParser, default: str | None = None) -> None:
    parser.add_argument("--data-dir", metavar="DIR", default=default, help="another .sempal folder")
    parser.add_argument(
        "--log-level",
        type=str.upper,
        choices=LEVELS,
        default=default,
        metavar="LEVEL",
        help="of lines on the console; also SEMPAL_LOG",
    )
