"""The engine of a machine without a sound card: time passes, nothing sounds."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import trio

from actors.audio.clock import Clock
from actors.audio.engine import Clip, Hear, Place, Region, Report, Start, TransportEvent
from models.audio.output import Output
from models.audio.units import Hertz, Ticket


@dataclass(frozen=True, slots=True)
class _Run:
    """What would sound."""

    ticket: Ticket
    clip: Clip
    stretch: Region
    place: Place
    """Where it was when it last took another course."""
    moving: bool = True


class SilentEngine:
    """Plays, pauses, loops and ends like a real one, by the clock alone."""

    def __init__(self, clock: Clock, reason: str = "") -> None:
        """Take the clock.

        Args:
            clock: Seconds on the clock that places are given in; passes as trio's does.
            reason: Why there is no sound; empty if that was wished for.
        """
        self._clock = clock
        self._output = Output(silent=True, rate=Hertz(0), reason=reason)
        self._run: _Run | None = None
        self._reports: list[Report] = []
        self._woken = trio.Event()

    @property
    def output(self) -> Output:
        """Say that it is silent, and why."""
        return self._output

    @property
    def clip_rate(self) -> Hertz | None:
        """Take clips as they are."""
        return None

    def keep(self, clip: Clip) -> None:
        """Need no memory."""

    def drop(self, clip: Clip) -> None:
        """Need no memory."""

    def play(self, start: Start) -> None:
        """Let time pass from its frame on."""
        place = Place(start.frame, self._clock())
        self._go(_Run(start.ticket, start.clip, start.stretch, place), TransportEvent.BEGAN)

    def pause(self) -> None:
        """Let time stand still."""
        if self._run and self._run.moving:
            self._go(
                replace(self._run, place=self._now(self._run), moving=False), TransportEvent.PAUSED
            )

    def resume(self) -> None:
        """Let time pass again."""
        if self._run and not self._run.moving:
            self._go(
                replace(self._run, place=self._now(self._run), moving=True), TransportEvent.MOVED
            )

    def stop(self) -> None:
        """Forget the place."""
        if self._run:
            self._end(TransportEvent.STOPPED)

    def bound(self, stretch: Region, frame: int | None = None) -> None:
        """End or loop elsewhere; go elsewhere."""
        if self._run is None:
            return
        place = self._now(self._run)
        if frame is not None:
            place = Place(frame, place.at)
        elif stretch.loop and not _holds(stretch, place.frame):
            place = Place(stretch.start, place.at)
        self._go(replace(self._run, stretch=stretch, place=place), TransportEvent.MOVED)

    def gain(self, factor: float) -> None:
        """Stay silent at any volume."""

    def level(self, clip: Clip, level: float) -> None:
        """Stay silent."""

    def listen(self, *, fade: float, mono: bool) -> None:
        """Stay silent."""

    def tone(self, side: int) -> None:
        """Stay silent."""

    def place(self) -> Place | None:
        """Return where it would be."""
        return self._now(self._run) if self._run and self._run.moving else None

    async def run(self, hear: Hear) -> None:
        """Say what happened, and when something ends."""
        while True:
            self._woken = trio.Event()
            while self._reports:
                hear(self._reports.pop(0))
            left = self._left()
            if left <= 0:
                self._end(TransportEvent.ENDED)
                continue
            with trio.move_on_after(left):
                await self._woken.wait()

    def _go(self, run: _Run, course: TransportEvent) -> None:
        self._run = run
        self._reports.append(Report(course, run.ticket, run.place, run.moving))
        self._woken.set()

    def _end(self, course: TransportEvent) -> None:
        if self._run is None:
            return
        place = self._now(self._run)
        self._reports.append(Report(course, self._run.ticket, place, moving=False))
        self._run = None
        self._woken.set()

    def _now(self, run: _Run) -> Place:
        now = self._clock()
        if not run.moving:
            return Place(run.place.frame, now)
        # A clock never shows a whole frame exactly; the nearest is meant.
        frame = run.place.frame + round((now - run.place.at) * run.clip.rate)
        start, end = run.stretch.start, run.stretch.end
        if run.stretch.loop and frame >= end:
            frame = start + (frame - start) % (end - start)
        return Place(min(frame, end), now)

    def _left(self) -> float:
        run = self._run
        if run is None or not run.moving or run.stretch.loop:
            return math.inf
        return run.place.at + (run.stretch.end - run.place.frame) / run.clip.rate - self._clock()


def _holds(stretch: Region, frame: int) -> bool:
    """Tell whether playback goes on from there, looping."""
    return frame < stretch.end and (stretch.lead or stretch.start <= frame)
