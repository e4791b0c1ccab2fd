"""What an import would do, for installations of all eras."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from actors.library.predecessor.preview import preview_import
from models.predecessor.report import ImportReport
from tests.actors.library.predecessor import installations as old
from tests.actors.library.predecessor.installations import (
    CAFE,
    CLIPS,
    DRUMS,
    EMPTY,
    FIELD,
    GONE,
    KICKS,
    NOBODY,
)

FIXTURES = Path(__file__).parents[3] / "fixtures" / "predecessor"


def seen(home: Path) -> ImportReport:
    """Return the report of an installation that can be read."""
    found = preview_import(home, home / "nowhere")
    assert isinstance(found, ImportReport), found
    return found


def everything(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return time and content of all files below a folder."""
    return {
        str(path): (path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize(
    "place",
    [
        ".config/.sempal",
        ".config/sempal",
        ".config/com/sempal/sempal",
        "AppData/Roaming/sempal/sempal/config",
        "AppData/Roaming/.sempal",
        "Library/Application Support/com.sempal.sempal",
        "Library/Application Support/.sempal",
    ],
)
def test_the_first_layout_is_read_wherever_it_lay(tmp_path: Path, place: str) -> None:
    report = seen(old.seed(tmp_path, place))

    assert report.volume == pytest.approx(0.42)
    assert not report.autoplay_selection
    assert report.trash_folder == str(tmp_path / "trash")
    assert report.last_selected_source == CAFE
    assert report.sources == (DRUMS, GONE, CAFE, FIELD)
    assert report.missing_sources == (GONE,)
    assert report.collections == {KICKS: 4, EMPTY: 0}
    assert report.unresolved_members == 2
    assert report.missing_files == {"Drums": ("909/removed.wav",)}
    assert report.tags == {
        "Drums": {"kick_deep.wav": "keep", "909/kick 01.wav": "trash", "909/removed.wav": "keep"},
        "Café 太鼓": {"どん.wav": "keep"},
        "Field recordings": {"rain/rain (long).wav": "trash"},
    }
    assert report.export_paths == {KICKS: f"{tmp_path}/Kicks & thumps"}


def test_the_folder_itself_may_be_named(tmp_path: Path) -> None:
    home = old.seed(tmp_path, ".config/sempal")

    assert seen(home / ".config" / "sempal").sources == seen(home).sources


def test_what_waits_in_the_log_is_read_and_nothing_is_touched(tmp_path: Path) -> None:
    home = old.with_library(tmp_path)
    before = everything(tmp_path)
    report = seen(home)

    assert report.collection_names[KICKS] == "Kicks (only in the log)"
    assert report.collections == {KICKS: 2, EMPTY: 0}
    assert report.volume == pytest.approx(0.42, abs=1e-9)
    assert report.export_paths == {KICKS: "/exports/für/Kicks (only in the log)"}
    assert everything(tmp_path) == before


def test_the_very_first_document_knew_nothing_but_sources(tmp_path: Path) -> None:
    root = tmp_path / "sounds"
    old.sound(root / "a.wav")
    old.marks(root, old.FILES_FIRST, {"a.wav": 0})
    old.document(
        tmp_path / ".config/sempal/config.json", {"sources": [{"id": "a", "root": str(root)}]}
    )
    report = seen(tmp_path)

    assert (report.sources, report.volume, report.autoplay_selection) == (("a",), 1.0, True)
    assert not report.tags


def test_a_document_beside_an_empty_toml_is_not_skipped(tmp_path: Path) -> None:
    home = old.seed(tmp_path, ".config/.sempal")
    (home / ".config/.sempal/config.toml").write_text("")

    assert seen(home).collections == {KICKS: 4, EMPTY: 0}


def test_what_an_older_place_knows_is_added_to_the_newer(tmp_path: Path) -> None:
    home = old.with_library(tmp_path / "new")
    old.seed(tmp_path / "old")
    (home / ".config" / "sempal").mkdir()
    (tmp_path / "old/home/.config/sempal/config.json").rename(home / ".config/sempal/config.json")
    report = seen(home)

    assert report.autoplay_selection
    assert report.sources == (DRUMS, CAFE, GONE, FIELD)
    assert report.collections == {KICKS: 2, EMPTY: 0}


def test_hotkeys_clips_and_final_export_folders_of_later_versions(tmp_path: Path) -> None:
    drums, field, _ = old.sources(tmp_path / "sounds")
    root = tmp_path / ".config" / ".sempal"
    cut, older = tmp_path / "cuts", root / "collection_clips" / EMPTY
    old.sound(cut / "snip.wav")
    old.sound(older / "snap.wav")
    old.library(
        root / "library.db",
        [(DRUMS, drums)],
        [
            {
                "id": CLIPS,
                "name": "Clips",
                "export_path": "/x/final",
                "hotkey": 3,
                "members": [
                    (f"collection-{CLIPS}", "snip.wav", cut),
                    (FIELD, "door slam.wav"),
                    (DRUMS, "never seen.wav"),
                ],
            },
            {"id": EMPTY, "name": "Old", "members": [(f"collection-{EMPTY}", "snap.wav")]},
        ],
        {
            "collections_export_paths_version": "2",
            "known_sources_v1": f'[{{"root":"{field}","source_id":"{FIELD}"}}]',
        },
    )
    report = seen(tmp_path)

    assert report.hotkeys == {CLIPS: 3}
    assert report.export_paths == {CLIPS: "/x/final"}
    assert report.collections == {CLIPS: 3, EMPTY: 1}
    assert report.unresolved == ("“Clips”: never seen.wav",)


def test_ratings_are_taken_and_what_may_be_either_is_not_guessed(tmp_path: Path) -> None:
    root = tmp_path / "sounds"
    names = {"best.wav": 3, "good.v2/one.wav": 1, "bad.wav": -1, "either.wav": 2, "none.wav": 0}
    for name in names:
        old.sound(root / name)
    old.marks(root, old.FILES_RATED, names)
    old.library(tmp_path / ".config/.sempal/library.db", [("a", root)])
    report = seen(tmp_path)

    assert report.tags == {
        "sounds": {"best.wav": "keep", "good.v2/one.wav": "keep", "bad.wav": "trash"}
    }
    assert report.ambiguous_tags == {"sounds": {"either.wav": "stored as 2"}}


def test_another_folder_for_the_data_is_followed(tmp_path: Path) -> None:
    root, other = tmp_path / ".config" / ".sempal", tmp_path / "elsewhere"
    old.sound(tmp_path / "sounds" / "a.wav")
    old.library(other / "library.db", [("a", tmp_path / "sounds")])
    (other / "config.toml").write_text("[core]\nvolume = 0.5\n[feature_flags]\n")
    root.mkdir(parents=True)
    (root / "config.toml").write_text(f'app_data_dir = "{other}"\nvolume = 0.1\n')
    report = seen(tmp_path)

    assert (report.sources, report.volume) == (("a",), 0.5)


def test_what_is_named_twice_or_in_odd_ways_is_one(tmp_path: Path) -> None:
    drums, _, _ = old.sources(tmp_path / "sounds")
    old.sound(drums / "back\\slash.wav")
    old.marks(drums / "909", old.FILES_TAGGED, {"kick 01.wav": 2})
    same = [
        "909/kick 01.wav",
        "./909/kick 01.wav",
        "909/x/../kick 01.wav",
        f"{drums}/909/kick 01.wav",
    ]
    members = [old.member(DRUMS, path) for path in [*same, "back/slash.wav", "../../etc/x.wav"]]
    members.append(old.member(FIELD, "kick 01.wav"))
    old.document(
        tmp_path / ".config/sempal/config.json",
        {
            "sources": [
                {"id": DRUMS, "root": str(drums)},
                {"id": DRUMS, "root": str(drums)},
                {"id": GONE, "root": f"{drums}/"},
                {"id": FIELD, "root": str(drums / "909")},
                {"id": "", "root": "x"},
            ],
            "collections": [{"id": KICKS, "name": "Kicks", "members": members}, "nonsense"],
            "volume": "loud",
        },
    )
    report = seen(tmp_path)

    assert report.sources == (DRUMS, GONE, FIELD)
    assert report.collections == {KICKS: 2}
    assert report.unresolved == ("“Kicks”: ../../etc/x.wav",)
    assert report.duplicates_merged == 6
    assert report.tags["909"] == {"kick 01.wav": "trash", "removed.wav": "keep"}
    assert len(report.problems) == 4


@pytest.mark.parametrize("name", ["v0.97.0-before-trash", "v0.168.0-windows"])
def test_documents_of_other_systems_are_read(tmp_path: Path, name: str) -> None:
    place = tmp_path / ".config/sempal/config.json"
    place.parent.mkdir(parents=True)
    place.write_bytes((FIXTURES / f"{name}.json").read_bytes())
    report = seen(tmp_path)

    assert report.missing_sources == report.sources
    assert report.unresolved_members == sum(report.collections.values()) > 0


def truncated(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def test_half_a_document_is_refused_and_left_alone(tmp_path: Path) -> None:
    home = old.seed(tmp_path)
    truncated(home / ".config/sempal/config.json")
    before = everything(tmp_path)
    reason = preview_import(home, tmp_path / "nowhere")

    assert isinstance(reason, str)
    assert "config.json is not JSON" in reason
    assert everything(tmp_path) == before


@pytest.mark.parametrize("name", ["library.db", "Drums/.sempal_samples.db"])
@pytest.mark.parametrize("harm", ["half", "alien", "noise"])
def test_a_damaged_or_alien_database_is_refused_and_left_alone(
    tmp_path: Path, name: str, harm: str
) -> None:
    home = old.with_library(tmp_path)
    path = next(one for one in tmp_path.rglob("*.db") if str(one).endswith(name))
    if harm == "half":
        Path(f"{path}-wal").unlink(missing_ok=True)
        truncated(path)
    elif harm == "noise":
        path.write_bytes(os.urandom(8192))
    else:
        Path(f"{path}-wal").unlink(missing_ok=True)
        path.unlink()
        sqlite3.connect(path).executescript("CREATE TABLE recipes (name);")
    before = everything(tmp_path)
    reason = preview_import(home, tmp_path / "nowhere")

    assert isinstance(reason, str)
    assert str(path) in reason
    assert everything(tmp_path) == before


def test_nothing_there_is_said(tmp_path: Path) -> None:
    assert preview_import(tmp_path, tmp_path) == (
        f"nothing of the earlier sempal was found below {tmp_path}"
    )


def test_an_unknown_source_is_named_in_the_report(tmp_path: Path) -> None:
    assert "“Kicks & thumps”: orphan/gone.wav" in seen(old.seed(tmp_path)).unresolved
    assert NOBODY not in seen(old.seed(tmp_path / "again")).sources
