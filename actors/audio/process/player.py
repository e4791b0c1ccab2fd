"""Playback rules of the engine, block by block, independent of pyo.

The audio thread calls `tick` at the start of each block, so all decisions take effect together with
the first frame of that block.
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
"""Seconds of every fade unless `SetPlaybackSettings` says otherwise: the shortest without a
click."""

Tables = TypeVar("Tables")
Given = TypeVar("Given", contravariant=True)


class Voice(Protocol[Given]):
    """Reads consecutive frames of a table."""

    def start(self, tables: Given, play: protocol.Play, fade: float) -> None:
        """Start with this block; a loop returns to its first frame until `enter` is called.

        Args:
            tables: The tables to read.
            play: First frame, end and level.
            fade: Seconds of the fade-in, if the start is soft.
        """
        ...

    def enter(self, start: int) -> None:
        """Set the start of the loop."""
        ...

    def set_end(self, end: int, *, loop: bool) -> None:
        """End, or loop, at `end`."""
        ...

    def last_frame(self) -> int:
        """Return the index of the last frame of the previous block."""
        ...

    def fade_to(self, level: float, fade: float) -> None:
        """Ramp to `level` within `fade` seconds; 0 is silent."""
        ...

    def mute(self) -> None:
        """Silence the voice at once."""
        ...

    def release(self) -> None:
        """Drop references to the tables."""
        ...


@dataclass(slots=True)
class Track(Generic[Tables]):
    """A voice in use."""

    voice: Voice[Tables]
    ticket: int
    clip: int
    frame: int
    """First frame."""
    start: int
    end: int
    loop: bool
    soft: bool
    level: float
    fresh: bool = True
    """Whether its first block is still to be rendered."""
    fading: int = 0
    """Blocks until it is silent; 0 unless fading out."""

    def next(self) -> int:
        """Return the first frame of this block."""
        if self.fresh:
            return self.frame
        frame = self.voice.last_frame() + 1
        return self.start if self.loop and frame >= self.end else frame

    def resume_at(self, frame: int) -> protocol.Play:
        """Return the command that resumes it at `frame`."""
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
    """Plays one clip at a time, with short fades between clips."""

    def __init__(
        self,
        voices: list[Voice[Tables]],
        rate: float,
        block: int,
        emit: Callable[[protocol.Event], None],
        release: Callable[[Tables], None],
    ) -> None:
        """Take the voices.

        Args:
            voices: Idle voices; two for a start and its predecessor, more for rapid starts.
            rate: Frames per second.
            block: Frames per block.
            emit: Called with events; must not block.
            release: Called with tables that are no longer read; must not block.
        """
        self._idle = deque(voices)
        self._latency = block / rate
        self._fade = FADE
        self._emit, self._release = emit, release
        self._tables: dict[int, Tables] = {}
        self._unloading: dict[int, Tables] = {}
        self._tracks: list[Track[Tables]] = []
        self._current: Track[Tables] | None = None
        self._paused: protocol.Play | None = None
        self._commands: deque[protocol.Command] = deque()
        self._now = 0.0
        self._blocks = 0

    def load(self, clip: int, tables: Tables) -> None:
        """Register the tables of a clip; thread-safe."""
        self._tables[clip] = tables

    def enqueue(self, command: protocol.Command) -> None:
        """Execute a command at the start of the next block; thread-safe."""
        self._commands.append(command)

    @property
    def playing(self) -> bool:
        """Whether anything is played or fades out."""
        return bool(self._tracks)

    def skip(self) -> Status:
        """Count a block in which nothing is played and no command is executed."""
        self._blocks += 1
        return self._status()

    def tick(self, now: float) -> Status:
        """Begin a block.

        Args:
            now: Seconds of the monotonic clock.

        Returns:
            The current position.
        """
        self._now = now
        self._blocks += 1
        for track in [*self._tracks]:
            self._advance(track)
        while self._commands:
            self._handle(self._commands.popleft())
        if self._unloading:
            self._release_unused()
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
            self._report_track(TransportEvent.ENDED, track, track.end, moving=False)
            self._silence(track)

    def _handle(self, command: protocol.Command) -> None:
        match command:
            case protocol.Play():
                self._play(command)
            case protocol.Pause():
                self._pause()
            case protocol.Resume():
                self._resume()
            case protocol.Stop():
                self._stop()
            case protocol.SetRegion():
                self._set_region(command)
            case protocol.SetLevel():
                self._set_level(command)
            case protocol.SetPlaybackSettings():
                self._fade = command.fade
            case protocol.Unload():
                if (tables := self._tables.pop(command.clip, None)) is not None:
                    self._unloading[command.clip] = tables
            case _:
                raise AssertionError(command)

    def _play(self, command: protocol.Play) -> None:
        self._paused = None
        self._fade_current()
        if (track := self._begin(command)) is not None:
            self._report_track(TransportEvent.BEGAN, track, command.frame, moving=True)

    def _begin(self, command: protocol.Play) -> Track[Tables] | None:
        tables = self._tables.get(command.clip)
        if tables is None:
            return None
        voice = self._voice()
        voice.start(tables, command, self._fade)
        track = Track(
            voice,
            command.ticket,
            command.clip,
            command.frame,
            command.start,
            command.end,
            command.loop,
            command.soft,
            command.level,
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
        self._paused = track.resume_at(frame)
        self._report_track(TransportEvent.PAUSED, track, frame, moving=False)
        self._fade_current()

    def _resume(self) -> None:
        paused, self._paused = self._paused, None
        if paused is not None and (track := self._begin(paused)) is not None:
            self._report_track(TransportEvent.MOVED, track, paused.frame, moving=True)

    def _stop(self) -> None:
        paused, self._paused = self._paused, None
        if paused is not None:
            self._report(TransportEvent.STOPPED, paused.ticket, paused.frame, moving=False)
        if self._current is not None:
            self._report_track(
                TransportEvent.STOPPED, self._current, self._current.next(), moving=False
            )
        self._fade_current()

    def _set_region(self, command: protocol.SetRegion) -> None:
        if self._paused is not None:
            frame = _entry_frame(command, self._paused.frame)
            self._paused = _with_region(replace(self._paused, frame=frame), command)
            self._report(TransportEvent.MOVED, self._paused.ticket, frame, moving=False)
            return
        track = self._current
        if track is None:
            return
        here = track.next()
        frame = _entry_frame(command, here)
        if frame >= command.end and not command.loop:
            self._report_track(TransportEvent.ENDED, track, command.end, moving=False)
            self._fade_current()
        elif frame == here:
            track.start, track.end, track.loop = command.start, command.end, command.loop
            track.voice.set_end(command.end, loop=command.loop)
            if command.loop and not track.fresh:
                track.voice.enter(command.start)
            self._report_track(TransportEvent.MOVED, track, here, moving=True)
        else:
            self._jump(track, frame, command)

    def _set_level(self, command: protocol.SetLevel) -> None:
        if self._paused is not None and self._paused.clip == command.clip:
            self._paused = replace(self._paused, level=command.level)
        track = self._current
        if track is not None and track.clip == command.clip:
            track.level = command.level
            abrupt = track.fresh and not track.soft  # keep the attack of its first frame
            track.voice.fade_to(command.level, 0.0 if abrupt else self._fade)

    def _jump(self, track: Track[Tables], frame: int, command: protocol.SetRegion) -> None:
        self._fade_current()
        if (jumped := self._begin(_with_region(track.resume_at(frame), command))) is not None:
            self._report_track(TransportEvent.MOVED, jumped, frame, moving=True)

    def _fade_current(self) -> None:
        track, self._current = self._current, None
        if track is None:
            return
        if track.fresh:  # not rendered yet
            self._silence(track)
        else:
            # Mute only in the block after the one in which the fade ends.
            track.fading = math.ceil(self._fade / self._latency) + 1
            track.voice.fade_to(0.0, self._fade)

    def _silence(self, track: Track[Tables]) -> None:
        track.voice.mute()
        self._tracks.remove(track)
        self._idle.append(track.voice)
        if self._current is track:
            self._current = None

    def _release_unused(self) -> None:
        """Release unloaded tables once no voice reads them."""
        playing = {track.clip for track in self._tracks}
        for clip in [clip for clip in self._unloading if clip not in playing]:
            for voice in self._idle:
                voice.release()
            self._release(self._unloading.pop(clip))

    def _report_track(
        self, change: TransportEvent, track: Track[Tables], frame: int, *, moving: bool
    ) -> None:
        self._report(change, track.ticket, frame, moving=moving)

    def _report(self, change: TransportEvent, ticket: int, frame: int, *, moving: bool) -> None:
        self._emit(TransportChanged(change, ticket, frame, self._now + self._latency, moving))

    def _status(self) -> Status:
        track = self._current
        if track is None:
            return Status(self._blocks)
        at = self._now + self._latency
        return Status(self._blocks, track.ticket, track.next(), at)


def _with_region(play: protocol.Play, command: protocol.SetRegion) -> protocol.Play:
    return replace(play, start=command.start, end=command.end, loop=command.loop)


def _entry_frame(command: protocol.SetRegion, frame: int) -> int:
    """Return where playback continues: as commanded, at the loop's start, or in place."""
    if command.frame >= 0:
        return command.frame
    leads = command.lead and frame < command.start
    if command.loop and not leads and not command.start <= frame < command.end:
        return command.start
    return frame
