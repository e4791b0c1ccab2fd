"""Texts of the audio sheet, and the summary of the running output."""

from __future__ import annotations

from models.audio.buffer_trial import ALLOWED
from models.audio.clock import rate_words
from models.audio.output import Output
from models.audio.output_config import BUFFERS, JACK
from ui.text.quantity import count_noun, milliseconds

TITLE = "Audio"
TEST_LEFT, TEST_RIGHT, RESCAN = "Test left", "Test right", "Rescan devices"
DRIVER, DEVICE, RATE = "Driver", "Device", "Sample rate"
BUFFER, CHANNELS = "Buffer", "Channels"
DEFAULT, AUTOMATIC = "System default", "Automatic"
SEARCHING = "Searching for devices…"
FALLBACK = "If the device is lost, sempal switches to the system default"
NO_SOUND = "No sound"


def unavailable(name: str) -> str:
    """Return the name of a selected driver or device that is not available."""
    return f"{name} (unavailable)"


def set_by_jack(value: str) -> str:
    """Return a value that JACK determines."""
    return f"{value}, set by JACK"


def substitute_output(device: str, substitution: str) -> str:
    """Return the text for an output that replaces the configured one.

    Args:
        device: Device in use.
        substitution: Why the configured device is not used.
    """
    return f"Using {device}: {substitution}; will switch back when available"


def no_device_list(reason: str) -> str:
    """Return why the devices cannot be listed."""
    return f"Cannot list devices: {reason}"


def buffer(frames: int, rate: int) -> str:
    """Return a buffer size: `256 frames · 5.3 ms`; in frames only if `rate` is 0 (unknown)."""
    size = count_noun(frames, "frame")
    return f"{size} · {frames / rate * 1000:.1f} ms" if rate else size


def dropouts_per_minute(output: Output) -> str:
    """Return the dropouts of the last minute, with advice; empty if there are none.

    A few need no advice, nor does a buffer that the app itself makes longer.
    """
    if not output.lately:
        return ""
    said = f"{count_noun(output.lately, 'dropout')} a minute"
    if output.trial or output.lately <= ALLOWED:
        return said
    return f"{said}: {_advice(output)}"


def _advice(output: Output) -> str:
    if output.host == JACK:
        return "raise the buffer of JACK"
    longer = next((size for size in BUFFERS if size > output.buffer), None)
    if longer is None:
        return "the computer is too busy"
    return f"raise the buffer to {count_noun(longer, 'frame')}"


def output_summary(output: Output) -> str:
    """Return the running output: `ALSA · default · 48 kHz · 256 frames · 5.3 ms`."""
    if output.silent:
        return f"{NO_SOUND}: {output.reason}" if output.reason else NO_SOUND
    parts = (
        dropouts_per_minute(output),  # first, where it is not elided
        output.host,
        output.device,
        rate_words(output.rate),
        count_noun(output.buffer, "frame"),
        milliseconds(output.latency),
    )
    return " · ".join(part for part in parts if part)
