"""The waveform actor: draws pictures in worker threads; the newest command wins."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar, assert_never

import trio
from loguru import logger

from actors.kernel.jobs import Jobs
from actors.kernel.mailbox import Address, Mailbox
from actors.messages import waveform
from actors.waveform.cache import Cache
from actors.waveform.decoder import decode_picture, read_detail
from actors.waveform.marks import read_marks
from actors.waveform.snap_search import find_crossings, find_transients
from actors.waveform.sound import UnreadableSound
from actors.waveform.spectrogram import compute_spectrogram
from actors.waveform.thumbnails import Thumbnails
from models.audio.units import SampleId, Ticket
from models.library.sample import Sample
from models.waveform.onset.transients import Onset
from models.waveform.picture import Picture
from models.waveform.spectrum import Spectrum
from models.waveform.thumbnail import Thumbnail

PICTURE_THREADS = 3
"""Several, so that a new picture does not wait for the block that its predecessor still decodes."""
ANALYSIS_THREADS = 3
"""For spectrogram, crossings and transients, apart from pictures, which are more urgent."""
MARKS_THREADS = 3
"""For metadata, which takes few reads and is needed before playback loops."""
BATCH = 16
"""Maximum thumbnails per event: the rows of a screen, as each event is a frame."""
BATCH_INTERVAL = 0.1
"""Seconds after which a smaller batch is sent."""

Answer = TypeVar("Answer")
SampleCommand = (
    waveform.Draw
    | waveform.ReadDetail
    | waveform.FindCrossings
    | waveform.FindTransients
    | waveform.DrawSpectrum
)
"""Commands about a single sample."""


def _transients_found(ticket: Ticket, onsets: tuple[Onset, ...]) -> waveform.TransientsFound:
    frames = tuple(one.frame for one in onsets)
    strengths = tuple(one.strength for one in onsets)
    return waveform.TransientsFound(ticket, frames, strengths)


class WaveformActor:
    """Handles `waveform.Command`, emits `waveform.Event`."""

    def __init__(
        self,
        inbox: Mailbox[waveform.Command],
        events: Address[waveform.Event],
        cache: Path,
    ) -> None:
        """Create the actor; `run` starts it.

        Args:
            inbox: Source of commands.
            events: Destination of events.
            cache: Cache folder; created if missing, safe to delete at any time.
        """
        self._inbox, self._events = inbox, events
        self._cache = Cache(cache / "peaks")
        self._thumbnails = Thumbnails(self._cache)
        self._pictures = trio.CapacityLimiter(PICTURE_THREADS)
        self._analyses = trio.CapacityLimiter(ANALYSIS_THREADS)
        self._rows = trio.CapacityLimiter(1)
        self._marks = trio.CapacityLimiter(MARKS_THREADS)

    async def run(self) -> None:
        """Handle commands until cancelled."""
        async with trio.open_nursery() as nursery:
            jobs = Jobs(nursery)
            async for command in self._inbox:
                self._handle(jobs, command)

    def _handle(self, jobs: Jobs, command: waveform.Command) -> None:
        match command:
            case waveform.Draw():
                for stale in ("detail", "crossings", "transients", "spectrum"):
                    jobs.cancel(stale)
                jobs.start("picture", partial(self._draw, command))
                jobs.start("marks", partial(self._read_marks, command))
            case waveform.ReadDetail():
                jobs.start("detail", partial(self._read, command))
            case waveform.DrawThumbnails():
                jobs.start("thumbnails", partial(self._draw_thumbnails, command))
            case waveform.FindCrossings():
                jobs.start("crossings", partial(self._find_crossings, command))
            case waveform.FindTransients():
                jobs.start("transients", partial(self._find_transients, command))
            case waveform.DrawSpectrum():
                jobs.start("spectrum", partial(self._draw_spectrum, command))
            case _:
                assert_never(command)

    async def _draw(self, command: waveform.Draw) -> None:
        def show(picture: Picture) -> None:
            trio.from_thread.check_cancelled()
            event = waveform.PictureDrawn(command.ticket, picture)
            trio.from_thread.run(self._events.send, event)

        try:
            picture, reason, cached = await self._in_thread(
                partial(self._load_or_decode, command.sample, show), self._pictures
            )
        except UnreadableSound as error:
            await self._report_failure(command, str(error))
            return
        await self._events.send(waveform.PictureDrawn(command.ticket, picture))
        if reason:
            await self._report_failure(command, reason)
            return
        if self._thumbnails.sketched(command.sample):
            improve = partial(self._thumbnails.improve, command.sample, picture)
            small = await self._in_thread(improve, self._rows)
            await self._send_batch([(command.sample.id, small)])
        if picture.detail is None and not cached:
            await self._in_thread(partial(self._cache.save, command.sample, picture), self._rows)

    def _load_or_decode(
        self, sample: Sample, show: Callable[[Picture], None]
    ) -> tuple[Picture, str, bool]:
        cached = self._cache.load(sample)
        if cached is not None:
            return cached, "", True
        return *decode_picture(sample, show, trio.from_thread.check_cancelled), False

    async def _read_marks(self, command: waveform.Draw) -> None:
        read = partial(read_marks, command.sample, command.ticket)
        found = await self._in_thread(read, self._marks)
        if found.loops or found.markers:
            await self._events.send(found)

    async def _read(self, command: waveform.ReadDetail) -> None:
        read = partial(read_detail, command.sample, command.span, trio.from_thread.check_cancelled)
        try:
            detail = await self._in_thread(read, self._pictures)
        except UnreadableSound as error:
            await self._report_failure(command, str(error))
            return
        await self._events.send(waveform.DetailRead(command.ticket, detail))

    async def _find_crossings(self, command: waveform.FindCrossings) -> None:
        check = trio.from_thread.check_cancelled
        find = partial(find_crossings, command.sample, command.frames, check)
        to_event = partial(waveform.CrossingsFound, command.ticket, command.frames)
        await self._analyse(command, find, to_event)

    async def _find_transients(self, command: waveform.FindTransients) -> None:
        find = partial(find_transients, command.sample, trio.from_thread.check_cancelled)
        await self._analyse(command, find, partial(_transients_found, command.ticket))

    async def _draw_spectrum(self, command: waveform.DrawSpectrum) -> None:
        check = trio.from_thread.check_cancelled
        to_event = partial(waveform.SpectrumDrawn, command.ticket)

        def show(spectrum: Spectrum) -> None:
            check()
            trio.from_thread.run(self._events.send, to_event(spectrum))

        await self._analyse(
            command,
            partial(compute_spectrogram, command.sample, command.view, show, check),
            to_event,
        )

    async def _analyse(
        self,
        command: SampleCommand,
        work: Callable[[], Answer],
        to_event: Callable[[Answer], waveform.Event],
    ) -> None:
        try:
            found = await self._in_thread(work, self._analyses)
        except UnreadableSound as error:
            await self._report_failure(command, str(error))
            return
        await self._events.send(to_event(found))

    async def _report_failure(self, command: SampleCommand, reason: str) -> None:
        logger.info("waveform of sample {}: {}", command.sample.id, reason)
        await self._events.send(waveform.DrawFailed(command.ticket, command.sample.id, reason))

    async def _draw_thumbnails(self, command: waveform.DrawThumbnails) -> None:
        known, unknown = self._split_known(command.samples)
        if known:
            await self._send_batch(known)
        left = deque(unknown)
        while left:
            drawn: list[tuple[Sample, Thumbnail]] = []
            try:
                await self._in_thread(partial(self._draw_batch, left, drawn), self._rows)
            finally:  # also if a newer command came meanwhile: it finds them
                for sample, small in drawn:
                    self._thumbnails.keep(sample, small)
            await self._send_batch([(sample.id, small) for sample, small in drawn])

    def _draw_batch(self, left: deque[Sample], drawn: list[tuple[Sample, Thumbnail]]) -> None:
        """Move samples from `left` to `drawn`, with their thumbnails.

        All in one thread: each way back waits for the event loop, which may be drawing a frame.
        """
        until = time.monotonic() + BATCH_INTERVAL
        while left and len(drawn) < BATCH and time.monotonic() < until:
            small = self._thumbnails.draw(left[0], trio.from_thread.check_cancelled)
            drawn.append((left.popleft(), small))

    def _split_known(
        self, samples: tuple[Sample, ...]
    ) -> tuple[list[tuple[SampleId, Thumbnail]], list[Sample]]:
        """Return the thumbnails already drawn, and the samples still to draw."""
        known: list[tuple[SampleId, Thumbnail]] = []
        unknown: list[Sample] = []
        for sample in samples:
            small = self._thumbnails.find(sample)
            if small is None:
                unknown.append(sample)
            else:
                known.append((sample.id, small))
        return known, unknown

    async def _send_batch(self, batch: list[tuple[SampleId, Thumbnail]]) -> None:
        await self._events.send(waveform.ThumbnailsDrawn(tuple(batch)))

    async def _in_thread(self, work: Callable[[], Answer], limiter: trio.CapacityLimiter) -> Answer:
        """Run `work` in a thread; on cancellation the thread is abandoned to finish its block.

        An unresponsive drive may block its thread, but neither the actor nor the shutdown of the
        app.
        """
        return await trio.to_thread.run_sync(work, limiter=limiter, abandon_on_cancel=True)
