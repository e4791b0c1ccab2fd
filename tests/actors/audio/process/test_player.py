"""The playback rules, frame by frame, on voices in plain Python."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.audio.process import protocol
from actors.audio.process.player import Player
from actors.audio.process.protocol import TransportChanged, TransportEvent

BLOCK = 16
RATE = 3_200.0
"""Makes a fade of 5 ms one block long."""
LONG = 10_000


class PlainVoice:
    """Counts like pyo's objects; its output is the frame numbers."""

    def __init__(self) -> None:
        self.table: list[int] | None = None
        self.count, self.min, self.max, self.end = 0, 0, 0, 0.0
        self.open = self.triggered = False
        self.fading = False

    def start(self, tables: list[int], play: protocol.Play, fade: float) -> None:
        self.table, self.min = tables, play.frame
        self.set_end(play.end, loop=play.loop)
        self.fade_to(play.level, fade if play.soft else 0.0)
        self.open, self.triggered = True, True

    def enter(self, start: int) -> None:
        self.min = start

    def set_end(self, end: int, *, loop: bool) -> None:
        self.max = max(1, end - 1) if loop else 0
        self.end = float("inf") if loop else end

    def last_frame(self) -> int:
        return self._last

    def fade_to(self, level: float, fade: float) -> None:
        self.fading = not level
        self.levels = (level, fade)

    def mute(self) -> None:
        self.open = False

    def release(self) -> None:
        self.table = None

    def block(self) -> list[int]:
        """Return the frame numbers of one block; -1 is silence."""
        if self.triggered:
            self.count, self.triggered = self.min, False
        frames: list[int] = []
        for _ in range(BLOCK):
            frames.append(self.count if self.open and self.count < self.end else -1)
            self._last = self.count
            wraps = self.max and self.count >= self.max
            self.count = self.min if wraps else self.count + 1
        return frames


class Stage:
    """A player with its recorded output."""

    def __init__(self) -> None:
        self.voices = [PlainVoice() for _ in range(4)]
        self.said: list[TransportChanged] = []
        self.released: list[list[int]] = []
        self.player: Player[list[int]] = Player(
            [*self.voices], RATE, BLOCK, self._say, self.released.append
        )
        self.player.load(1, [])
        self.blocks = 0

    def _say(self, event: protocol.Event) -> None:
        assert isinstance(event, TransportChanged)
        self.said.append(event)

    def hear(self, blocks: int = 1) -> list[int]:
        """Return the audible frames, without those that only fade out."""
        heard: list[int] = []
        for _ in range(blocks):
            self.status = self.player.tick(float(self.blocks))
            self.blocks += 1
            fading = [voice.fading for voice in self.voices]
            sounding = [voice.block() for voice in self.voices]
            lines = [line for line, fades in zip(sounding, fading, strict=True) if not fades]
            heard += [max(column) for column in zip(*lines, strict=True)]
        return heard

    def play(
        self,
        frame: int = 0,
        start: int = 0,
        end: int = LONG,
        *,
        loop: bool = False,
        ticket: int = 7,
    ) -> None:
        self.player.enqueue(protocol.Play(ticket, 1, frame, start, end, loop, soft=False))

    @property
    def courses(self) -> list[TransportEvent]:
        return [event.change for event in self.said]


def looped(frame: int, start: int, end: int, count: int) -> list[int]:
    frames: list[int] = []
    for _ in range(count):
        frames.append(frame)
        frame = start if frame + 1 >= end else frame + 1
    return frames


@given(st.integers(0, 200), st.integers(1, 200))
def test_once_means_these_frames_and_no_others(frame: int, length: int) -> None:
    stage = Stage()
    stage.play(frame, 0, frame + length)

    heard = stage.hear(20)

    assert heard[:length] == list(range(frame, frame + length))
    assert set(heard[length:]) <= {-1}
    assert stage.courses == [TransportEvent.BEGAN, TransportEvent.ENDED]


@given(st.integers(0, 200), st.integers(2, 100), st.data())
def test_a_loop_has_no_gap(start: int, length: int, data: st.DataObject) -> None:
    # Entered within its last block it returns once to where it was entered: see `Voice.start`.
    behind = range(start, max(start + 1, start + length - BLOCK))
    frame = data.draw(st.sampled_from(behind))
    stage = Stage()
    stage.play(frame, start, start + length, loop=True)

    heard = stage.hear(20)

    assert heard == looped(frame, start, start + length, 20 * BLOCK)
    assert stage.courses == [TransportEvent.BEGAN]


def test_the_place_is_the_next_frame_to_be_heard() -> None:
    stage = Stage()
    stage.play(100)

    stage.hear(3)

    assert (stage.status.ticket, stage.status.frame) == (7, 100 + 2 * BLOCK)
    assert stage.status.at == pytest.approx(2 + BLOCK / RATE)


def test_nothing_plays_at_first() -> None:
    stage = Stage()
    for order in (
        protocol.Pause(),
        protocol.Resume(),
        protocol.Stop(),
        protocol.SetRegion(0, 5, loop=True),
    ):
        stage.player.enqueue(order)

    assert set(stage.hear(3)) == {-1}
    assert stage.status.ticket == -1
    assert stage.said == []


