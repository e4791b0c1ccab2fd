"""Recording from a real input: the monitor of the null sink, into which sounds are played."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile
import trio

from actors.messages import audio
from models.audio.recording_phase import Phase
from models.audio.units import Ticket
from tests.actors.audio.rig import SILENT, Rig, running
from tests.sound.pulse import Pulse

pytestmark = pytest.mark.sound
RATE = 44_100


def open_inputs() -> list[str]:
    """Return what the server says is being recorded."""
    listed = subprocess.run(
        ["pactl", "list", "short", "source-outputs"], capture_output=True, text=True, check=True
    )
    return listed.stdout.splitlines()


def files_in(folder: Path) -> list[bytes]:
    return [bytes(path) for path in folder.iterdir()]


def sweep(seconds: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """Return a tone that rises from 200 Hz, so that every part of it is another one."""
    at = np.arange(round(seconds * RATE)) / RATE
    return (0.5 * np.sin(2 * np.pi * (200 * at + 400 * at**2))).astype(np.float32)


async def waiting(rig: Rig, ticket: int = 1) -> None:
    """Record, and wait until the input is open."""
    rig.post(audio.StartRecording(Ticket(ticket)))
    begun = await rig.until(audio.RecordingProgressed)
    assert begun.progress.phase is Phase.WAITING


async def test_what_sounds_is_recorded_and_it_stops_by_itself(pulse: Pulse, tmp_path: Path) -> None:
    assert pulse.running
    played, takes = sweep(0.6), tmp_path / "takes"
    takes.mkdir()
    (takes / "earlier-1.wav").write_bytes(b"of a run that crashed")
    soundfile.write(tmp_path / "sweep.wav", played, RATE)
    async with running(SILENT, takes=takes) as rig:
        await waiting(rig)
        assert len(open_inputs()) == 1
        await trio.run_process(["paplay", str(tmp_path / "sweep.wav")])
        take = (await rig.until(audio.TakeRecorded)).take
        assert open_inputs() == []
        assert files_in(takes) == [take.path]
        sound, rate = soundfile.read(take.path, dtype="float32")
        rig.post(audio.DropTakes((take.path, bytes(tmp_path / "sweep.wav"))))
        with trio.fail_after(60):
            while files_in(takes):  # noqa: ASYNC110 - a thread removes it
                await trio.sleep(0.01)
    reports = [one.progress for one in rig.heard if isinstance(one, audio.RecordingProgressed)]
    assert (tmp_path / "sweep.wav").exists()
    assert max(report.level for report in reports) > -12
    assert rate == RATE
    assert take.seconds == pytest.approx(0.76, abs=0.12)
    at = int(np.argmax(np.correlate(sound, played[: RATE // 4], "valid")))
    both = sound[at : at + len(played)], played[: len(sound) - at]
    assert np.corrcoef(*both)[0, 1] > 0.98


async def test_a_recording_that_is_cancelled_or_finished_early_leaves_nothing(
    pulse: Pulse, tmp_path: Path
) -> None:
    assert pulse.running
    async with running(SILENT, takes=tmp_path) as rig:
        await waiting(rig)
        rig.post(audio.CancelRecording())
        with trio.fail_after(60):
            while open_inputs():  # noqa: ASYNC110 - another process closes it
                await trio.sleep(0.01)
        await waiting(rig, 2)
        rig.post(audio.FinishRecording())
        failed = await rig.until(audio.RecordingFailed)
        assert failed.ticket == 2
        assert "digital silence" in failed.reason
        assert open_inputs() == []
        await waiting(rig, 3)
    assert open_inputs() == []
    assert files_in(tmp_path) == []


async def test_an_input_that_vanishes_and_one_that_is_not_there_are_said(
    pulse: Pulse, tmp_path: Path
) -> None:
    async with running(SILENT, takes=tmp_path) as rig:
        rig.post(audio.ListInputs())
        assert "default" in (await rig.until(audio.InputsListed)).inputs.names
        rig.post(audio.StartRecording(Ticket(1), "Microphone of a friend"))
        assert "Microphone of a friend" in (await rig.until(audio.RecordingFailed)).reason
        await waiting(rig, 2)
        pulse.kill()
        assert (await rig.until(audio.RecordingFailed)).ticket == 2
        rig.post(audio.StartRecording(Ticket(3)))
        failed = await rig.until(audio.RecordingFailed)
        assert (failed.ticket, failed.reason) == (3, "there is no audio input")
    assert files_in(tmp_path) == []
