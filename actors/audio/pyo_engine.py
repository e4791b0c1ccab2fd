"""The app's end of the engine process."""

from __future__ import annotations

import os
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace

import trio
from loguru import logger

from actors.audio.engine import Clip, EngineError, OnReport, Position, Region, Report, Start
from actors.audio.engine_process import start_engine
from actors.audio.process import protocol, shared_memory
from actors.audio.process.status import StatusPage
from actors.kernel.standby import Standby
from models.audio.output import Output
from models.audio.output_config import OutputConfig
from models.audio.units import Hertz, Seconds, Ticket

START_TIMEOUT = 10.0
"""Seconds that the process may take to open the device."""
WATCH_INTERVAL = 0.25
"""Seconds between two health checks."""
MISSED_BEATS = 3
"""Checks in a row without a heartbeat after which the process counts as hung."""
MISSED_BLOCKS = 12
"""Checks in a row without a new block after which the device counts as hung: sound servers pause
now and then, and a resting engine breathes every two seconds."""
EXIT_TIMEOUT = 0.5
"""Seconds granted for the final fade-out."""
UNDERRUN = "underrun occurred"
"""Source: alsa-lib, snd_pcm_recover, called by PortAudio. JACK does not report xruns to clients."""
RECOVERY = 0.5
"""Seconds after a rest within which an underrun was its doing, and nobody heard it."""


