"""Playback control: drives the engine to the requested state and reports the outcome."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import trio
from loguru import logger

from actors.audio.clock import Clock
from actors.audio.engine import Position, Report, Start, TransportEvent
from actors.audio.loading.clip_loader import ClipLoader
from actors.audio.loading.stereo_source import Unavailable, UnreadableSound
from actors.audio.output_manager import ActiveOutput, OutputManager
from actors.audio.playback import Playback
from actors.kernel.jobs import Jobs
from actors.messages import audio
from models.audio.drift import Drift
from models.audio.playback_settings import PlaybackSettings
from models.audio.span import Span
from models.audio.units import Frames, Seconds, Ticket

OVERLAP = 0.05
"""Seconds that the previous sound continues while the next one loads."""
RESUME_WITHIN = 5.0
"""Seconds after which an interrupted playback is not resumed."""
DRIFT_INTERVAL = 0.1
"""Seconds between comparisons of the reported with the actual position."""


class PlaybackController:
    """Plays one sample at a time."""

    def __init__(
        self, outputs: OutputManager, jobs: Jobs, clock: Clock, emit: Callable[[audio.Event], None]
    ) -> None:
        """Create an idle controller; `emit` must not block."""
        self._outputs, self._jobs, self._clock, self._emit = outputs, jobs, clock, emit
        self._playback: Playback | None = None
        self._stopping: Playback | None = None
        """The playback that was told to stop and has not yet faded out."""
        self._settings = PlaybackSettings()
        self._lost_at: Seconds | None = None
        """Time at which the engine died during playback."""

    def play(self, command: audio.Play) -> None:
        """Play the sample as soon as enough of it is decoded."""
        self._playback = Playback(
            command.ticket,
            command.sample,
            float(command.start),
            command.span,
            command.loop,
            command.lead,
        )
        self._playback.enter_region()
        self._stopping = self._lost_at = None
        self._start(self._playback)

    def pause(self) -> None:
        """Fade out and keep the position."""
        playback = self._playback
        if playback is None or playback.paused:
            return
        playback.paused = True
        if playback.loader and self._outputs.active:
            self._outputs.active.engine.pause()
        else:
            self._emit(audio.Paused(playback.ticket, playback.pending_anchor(self._clock())))

    def resume(self) -> None:
        """Resume from the kept position."""
        playback = self._playback
        if playback is None or not playback.paused:
            return
        playback.paused = False
        if playback.loader and self._outputs.active:
            self._outputs.active.engine.resume()
        else:
            self._start(playback)

    def stop(self) -> None:
        """Fade out and discard the position."""
        playback, self._playback = self._playback, None
        self._jobs.cancel("play")
        if playback is None:
            return
        if playback.loader and self._outputs.active:
            self._stopping = playback
            self._outputs.active.engine.stop()
        else:
            self._report_stopped(playback, playback.start)

    def seek(self, frame: Frames) -> None:
        """Continue from `frame`."""
        playback = self._playback
        if playback is None:
            return
        playback.seek(frame)
        loader, active = playback.loader, self._outputs.active
        if loader is None or active is None:
            if playback.paused:
                self._emit(audio.Moved(playback.ticket, playback.pending_anchor(self._clock())))
        elif loader.is_playable(playback.clip_frame(loader, playback.start)):
            self._seek(active, playback, loader)
        else:
            self._jobs.start("play", partial(self._seek_later, active, playback, loader))

    async def _seek_later(
        self, active: ActiveOutput, playback: Playback, loader: ClipLoader
    ) -> None:
        try:
            await loader.until_playable(playback.start)
        except UnreadableSound as error:
            self._fail(playback, error)
            return
        if self._outputs.active is active:
            self._seek(active, playback, loader)
            await self._watch_end(active, playback, loader)

    def _seek(self, active: ActiveOutput, playback: Playback, loader: ClipLoader) -> None:
        active.engine.set_region(
            playback.region(loader), playback.clip_frame(loader, playback.start)
        )

    def set_region(self, span: Span | None, *, loop: bool, lead: bool = False) -> None:
        """Change the span or the looping without a restart."""
        playback = self._playback
        if playback is None:
            return
        playback.span, playback.loop, playback.lead = span, loop, lead
        if playback.loader and self._outputs.active:
            self._outputs.active.engine.set_region(playback.region(playback.loader))
        else:
            playback.enter_region()

    def exchange(self, command: audio.Exchange) -> None:
        """Continue in the new content of the file that is played or paused."""
        playback = self._playback
        if playback is None or playback.sample.id != command.sample.id:
            self._emit(audio.Stopped(command.ticket, Frames(0)))  # it ended meanwhile
            return
        # Whatever happens until the file is loaded happens to the playback with the new ticket.
        playback.ticket, playback.sample = command.ticket, command.sample
        self._jobs.start("play", partial(self._exchange, playback, command))

    async def _exchange(self, old: Playback, command: audio.Exchange) -> None:
        active = await self._outputs.ready()
        try:
            loader = await active.clips.fetch(command.sample.path, old.start)
        except UnreadableSound as error:
            self._fail(old, error)
            return
        if self._playback is not old or self._outputs.active is not active:
            return
        start = command.positions.place(int(old.position(self._clock())))
        new = Playback(
            *(command.ticket, command.sample, float(start), command.span),
            *(old.loop, old.lead, old.paused, True),
        )
        new.enter_region()
        self._playback = new
        old.loader = None
        if new.paused:
            active.engine.stop()
            self._emit(audio.Paused(new.ticket, new.pending_anchor(self._clock())))
            return
        await loader.until_playable(new.start)
        self._play_clip(active, new, loader)
        await self._watch_end(active, new, loader)

    def set_settings(self, settings: PlaybackSettings) -> None:
        """Apply playback settings, to the current playback as well."""
        self._settings = settings
        playback = self._playback
        if playback is not None and playback.loader and self._outputs.active:
            self._set_level(self._outputs.active, playback.loader)

    def _set_level(self, active: ActiveOutput, loader: ClipLoader) -> None:
        active.engine.set_level(loader.clip, self._settings.gain_for(loader.peak))

    def on_handover(self) -> None:
        """Handle an engine handover; playback continues on the next engine."""
        self.on_engine_lost()

    def on_output(self, active: ActiveOutput) -> None:
        """Resume an interrupted playback on a new engine, unless too late or silent."""
        playback, lost_at = self._playback, self._lost_at
        self._lost_at = None
        if playback is None:
            return
        if lost_at is not None and not playback.paused:
            late = self._clock() > lost_at + RESUME_WITHIN
            if late or active.engine.output.silent:
                self._playback = None
                self._jobs.cancel("play")
                self._report_stopped(playback, playback.start)
        elif playback.loader is not None:  # handover from the silent to a real engine
            self._interrupt(playback)
            self._restart(playback)

    def on_engine_lost(self, last: Position | None = None) -> Ticket | None:
        """Handle the death of the engine; return the ticket of the interrupted playback.

        Args:
            last: Of the last block that the engine played, where playback resumes; without it, it
                resumes where it would be by the clock.
        """
        if self._stopping is not None:
            self._report_stopped(self._stopping, self._stopping.position(self._clock()))
        playback = self._playback
        if playback is None:
            return None
        running = playback.loader is not None and not playback.paused
        self._interrupt(playback, last)
        if not running:
            return None
        self._lost_at = self._clock()
        self._restart(playback)
        return playback.ticket

    def _interrupt(self, playback: Playback, last: Position | None = None) -> None:
        playback.start = playback.last_position(last, self._clock())
        playback.soft = True
        playback.loader = playback.anchor = None
        self._jobs.cancel("watch")

    def _restart(self, playback: Playback) -> None:
        if not playback.paused:
            self._start(playback)

    def _start(self, playback: Playback) -> None:
        active = self._outputs.active
        loader = active.clips.held(playback.sample.path, playback.start) if active else None
        if active is None or loader is None:
            self._jobs.start("play", partial(self._load, playback))
        else:
            # Even looking at the file would cost the way to a thread and back, which is longer
            # than all the rest of the way to the engine.
            self._play_clip(active, playback, loader)
            self._jobs.start("play", partial(self._confirm, active, playback, loader))

    async def _confirm(self, active: ActiveOutput, playback: Playback, loader: ClipLoader) -> None:
        """Play the file once more if it is no longer what sounds."""
        try:
            current = await active.clips.fetch(playback.sample.path, playback.start)
        except UnreadableSound as error:
            if self._outputs.active is active:
                self._fail(playback, error)
            return
        if current is loader:
            await self._watch_end(active, playback, loader)
        elif playback.loader is loader:
            await self._load(playback)

    async def _load(self, playback: Playback) -> None:
        """Load the file and play it."""
        while True:
            active = await self._outputs.ready()
            try:
                loader = await self._fetch(active, playback)
            except UnreadableSound as error:
                if self._outputs.active is active:
                    self._fail(playback, error)
                    return
                continue
            if self._outputs.active is active and loader.is_playable(
                playback.clip_frame(loader, playback.start)
            ):
                break
        if not playback.paused:
            self._play_clip(active, playback, loader)
        await self._watch_end(active, playback, loader)

    async def _fetch(self, active: ActiveOutput, playback: Playback) -> ClipLoader:
        path = playback.sample.path
        with trio.move_on_after(OVERLAP):
            return await active.clips.fetch(path, playback.start)
        active.engine.stop()  # the older sound; this one takes a while
        return await active.clips.fetch(path, playback.start)

    def _play_clip(self, active: ActiveOutput, playback: Playback, loader: ClipLoader) -> None:
        playback.loader = loader
        active.engine.play(
            Start(
                playback.ticket,
                loader.clip,
                playback.clip_frame(loader, playback.start),
                playback.region(loader),
                playback.soft,
                self._settings.gain_for(loader.peak),
            )
        )

    async def _watch_end(
        self, active: ActiveOutput, playback: Playback, loader: ClipLoader
    ) -> None:
        """Adjust the level, and the end if the file is shorter than its header says."""
        level = self._settings.gain_for(loader.peak)
        await loader.until_done()
        if playback.loader is not loader:
            return
        if self._settings.gain_for(loader.peak) != level:
            self._set_level(active, loader)
        if loader.end < loader.clip.frames:
            active.engine.set_region(playback.region(loader))

    def _fail(self, playback: Playback, error: UnreadableSound) -> None:
        reason, temporary = str(error), isinstance(error, Unavailable)
        logger.info("cannot play sample {}: {}", playback.sample.id, reason)
        if self._outputs.active:
            self._outputs.active.engine.stop()  # silence the previous sound too
        self._finish(playback)
        self._emit(audio.PlayFailed(playback.ticket, playback.sample.id, reason, temporary))

    def _report_stopped(self, playback: Playback, frame: float) -> None:
        self._finish(playback)
        self._emit(audio.Stopped(playback.ticket, Frames(int(frame))))

    def _finish(self, playback: Playback) -> None:
        if self._playback is playback:
            self._playback = None
        if self._stopping is playback:
            self._stopping = None
        playback.loader = None
        if self._playback is None:
            self._jobs.cancel("watch")

    def on_report(self, report: Report) -> None:
        """Emit an engine report as an event, in frames of the file."""
        playback = next(
            (p for p in (self._playback, self._stopping) if p and p.ticket == report.ticket), None
        )
        if playback is None or playback.loader is None:
            return  # the playback was replaced
        anchor = playback.anchor = playback.anchor_at(playback.loader, report)
        match report.change:
            case TransportEvent.BEGAN:
                self._emit(audio.Started(playback.ticket, anchor))
                self._jobs.start("watch", partial(self._watch_position, playback))
            case TransportEvent.MOVED:
                self._emit(audio.Moved(playback.ticket, anchor))
            case TransportEvent.PAUSED:
                self._emit(audio.Paused(playback.ticket, anchor))
            case TransportEvent.STOPPED:
                self._report_stopped(playback, anchor.frame)
            case TransportEvent.ENDED:
                self._report_ended(playback, playback.loader)

    def _report_ended(self, playback: Playback, loader: ClipLoader) -> None:
        reason, temporary = loader.reason, loader.temporary
        self._finish(playback)
        if reason:
            self._emit(audio.PlayFailed(playback.ticket, playback.sample.id, reason, temporary))
        else:
            self._emit(audio.Ended(playback.ticket))

    async def _watch_position(self, playback: Playback) -> None:
        """Correct the anchor when the engine's position has drifted."""
        drift = Drift()
        while True:
            await trio.sleep(DRIFT_INTERVAL)
            active, loader, anchor = self._outputs.active, playback.loader, playback.anchor
            position = active.engine.position() if active else None
            if position is None or loader is None or anchor is None or not anchor.speed:
                continue
            loader.set_playhead(
                position.frame, playback.region(loader).start if playback.loop else 0
            )
            lag = anchor.lag(loader.conversion.to_file(position.frame), position.at)
            if drift.exceeded(lag):
                self.on_report(Report(TransportEvent.MOVED, playback.ticket, position, moving=True))
