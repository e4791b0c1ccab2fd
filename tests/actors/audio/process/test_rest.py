"""When the audio thread rests."""

from __future__ import annotations

import threading

from hypothesis import given
from hypothesis import strategies as st

from actors.audio.process import rest
from actors.audio.process.rest import AFTER, Rest, has_server

SOON = st.floats(0.001, AFTER / 2)


@given(st.lists(st.tuples(SOON, st.booleans())))
def test_it_never_rests_within_the_time_after_a_sound_or_a_command(
    blocks: list[tuple[float, bool]],
) -> None:
    """Each block is later by some time; either something sounds or a command has come."""
    resting, now = Rest(allowed=True), 1000.0
    assert not resting.begin_block(now, playing=True)
    for later, playing in blocks:
        now += later
        if not playing:
            resting.wake()
        assert not resting.begin_block(now, playing=playing)


def test_a_command_ends_a_rest_and_the_block_after_it_plays() -> None:
    resting = Rest(allowed=True)
    resting.begin_block(1000.0, playing=True)
    silent = list[bool]()
    thread = threading.Thread(
        target=lambda: silent.append(resting.begin_block(1000.0 + AFTER, playing=False))
    )
    thread.start()
    resting.wake()
    thread.join(60)

    assert silent in ([True], [False])  # false if the command was there before the block
    assert not resting.begin_block(1000.0 + 2 * AFTER, playing=False)


def test_a_rest_takes_a_breath_now_and_then() -> None:
    resting = Rest(allowed=True)
    resting.begin_block(1000.0, playing=True)

    assert resting.begin_block(1000.0 + AFTER, playing=False)  # nobody wakes it
    assert resting.begin_block(1001.0 + AFTER, playing=False)


def test_where_it_may_not_rest_it_does_not() -> None:
    assert not Rest(allowed=False).begin_block(1e9, playing=False)


def test_cards_do_not_rest() -> None:
    rest.MAPS.read_text()  # there is one
    assert not has_server("HDA Intel: ALC (hw:0,0)")
