"""The rules of playing, block by block; knows no pyo.

`tick` is called by the audio thread at the start of each block, so what it
decides takes effect with the first frame of that block, all at once.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from actors.audio.process import protocol
from actors.audio.process.protocol import TransportChanged, TransportEvent
from actors.audio.process.status import Status

FADE = 0.005
"""Seconds of every fade unless `StartEmbedding` says otherwise: as short as no click allows."""

Tables = TypeVar("Tables")
Given = TypeVar("Given", contravariant=True)


class Voice(Protocol[Given]):
    """Reads frames of a table, one after the other."""

    def start(self, tables: Given, play: protocol.Play, fade: float) -> None:
        """Begin with this block; looping, it returns to where it began until `enter` is called.

        Args:
            tables: What to read.
            play: Where to begin and to end, how loud.
            fade: Seconds of the fade in, if the beginning is to be soft.
        """
        ...

    def enter(self, start: int) -> None:
        """Return to `start` from the end of the loop."""
        ...

    def bound(self, end: int, *, loop: bool) -> None:
        """End, or go round, at `end`."""
        ...

    def last(self) -> int:
        """Return the index of the frame that the block before this one ended with."""
        ...

    def level(self, level: float, fade: float) -> None:
        """Become louder or quieter within `fade` seconds; 0 is silent."""
        ...

    def cut(self) -> None:
        """Become silent now."""
        ...

    def release(self) -> None:
        """Let go of the tables."""
        ...


@dataclass(slots=True)
class Track(Generic[Tables]):
    """A voice at work."""

    voice: Voice[Tables]
    ticket: int
    clip: int
    frame: int
    """Where it began."""
    start: int
    end: int
    loop: bool
    soft: bool
    level: float
    fresh: bool = True
    """Whether no block of it is done yet."""
    fading: int = 0
    """Blocks until it is silent; 0 while it is not told to be."""

    def next(self) -> int:
        """Return the frame that this block begins with."""
        if self.fresh:
            return self.frame
        frame = self.voice.last() + 1
        return self.start if self.loop and frame >= self.end else frame

    def again(self, frame: int) -> protocol.Play:
        """Return the order that would let it go on at `frame`."""
        return protocol.Play(
            self.ticket,
            self.clip,
            frame,
            self.start,
            self.end,
            self.loop,
            soft=True,
            level=self.level,
        )


class Player(Generic[Tables]):
    """One sound at a time, with short fades from one to the next."""

    def __init__(
        self,
        voices: list[Voice[Tables]],
        rate: float,
        block: int,
        say: Callable[[protocol.Event], None],
        release: Callable[[Tables], None],
    ) -> None:
        """Take the voices.

        Args:
            voices: Idle ones; two for a start and its predecessor, more for many in a row.
            rate: Frames per second.
            block: Frames per block.
            say: Told what happens; must not wait.
            release: Given tables that nothing reads any more; must not wait.
        """
        self._idle = deque(voices)
        self._latency = block / rate
        self._fade = FADE
        self._say, self._release = say, release
        self._tables: dict[int, Tables] = {}
        self._going: dict[int, Tables] = {}
        self._tracks: list[Track[Tables]] = []
        self._current: Track[Tables] | None = None
        self._paused: protocol.Play | None = None
        self._orders: deque[protocol.Command] = deque()
        self._now = 0.0
        self._blocks = 0

    def load(self, clip: int, tables: Tables) -> None:
        """Take the tables of a clip; from any thread."""
        self._tables[clip] = tables

    def order(self, order: protocol.Command) -> None:
        """Obey at the start of the next block; from any thread."""
        self._orders.append(order)

    def tick(self, now: float) -> Status:
        """Begin a block.

        Args:
            now: Seconds of the monotonic clock.

        Returns:
            Where playback is.
        """
        self._now = now
        self._blocks += 1
        for track in [*self._tracks]:
            self._advance(track)
        while self._orders:
            self._obey(self._orders.popleft())
        if self._going:
            self._let_go()
        return self._status()

    def _advance(self, track: Track[Tables]) -> None:
        if track.fresh:
            track.fresh = False
            if track.loop:
                track.voice.enter(track.start)
        if track.fading:
            track.fading -= 1
            if not track.fading:
                self._silence(track)
        elif not track.loop and track.next() >= track.end:
            self._turned(TransportEvent.ENDED, track, track.end, moving=False)
            self._silence(track)

    def _obey(self, order: protocol.Command) -> None:
        match order:
            case protocol.Play():
                self._play(order)
            case protocol.Pause():
                self._pause()
            case protocol.Resume():
                self._resume()
            case protocol.Stop():
                self._stop()
            case protocol.SetRegion():
                self._bound(order)
            case protocol.Level():
                self._level(order)
            case protocol.StartEmbedding():
                self._fade = order.fade
            case protocol.Unload():
                if (tables := self._tables.pop(order.clip, None)) is not None:
                    self._going[order.clip] = tables
            case _:
                raise AssertionError(order)

    def _play(self, order: protocol.Play) -> None:
        self._paused = None
        self._fade_current()
        if (track := self._begin(order)) is not None:
            self._turned(TransportEvent.BEGAN, track, order.frame, moving=True)

    def _begin(self, order: protocol.Play) -> Track[Tables] | None:
        tables = self._tables.get(order.clip)
        if tables is None:
            return None
        voice = self._voice()
        voice.start(tables, order, self._fade)
        track = Track(
            voice,
            order.ticket,
            order.clip,
            order.frame,
            order.start,
            order.end,
            order.loop,
            order.soft,
            order.level,
        )
        self._tracks.append(track)
        self._current = track
        return track

    def _voice(self) -> Voice[Tables]:
        if not self._idle:
            self._silence(min(self._tracks, key=lambda track: track.fading))
        return self._idle.popleft()

    def _pause(self) -> None:
        track = self._current
        if track is None:
            return
        frame = track.next()
        self._paused = track.again(frame)
        self._turned(TransportEvent.PAUSED, track, frame, moving=False)
        self._fade_current()

    def _resume(self) -> None:
        paused, self._paused = self._paused, None
        if paused is not None and (track := self._begin(paused)) is not None:
            self._turned(TransportEvent.MOVED, track, paused.frame, moving=True)

    def _stop(self) -> None:
        paused, self._paused = self._paused, None
        if paused is not None:
            self._report(TransportEvent.STOPPED, paused.ticket, paused.frame, moving=False)
        if self._current is not None:
            self._turned(TransportEvent.STOPPED, self._current, self._current.next(), moving=False)
        self._fade_current()

    def _bound(self, order: protocol.SetRegion) -> None:
        if self._paused is not None:
            frame = _entered(order, self._paused.frame)
            self._paused = _bounded(replace(self._paused, frame=frame), order)
            self._report(TransportEvent.MOVED, self._paused.ticket, frame, moving=False)
            return
        track = self._current
        if track is None:
            return
        here = track.next()
        frame = _entered(order, here)
        if frame >= order.end and not order.loop:
            self._turned(TransportEvent.ENDED, track, order.end, moving=False)
            self._fade_current()
        elif frame == here:
            track.start, track.end, track.loop = order.start, order.end, order.loop
            track.voice.bound(order.end, loop=order.loop)
            if order.loop and not track.fresh:
                track.voice.enter(order.start)
            self._turned(TransportEvent.MOVED, track, here, moving=True)
        else:
            self._jump(track, frame, order)

    def _level(self, order: protocol.Level) -> None:
        if self._paused is not None and self._paused.clip == order.clip:
            self._paused = replace(self._paused, level=order.level)
        track = self._current
        if track is not None and track.clip == order.clip:
            track.level = order.level
            hard = track.fresh and not track.soft  # not to turn its first frame into a fade
            track.voice.level(order.level, 0.0 if hard else self._fade)

    def _jump(self, track: Track[Tables], frame: int, order: protocol.SetRegion) -> None:
        self._fade_current()
        if (jumped := self._begin(_bounded(track.again(frame), order))) is not None:
            self._turned(TransportEvent.MOVED, jumped, frame, moving=True)

    def _fade_current(self) -> None:
        track, self._current = self._current, None
        if track is None:
            return
        if track.fresh:  # nothing of it was heard
            self._silence(track)
        else:
            # The block that it ends in is not the one in which it may be cut.
            track.fading = math.ceil(self._fade / self._latency) + 1
            track.voice.level(0.0, self._fade)

    def _silence(self, track: Track[Tables]) -> None:
        track.voice.cut()
        self._tracks.remove(track)
        self._idle.append(track.voice)
        if self._current is track:
            self._current = None

    def _let_go(self) -> None:
        """Release tables as soon as no voice reads them."""
        sounding = {track.clip for track in self._tracks}
        for clip in [clip for clip in self._going if clip not in sounding]:
            for voice in self._idle:
                voice.release()
            self._release(self._going.pop(clip))

    def _turned(
        self, course: TransportEvent, track: Track[Tables], frame: int, *, moving: bool
    ) -> None:
        self._report(course, track.ticket, frame, moving=moving)

    def _report(self, course: TransportEvent, ticket: int, frame: int, *, moving: bool) -> None:
        self._say(TransportChanged(course, ticket, frame, self._now + self._latency, moving))

    def _status(self) -> Status:
        track = self._current
        if track is None:
            return Status(self._blocks)
        at = self._now + self._latency
        return Status(self._blocks, track.ticket, track.next(), at)


def _bounded(play: protocol.Play, order: protocol.SetRegion) -> protocol.Play:
    return replace(play, start=order.start, end=order.end, loop=order.loop)


def _entered(order: protocol.SetRegion, frame: int) -> int:
    """Return where playback goes on: as ordered, in the loop, or where it is."""
    if order.frame >= 0:
        return order.frame
    leads = order.lead and frame < order.start
    if order.loop and not leads and not order.start <= frame < order.end:
        return order.start
    return frame
