"""Laws of all verbs: who writes holds the lock, and each ends with a status and a sentence."""

from __future__ import annotations

import argparse
import json
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from actors.kernel.slow_steps import LIMIT
from models.state.settings import Settings
from tests.commandline.conftest import ROOT
from tests.commandline.invocations import invocations, prepared
from ui.__main__ import carry_out
from ui.commandline import argument, verbs
from ui.commandline.context import Context
from ui.commandline.lock import hold
from ui.commandline.locked_run import run_locked
from ui.commandline.parser import Call, parse
from ui.commandline.start import StartOptions
from ui.commandline.status import Status
from ui.commandline.verb import Lock, Options, Verb
from ui.text.commandline import STATUSES

EVERY = verbs.load_all()
ELSEWHERE = {
    *("window", "model install", "analyse", "duplicates", "embed", "similar", "redo"),
    "originals",
}
"""Write, but are not carried out here: see `test_program`, `test_model`, `test_embeddings`,
`test_edit`.
"""
WRITERS = [name for name, verb in EVERY if verb.lock is not Lock.NEVER and name not in ELSEWHERE]
ANSWERS = {
    "config": {"file", "choices", "problems"},
    "backup list": {
        *("name", "at", "size", "samples", "collections", "replaced", "damage"),
    },
    "backup restore": {"restored", "kept"},
    "edit": {"op", "dry_run", "changed", "refused"},
    "history": {"id", "at", "kind", "words", "undone"},
    "source": {"problem"},
    "originals": {"files", "size", "oldest", "removed", "freed"},
    "redo": {"done", "problem"},
    "undo": {"done", "problem"},
    "export": {
        *("collection", "folder", "written", "unchanged", "removed", "left", "failed"),
        *("left_out", "cancelled", "problem"),
    },
    "forget": {"samples", "marks", "members", "types", "problem"},
    "import-predecessor": {
        *("places", "volume", "sources", "collections", "tags", "unresolved", "unresolved_members"),
        *("missing_sources", "missing_files", "ambiguous_tags", "hotkeys", "export_paths"),
        *("duplicates_merged", "problems", "already", "dry_run", "report"),
    },
    "list": {
        *("id", "path", "source", "name", "length_s", "rate", "channels", "frames", "format"),
        *("tag", "missing", "error", "type", "type_confidence", "type_sure", "tempo_bpm"),
        *("tempo_confidence", "other_tempo_bpm", "other_tempo_confidence", "key", "key_confidence"),
        *("loudness_lufs", "onsets"),
    },
    "model list": {"name", "installed", "chosen", "words"},
    "model use": {"name", "installed", "chosen", "words"},
    "narrow": {"problem"},
    "relink": {"problem"},
    "remove": {"problem"},
    "search remove": {"name", "question"},
    "search rename": {"name", "question"},
    "search save": {"name", "question"},
    "scan": {
        *("source", "added", "updated", "moved", "missing", "unreadable", "skipped", "cancelled"),
        *("offline", "problem", "unsupported", "merged"),
    },
    "triage reset": {"marks", "problem"},
    "type": {"path", "type"},
}
"""Fields of the JSON of each verb that scripts of people may read: they keep their names."""


INDEX = tuple(
    f'INSERT INTO "{table}"'
    for table in ("column_chunk", "folder_listing", "search_chunk", "stale_chunk")
)
"""Lines of a dump that hold the search index."""


def kept(data: Path) -> tuple[str, tuple[bytes, ...]]:
    """Return what a person would miss: the library as SQL, and the settings.

    Not the search index, which whoever opens the library brings up to date.
    """
    settings = tuple(path.read_bytes() for path in sorted(data.glob("config.toml*")))
    with closing(sqlite3.connect(f"file:{data / 'library.db'}?mode=ro", uri=True)) as connection:
        lines = [one for one in connection.iterdump() if not one.startswith(INDEX)]
        return "\n".join(lines), settings


