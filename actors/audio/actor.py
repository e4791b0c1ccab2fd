"""The audio actor: executes playback commands and reports the transport."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import assert_never

import trio
from loguru import logger

from actors.audio.clock import clock
from actors.audio.output_manager import ActiveOutput, Listeners, Open, OutputManager, Probe
from actors.audio.playback_controller import PlaybackController
from actors.audio.probe import probe_devices
from actors.audio.pyo_engine import open_engine
from actors.audio.recordings import TAKES, Recordings
from actors.kernel.jobs import Jobs
from actors.kernel.mailbox import Address, Mailbox
from actors.messages import audio
from models.audio.buffer_trial import BufferTrial
from models.audio.device import Devices
from models.audio.dropout_rate import DropoutRate
from models.audio.gain import linear_gain
from models.audio.output_config import OutputConfig
from models.audio.playback_settings import PlaybackSettings
from models.audio.units import Decibels, Frames

FIGURES_INTERVAL = 1.0
"""Seconds between polls of the output's figures."""


class AudioActor:
    """Handles `audio.Command`, emits `audio.Event`; the newest `Play` wins."""

    def __init__(  # noqa: PLR0913, PLR0917 - tests give it an engine and devices of their own
        self,
        inbox: Mailbox[audio.Command],
        events: Address[audio.Event],
        config: OutputConfig,
        open_engine: Open = open_engine,
        probe: Probe = probe_devices,
        takes: Path = TAKES,
    ) -> None:
        """Create the actor; `run` starts it.

        Args:
            inbox: Source of commands.
            events: Destination of events.
            config: The initial output.
            open_engine: Opens a real engine.
            probe: Lists the available devices.
            takes: Folder of recordings, until they are dropped.
        """
        self._takes = takes
        self._inbox, self._events = inbox, events
        self._config, self._open_engine, self._probe = config, open_engine, probe
        self._settings = PlaybackSettings()
        self._devices: Devices | None = None
        self._volume = Decibels(0.0)
        self._outgoing, self._pending = trio.open_memory_channel[audio.Event](math.inf)

    async def run(self) -> None:
        """Handle commands until cancelled."""
        time = clock()
        outputs = self._outputs = OutputManager(self._config, time, self._open_engine, self._probe)
        async with trio.open_nursery() as nursery:
            self._jobs = Jobs(nursery)
            self._controller = PlaybackController(outputs, self._jobs, time, self._emit)
            self._recordings = Recordings(self._jobs, self._takes, self._emit)
            nursery.start_soon(self._send_events)
            nursery.start_soon(
                outputs.run,
                Listeners(
                    self._controller.on_report,
                    self._changed,
                    self._lost,
                    self._controller.on_handover,
                ),
            )
            async for command in self._inbox:
                self._handle(command)

    def _handle(self, command: audio.Command) -> None:
        match command:
            case audio.Play():
                self._controller.play(command)
            case audio.Pause():
                self._controller.pause()
            case audio.Resume():
                self._controller.resume()
            case audio.Stop():
                self._controller.stop()
            case audio.Seek():
                self._controller.seek(command.frame)
            case audio.SetRegion():
                self._controller.set_region(command.span, loop=command.loop, lead=command.lead)
            case audio.Exchange():
                self._controller.exchange(command)
            case audio.SetVolume():
                self._set_volume(command.volume)
            case audio.SetOutputConfig():
                # A silent launch overrides the settings.
                self._config = replace(command.config, silent=self._config.silent)
                self._outputs.choose(self._config)
            case audio.SetPlaybackSettings():
                self._set_settings(command.settings)
            case audio.ListDevices():
                self._list_devices(refresh=command.refresh)
            case audio.PlayTone():
                if self._outputs.active:
                    self._outputs.active.engine.play_tone(command.side)
            case audio.Prepare():
                self._jobs.start("prepare", partial(self._prepare, command))
            case audio.ListInputs():
                self._recordings.find_inputs()
            case audio.StartRecording():
                self._recordings.start(command)
            case audio.FinishRecording():
                self._recordings.finish()
            case audio.CancelRecording():
                self._recordings.cancel()
            case audio.DropTakes():
                self._recordings.drop(command)
            case _:
                assert_never(command)

    def _set_volume(self, volume: Decibels) -> None:
        self._volume = volume
        if self._outputs.active:
            self._outputs.active.engine.set_gain(linear_gain(volume))

    def _set_settings(self, settings: PlaybackSettings) -> None:
        self._settings = settings
        if self._outputs.active:
            self._configure(self._outputs.active)
        self._controller.set_settings(settings)

    def _configure(self, active: ActiveOutput) -> None:
        active.engine.configure(fade=self._settings.fade, mono=self._settings.mono)

    def _list_devices(self, *, refresh: bool) -> None:
        if self._devices is not None and not refresh:
            self._emit(audio.DevicesListed(self._devices))
        else:
            self._jobs.start("devices", self._find_devices)

    async def _find_devices(self) -> None:
        self._devices = await self._probe()
        self._emit(audio.DevicesListed(self._devices))

    async def _prepare(self, command: audio.Prepare) -> None:
        active = await self._outputs.ready()
        await active.clips.prepare([sample.path for sample in command.samples])

    def _changed(self, active: ActiveOutput) -> None:
        output = replace(active.output, trial=self._config.buffer is None)
        logger.info("audio output: {}", output)
        active.engine.set_gain(linear_gain(self._volume))
        self._configure(active)
        self._emit(audio.OutputChanged(output))
        self._controller.on_output(active)
        if output.silent:
            self._jobs.cancel("figures")
        else:
            self._jobs.start("figures", partial(self._watch_figures, active))

    async def _watch_figures(self, active: ActiveOutput) -> None:
        """Report changed figures, such as dropouts, and a buffer on trial that causes them."""
        begun = trio.current_time()
        trial, rate = BufferTrial(begun), DropoutRate(begun)
        on_trial = self._config.buffer is None
        reported = replace(active.output, trial=on_trial)
        while self._outputs.active is active:
            await trio.sleep(FIGURES_INTERVAL)
            now = active.output
            lately = rate.count(trio.current_time(), now.dropouts)
            now = replace(now, lately=lately, trial=on_trial)
            if now != reported:
                reported = now
                self._emit(audio.OutputChanged(reported))
            if on_trial and not trial.passes(trio.current_time(), reported.dropouts):
                on_trial = False
                self._emit(audio.BufferTooShort(Frames(reported.buffer)))

    def _lost(self, reason: str) -> None:
        last = self._outputs.last
        self._emit(audio.OutputLost(reason, self._controller.on_engine_lost(last)))

    def _emit(self, event: audio.Event) -> None:
        self._outgoing.send_nowait(event)

    async def _send_events(self) -> None:
        """Send events in order, so that commands never wait for a receiver."""
        async for event in self._pending:
            await self._events.send(event)
