"""The newest command wins, and a long sound never delays the others."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
import trio

from actors.kernel.mailbox import Mailbox
from actors.messages import waveform
from actors.waveform.actor import WaveformActor
from actors.waveform.sketch import make_sketch
from actors.waveform.sound import open_sound
from models.audio.span import Span
from models.audio.units import Frames, SampleId, Ticket
from models.metadata.loop import Loop
from models.metadata.marker import Marker
from models.waveform.thumbnail import Thumbnail
from models.waveform.view import View
from tests.actors.waveform.files import beats, sample, written
from tests.models.metadata import files

Event = TypeVar("Event")


class Ends:
    """The mailboxes of the actor."""

    def __init__(self) -> None:
        self.orders = Mailbox[waveform.Command](64)
        self.events = Mailbox[waveform.Event](64)

    async def heard(self, kind: type[Event]) -> Event:
        """Return the next event of type `kind`."""
        with trio.fail_after(60):
            while True:
                event = await self.events.receive()
                if isinstance(event, kind):
                    return event

    async def complete(self, ticket: int) -> waveform.PictureDrawn:
        """Return the complete picture for `ticket`."""
        while True:
            drawn = await self.heard(waveform.PictureDrawn)
            if drawn.ticket == ticket and drawn.picture.complete:
                return drawn

    async def thumbnails(self, count: int) -> dict[SampleId, Thumbnail]:
        """Return the next `count` thumbnails."""
        found: dict[SampleId, Thumbnail] = {}
        while len(found) < count:
            drawn = await self.heard(waveform.ThumbnailsDrawn)
            found.update(drawn.thumbnails)
        return found


@asynccontextmanager
async def acting(folder: Path) -> AsyncGenerator[Ends]:
    ends = Ends()
    async with trio.open_nursery() as nursery:
        actor = WaveformActor(ends.orders, ends.events.address, folder / "cache")
        nursery.start_soon(actor.run)
        yield ends
        nursery.cancel_scope.cancel()


async def test_a_short_sound_comes_whole(tmp_path: Path) -> None:
    samples = beats(1.0)
    wanted = sample(written(tmp_path / "x.wav", samples))
    async with acting(tmp_path) as ends:
        ends.orders.slot.post(waveform.Draw(Ticket(3), wanted))
        drawn = await ends.heard(waveform.PictureDrawn)

    assert drawn.ticket == 3
    assert drawn.picture.complete
    assert drawn.picture.sample == wanted.id
    assert drawn.picture.detail is not None


async def test_loops_and_markers_of_a_file_are_told(tmp_path: Path) -> None:
    path = tmp_path / "pad.wav"
    path.write_bytes(files.wave(files.smpl((100, 899)), files.cue(50), files.labels(_1="hit")))
    async with acting(tmp_path) as ends:
        ends.orders.slot.post(waveform.Draw(Ticket(3), sample(path)))
        reported = await ends.heard(waveform.MarksRead)

    assert reported == waveform.MarksRead(Ticket(3), (Loop(100, 900),), (Marker(50, "hit"),))


async def test_a_long_sound_comes_as_a_sketch_first_and_from_the_cache_later(
    tmp_path: Path,
) -> None:
    wanted = sample(written(tmp_path / "x.wav", beats(200.0)))
    async with acting(tmp_path) as ends:
        ends.orders.slot.post(waveform.Draw(Ticket(1), wanted))
        first = await ends.heard(waveform.PictureDrawn)
        whole = await ends.complete(1)
        with trio.fail_after(60):
            while not list((tmp_path / "cache" / "peaks").glob("*.peaks")):  # noqa: ASYNC110
                await trio.sleep(0.01)  # saving to the cache sends no event
        ends.orders.slot.post(waveform.Draw(Ticket(2), wanted))
        again = await ends.heard(waveform.PictureDrawn)

    assert first.picture.sketch is not None
    assert not first.picture.complete
    assert whole.picture.detail is None
    assert (again.ticket, again.picture.complete) == (2, True)
    np.testing.assert_array_equal(
        again.picture.pyramid.levels[0].high, whole.picture.pyramid.levels[0].high
    )


async def test_the_newest_wish_wins(tmp_path: Path) -> None:
    long = sample(written(tmp_path / "long.flac", beats(150.0)), 1, kept=False)
    short = sample(written(tmp_path / "short.wav", beats(0.5)), 2)
    async with acting(tmp_path) as ends:
        for ticket in range(1, 8):
            ends.orders.slot.post(waveform.Draw(Ticket(ticket), long))
        ends.orders.slot.post(waveform.Draw(Ticket(8), short))
        drawn = await ends.complete(8)
        # Drawing it takes as long as the earlier requests would have taken.
        ends.orders.slot.post(waveform.Draw(Ticket(9), long))
        tickets, complete = set[int](), False
        while not complete:
            late = await ends.heard(waveform.PictureDrawn)
            tickets.add(late.ticket)
            complete = late.picture.complete

    assert drawn.picture.sample == 2
    assert tickets == {9}


async def test_a_vanished_file_is_told(tmp_path: Path) -> None:
    async with acting(tmp_path) as ends:
        ends.orders.slot.post(waveform.Draw(Ticket(5), sample(tmp_path / "x.wav", 4)))
        failed = await ends.heard(waveform.DrawFailed)

    assert failed == waveform.DrawFailed(Ticket(5), SampleId(4), "x.wav: file not found")


async def test_a_damaged_sound_is_drawn_and_told_but_not_kept(tmp_path: Path) -> None:
    path = written(tmp_path / "x.flac", beats(4.0))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    async with acting(tmp_path) as ends:
        ends.orders.slot.post(waveform.Draw(Ticket(1), sample(path)))
        drawn = await ends.heard(waveform.PictureDrawn)
        failed = await ends.heard(waveform.DrawFailed)

    assert drawn.picture.complete
    assert "shorter than its header says" in failed.reason
    assert not (tmp_path / "cache").exists()


async def test_raw_frames_are_read_on_demand(tmp_path: Path) -> None:
    samples = beats(3.0)
    wanted = sample(written(tmp_path / "x.wav", samples))
    span = Span(Frames(640), Frames(5_000))
    async with acting(tmp_path) as ends:
        ends.orders.slot.post(waveform.ReadDetail(Ticket(9), wanted, span))
        read = await ends.heard(waveform.DetailRead)

    assert (read.ticket, read.detail.first) == (9, 640)
    np.testing.assert_array_equal(read.detail.samples, samples[:, 640:5_000])


async def test_every_sample_gets_a_thumbnail_even_a_broken_one(tmp_path: Path) -> None:
    loud = sample(written(tmp_path / "loud.wav", beats(0.2)), 1)
    broken = sample(tmp_path / "gone.wav", 2)
    many = [sample(written(tmp_path / f"{n}.wav", beats(0.05, 1)), n) for n in range(3, 30)]
    async with acting(tmp_path) as ends:
        ends.orders.slot.post(waveform.DrawThumbnails((loud, broken, *many)))
        found = await ends.thumbnails(29)

    assert found[SampleId(2)].empty
    assert not any(found[one.id].empty for one in (loud, *many))
    assert found[SampleId(1)].columns.shape == (2, 150)
    assert found[SampleId(1)].columns[1].max() == beats(0.2).max()


async def test_a_long_sound_has_a_thumbnail_from_its_sketch_until_it_was_drawn(
    tmp_path: Path,
) -> None:
    samples = beats(100.0)
    wanted = sample(written(tmp_path / "x.flac", samples))
    async with acting(tmp_path) as ends:
        ends.orders.slot.post(waveform.DrawThumbnails((wanted,)))
        found = (await ends.thumbnails(1))[wanted.id]
        ends.orders.slot.post(waveform.Draw(Ticket(1), wanted))
        exact = dict((await ends.heard(waveform.ThumbnailsDrawn)).thumbnails)[wanted.id]
        ends.orders.slot.post(waveform.DrawThumbnails((wanted,)))
        again = (await ends.thumbnails(1))[wanted.id]

    assert np.isfinite(found.columns).all()
    assert 0.3 < found.columns[1].max() <= samples.max()
    assert exact.columns[1].max() == samples.max()
    np.testing.assert_array_equal(again.columns, exact.columns)


@pytest.mark.parametrize("budget", [0.0, 0.06])
def test_a_sketch_has_the_spots_it_needs_however_busy_the_machine_is(
    tmp_path: Path, budget: float
) -> None:
    with open_sound(sample(written(tmp_path / "x.flac", beats(100.0)))) as sound:
        level = make_sketch(sound, budget, lambda: None, 256)

    assert level is not None
    assert level.high.shape[1] >= 256


async def test_newer_wishes_for_thumbnails_replace_older_ones(tmp_path: Path) -> None:
    old = [sample(written(tmp_path / f"{n}.flac", beats(25.0)), n) for n in range(1, 3)]
    old = [*old * 20]
    new = sample(written(tmp_path / "new.wav", beats(0.1)), 99)
    async with acting(tmp_path) as ends:
        ends.orders.slot.post(
            waveform.DrawThumbnails(tuple(sample(tmp_path / one.name, kept=False) for one in old))
        )
        ends.orders.slot.post(waveform.DrawThumbnails((new,)))
        found = await ends.heard(waveform.ThumbnailsDrawn)

    assert [number for number, _ in found.thumbnails] == [99]


async def test_known_thumbnails_come_at_once_and_together(tmp_path: Path) -> None:
    many = tuple(sample(written(tmp_path / f"{n}.wav", beats(0.05, 1)), n) for n in range(1, 20))
    async with acting(tmp_path) as ends:
        ends.orders.slot.post(waveform.DrawThumbnails(many))
        await ends.thumbnails(19)
        for one in many:
            (tmp_path / one.name).unlink()
        ends.orders.slot.post(waveform.DrawThumbnails(many))
        again = await ends.heard(waveform.ThumbnailsDrawn)

    assert len(again.thumbnails) == 19
    assert not any(small.empty for _, small in again.thumbnails)


async def test_a_full_mailbox_makes_the_work_wait_and_loses_nothing(tmp_path: Path) -> None:
    many = tuple(
        sample(written(tmp_path / f"{n}.wav", beats(0.02, 1)), n, kept=False) for n in range(1, 80)
    )
    ends = Ends()
    ends.events = Mailbox[waveform.Event](1)
    async with trio.open_nursery() as nursery:
        actor = WaveformActor(ends.orders, ends.events.address, tmp_path)
        nursery.start_soon(actor.run)
        ends.orders.slot.post(waveform.DrawThumbnails(many))
        with trio.fail_after(60):
            while not ends.events._receive.statistics().tasks_waiting_send:  # noqa: ASYNC110
                await trio.sleep(0.01)
        found = await ends.thumbnails(79)
        nursery.cancel_scope.cancel()

    assert set(found) == {one.id for one in many}


async def test_crossings_are_found(tmp_path: Path) -> None:
    samples = np.full((1, 4_000), 0.5, np.float32)
    samples[:, 2_000:] = -0.5
    wanted = sample(written(tmp_path / "x.wav", samples))
    async with acting(tmp_path) as ends:
        ends.orders.slot.post(waveform.FindCrossings(Ticket(4), wanted, (1_900, 2_500, 3_900)))
        found = await ends.heard(waveform.CrossingsFound)

    assert found == waveform.CrossingsFound(Ticket(4), (1_900, 2_500, 3_900), (2_000, 2_000, 3_900))


async def test_transients_are_found(tmp_path: Path) -> None:
    samples = np.zeros((2, 60_000), np.float32)
    samples[:, [7_000, 40_000]] = 0.5
    wanted = sample(written(tmp_path / "x.wav", samples))
    async with acting(tmp_path) as ends:
        ends.orders.slot.post(waveform.FindTransients(Ticket(4), wanted))
        found = await ends.heard(waveform.TransientsFound)

    assert found.frames == (7_000, 40_000)
    assert all(strength > 0 for strength in found.strengths)
    assert len(found.strengths) == 2


async def test_a_long_sound_has_a_coarse_spectrogram_first(tmp_path: Path) -> None:
    samples = beats(60.0)
    wanted = sample(written(tmp_path / "x.wav", samples))
    view = View.fit(samples.shape[1], 150)
    async with acting(tmp_path) as ends:
        ends.orders.slot.post(waveform.DrawSpectrum(Ticket(6), wanted, view))
        drawn = [await ends.heard(waveform.SpectrumDrawn)]
        while not drawn[-1].spectrum.complete:
            drawn.append(await ends.heard(waveform.SpectrumDrawn))

    assert {event.ticket for event in drawn} == {6}
    assert {event.spectrum.view for event in drawn} == {view}
    assert not drawn[0].spectrum.complete
    assert drawn[0].spectrum.levels.any(0).all()


async def test_the_newest_view_wins(tmp_path: Path) -> None:
    samples = beats(60.0)
    wanted = sample(written(tmp_path / "x.flac", samples))
    views = [View.fit(samples.shape[1], 300).zoomed(0.1, x) for x in range(0, 300, 10)]
    async with acting(tmp_path) as ends:
        for view in views:
            ends.orders.slot.post(waveform.DrawSpectrum(Ticket(6), wanted, view))
        drawn = await ends.heard(waveform.SpectrumDrawn)

    assert drawn.spectrum.view == views[-1]


async def test_another_sample_ends_what_is_measured_of_the_one_before(tmp_path: Path) -> None:
    samples = beats(60.0)
    long = sample(written(tmp_path / "long.flac", samples), 1, kept=False)
    short = sample(written(tmp_path / "short.wav", beats(0.5)), 2)
    async with acting(tmp_path) as ends:
        view = View.fit(samples.shape[1], 1_400)
        ends.orders.slot.post(waveform.DrawSpectrum(Ticket(1), long, view))
        ends.orders.slot.post(waveform.FindTransients(Ticket(1), long))
        ends.orders.slot.post(waveform.Draw(Ticket(2), short))
        late: list[waveform.Event] = []
        with trio.move_on_after(0.5):
            while True:
                late.append(await ends.events.receive())

    assert [type(event) for event in late] == [waveform.PictureDrawn]


async def test_what_cannot_be_opened_is_told_to_whoever_asked(tmp_path: Path) -> None:
    gone = sample(tmp_path / "x.wav", 4)
    orders: tuple[waveform.Command, ...] = (
        waveform.FindCrossings(Ticket(5), gone, (7,)),
        waveform.FindTransients(Ticket(5), gone),
        waveform.DrawSpectrum(Ticket(5), gone, View.fit(9, 9)),
    )
    async with acting(tmp_path) as ends:
        for order in orders:
            ends.orders.slot.post(order)
            failed = await ends.heard(waveform.DrawFailed)

            assert failed.reason == "x.wav: file not found"
            assert failed.ticket == 5