def carried_out(call: Call, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """Return the status of a verb and what it printed."""
    capsys.readouterr()
    status = run_locked(call, carry_out)
    reported = capsys.readouterr()
    return status, reported.out, reported.err


def trespassers(
    calls: Iterable[Call], data: Path, capsys: pytest.CaptureFixture[str]
) -> Iterator[str]:
    """Yield the verbs that write to a data folder that another sempal holds, or end without a word.

    The lock belongs to whoever opened the file, so this process is another one as well.
    """
    before = kept(data)
    with hold(data):
        for call in calls:
            status, out, err = carried_out(call, capsys)
            if kept(data) != before:
                yield f"{call.verb.name} changed the library or the settings"
                before = kept(data)
            if call.lock is Lock.ALWAYS and status != Status.LOCKED:
                yield f"{call.verb.name} ended with {status}"
            if not (out or err) or (status and not err.rstrip().splitlines()[-1].startswith("sem")):
                yield f"{call.verb.name} ended with {status} and {err!r}"


def names_kept(name: str, out: str) -> bool:
    """Tell whether what a verb printed as JSON has the fields that scripts know."""
    found = [json.loads(line) for line in out.splitlines()]
    rows = found[0] if found and isinstance(found[0], list) else found
    return all(set(row) >= ANSWERS[name] for row in rows)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, demo_sounds: Path) -> Path:
    folder = tmp_path_factory.mktemp("verbs")
    prepared(folder, demo_sounds / "Drums" / "Kicks")
    return folder


@pytest.fixture
def fresh(base: Path, tmp_path: Path) -> Iterator[Path]:
    """The same folder, put back afterwards: sources are known by their paths."""
    for place in "sounds", "data":
        shutil.copytree(base / place, tmp_path / place)
    yield base
    for place in "sounds", "data":
        shutil.rmtree(base / place)
        shutil.copytree(tmp_path / place, base / place)


