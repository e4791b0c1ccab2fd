"""Draw what is looked at: the newest wish wins, and never on the screen's thread."""

from __future__ import annotations

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
from actors.waveform.decoder import decoded, detail_of
from actors.waveform.marks import marks_of
from actors.waveform.snap_search import crossings_of, transients_of
from actors.waveform.sound import UnreadableSound
from actors.waveform.spectrogram import measured
from actors.waveform.thumbnails import Thumbnails
from models.audio.units import SampleId
from models.library.sample import Sample
from models.waveform.picture import Picture
from models.waveform.spectrum import Spectrum
from models.waveform.thumbnail import Thumbnail

PICTURE_THREADS = 3
"""A new picture does not wait for the block that the one before it still decodes."""
ANALYSIS_THREADS = 3
"""For spectrogram, crossings, transients: beside pictures, which are waited for."""
MARKS_THREADS = 3
"""For what headers tell: some reads beside decoding, before playback wants to loop."""
BATCH = 8
"""Thumbnails told at a time, at most."""
PATIENCE = 0.1
"""Seconds after which fewer are told."""

Answer = TypeVar("Answer")
Order = (
    waveform.Draw
    | waveform.ReadDetail
    | waveform.FindCrossings
    | waveform.FindTransients
    | waveform.DrawSpectrum
)
"""What is asked of one sample."""