class PyoEngine:
    """Sends commands to the engine process and reads its events."""

    def __init__(self, process: trio.Process, page: StatusPage) -> None:
        """Take a started process; call `until_ready` next."""
        self._process, self._page = process, page
        self._rest = b""
        self._ended = False
        self._mapped: dict[int, Clip] = {}
        """Clips whose shared memory still has its names."""
        self._output = Output(silent=False)
        self._underruns = 0
        """Those that ALSA reported."""
        self._late = 0
        """Blocks that came too late, as the engine counted them."""

    @property
    def output(self) -> Output:
        """Host, device and figures."""
        dropouts = max(self._underruns, self._late)  # a card reports what the engine finds as well
        return replace(self._output, dropouts=dropouts) if dropouts else self._output

    @property
    def clip_rate(self) -> Hertz | None:
        """The device's rate."""
        return self._output.rate

    async def until_ready(self) -> None:
        """Wait until the device is open.

        Raises:
            EngineError: there is no device, or it cannot be opened.
        """
        with trio.move_on_after(START_TIMEOUT):
            match await self._next_event():
                case protocol.Ready() as ready:
                    self._output = Output(
                        silent=False,
                        host=ready.host,
                        device=ready.device,
                        rate=Hertz(ready.rate),
                        buffer=ready.buffer,
                        first=ready.first,
                        substitution=ready.substitution,
                    )
                    return
                case protocol.Failed(reason):
                    raise EngineError(reason)
                case other:
                    raise EngineError(f"unexpected first message of the engine: {other}")
        raise EngineError("the audio device does not answer")

    def load(self, clip: Clip) -> None:
        """Make the process map the clip's memory."""
        if self._ended:
            self._unlink(clip)
            return
        self._mapped[clip.number] = clip
        self._send(protocol.Load(clip.number, list(clip.memory), clip.frames))

    def unload(self, clip: Clip) -> None:
        """Make the process unmap the clip's memory."""
        self._send(protocol.Unload(clip.number))

    def play(self, start: Start) -> None:
        """Play a clip."""
        clip, region = start.clip, start.region
        self._send(
            protocol.Play(
                start.ticket,
                clip.number,
                start.frame,
                region.start,
                region.end,
                region.loop,
                start.soft,
                start.level,
            )
        )

    def pause(self) -> None:
        """Fade out and keep the position."""
        self._send(protocol.Pause())

    def resume(self) -> None:
        """Fade in at the kept position."""
        self._send(protocol.Resume())

    def stop(self) -> None:
        """Fade out."""
        self._send(protocol.Stop())

    def set_region(self, region: Region, frame: int | None = None) -> None:
        """Change the region, and the position if `frame` is given."""
        at = -1 if frame is None else frame
        self._send(protocol.SetRegion(region.start, region.end, region.loop, at, region.lead))

    def set_gain(self, factor: float) -> None:
        """Set the master gain."""
        self._send(protocol.SetGain(factor))

    def set_level(self, clip: Clip, level: float) -> None:
        """Set the gain of one clip."""
        self._send(protocol.SetLevel(clip.number, level))

    def configure(self, *, fade: float, mono: bool) -> None:
        """Set the fade length and the mono check."""
        self._send(protocol.SetPlaybackSettings(fade, mono))

    def play_tone(self, side: int) -> None:
        """Play a short test tone on one channel."""
        self._send(protocol.PlayTone(side))

    def position(self) -> Position | None:
        """Return the position at the start of the last block."""
        status = self._page.read()
        if status is None or status.ticket < 0:
            return None
        return Position(status.frame, Seconds(status.at))

    async def run(self, on_report: OnReport) -> None:
        """Read events until the process dies.

        Raises:
            EngineError: the process died or hangs.
        """
        errors: list[EngineError] = []
        async with trio.open_nursery() as nursery:
            nursery.start_soon(self._log)
            nursery.start_soon(self._watch, errors, nursery.cancel_scope)
            try:
                while True:
                    self._handle(await self._next_event(), on_report)
            except EngineError as error:
                errors.append(error)
                nursery.cancel_scope.cancel()
        raise errors[0]

    def _handle(self, event: protocol.Event | protocol.Command, on_report: OnReport) -> None:
        match event:
            case protocol.TransportChanged(change, ticket, frame, at, moving):
                on_report(Report(change, Ticket(ticket), Position(frame, Seconds(at)), moving))
            case protocol.Loaded(clip):
                self._unlink(self._mapped.pop(clip, None))
            case protocol.Failed(reason):
                raise EngineError(reason)
            case _:
                raise EngineError(f"unexpected message of the engine: {event}")

    def _unlink(self, clip: Clip | None) -> None:
        for memory in clip.memory if clip else ():
            shared_memory.unlink(memory)

    def _send(self, command: protocol.Command) -> None:
        """Write a command; the pipe accepts a line at once unless the process hangs."""
        pipe = self._process.stdin
        if not isinstance(pipe, trio.lowlevel.FdStream):
            raise TypeError(f"no pipe: {pipe}")
        try:
            os.write(pipe.fileno(), protocol.encode(command))
        except BlockingIOError:
            logger.warning("the audio engine does not read commands")  # `_watch` ends it soon
        except BrokenPipeError:
            logger.debug("the audio engine process has exited")  # `run` notices it too

    async def _next_event(self) -> protocol.Event | protocol.Command:
        """Return the next event of the process.

        Raises:
            EngineError: the process died.
        """
        while b"\n" not in self._rest:
            if self._process.stdout is None:
                raise EngineError("the engine process has no output pipe")
            data = await self._process.stdout.receive_some(65_536)
            if not data:
                raise EngineError(_exit_reason(await self._process.wait()))
            self._rest += data
        line, _, self._rest = self._rest.partition(b"\n")
        try:
            return protocol.decode(line)
        except ValueError as error:
            raise EngineError(str(error)) from error

    async def _watch(self, errors: list[EngineError], scope: trio.CancelScope) -> None:
        """Fail the engine if its process or its device hangs."""
        beat, blocks, missed, stalled = -1, -1, 0, 0
        while missed < MISSED_BEATS and stalled < MISSED_BLOCKS:
            await trio.sleep_until((trio.current_time() // WATCH_INTERVAL + 1) * WATCH_INTERVAL)
            status = self._page.read()
            missed = missed + 1 if self._page.heartbeat() == beat else 0
            stalled = stalled + 1 if status is None or status.blocks == blocks else 0
            self._late = self._late if status is None else status.late
            beat, blocks = self._page.heartbeat(), blocks if status is None else status.blocks
        what = "engine" if missed >= MISSED_BEATS else "device"
        errors.append(EngineError(f"the audio {what} hangs"))
        scope.cancel()

    async def _log(self) -> None:
        """Log what libraries print, and count underruns while a clip plays."""
        if self._process.stderr is None:
            return
        async for printed in self._process.stderr:
            text = printed.decode(errors="replace")
            status = self._page.read()
            if UNDERRUN in text and status and time.monotonic() - status.rested < RECOVERY:
                continue  # a rest lets the device run dry
            # While nothing sounds, nobody hears one: such as when the device has just been opened.
            if self.position() is not None and (lost := text.count(UNDERRUN)):
                self._underruns += lost
            logger.debug("audio engine: {}", text.rstrip())

    async def close(self) -> None:
        """Let the process fade out and exit; kill it after `EXIT_TIMEOUT`."""
        self._ended = True
        with trio.CancelScope(shield=True):
            if self._process.stdin is not None:
                await self._process.stdin.aclose()
            with trio.move_on_after(EXIT_TIMEOUT):
                await self._process.wait()
            if self._process.returncode is None:
                self._process.kill()
                await self._process.wait()
            for stream in (self._process.stdout, self._process.stderr):
                if stream is not None:
                    await stream.aclose()
            for clip in self._mapped.values():
                self._unlink(clip)


@asynccontextmanager
async def open_engine(
    config: OutputConfig, standby: Standby | None = None
) -> AsyncGenerator[PyoEngine]:
    """Start the process, or take the one that stands by, and open the device.

    Raises:
        EngineError: there is no device, or it cannot be opened.
    """
    name = shared_memory.new_name("status-")
    try:
        page = StatusPage(name, make=True)
    except OSError as error:
        raise EngineError(f"no shared memory: {error.strerror}") from error
    try:
        engine = PyoEngine(await _start_process(config, name, standby), page)
        try:
            await engine.until_ready()
            page.unlink()
            yield engine
        finally:
            await engine.close()
    finally:
        page.unlink()
        page.close()


async def _start_process(config: OutputConfig, page: str, standby: Standby | None) -> trio.Process:
    options: dict[str, object] = {
        "status": page,
        "host": config.host,
        "device": config.device,
        "rate": config.rate or 0,
        "buffer": config.frames,
        "first": config.first,
    }
    try:
        return await start_engine(options, standby)
    except OSError as error:
        raise EngineError(f"the engine process cannot be started: {error.strerror}") from error


def _exit_reason(status: int) -> str:
    if status < 0:
        return f"the engine process was killed by signal {-status}"
    return f"the engine process exited with status {status}"