def test_no_verb_writes_while_another_sempal_has_the_data_folder(
    base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = base / "data"
    typed = invocations(base, data)
    calls = [parse(words) for lines in typed.values() for words in lines]

    assert set(typed) == {name for name, _ in EVERY}, "a call of every verb: see invocations.py"
    assert list(trespassers(calls, data, capsys)) == []


def test_a_verb_that_writes_without_the_lock_is_found(
    base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def write(context: Context, _options: Options) -> int:
        def other(settings: Settings) -> Settings:
            return replace(settings, auto_play=not settings.auto_play)

        context.entry.load_settings(context.folder, other)
        sys.stdout.write("done\n")
        return Status.DONE

    async def leave(_context: Context, _options: Options) -> int:
        return Status.FAILED

    data = base / "data"
    like = parse(["--data-dir", str(data), "list"])
    writer = Verb("planted", "", Options, write, example="", lock=Lock.NEVER)
    locked = replace(writer, lock=Lock.ALWAYS)
    silent = replace(writer, run=leave)
    calls = [replace(like, verb=verb) for verb in (locked, writer, silent)]

    assert list(trespassers(calls, data, capsys)) == [
        "planted changed the library or the settings",
        "planted ended with 1 and ''",
    ]


@pytest.mark.parametrize("name", WRITERS)
def test_a_verb_that_takes_the_lock_needs_it(
    name: str, fresh: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = fresh / "data"
    before = kept(data)
    for words in invocations(fresh, data)[name]:
        _, out, err = carried_out(parse([*words, "--json"]), capsys)
        assert names_kept(name, out), err

    assert kept(data) != before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("/nowhere/kick.wav", "not found: /nowhere/kick.wav"),
        ("export", "nothing to export"),
        ("export Kit /out --template {nam}", "there is no {nam}"),
        ("export Kit /out --profile mpc --depth 24", "--depth"),
        ("edit gain", "name files, or a collection"),
        ("triage reset --source /x --collection Kit", "--collection"),
        ("model install clap", "--checkpoint"),
    ],
)
def test_a_mistake_in_the_words_is_told_also_while_another_sempal_has_the_data_folder(
    words: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with hold(tmp_path):
        call = parse(["--data-dir", str(tmp_path), *shlex.split(words)])
        status, out, err = carried_out(call, capsys)

    assert (status, out) == (Status.MISUSED, "")
    assert said in err


def test_a_model_that_is_not_there_is_told_also_while_another_sempal_has_the_data_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with hold(tmp_path):
        call = parse(["--data-dir", str(tmp_path), "model", "use", "nonesuch"])
        status, _, err = carried_out(call, capsys)

    assert status == Status.FAILED
    assert "nonesuch" in err


TYPED = [
    (verb.options, name)
    for _, verb in EVERY
    for name, one in argument.declared(verb.options).items()
    if one.given.get("type") not in {None, Path}
]


@pytest.mark.parametrize(("options", "name"), TYPED, ids=lambda one: getattr(one, "__name__", one))
def test_a_wrong_value_is_told_in_words(
    options: type, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    parser = argparse.ArgumentParser()
    argument.add(parser, options)
    flag = argument.declared(options)[name].flag
    with pytest.raises(SystemExit):
        parser.parse_args([flag, "nonsense"])

    (line,) = re.findall(rf"argument {flag}: (.*)", capsys.readouterr().err)
    assert not line.startswith("invalid")
    assert "nonsense" in line


@pytest.mark.parametrize("name", ["backup list", "config", "list", "model list"])
def test_what_is_told_to_programs_keeps_its_names(
    name: str, base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = base / "data"
    for words in invocations(base, data)[name]:
        status, out, _ = carried_out(parse([*words, "--json"]), capsys)

        assert status == Status.DONE
        assert names_kept(name, out)


@pytest.mark.parametrize("name", ["config", "model list", "model verify"])
def test_a_broken_settings_file_is_left_where_it_is_by_who_only_reads(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "config.toml").write_bytes(b"[audio\n")
    for words in invocations(tmp_path, tmp_path)[name]:
        status, out, _ = carried_out(parse(words), capsys)

        assert status == Status.DONE
        assert out
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [
        ("config.toml", b"[audio\n")
    ]


@pytest.mark.parametrize("debug", [True, False])
def test_debug_names_what_holds_the_loop(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], *, debug: bool
) -> None:
    async def hold_the_loop(_context: Context, _options: Options) -> int:
        time.sleep(2 * LIMIT)  # noqa: ASYNC251 - on purpose
        return Status.DONE

    verb = Verb("planted", "", Options, hold_the_loop, example="", lock=Lock.NEVER, app=False)
    words = ["--debug"] * debug + ["--data-dir", str(tmp_path), "config"]
    status, _, err = carried_out(replace(parse(words), verb=verb), capsys)

    assert status == Status.DONE
    assert ("blocked the event loop for" in err) == debug


def test_name_and_help_are_read_without_importing_what_a_verb_needs() -> None:
    code = (
        "import sys; from ui.commandline import parser, verbs; parser.parser().format_help();"
        "sys.exit(bool({'trio', 'numpy', 'loguru', 'actors', 'kivy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)

    assert done.returncode == 0
    loaded = {name: verbs.load(name) for name in verbs.summaries()}
    assert {name: (one.name, one.help) for name, one in loaded.items()} == {
        name: (name, words) for name, words in verbs.summaries().items()
    }


@pytest.mark.parametrize(("typed", "verb"), EVERY)
def test_every_argument_is_explained_and_the_example_is_understood(
    typed: str, verb: Verb[object]
) -> None:
    declared = argument.declared(verb.options)
    call = parse([str(Path(word).expanduser()) for word in shlex.split(verb.example)[1:]])

    assert all(one.given["help"] for one in declared.values())
    assert verb.help
    assert verb.help[0].islower()
    assert not verb.help.endswith(".")
    assert verb.example.startswith(f"sempal {typed}" if typed != "window" else "sempal ")
    assert call.verb is verb
    if typed != verbs.WINDOW:  # else it would take the place of what stands before the verb
        taken = {*argument.declared(StartOptions), "data_dir", "log_level", "chosen"}
        assert not taken & set(declared)


def test_every_status_is_explained() -> None:
    assert set(STATUSES) == set(Status)
