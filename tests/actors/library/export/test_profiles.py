"""Exports for devices: checked before anything is written, read back by other programs."""

from __future__ import annotations

import json
import shutil
import struct
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actors.library.export import manifest
from actors.library.export.job import Export
from actors.library.export.profiles import SHIPPED, Profiles, load_profiles
from models.library.export.profile import Limits, NameRules, Profile, Sound
from models.library.export.profile_names import obeys
from models.library.export.report import ExportReport
from models.library.export.settings import Container, Depth, Layout
from tests.actors.library.export.test_job import sample, tone

NOWHERE = Path("/nonexistent")
ALL = load_profiles(NOWHERE)
NAMES = ["Kick", "kick", "Ökick ß", "con", "キック", "a" * 120, "b" * 120, "b" * 121, "what? [4]"]


def job(profile: Profile, paths: list[Path], out: Path, collection: str = "Dusty kit") -> Export:
    members = [(replace(sample(path), format=_format(path)), "Drums") for path in paths]
    return Export(collection, members, out, profile.settings(), profile=profile)


def exported(profile: Profile, paths: list[Path], out: Path) -> tuple[ExportReport, list[Path]]:
    work = job(profile, paths, out)
    assert work.check() == ()
    work.begin()
    while work.step():
        pass
    report = work.end()
    return report, sorted(
        path for path in out.rglob("*") if path.is_file() and path.name != manifest.NAME
    )