def test_a_pause_keeps_the_place_to_the_frame() -> None:
    stage = Stage()
    stage.play(100)
    before = stage.hear(4)
    stage.player.enqueue(protocol.Pause())
    silence = stage.hear(5)
    stage.player.enqueue(protocol.Resume())
    after = stage.hear(2)

    assert set(silence) == {-1}
    assert before + after == list(range(100, 100 + 6 * BLOCK))
    assert stage.courses == [TransportEvent.BEGAN, TransportEvent.PAUSED, TransportEvent.MOVED]


def test_bounds_change_under_a_loop_that_holds_the_place() -> None:
    stage = Stage()
    stage.play(0, 0, 640, loop=True)
    before = stage.hear(10)
    stage.player.enqueue(protocol.SetRegion(100, 200, loop=True))
    after = stage.hear(10)

    assert before + after == looped(0, 100, 200, 20 * BLOCK)


def test_outside_of_a_new_loop_it_enters_it() -> None:
    stage = Stage()
    stage.play(0)
    stage.hear(2)
    stage.player.enqueue(protocol.SetRegion(100, 200, loop=True))

    assert stage.hear(10) == looped(100, 100, 200, 10 * BLOCK)
    assert stage.said[-1].frame == 100


@given(st.integers(0, 90), st.integers(BLOCK + 1, 200), st.booleans())
def test_what_lies_before_a_loop_leads_into_it(start: int, length: int, known: bool) -> None:
    stage = Stage()
    if known:
        stage.play(0, start, start + length, loop=True)
        heard = stage.hear(20)
    else:  # the loop is found while it plays
        stage.play(0)
        heard = stage.hear(1)
        stage.player.enqueue(protocol.SetRegion(start, start + length, loop=True, lead=True))
        heard += stage.hear(19)

    assert heard == looped(0, start, start + length, 20 * BLOCK)
    assert len(stage.said) == (1 if known else 2)


def test_behind_a_loop_nothing_leads_into_it() -> None:
    stage = Stage()
    stage.play(300)
    stage.hear(2)
    stage.player.enqueue(protocol.SetRegion(100, 200, loop=True, lead=True))

    assert stage.hear(10) == looped(100, 100, 200, 10 * BLOCK)


def test_a_left_loop_is_finished() -> None:
    stage = Stage()
    stage.play(0, 0, 100, loop=True)
    stage.hear(10)
    stage.player.enqueue(protocol.SetRegion(0, 100, loop=False))
    heard = stage.hear(10)

    left = (-10 * BLOCK) % 100
    assert heard[:left] == list(range(100 - left, 100))
    assert set(heard[left:]) == {-1}
    assert stage.courses[-1] == TransportEvent.ENDED


def test_behind_a_new_end_it_ends() -> None:
    stage = Stage()
    stage.play(500)
    stage.hear(2)
    stage.player.enqueue(protocol.SetRegion(0, 400, loop=False))
    stage.hear(1)

    assert stage.courses == [TransportEvent.BEGAN, TransportEvent.ENDED]


def test_a_seek_goes_on_there() -> None:
    stage = Stage()
    stage.play(0)
    stage.hear(2)
    stage.player.enqueue(protocol.SetRegion(0, LONG, loop=False, frame=5_000))

    assert stage.hear(2) == list(range(5_000, 5_000 + 2 * BLOCK))


def test_paused_it_moves_without_a_sound() -> None:
    stage = Stage()
    stage.play(0)
    stage.hear(2)
    stage.player.enqueue(protocol.Pause())
    stage.player.enqueue(protocol.SetRegion(0, LONG, loop=False, frame=5_000))
    silence = stage.hear(3)
    stage.player.enqueue(protocol.Resume())

    assert set(silence) == {-1}
    assert stage.hear(1)[0] == 5_000
    assert [event.moving for event in stage.said] == [True, False, False, True]


def test_of_many_plays_in_one_block_the_last_is_heard() -> None:
    stage = Stage()
    for ticket in range(20):
        stage.play(100 * ticket, ticket=ticket)

    assert stage.hear(1) == list(range(1_900, 1_900 + BLOCK))
    assert stage.status.ticket == 19


def test_a_start_in_every_block_finds_a_voice() -> None:
    stage = Stage()
    for ticket in range(50):
        stage.play(100 * ticket, ticket=ticket)

        assert stage.hear(1)[0] == 100 * ticket


def test_memory_is_released_when_nothing_of_it_sounds() -> None:
    stage = Stage()
    stage.play(0)
    stage.hear(2)
    stage.player.enqueue(protocol.Stop())
    stage.player.enqueue(protocol.Unload(1))
    stage.hear(1)
    kept = [*stage.released]
    stage.hear(4)

    assert kept == []
    assert stage.released == [[]]
    assert all(voice.table is None for voice in stage.voices)


def test_what_was_unloaded_does_not_play() -> None:
    stage = Stage()
    stage.player.enqueue(protocol.Unload(1))
    stage.play(0)

    assert set(stage.hear(2)) == {-1}
    assert stage.said == []
