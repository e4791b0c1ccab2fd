"""Human-readable times, levels and sizes."""

from __future__ import annotations

from models.audio.units import Decibels, Hertz, Seconds


def clock(time: Seconds, digits: int = 3) -> str:
    """Format `time` as `0:02.413`, or `1:02:03.4` from an hour up.

    Args:
        time: Seconds, 0 or more.
        digits: Decimals of the seconds, 0 or more; truncated, not rounded, as clocks do.
    """
    scale = 10**digits
    ticks = int(time * scale + 1e-6)
    whole, rest = divmod(ticks, scale)
    minutes, seconds = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    head = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    return f"{head}.{rest:0{digits}}" if digits else head


def span_words(time: Seconds) -> str:
    """Format a short duration: `576 ms`, `2.413 s`, `1:02.4`."""
    if time < 1:
        return f"{time * 1000:.4g} ms"
    return f"{time:.3f} s" if time < 60 else clock(time, 1)  # noqa: PLR2004 - a minute


def rate_words(rate: Hertz) -> str:
    """Format a sample rate: `48 kHz`, `44.1 kHz`, `11.025 kHz`."""
    return f"{rate / 1000:g} kHz"


def channel_words(channels: int) -> str:
    """Format a channel count: `mono`, `stereo`, or `6 channels`."""
    return {1: "mono", 2: "stereo"}.get(channels, count_noun(channels, "channel"))


def level_words(level: Decibels, silent: Decibels) -> str:
    """Format a volume: `-6.0 dB`, or `-∞ dB` at `silent` and below."""
    return "-∞ dB" if level <= silent else f"{level:+.1f} dB" if level > 0 else f"{level:.1f} dB"


def size_words(size: int) -> str:
    """Format a file size: `640 B`, `1.2 MB`, `3.4 GB`, in powers of 1000.

    Args:
        size: Bytes, 0 or more.
    """
    for unit, bytes_ in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size >= bytes_:
            return (
                f"{size / bytes_:.3g} {unit}"
                if size < 1e3 * bytes_
                else f"{size / bytes_:.0f} {unit}"
            )
    return f"{size} B"


def thousands(count: int) -> str:
    """Format `count` in groups of three: `56 888` (with thin spaces)."""
    return f"{count:,}".replace(",", "\u2009")


def count_noun(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: `1 file`, `5 files`, `1 234 files`.

    Args:
        number: 0 or more.
        noun: Singular.
        plural: Plural; `noun` with an `s` if empty.
    """
    return f"{thousands(number)} {noun if number == 1 else plural or noun + 's'}"
