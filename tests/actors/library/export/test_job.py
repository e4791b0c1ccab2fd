"""Exports are exact, repeatable, and never touch files of others."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest
import soundfile

from actors.library.export import manifest
from actors.library.export.job import Export, ExportStopped
from models.audio.units import Frames, Hertz, SampleId, SourceId
from models.library.export.report import ExportReport
from models.library.export.settings import Container, Depth, ExportSettings, Layout
from models.library.sample import Sample
from ui.text.reports import export_summary

PLAIN = ExportSettings()


def sample(path: Path, **more: object) -> Sample:
    """Return the sample of a file, as the library would."""
    info = soundfile.info(path) if path.exists() else None
    facts = {
        "id": SampleId(1),
        "source": SourceId(1),
        "path": bytes(path),
        "name": path.name,
        "frames": Frames(info.frames if info else 0),
        "rate": Hertz(info.samplerate if info else 0),
        "channels": info.channels if info else 0,
        "format": "WAV",
        "token": bytes(16) + path.stat().st_mtime_ns.to_bytes(8, "big") if info else b"",
        "missing": info is None,
    }
    return Sample(**{**facts, **more})  # type: ignore[arg-type]


def tone(
    path: Path, rate: int = 44_100, channels: int = 2, subtype: str = "PCM_24", **more: object
) -> Path:
    """Write half a second of a sine at -6 dBFS."""
    frames = np.sin(2 * np.pi * 1000 * np.arange(rate // 2) / rate) * 0.5
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, np.stack([frames] * channels, 1), rate, subtype, **more)
    return path


def exported(folder: Path, paths: list[Path], settings: ExportSettings = PLAIN) -> ExportReport:
    job = Export("Kit", [(sample(path), "Drums") for path in paths], folder, settings)
    job.begin()
    while job.step():
        pass
    return job.end()


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != manifest.NAME}


def test_copies_are_exact_and_named_by_the_template(tmp_path: Path) -> None:
    one, two = tone(tmp_path / "a/kick.wav"), tone(tmp_path / "b/kick.wav", 48_000)
    report = exported(tmp_path / "out", [one, two], ExportSettings("{index} {name}"))
    again = exported(tmp_path / "plain", [one, two])

    assert content(tmp_path / "out") == {
        "01 kick.wav": one.read_bytes(),
        "02 kick.wav": two.read_bytes(),
    }
    assert export_summary(report) == "2 written"
    assert set(content(tmp_path / "plain")) == {"kick.wav", "kick (2).wav"}
    assert again.written == 2


def test_only_what_changed_is_written_again(tmp_path: Path) -> None:
    paths = [tone(tmp_path / f"{name}.wav") for name in "abc"]
    out = tmp_path / "out"
    exported(out, paths)
    before = {path: path.stat().st_mtime_ns for path in out.glob("*.wav")}
    tone(paths[1], 48_000)
    report = exported(out, paths)
    after = {path: path.stat().st_mtime_ns for path in out.glob("*.wav")}

    assert (report.written, report.unchanged) == (1, 2)
    assert {path.name for path in before if before[path] != after[path]} == {"b.wav"}
    assert soundfile.info(out / "b.wav").samplerate == 48_000


def test_what_is_not_ours_keeps_its_name(tmp_path: Path) -> None:
    kick, out = tone(tmp_path / "kick.wav"), tmp_path / "out"
    out.mkdir()
    (out / "kick.wav").write_text("someone else's")
    report = exported(out, [kick])
    (out / "kick (2).wav").write_text("edited by the person")
    again = exported(out, [kick])

    assert report.written == again.written == 1
    assert (out / "kick.wav").read_text() == "someone else's"
    assert (out / "kick (2).wav").read_text() == "edited by the person"
    assert (out / "kick (3).wav").read_bytes() == kick.read_bytes()


def test_a_killed_export_is_taken_up_and_its_remains_are_removed(tmp_path: Path) -> None:
    paths, out = [tone(tmp_path / f"{name}.wav") for name in "ab"], tmp_path / "out"
    job = Export("Kit", [(sample(path), "Drums") for path in paths], out, ExportSettings())
    job.begin()
    job.step()
    (out / ".sempal-export-99.wav").write_bytes(b"half")
    report = exported(out, paths)

    assert (report.unchanged, report.written) == (1, 1)
    assert set(content(out)) == {"a.wav", "b.wav"}


def test_samples_that_left_are_named_and_removed_only_if_asked(tmp_path: Path) -> None:
    paths, out = [tone(tmp_path / f"{name}.wav") for name in "abc"], tmp_path / "out"
    exported(out, paths)
    (out / "b.wav").write_text("edited by the person")
    kept = exported(out, paths[:1])
    pruned = exported(out, paths[:1], ExportSettings(prune=True))

    assert kept.left == ("b.wav", "c.wav")
    assert (pruned.removed, pruned.left) == (1, ("b.wav",))
    assert set(content(out)) == {"a.wav", "b.wav"}


def test_an_exported_file_outlives_its_sample(tmp_path: Path) -> None:
    paths, out = [tone(tmp_path / f"{name}.wav") for name in "ab"], tmp_path / "out"
    exported(out, paths)
    paths[1].unlink()
    pruned = exported(out, paths[:1], ExportSettings(prune=True))

    assert (pruned.removed, pruned.left) == (0, ("b.wav",))
    assert set(content(out)) == {"a.wav", "b.wav"}


def test_an_original_in_the_folder_is_never_ours(tmp_path: Path) -> None:
    kick, snare = tone(tmp_path / "kick.wav"), tone(tmp_path / "snare.wav", 48_000)
    before = kick.read_bytes()
    first = exported(tmp_path, [kick, snare])
    exported(tmp_path, [kick, snare], ExportSettings(rate=22_050))
    exported(tmp_path, [snare], ExportSettings(prune=True))

    assert export_summary(first) == "2 unchanged"
    assert kick.read_bytes() == before
    assert soundfile.info(snare).samplerate == 48_000
    assert set(content(tmp_path)) == {"kick.wav", "snare.wav", "snare (2).wav"}


def test_members_that_are_offline_keep_their_files(tmp_path: Path) -> None:
    paths = [tone(tmp_path / "a.wav"), tone(tmp_path / "b.wav", 48_000)]
    out = tmp_path / "out"
    numbered = ExportSettings("{index}", prune=True)
    exported(out, paths, numbered)
    before = content(out)
    paths[0].rename(tmp_path / "unplugged")
    report = exported(out, paths[::-1], numbered)

    assert report.failed == ("a.wav: its file is missing",)
    assert content(out) == {"01.wav": before["01.wav"], "01 (2).wav": before["02.wav"]}


def test_ours_beside_a_foreign_one_is_renewed_in_place(tmp_path: Path) -> None:
    kick, out = tone(tmp_path / "kick.wav"), tmp_path / "out"
    out.mkdir()
    (out / "kick.wav").write_text("someone else's")
    for rate in (44_100, 48_000, 96_000):
        report = exported(out, [tone(kick, rate)])

        assert report.written == 1
        assert (out / "kick (2).wav").read_bytes() == kick.read_bytes()
    assert set(content(out)) == {"kick.wav", "kick (2).wav"}


def test_a_drive_that_rounds_times_is_no_change(tmp_path: Path) -> None:
    paths, out = [tone(tmp_path / f"{name}.wav") for name in "ab"], tmp_path / "out"
    exported(out, paths)
    for path in out.glob("*.wav"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    tone(paths[0], 48_000)
    report = exported(out, paths)

    assert (report.written, report.unchanged) == (1, 1)
    assert set(content(out)) == {"a.wav", "b.wav"}


def test_one_that_left_is_not_written_over_by_its_namesake(tmp_path: Path) -> None:
    one, two = tone(tmp_path / "a/kick.wav"), tone(tmp_path / "b/kick.wav", 48_000)
    out = tmp_path / "out"
    exported(out, [one, two])
    before = content(out)
    report = exported(out, [two])

    assert (report.unchanged, report.left) == (1, ("kick.wav",))
    assert content(out) == before


def test_numbers_follow_the_order(tmp_path: Path) -> None:
    one, two = tone(tmp_path / "a.wav"), tone(tmp_path / "b.wav", 48_000)
    exported(tmp_path / "out", [one, two], ExportSettings("{index}"))
    exported(tmp_path / "out", [two, one], ExportSettings("{index}"))

    assert content(tmp_path / "out") == {"01.wav": two.read_bytes(), "02.wav": one.read_bytes()}


def test_a_sample_that_was_moved_is_not_written_again(tmp_path: Path) -> None:
    path, out = tone(tmp_path / "a/kick.wav"), tmp_path / "out"
    exported(out, [path])
    (tmp_path / "b").mkdir()
    report = exported(out, [path.rename(tmp_path / "b/kick.wav")])

    assert export_summary(report) == "1 unchanged"


@pytest.mark.parametrize("name", ["../a.wav", "/etc/passwd", "", "..", "x\0y"])
def test_a_list_that_names_other_folders_is_not_obeyed(tmp_path: Path, name: str) -> None:
    path, out = tone(tmp_path / "a.wav"), tmp_path / "out"
    exported(out, [path])
    reported = json.loads((out / manifest.NAME).read_text())
    reported["files"][name] = reported["files"]["a.wav"]
    (out / manifest.NAME).write_text(json.dumps(reported))
    report = exported(out, [], ExportSettings(prune=True))

    assert report.removed == 1
    assert path.exists()


def test_a_long_file_can_be_left_in_the_middle(tmp_path: Path) -> None:
    class Enough(Exception):
        pass

    def pause() -> None:
        calls.append(None)
        if len(calls) == 3:
            raise Enough

    calls: list[None] = []
    path, out = tmp_path / "long.wav", tmp_path / "out"
    soundfile.write(path, np.zeros((2_000_000, 2), np.int16), 44_100)
    for settings in (PLAIN, ExportSettings(rate=48_000)):
        job = Export("Kit", [(sample(path), "x")], out, settings, pause)
        job.begin()
        calls.clear()
        with pytest.raises(Enough):
            job.step()
        report = job.end(cancelled=True)

        assert report.cancelled
        assert report.written == 0
        assert set(content(out)) == set()


def test_one_that_cannot_be_read_costs_only_itself(tmp_path: Path) -> None:
    good, bad = tone(tmp_path / "good.wav"), tmp_path / "bad.wav"
    bad.write_text("no sound")
    out, settings = tmp_path / "out", ExportSettings(depth=Depth.INT16)
    members = [
        (sample(good), "Drums"),
        (
            Sample(
                SampleId(2), SourceId(1), bytes(bad), "bad", Frames(0), Hertz(0), 0, "", token=b"x"
            ),
            "Drums",
        ),
        (sample(tmp_path / "gone.wav"), "Drums"),
    ]
    job = Export("Kit", members, out, settings)
    job.begin()
    while job.step():
        pass
    report = job.end()

    assert report.written == 1
    assert [line.partition(":")[0] for line in report.failed] == ["bad", "gone.wav"]
    assert "its file is missing" in report.failed[1]


def test_everything_at_once_in_another_form(tmp_path: Path) -> None:
    path, out = tone(tmp_path / "a.wav", 44_100, 2, "FLOAT"), tmp_path / "out"
    settings = ExportSettings(
        container=Container.FLAC, depth=Depth.INT16, layout=Layout.MONO, rate=48_000, peak=-1.0
    )
    exported(out, [path], settings)
    first = content(out)
    made, rate = soundfile.read(out / "a.flac")
    info = soundfile.info(out / "a.flac")
    spectrum = np.abs(np.fft.rfft(made * np.hanning(len(made))))
    at = int(np.argmax(spectrum)) * rate / len(made)
    noise = np.delete(spectrum, slice(int(990 * len(made) / rate), int(1010 * len(made) / rate)))

    assert (info.samplerate, info.channels, info.subtype) == (48_000, 1, "PCM_16")
    assert np.abs(made).max() == pytest.approx(10 ** (-1 / 20), abs=1e-3)
    assert at == pytest.approx(1000, abs=2)
    assert 20 * np.log10(noise.max() / spectrum.max()) < -95
    exported(tmp_path / "again", [path], settings)
    assert content(tmp_path / "again") == first


@pytest.mark.parametrize("subtype", ["PCM_16", "PCM_24"])
def test_a_container_that_holds_every_value_changes_none(tmp_path: Path, subtype: str) -> None:
    path, out = tone(tmp_path / "a.wav", subtype=subtype), tmp_path / "out"
    exported(out, [path], ExportSettings(container=Container.FLAC))
    before, _ = soundfile.read(path, dtype="int32")
    after, _ = soundfile.read(out / "a.flac", dtype="int32")

    assert np.array_equal(before, after)


def test_louder_than_full_scale_becomes_quieter_not_cut_off(tmp_path: Path) -> None:
    path, out = tmp_path / "a.wav", tmp_path / "out"
    soundfile.write(path, 4.0 * np.sin(np.arange(4_000) / 10), 8_000, "FLOAT")
    exported(out, [path], ExportSettings(depth=Depth.INT24))
    made, _ = soundfile.read(out / "a.wav")

    assert np.abs(made).max() == pytest.approx(1.0, abs=1e-5)
    assert (np.abs(made) > 0.999_99).sum() < 20


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file is in the way")
    members = [(sample(tone(tmp_path / "a.wav")), "x")]
    job = Export("Kit", members, tmp_path / "out", PLAIN)

    with pytest.raises(ExportStopped, match="out: file exists"):
        job.begin()


def test_a_full_disk_ends_it_and_leaves_whole_files_only(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    paths = [tone(tmp_path / f"{name}.wav") for name in "ab"]
    long = tone(tmp_path / "c.wav", 192_000, 8)
    out = tmp_path / "out"
    job = Export("Kit", [(sample(path), "x") for path in (*paths, long)], out, ExportSettings())
    job.begin()
    job.step()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    import signal

    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(ExportStopped):
            job.step()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    report = job.end(reason="full")

    assert set(content(out)) == {"a.wav"}
    assert report.written == 1
    assert report.failed[0].startswith("b.wav: file too large")


@pytest.mark.parametrize("broken", ['{"files": {"a.wav": 3}}', "{", "[]", '{"files": []}'])
def test_what_a_broken_list_held_is_not_ours_any_more(tmp_path: Path, broken: str) -> None:
    path, out = tone(tmp_path / "a.wav"), tmp_path / "out"
    exported(out, [path])
    (out / manifest.NAME).write_text(broken)
    again = exported(out, [path])
    gone = exported(out, [], ExportSettings(prune=True))

    assert again.unchanged == 1
    assert gone.removed == 0
    assert set(content(out)) == {"a.wav"}
