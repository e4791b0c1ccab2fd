"""Hears what shall sound, and says what does."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import partial
from typing import assert_never

import trio
from loguru import logger

from actors.audio.clock import clock
from actors.audio.output_manager import ActiveOutput, Listeners, Look, Open, OutputManager
from actors.audio.playback_controller import PlaybackController
from actors.audio.probe import seen
from actors.audio.pyo_engine import opened
from actors.kernel.jobs import Jobs
from actors.kernel.mailbox import Address, Mailbox
from actors.messages import audio
from models.audio.device import Devices
from models.audio.gain import factor
from models.audio.output_config import OutputConfig
from models.audio.playback_settings import PlaybackSettings
from models.audio.units import Decibels

FIGURES = 1.0
"""Seconds between looks at the figures of the output."""


class AudioActor:
    """Reads `audio.Command`, says `audio.Event`; the newest `Play` wins."""

    def __init__(
        self,
        inbox: Mailbox[audio.Command],
        events: Address[audio.Event],
        route: OutputConfig,
        open_engine: Open = opened,
        look: Look = seen,
    ) -> None:
        """Take the wires.

        Args:
            inbox: Where orders come from.
            events: Who hears what sounds.
            route: Which way to the ear is wanted, until another one is.
            open_engine: Opens an engine that sounds.
            look: Finds out which devices there are.
        """
        self._inbox, self._events = inbox, events
        self._route, self._open_engine, self._look = route, open_engine, look
        self._listening = PlaybackSettings()
        self._devices: Devices | None = None
        self._volume = Decibels(0.0)
        self._to_say, self._said = trio.open_memory_channel[audio.Event](math.inf)

    async def run(self) -> None:
        """Obey orders until cancelled."""
        time = clock()
        station = self._station = OutputManager(self._route, time, self._open_engine, self._look)
        async with trio.open_nursery() as nursery:
            self._jobs = Jobs(nursery)
            self._deck = PlaybackController(station, self._jobs, time, self._say)
            nursery.start_soon(self._speak)
            nursery.start_soon(
                station.run,
                Listeners(self._deck.heard, self._changed, self._lost, self._deck.moving),
            )
            async for order in self._inbox:
                self._obey(order)

    def _obey(self, order: audio.Command) -> None:
        match order:
            case audio.Play():
                self._deck.play(order)
            case audio.Pause():
                self._deck.pause()
            case audio.Resume():
                self._deck.resume()
            case audio.Stop():
                self._deck.stop()
            case audio.Seek():
                self._deck.seek(order.frame)
            case audio.SetRegion():
                self._deck.bound(order.span, loop=order.loop, lead=order.lead)
            case audio.SetVolume():
                self._set_volume(order.volume)
            case audio.SetOutputConfig():
                # Who started us without sound has the last word.
                self._route = replace(order.route, silent=self._route.silent)
                self._station.choose(self._route)
            case audio.SetPlaybackSettings():
                self._set_listening(order.listening)
            case audio.ListDevices():
                self._list_devices(again=order.again)
            case audio.PlayTone():
                if self._station.outlet:
                    self._station.outlet.engine.tone(order.side)
            case audio.Prepare():
                self._jobs.start("prepare", partial(self._prepare, order))
            case _:
                assert_never(order)

    def _set_volume(self, volume: Decibels) -> None:
        self._volume = volume
        if self._station.outlet:
            self._station.outlet.engine.gain(factor(volume))

    def _set_listening(self, listening: PlaybackSettings) -> None:
        self._listening = listening
        if self._station.outlet:
            self._listen(self._station.outlet)
        self._deck.listen(listening)

    def _listen(self, outlet: ActiveOutput) -> None:
        outlet.engine.listen(fade=self._listening.fade, mono=self._listening.mono)

    def _list_devices(self, *, again: bool) -> None:
        if self._devices is not None and not again:
            self._say(audio.DevicesListed(self._devices))
        else:
            self._jobs.start("devices", self._find_devices)

    async def _find_devices(self) -> None:
        self._devices = await self._look()
        self._say(audio.DevicesListed(self._devices))

    async def _prepare(self, order: audio.Prepare) -> None:
        outlet = await self._station.ready()
        await outlet.shelf.prepare([sample.path for sample in order.samples])

    def _changed(self, outlet: ActiveOutput) -> None:
        output = outlet.output
        logger.info("audio output: {}", output)
        outlet.engine.gain(factor(self._volume))
        self._listen(outlet)
        self._say(audio.OutputChanged(output))
        self._deck.arrived(outlet)
        if output.silent:
            self._jobs.cancel("figures")
        else:
            self._jobs.start("figures", partial(self._watch_figures, outlet))

    async def _watch_figures(self, outlet: ActiveOutput) -> None:
        """Say when sound was lost on the way."""
        said = outlet.output
        while self._station.outlet is outlet:
            await trio.sleep(FIGURES)
            if outlet.output != said:
                said = outlet.output
                self._say(audio.OutputChanged(said))

    def _lost(self, reason: str) -> None:
        self._say(audio.OutputLost(reason, self._deck.lost()))

    def _say(self, event: audio.Event) -> None:
        self._to_say.send_nowait(event)

    async def _speak(self) -> None:
        """Say everything in order, so that orders need not wait for listeners."""
        async for event in self._said:
            await self._events.send(event)