class WaveformActor:
    """Reads `waveform.Command`, says `waveform.Event`."""

    def __init__(
        self,
        inbox: Mailbox[waveform.Command],
        events: Address[waveform.Event],
        cache: Path,
    ) -> None:
        """Take the wires.

        Args:
            inbox: Where orders come from.
            events: Who hears what was drawn.
            cache: A folder that may be emptied at any time; need not be there yet.
        """
        self._inbox, self._events = inbox, events
        self._cache = Cache(cache / "peaks")
        self._thumbnails = Thumbnails(self._cache)
        self._pictures = trio.CapacityLimiter(PICTURE_THREADS)
        self._analyses = trio.CapacityLimiter(ANALYSIS_THREADS)
        self._rows = trio.CapacityLimiter(1)
        self._marks = trio.CapacityLimiter(MARKS_THREADS)

    async def run(self) -> None:
        """Obey orders until cancelled."""
        async with trio.open_nursery() as nursery:
            jobs = Jobs(nursery)
            async for order in self._inbox:
                self._obey(jobs, order)

    def _obey(self, jobs: Jobs, order: waveform.Command) -> None:
        match order:
            case waveform.Draw():
                for stale in ("detail", "crossings", "transients", "spectrum"):
                    jobs.cancel(stale)
                jobs.start("picture", partial(self._draw, order))
                jobs.start("marks", partial(self._read_marks, order))
            case waveform.ReadDetail():
                jobs.start("detail", partial(self._read, order))
            case waveform.DrawThumbnails():
                jobs.start("thumbnails", partial(self._draw_thumbnails, order))
            case waveform.FindCrossings():
                jobs.start("crossings", partial(self._find_crossings, order))
            case waveform.FindTransients():
                jobs.start("transients", partial(self._find_transients, order))
            case waveform.DrawSpectrum():
                jobs.start("spectrum", partial(self._draw_spectrum, order))
            case _:
                assert_never(order)

    async def _draw(self, order: waveform.Draw) -> None:
        def show(picture: Picture) -> None:
            trio.from_thread.check_cancelled()
            event = waveform.PictureDrawn(order.ticket, picture)
            trio.from_thread.run(self._events.send, event)

        try:
            picture, trouble, kept = await self._in_thread(
                partial(self._pictured, order.sample, show), self._pictures
            )
        except UnreadableSound as error:
            await self._failed(order, str(error))
            return
        await self._events.send(waveform.PictureDrawn(order.ticket, picture))
        if trouble:
            await self._failed(order, trouble)
        elif picture.detail is None and not kept:
            await self._in_thread(partial(self._cache.save, order.sample, picture), self._rows)

    def _pictured(
        self, sample: Sample, show: Callable[[Picture], None]
    ) -> tuple[Picture, str, bool]:
        kept = self._cache.load(sample)
        if kept is not None:
            return kept, "", True
        return *decoded(sample, show, trio.from_thread.check_cancelled), False

    async def _read_marks(self, order: waveform.Draw) -> None:
        read = partial(marks_of, order.sample, order.ticket)
        found = await self._in_thread(read, self._marks)
        if found.loops or found.markers:
            await self._events.send(found)

    async def _read(self, order: waveform.ReadDetail) -> None:
        read = partial(detail_of, order.sample, order.span, trio.from_thread.check_cancelled)
        try:
            detail = await self._in_thread(read, self._pictures)
        except UnreadableSound as error:
            await self._failed(order, str(error))
            return
        await self._events.send(waveform.DetailRead(order.ticket, detail))

    async def _find_crossings(self, order: waveform.FindCrossings) -> None:
        check = trio.from_thread.check_cancelled
        find = partial(crossings_of, order.sample, order.frames, check)
        tell = partial(waveform.CrossingsFound, order.ticket, order.frames)
        await self._analyse(order, find, tell)

    async def _find_transients(self, order: waveform.FindTransients) -> None:
        find = partial(transients_of, order.sample, trio.from_thread.check_cancelled)
        await self._analyse(order, find, partial(waveform.TransientsFound, order.ticket))

    async def _draw_spectrum(self, order: waveform.DrawSpectrum) -> None:
        check = trio.from_thread.check_cancelled
        tell = partial(waveform.SpectrumDrawn, order.ticket)

        def show(spectrum: Spectrum) -> None:
            check()
            trio.from_thread.run(self._events.send, tell(spectrum))

        await self._analyse(order, partial(measured, order.sample, order.view, show, check), tell)

    async def _analyse(
        self, order: Order, work: Callable[[], Answer], tell: Callable[[Answer], waveform.Event]
    ) -> None:
        try:
            found = await self._in_thread(work, self._analyses)
        except UnreadableSound as error:
            await self._failed(order, str(error))
            return
        await self._events.send(tell(found))

    async def _failed(self, order: Order, reason: str) -> None:
        logger.info("waveform of sample {}: {}", order.sample.id, reason)
        await self._events.send(waveform.DrawFailed(order.ticket, order.sample.id, reason))

    async def _draw_thumbnails(self, order: waveform.DrawThumbnails) -> None:
        known, unknown = self._sorted(order.samples)
        if known:
            await self._tell(known)
        batch: list[tuple[SampleId, Thumbnail]] = []
        told = trio.current_time()
        for sample in unknown:
            draw = partial(self._thumbnails.drawn, sample, trio.from_thread.check_cancelled)
            small = await self._in_thread(draw, self._rows)
            self._thumbnails.keep(sample, small)
            batch.append((sample.id, small))
            if len(batch) == BATCH or trio.current_time() > told + PATIENCE:
                await self._tell(batch)
                batch, told = [], trio.current_time()
        if batch:
            await self._tell(batch)

    def _sorted(
        self, samples: tuple[Sample, ...]
    ) -> tuple[list[tuple[SampleId, Thumbnail]], list[Sample]]:
        """Return what is drawn already, and what must be."""
        known: list[tuple[SampleId, Thumbnail]] = []
        unknown: list[Sample] = []
        for sample in samples:
            small = self._thumbnails.known(sample)
            if small is None:
                unknown.append(sample)
            else:
                known.append((sample.id, small))
        return known, unknown

    async def _tell(self, batch: list[tuple[SampleId, Thumbnail]]) -> None:
        await self._events.send(waveform.ThumbnailsDrawn(tuple(batch)))

    async def _in_thread(self, work: Callable[[], Answer], limiter: trio.CapacityLimiter) -> Answer:
        """Run `work` in a thread; on cancelling it is left alone to end its block.

        A drive that does not answer can so hold its thread, but neither the
        actor nor the end of the app.
        """
        return await trio.to_thread.run_sync(work, limiter=limiter, abandon_on_cancel=True)