def _format(path: Path) -> str:
    bits = {"PCM_16": "16-bit", "PCM_24": "24-bit", "PCM_U8": "8-bit", "FLOAT": "32-bit float"}
    return f"WAV {bits[soundfile.info(path).subtype]}"


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Sounds of many formats, under names that few devices take."""
    folder = tmp_path_factory.mktemp("kit")
    forms = [
        (44_100, 1, "PCM_16"),
        (48_000, 2, "PCM_24"),
        (96_000, 2, "FLOAT"),
        (22_050, 1, "PCM_U8"),
    ]
    return [
        tone(folder / f"{name}.wav", *forms[number % len(forms)])
        for number, name in enumerate(NAMES)
    ]


def test_the_devices_that_were_asked_for_are_shipped_with_their_sources() -> None:
    assert ALL.problems == ()
    assert {one.name for one in ALL.all} == {
        *("op-1-field", "op-z", "ep-133", "digitakt", "digitakt-2", "mpc", "sp-404-mk2", "p-6"),
        *("m8", "polyend-tracker", "volca-sample-2", "blackbox", "deluge"),
    }
    for one in ALL.all:
        assert one.sources, one.name
        assert all(source.startswith("http") for source in one.sources), one.name
        plain = (SHIPPED / f"{one.name}.toml").read_text("utf-8")
        for key in one.unsure:
            table, _, name = key.partition(".")
            assert f"[{table}]" in plain and f"\n{name} = " in plain, (one.name, key)  # noqa: PT018


@pytest.mark.parametrize("profile", ALL.all, ids=lambda one: one.name)
def test_files_for_a_device_are_read_back_by_other_programs(
    profile: Profile, kit: list[Path], tmp_path: Path
) -> None:
    report, found = exported(profile, kit, tmp_path / "card")
    again, _ = exported(profile, kit, tmp_path / "card")

    assert (report.written, report.failed) == (len(kit), ())
    assert (again.written, again.unchanged) == (0, len(kit))
    assert len(found) == len(kit)
    for path in found:
        info = soundfile.info(path)
        bits = {"PCM_16": 16, "PCM_24": 24, "FLOAT": 32}[info.subtype]
        assert not profile.sound.rates or info.samplerate in profile.sound.rates
        assert {16: Depth.INT16, 24: Depth.INT24, 32: Depth.FLOAT}[bits] in profile.sound.depths
        assert {1: Layout.MONO, 2: Layout.STEREO}[info.channels] in profile.sound.layouts
        assert (
            info.format == {Container.WAV: "WAV", Container.AIFF: "AIFF"}[profile.sound.container]
        )
        assert obeys(path.stem, profile.names)
        for option, wanted in (("-r", info.samplerate), ("-c", info.channels), ("-b", bits)):
            assert int(_output("soxi", option, path)) == wanted
        assert int(_output("soxi", "-s", path)) == info.frames
        about = json.loads(_output("mediainfo", "--Output=JSON", path))["media"]["track"]
        audio = next(track for track in about if track["@type"] == "Audio")
        assert int(audio["SamplingRate"]) == info.samplerate
        assert int(audio["Channels"]) == info.channels
        assert int(audio["BitDepth"]) == bits


def _output(*command: object) -> str:
    return subprocess.run(
        list(map(str, command)), check=True, capture_output=True, text=True
    ).stdout.strip()


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    profile=st.sampled_from(ALL.all),
    texts=st.lists(
        st.text(
            st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1
        ).filter(lambda text: len(text.encode()) < 200),
        min_size=1,
        max_size=5,
    ),
)
def test_files_of_others_are_never_overwritten(profile: Profile, texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        first = tone(folder / "first.wav", 44_100, 1, "PCM_16")
        paths = []
        for number, text in enumerate(texts):
            paths.append(folder / str(number) / f"{text}.wav")
            paths[-1].parent.mkdir()
            shutil.copy(first, paths[-1])
        _, names = exported(profile, paths, folder / "probe")
        for path in names:  # files of a person have just these names
            other = folder / "card" / path.relative_to(folder / "probe")
            other.parent.mkdir(parents=True, exist_ok=True)
            other.write_bytes(b"mine")
        report, found = exported(profile, paths, folder / "card")

        kept = [path for path in found if path.read_bytes() == b"mine"]
        assert len(kept) == len(names) == len(paths)
        assert report.written == len(paths)
        assert all(obeys(path.stem, profile.names) for path in found)
        assert len({str(path).casefold() for path in found}) == len(found) == 2 * len(paths)


SIZE = 22_050 * 2 + 128
"""Bytes of half a second, mono, 16 bits."""


@pytest.mark.parametrize(
    ("limits", "wrong"),
    [
        (Limits(count=3, seconds=0.5, bytes=2 * SIZE, total_seconds=1.5, path=40), ()),
        (Limits(count=2), ("3 samples are more than 2",)),
        (Limits(seconds=0.4), ("3 of 3 are longer than 0.4 s: a.wav, b.wav, c.wav",)),
        (Limits(bytes=50_000), ("1 of 3 is larger than 50 kB: c.wav",)),
        (Limits(total_seconds=1), ("together they last 1.5 s, more than 1 s",)),
        (Limits(total_bytes=150_000), ("together they have 176.8 kB, more than 150 kB",)),
        (
            Limits(count=1, path=16),
            (
                "3 samples are more than 1",
                "3 of 3 are at paths of more than 16 letters: a.wav, b.wav, c.wav",
            ),
        ),
    ],
)
def test_what_does_not_fit_is_listed_and_nothing_is_written(
    tmp_path: Path, limits: Limits, wrong: tuple[str, ...]
) -> None:
    sounds = [
        tone(tmp_path / "a.wav", 44_100, 1, "PCM_16"),
        tone(tmp_path / "b.wav", 44_100, 1, "PCM_16"),
        tone(tmp_path / "c.wav", 44_100, 3, "PCM_24"),
    ]
    sound = Sound(rates=(44_100,), depths=(Depth.INT16,))
    profile = Profile("x", "X", (), sound=sound, folder="SAMPLES/{collection}", limits=limits)

    assert job(profile, sounds, tmp_path / "card").check() == wrong
    assert not (tmp_path / "card").exists()


def test_the_check_knows_the_size_of_files(tmp_path: Path) -> None:
    path = tone(tmp_path / "a.wav", 96_000, 2, "FLOAT")
    for profile in ALL.all:
        _, (written,) = exported(profile, [path], tmp_path / profile.name)
        for bytes_, fits in (
            (written.stat().st_size + 128, True),
            (written.stat().st_size - 256, False),
        ):
            limited = replace(profile, limits=Limits(bytes=bytes_))
            assert (job(limited, [path], tmp_path / "card").check() == ()) == fits, profile.name


def test_louder_values_than_the_device_takes_are_attenuated(tmp_path: Path) -> None:
    quiet = tone(tmp_path / "quiet.wav", 44_100, 1, "PCM_16")
    loud = tmp_path / "loud.wav"
    soundfile.write(loud, np.sin(np.arange(44_100) / 9), 44_100, "PCM_16")
    profile = Profile("x", "X", (), sound=Sound(depths=(Depth.INT16,), peak=-3.0))
    exported(profile, [quiet, loud], tmp_path / "card")

    same, less = (
        soundfile.read(tmp_path / "card" / f"{name}.wav")[0] for name in ("quiet", "loud")
    )
    assert np.array_equal(same, soundfile.read(quiet)[0])
    assert 20 * np.log10(np.abs(less).max()) == pytest.approx(-3.0, abs=0.02)


def test_chunks_are_those_that_the_device_wants(tmp_path: Path) -> None:
    path = tone(tmp_path / "loop.wav", 44_100, 1, "PCM_16")
    loop = struct.pack("<9I", 0, 0, 0, 60, 0, 0, 0, 1, 0) + struct.pack(
        "<6I", 0, 0, 100, 9_000, 0, 0
    )
    point = struct.pack("<I", 1) + struct.pack("<II4sIII", 1, 500, b"data", 0, 0, 500)
    with path.open("rb+") as file:
        content = bytearray(file.read())
        for name, body in ((b"smpl", loop), (b"cue ", point)):
            content += name + struct.pack("<I", len(body)) + body
        content[4:8] = struct.pack("<I", len(content) - 8)
        file.seek(0)
        file.write(content)
    sound = Sound(depths=(Depth.INT16,))
    for kept, wanted in (
        (None, {b"smpl", b"cue "}),
        (("smpl",), {b"smpl"}),
        (("cue ",), {b"cue "}),
        ((), set[bytes]()),
    ):
        profile = Profile("x", "X", (), sound=sound, chunks=kept)
        report, (written,) = exported(profile, [path], tmp_path / repr(kept))
        chunks = {one for one in (b"smpl", b"cue ") if one in written.read_bytes()}
        assert chunks == wanted
        assert len(report.left_out) == 2 - len(wanted)
        assert soundfile.info(written).frames == 22_050


def test_a_persons_own_take_the_place_of_ours_and_errors_are_named(tmp_path: Path) -> None:
    own = tmp_path / "profiles"
    own.mkdir()
    (own / "digitakt.toml").write_text('title = "My Digitakt"')
    (own / "mine.toml").write_text('title = "Mine"\n[names]\nlength = 12')
    (own / "torn.toml").write_text("title = ")
    (own / "m8.toml").write_text("[limits]\nseconds = 'few'")
    (own / "bytes.toml").write_bytes(b'title = "\xff"')
    (own / "readme.txt").write_text("not one")
    found: Profiles = load_profiles(tmp_path)

    assert {one.name: one.title for one in found.all if one.own} == {
        "digitakt": "My Digitakt",
        "mine": "Mine",
    }
    assert [line.partition(": ")[0] for line in found.problems] == [
        *("profiles/bytes.toml", "profiles/m8.toml", "profiles/torn.toml")
    ]
    assert found.problems[1].endswith(
        "limits.seconds: a number of seconds above 0 is wanted, not 'few'"
    )
    assert isinstance(found.find("MINE"), Profile)
    assert found.find("m8") == found.problems[1]
    assert "there is no profile “nope”" in str(found.find("nope"))


def test_names_count_as_the_device_does(tmp_path: Path) -> None:
    paths = [tone(tmp_path / f"{name}.wav", 31_250, 1, "PCM_16") for name in ("kick", "snare")]
    (volca,) = [one for one in ALL.all if one.name == "volca-sample-2"]
    _, found = exported(volca, paths, tmp_path / "out")

    assert [path.name for path in found] == ["000 kick.wav", "001 snare.wav"]
    upper = replace(volca, names=NameRules(length=8, letters="A-Z0-9_", case="upper", digits=2))
    _, found = exported(upper, paths, tmp_path / "upper")
    assert [path.name for path in found] == ["01_KICK.WAV", "02_SNARE.WAV"]
