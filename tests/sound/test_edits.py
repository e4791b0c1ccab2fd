"""An edit of the file that plays is heard at once, at the same place of the same loop."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from actors.messages import intents
from actors.messages.ports import Ports
from actors.messages.run_options import Config
from actors.system import running
from models.audio.span import Span
from models.audio.units import Frames
from models.edit.edit import Op
from models.state.notice import NoticeKind
from models.state.transport import Status
from tests.actors.audio.sounds import ramp, written
from tests.sound.pulse import Pulse
from tests.sound.tape import numbers, record_for, recorded, sounding

pytestmark = pytest.mark.sound
LENGTH, START, END = 60_000, 10_000, 34_000
BLEND = 1_000
"""Frames around an exchange in which both contents sound."""


def say(ports: Ports, *requests: intents.Intent) -> None:
    for intent in requests:
        ports.intents.post(intent)


async def test_a_crop_of_the_running_loop_does_not_interrupt_it(
    pulse: Pulse, tmp_path: Path
) -> None:
    folder = tmp_path / "sounds"
    folder.mkdir()
    written(folder / "ramp.wav", ramp(LENGTH, 2))
    home = tmp_path / "home"
    span = Span(Frames(START), Frames(END))
    async with recorded(tmp_path) as tape, running(Config(home, sound=True)) as ports:
        state = ports.state
        await state.until(lambda now: not now.transport.output.silent)
        say(ports, intents.ChangeSetting("auto_play", False))
        say(ports, intents.AddSource(os.fsencode(folder)))
        await state.until(lambda now: len(now.browser.ids) == 1 and not now.tasks)
        say(ports, intents.FocusRow(0))
        await state.until(lambda now: bool(now.editor.picture and now.editor.picture.complete))
        say(ports, intents.ToggleLoop(), intents.Select(span), intents.TogglePlay())
        await state.until(lambda now: now.transport.status is Status.PLAYING)
        await record_for(0.7)
        before = state.value.transport.ticket
        say(ports, intents.EditShown(Op.CROP))
        edited = await state.until(
            lambda now: now.transport.ticket != before and now.transport.anchor is not None
        )
        assert edited.screen.notice is not None
        assert edited.screen.notice.kind is NoticeKind.DONE
        await state.until(
            lambda now: now.editor.sample is not None and now.editor.sample.frames == END - START
        )
        assert (edited.transport.loop, edited.transport.status) == (True, Status.PLAYING)
        await record_for(1.2)
        say(ports, intents.StepBack())
        await state.until(lambda now: now.transport.status is Status.STOPPED)
        await record_for(0.3)

    heard = sounding(tape.sound)
    frames = numbers(heard)[:-480]
    # Nothing but the loop is heard, before and after, and never silence.
    steps = np.diff(frames)
    breaks = np.flatnonzero(steps != 1)
    turns = [at for at in breaks if (frames[at], frames[at + 1]) == (END - 1, START)]
    others = [at for at in breaks if (frames[at], frames[at + 1]) != (END - 1, START)]
    assert len(turns) >= 3
    assert np.abs(heard).max(1)[: len(frames)].min() > 0
    if others:  # both contents sound together for the length of a fade
        first, last = others[0], others[-1] + 1
        assert last - first < BLEND
        lost = (frames[last] - frames[first] - (last - first)) % (END - START)
        assert min(lost, END - START - lost) < 4_800
