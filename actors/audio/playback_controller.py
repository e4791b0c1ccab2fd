"""The one playback there is: brings the engine to what was asked for, and says what came of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import trio
from loguru import logger

from actors.audio.clock import Clock
from actors.audio.engine import Report, Start, TransportEvent
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

SHORT = 0.05
"""Seconds that the older sound goes on while the newer one is read."""
SANE = 5.0
"""Seconds after which an interrupted playback is not taken up again."""
CHECKS = 0.1
"""Seconds between comparisons of what was said with where it really is."""


class PlaybackController:
    """Plays one sample at a time."""

    def __init__(
        self, station: OutputManager, jobs: Jobs, clock: Clock, say: Callable[[audio.Event], None]
    ) -> None:
        """Take what it works with; `say` must not wait."""
        self._station, self._jobs, self._clock, self._say = station, jobs, clock, say
        self._playback: Playback | None = None
        self._stopping: Playback | None = None
        """Told to stop, but not silent yet."""
        self._listening = PlaybackSettings()
        self._lost_at: Seconds | None = None
        """When the engine died under the playback."""

    def play(self, order: audio.Play) -> None:
        """Let the sample sound, as soon as enough of it is read."""
        self._playback = Playback(
            order.ticket, order.sample, float(order.start), order.span, order.loop, order.lead
        )
        self._playback.entered()
        self._stopping = self._lost_at = None
        self._start(self._playback)

    def pause(self) -> None:
        """Fade out and keep the place."""
        playback = self._playback
        if playback is None or playback.paused:
            return
        playback.paused = True
        if playback.loading and self._station.outlet:
            self._station.outlet.engine.pause()
        else:
            self._say(audio.Paused(playback.ticket, playback.waiting(self._clock())))

    def resume(self) -> None:
        """Go on."""
        playback = self._playback
        if playback is None or not playback.paused:
            return
        playback.paused = False
        if playback.loading and self._station.outlet:
            self._station.outlet.engine.resume()
        else:
            self._start(playback)

    def stop(self) -> None:
        """Fade to silence and forget the place."""
        playback, self._playback = self._playback, None
        self._jobs.cancel("play")
        if playback is None:
            return
        if playback.loading and self._station.outlet:
            self._stopping = playback
            self._station.outlet.engine.stop()
        else:
            self._stopped(playback, playback.start)

    def seek(self, frame: Frames) -> None:
        """Go on from `frame`."""
        playback = self._playback
        if playback is None:
            return
        playback.sought(frame)
        loading, outlet = playback.loading, self._station.outlet
        if loading is None or outlet is None:
            if playback.paused:
                self._say(audio.Moved(playback.ticket, playback.waiting(self._clock())))
        elif loading.holds(playback.device_frame(loading, playback.start)):
            self._seek(outlet, playback, loading)
        else:
            self._jobs.start("play", partial(self._seek_later, outlet, playback, loading))

    async def _seek_later(
        self, outlet: ActiveOutput, playback: Playback, loading: ClipLoader
    ) -> None:
        try:
            await loading.until_holds(playback.start)
        except UnreadableSound as error:
            self._fail(playback, error)
            return
        if self._station.outlet is outlet:
            self._seek(outlet, playback, loading)
            await self._watch_end(outlet, playback, loading)

    def _seek(self, outlet: ActiveOutput, playback: Playback, loading: ClipLoader) -> None:
        outlet.engine.bound(
            playback.stretch(loading), playback.device_frame(loading, playback.start)
        )

    def bound(self, span: Span | None, *, loop: bool, lead: bool = False) -> None:
        """Change the stretch or the looping, without a restart."""
        playback = self._playback
        if playback is None:
            return
        playback.span, playback.loop, playback.lead = span, loop, lead
        if playback.loading and self._station.outlet:
            self._station.outlet.engine.bound(playback.stretch(playback.loading))
        else:
            playback.entered()

    def listen(self, listening: PlaybackSettings) -> None:
        """Play like this from now on, what plays already as well."""
        self._listening = listening
        playback = self._playback
        if playback is not None and playback.loading and self._station.outlet:
            self._level(self._station.outlet, playback.loading)

    def _level(self, outlet: ActiveOutput, loading: ClipLoader) -> None:
        outlet.engine.level(loading.clip, self._listening.level(loading.peak))

    def moving(self) -> None:
        """Take note that the engine makes way for another, where playback goes on."""
        self.lost()

    def arrived(self, outlet: ActiveOutput) -> None:
        """Go on with another engine, if that is what one would expect."""
        playback, lost_at = self._playback, self._lost_at
        self._lost_at = None
        if playback is None:
            return
        if lost_at is not None and not playback.paused:
            late = self._clock() > lost_at + SANE
            if late or outlet.engine.output.silent:
                self._playback = None
                self._jobs.cancel("play")
                self._stopped(playback, playback.start)
        elif playback.loading is not None:  # the silent engine makes way for a real one
            self._interrupt(playback)
            self._restart(playback)

    def lost(self) -> Ticket | None:
        """Take note that the engine died; returns the playback that fell silent."""
        if self._stopping is not None:
            self._stopped(self._stopping, self._stopping.place(self._clock()))
        playback = self._playback
        if playback is None:
            return None
        running = playback.loading is not None and not playback.paused
        self._interrupt(playback)
        if not running:
            return None
        self._lost_at = self._clock()
        self._restart(playback)
        return playback.ticket

    def _interrupt(self, playback: Playback) -> None:
        playback.start = playback.place(self._clock())
        playback.soft = True
        playback.loading = playback.anchor = None
        self._jobs.cancel("watch")

    def _restart(self, playback: Playback) -> None:
        if not playback.paused:
            self._start(playback)

    def _start(self, playback: Playback) -> None:
        self._jobs.start("play", partial(self._load, playback))

    async def _load(self, playback: Playback) -> None:
        """Read the file and hand it to the engine."""
        while True:
            outlet = await self._station.ready()
            try:
                loading = await self._at_hand(outlet, playback)
            except UnreadableSound as error:
                if self._station.outlet is outlet:
                    self._fail(playback, error)
                    return
                continue
            if self._station.outlet is outlet and loading.holds(
                playback.device_frame(loading, playback.start)
            ):
                break
        if not playback.paused:
            self._begin(outlet, playback, loading)
        await self._watch_end(outlet, playback, loading)

    async def _at_hand(self, outlet: ActiveOutput, playback: Playback) -> ClipLoader:
        path = playback.sample.path
        with trio.move_on_after(SHORT):
            return await outlet.shelf.at_hand(path, playback.start)
        outlet.engine.stop()  # the older sound; this one takes a while
        return await outlet.shelf.at_hand(path, playback.start)

    def _begin(self, outlet: ActiveOutput, playback: Playback, loading: ClipLoader) -> None:
        playback.loading = loading
        outlet.engine.play(
            Start(
                playback.ticket,
                loading.clip,
                playback.device_frame(loading, playback.start),
                playback.stretch(loading),
                playback.soft,
                self._listening.level(loading.peak),
            )
        )

    async def _watch_end(
        self, outlet: ActiveOutput, playback: Playback, loading: ClipLoader
    ) -> None:
        """See whether the file ends before its header says, and how loud it becomes."""
        level = self._listening.level(loading.peak)
        await loading.until_done()
        if playback.loading is not loading:
            return
        if self._listening.level(loading.peak) != level:
            self._level(outlet, loading)
        if loading.end < loading.clip.frames:
            outlet.engine.bound(playback.stretch(loading))

    def _fail(self, playback: Playback, error: UnreadableSound) -> None:
        reason, passing = str(error), isinstance(error, Unavailable)
        logger.info("cannot play sample {}: {}", playback.sample.id, reason)
        if self._station.outlet:
            self._station.outlet.engine.stop()  # nothing sounds, nor what sounded before
        self._over(playback)
        self._say(audio.PlayFailed(playback.ticket, playback.sample.id, reason, passing))

    def _stopped(self, playback: Playback, frame: float) -> None:
        self._over(playback)
        self._say(audio.Stopped(playback.ticket, Frames(int(frame))))

    def _over(self, playback: Playback) -> None:
        if self._playback is playback:
            self._playback = None
        if self._stopping is playback:
            self._stopping = None
        playback.loading = None
        if self._playback is None:
            self._jobs.cancel("watch")

    def heard(self, report: Report) -> None:
        """Say what the engine reports, in frames of the file."""
        playback = next(
            (p for p in (self._playback, self._stopping) if p and p.ticket == report.ticket), None
        )
        if playback is None or playback.loading is None:
            return  # of a sound that had to make way
        anchor = playback.anchor = playback.heard(playback.loading, report)
        match report.course:
            case TransportEvent.BEGAN:
                self._say(audio.Started(playback.ticket, anchor))
                self._jobs.start("watch", partial(self._watch_place, playback))
            case TransportEvent.MOVED:
                self._say(audio.Moved(playback.ticket, anchor))
            case TransportEvent.PAUSED:
                self._say(audio.Paused(playback.ticket, anchor))
            case TransportEvent.STOPPED:
                self._stopped(playback, anchor.frame)
            case TransportEvent.ENDED:
                self._ended(playback, playback.loading)

    def _ended(self, playback: Playback, loading: ClipLoader) -> None:
        trouble, passing = loading.trouble, loading.passing
        self._over(playback)
        if trouble:
            self._say(audio.PlayFailed(playback.ticket, playback.sample.id, trouble, passing))
        else:
            self._say(audio.Ended(playback.ticket))

    async def _watch_place(self, playback: Playback) -> None:
        """Correct the anchor when what was delivered is elsewhere."""
        drift = Drift()
        while True:
            await trio.sleep(CHECKS)
            outlet, loading, anchor = self._station.outlet, playback.loading, playback.anchor
            place = outlet.engine.place() if outlet else None
            if place is None or loading is None or anchor is None or not anchor.speed:
                continue
            loading.follow(place.frame, playback.stretch(loading).start if playback.loop else 0)
            lag = anchor.lag(loading.conversion.to_file(place.frame), place.at)
            if drift.grew(lag):
                self.heard(Report(TransportEvent.MOVED, playback.ticket, place, moving=True))
