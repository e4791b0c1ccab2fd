"""An engine for machines without a sound card: time passes silently."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import trio

from actors.audio.clock import Clock
from actors.audio.engine import Clip, OnReport, Position, Region, Report, Start, TransportEvent
from models.audio.output import Output
from models.audio.units import Hertz, Ticket


@dataclass(frozen=True, slots=True)
class _Run:
    """The simulated playback."""

    ticket: Ticket
    clip: Clip
    region: Region
    position: Position
    """Position at the last transport change."""
    moving: bool = True


class SilentEngine:
    """Plays, pauses, loops and ends like a real engine, by the clock alone."""

    def __init__(self, clock: Clock, reason: str = "") -> None:
        """Create an idle engine.

        Args:
            clock: Time base of positions, in seconds; runs at the pace of trio's clock.
            reason: Why there is no sound; empty if silence was requested.
        """
        self._clock = clock
        self._output = Output(silent=True, rate=Hertz(0), reason=reason)
        self._run: _Run | None = None
        self._reports: list[Report] = []
        self._woken = trio.Event()

    @property
    def output(self) -> Output:
        """The silent output, with the reason."""
        return self._output

    @property
    def clip_rate(self) -> Hertz | None:
        """`None`: clips of any rate are accepted."""
        return None

    def load(self, clip: Clip) -> None:
        """Do nothing: no memory is needed."""

    def unload(self, clip: Clip) -> None:
        """Do nothing: no memory is needed."""

    def play(self, start: Start) -> None:
        """Start the clock at the first frame."""
        position = Position(start.frame, self._clock())
        self._go(_Run(start.ticket, start.clip, start.region, position), TransportEvent.BEGAN)

    def pause(self) -> None:
        """Stop the clock."""
        if self._run and self._run.moving:
            self._go(
                replace(self._run, position=self._now(self._run), moving=False),
                TransportEvent.PAUSED,
            )

    def resume(self) -> None:
        """Restart the clock."""
        if self._run and not self._run.moving:
            self._go(
                replace(self._run, position=self._now(self._run), moving=True), TransportEvent.MOVED
            )

    def stop(self) -> None:
        """End playback and discard the position."""
        if self._run:
            self._end(TransportEvent.STOPPED)

    def set_region(self, region: Region, frame: int | None = None) -> None:
        """Change the region, and the position if `frame` is given."""
        if self._run is None:
            return
        position = self._now(self._run)
        if frame is not None:
            position = Position(frame, position.at)
        elif region.loop and not _holds(region, position.frame):
            position = Position(region.start, position.at)
        self._go(replace(self._run, region=region, position=position), TransportEvent.MOVED)

    def set_gain(self, factor: float) -> None:
        """Do nothing."""

    def set_level(self, clip: Clip, level: float) -> None:
        """Do nothing."""

    def configure(self, *, fade: float, mono: bool) -> None:
        """Do nothing."""

    def play_tone(self, side: int) -> None:
        """Do nothing."""

    def position(self) -> Position | None:
        """Return the simulated position."""
        return self._now(self._run) if self._run and self._run.moving else None

    async def run(self, on_report: OnReport) -> None:
        """Deliver reports, and end playback on time."""
        while True:
            self._woken = trio.Event()
            while self._reports:
                on_report(self._reports.pop(0))
            left = self._left()
            if left <= 0:
                self._end(TransportEvent.ENDED)
                continue
            with trio.move_on_after(left):
                await self._woken.wait()

    def _go(self, run: _Run, change: TransportEvent) -> None:
        self._run = run
        self._reports.append(Report(change, run.ticket, run.position, run.moving))
        self._woken.set()

    def _end(self, change: TransportEvent) -> None:
        if self._run is None:
            return
        position = self._now(self._run)
        self._reports.append(Report(change, self._run.ticket, position, moving=False))
        self._run = None
        self._woken.set()

    def _now(self, run: _Run) -> Position:
        now = self._clock()
        if not run.moving:
            return Position(run.position.frame, now)
        # The clock never falls exactly on a frame; round to the nearest.
        frame = run.position.frame + round((now - run.position.at) * run.clip.rate)
        start, end = run.region.start, run.region.end
        if run.region.loop and frame >= end:
            frame = start + (frame - start) % (end - start)
        return Position(min(frame, end), now)

    def _left(self) -> float:
        run = self._run
        if run is None or not run.moving or run.region.loop:
            return math.inf
        return (
            run.position.at + (run.region.end - run.position.frame) / run.clip.rate - self._clock()
        )


def _holds(region: Region, frame: int) -> bool:
    """Return whether looping playback can continue from `frame`."""
    return frame < region.end and (region.lead or region.start <= frame)
