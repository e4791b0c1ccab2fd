"""Colours, sizes and fonts: the only visual constants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from models.state.screen import Density
from ui.text.shell import unknown_colour

Colour = tuple[float, float, float, float]
"""Red, green, blue, opacity, each in [0, 1]."""


def colour(code: str, opacity: float = 1.0) -> Colour:
    """Return the colour written as `#RRGGBB`."""
    red, green, blue = (int(code[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return (red, green, blue, opacity)


def faded(shade: Colour, opacity: float) -> Colour:
    """Return `shade` with another opacity."""
    return (*shade[:3], opacity)


def shaded(shade: Colour, by: float) -> Colour:
    """Return `shade` lighter (`by` > 0) or darker.

    A tint gets stronger or weaker instead, and stays a tint; what is transparent gets half opaque.
    """
    if 0 < shade[3] < 0.5:  # noqa: PLR2004 - a tint
        return faded(shade, max(0.0, shade[3] + by / 2))
    red, green, blue = (min(1.0, max(0.0, part + by)) for part in shade[:3])
    return (red, green, blue, max(shade[3], 0.5))


READABLE = 4.5
"""Least contrast ratio of a text. Source: WCAG 2.1, 1.4.3, level AA."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by role, never by name; contrast ratios are against `ground`."""

    ground: Colour = colour("#0E1013")
    panel: Colour = colour("#14171B")
    control: Colour = colour("#1B1F25")
    raised: Colour = colour("#242A32")
    line: Colour = colour("#2A3038")
    strong_line: Colour = colour("#363E48")
    text: Colour = colour("#E6EAF0")
    """Contrast 15."""
    second: Colour = colour("#AAB3C0")
    """Contrast 9."""
    third: Colour = colour("#97A1B0")
    """Contrast 7, and 4.5 on a selected row under the mouse."""
    accent: Colour = colour("#FFB454")
    """Focus outline, selection, playing, primary button, waveform core."""
    on_accent: Colour = colour("#1B1305")
    loop: Colour = colour("#4FD6BE")
    """Loop, progress, match."""
    keep: Colour = colour("#7BD88F")
    trash: Colour = colour("#F48285")
    selected: Colour = colour("#FFB454", 0.13)
    """Tint of the selected row and of the selected span."""
    picture: Colour = colour("#9AA4B2")
    """Thumbnails and overview."""
    low: Colour = colour("#F4694F")
    """Low frequencies of the coloured waveform, as are `mid` and `high`."""
    mid: Colour = colour("#EFC65A")
    high: Colour = colour("#79C6FF")
    playhead: Colour = colour("#FFFFFF")


def make_palette(colours: Mapping[str, str]) -> tuple[Palette, tuple[str, ...]]:
    """Return the palette with some colours replaced, and an error text for each unknown role.

    Args:
        colours: `#RRGGBB` by field name of `Palette`; opacities are kept.
    """
    default, roles = Palette(), {field.name for field in fields(Palette)}
    chosen = {
        role: faded(colour(code), getattr(default, role)[3])
        for role, code in colours.items()
        if role in roles
    }
    if "accent" in chosen:
        chosen = _of_accent(chosen["accent"], default) | chosen
    known = ", ".join(sorted(roles))
    strange = [role for role in colours if role not in roles]
    problems = [unknown_colour(role, known) for role in strange]
    return replace(default, **chosen), tuple(problems)


def _of_accent(accent: Colour, default: Palette) -> dict[str, Colour]:
    """Return the roles that follow from an accent: its tint, and what is written on it."""
    inks = (default.on_accent, default.text, colour("#000000"), colour("#FFFFFF"))
    readable = (ink for ink in inks if contrast(ink, accent) >= READABLE)
    return {
        "selected": faded(accent, default.selected[3]),
        "on_accent": next(readable),  # black or white always is
    }


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two opaque colours, from 1 to 21.

    Source: WCAG 2.1, definitions of contrast ratio and relative luminance.
    """
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(shade: Colour) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB
        for part in shade[:3]
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@dataclass(frozen=True, slots=True)
class Sizes:
    """Lengths in dp (density-independent pixels) on a grid of 4."""

    row: int = 36
    folder_row: int = 32
    tool: int = 44
    target: int = 28
    """Minimum height of a touch or click target."""
    left: int = 244
    right: int = 288
    top: int = 52
    bottom: int = 28
    overview: int = 26
    heading: int = 36
    grab: int = 9
    """Grab distance of a selection edge to either side."""
    slack: int = 3
    """Maximum movement of a click."""
    radius: int = 8
    gap: int = 8
    inset: int = 14
    edge: int = 20
    """Width of the strip that stays of a hidden panel."""
    splitter: int = 5
    """Width of the line between two panels by which it is moved."""


DESKTOP = Sizes()
COMPACT = Sizes(row=28, folder_row=26, tool=36, target=24, top=44, bottom=24, heading=30, gap=6)
TABLET = Sizes(
    row=48,
    folder_row=44,
    tool=52,
    target=44,
    top=60,
    bottom=44,
    heading=44,
    grab=22,
    slack=8,
    edge=44,
    splitter=16,
)
SIZES = {Density.COMPACT: COMPACT, Density.DESKTOP: DESKTOP, Density.TOUCH: TABLET}
"""Sizes by density."""


@dataclass(frozen=True, slots=True)
class Face:
    """Font family and size."""

    font: str
    """Name of a family in `ui.widgets.font`."""
    size: float
    """sp (scale-independent pixels)."""


BODY = Face("text", 13)
STRONG = Face("strong", 13)
TITLE = Face("strong", 17)
HEADING = Face("strong", 11)
SMALL = Face("text", 12)
NUMBER = Face("number", 12)
ICON = Face("icon", 17)
SMALL_ICON = Face("icon", 14)

PALETTE = Palette()


def paint(colours: Mapping[str, str]) -> tuple[str, ...]:
    """Replace `PALETTE` for modules imported from now on; return error texts of unknown roles."""
    global PALETTE
    PALETTE, problems = make_palette(colours)
    return problems
