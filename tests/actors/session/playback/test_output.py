"""A buffer that causes dropouts is lengthened, unless somebody has chosen it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actors.messages import audio, config
from actors.session.decide import decide
from models.audio.output import Output
from models.audio.output_config import OutputConfig
from models.audio.units import Frames
from models.state.app import AppState
from models.state.notice import NoticeKind
from models.state.settings import Settings


def with_route(route: OutputConfig) -> AppState:
    return AppState(settings=replace(Settings(), route=route))


@pytest.mark.parametrize(("tried", "next_one"), [(128, 256), (256, 512)])
def test_a_longer_buffer_is_used_said_and_kept(tried: int, next_one: int) -> None:
    route = OutputConfig(device="Speakers")

    decision = decide(with_route(route), audio.BufferTooShort(Frames(tried)))

    longer = replace(route, buffer=next_one)
    assert decision.state.settings.route == longer
    assert audio.SetOutputConfig(longer) in decision.commands
    assert config.SaveSettings(decision.state.settings) in decision.commands
    notice = decision.state.screen.notice
    assert notice is not None
    assert (notice.kind, notice.total, notice.count) == (
        NoticeKind.BUFFER_LENGTHENED,
        tried,
        next_one,
    )


@pytest.mark.parametrize("route", [OutputConfig(buffer=64), OutputConfig(buffer=256)])
def test_a_chosen_buffer_stays(route: OutputConfig) -> None:
    state = with_route(route)

    decision = decide(state, audio.BufferTooShort(Frames(64)))

    assert decision.state is state
    assert not decision.commands


def test_there_is_a_longest() -> None:
    state = with_route(OutputConfig())

    assert decide(state, audio.BufferTooShort(Frames(512))).state is state


@pytest.mark.parametrize(
    "fault",
    [audio.OutputLost("the engine was killed", None), audio.OutputChanged(Output(reason="busy"))],
)
def test_sound_that_is_back_is_said(fault: audio.Event) -> None:
    state = decide(AppState(), fault).state
    assert state.screen.notice is not None

    state = decide(state, audio.OutputChanged(Output(silent=False, device="Speakers"))).state

    assert state.screen.notice is not None
    assert state.screen.notice.kind is NoticeKind.OUTPUT_RESTORED
