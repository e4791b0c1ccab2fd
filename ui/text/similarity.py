"""Texts of the similarity search."""

from __future__ import annotations

from collections.abc import Sequence

from models.audio.clock import thousands
from models.embedding.aspect import Aspect
from models.triage.order import Trained, TriageOrder
from models.words.attribute import Attribute
from models.words.meaning import Part, Role
from models.words.mistakes import WordMistakes
from models.words.reason import Reason, ReasonKind
from ui.text.quantity import count_noun, percent

RESET = "Reset weights"
RESET_WEIGHTS = "Reset all weights to their defaults"
ASPECTS = {
    Aspect.TIMBRE: "Character",
    Aspect.SPECTRUM: "Tone colour",
    Aspect.ENVELOPE: "Envelope",
    Aspect.PITCH: "Pitch",
    Aspect.COURSE: "Evolution",
    Aspect.KIND: "Type",
}
"""Labels of the weight sliders."""


def similar_to(title: str) -> str:
    """Return the title of a list of similar sounds."""
    return f"similar to {title}"


def places_like(title: str) -> str:
    """Return the title of a list of places inside long files."""
    return f"places like {title}"


def place_words(time: str, others: int) -> str:
    """Return where the best place of a file is: `at 12:34`, `at 12:34, 3 more`."""
    return f"at {time}, {others} more" if others else f"at {time}"


def places_found(places: int, files: int) -> str:
    """Return how many places were found: `12 places in 2 files`."""
    return f"{count_noun(places, 'place')} in {count_noun(files, 'file')}"


def waiting(samples: int) -> str:
    """Return how many samples no question finds yet: `52 not analysed yet`."""
    return f"{thousands(samples)} not analysed yet"


FIND_INSIDE = "Find inside long files"
INSIDE = "inside long files"
NEXT_PLACE, PREVIOUS_PLACE, SAVE_PLACES = "Next place", "Previous place", "Save places as files"

DOUBTFUL = 0.65
"""Part of the marks that are told rightly below which an order says that it is a guess."""
LIKELY = {
    TriageOrder.KEEP: "likely keep first",
    TriageOrder.REJECT: "likely reject first",
    TriageOrder.UNSURE: "unsure first",
}
"""What comes first, by what the marks teach."""


def triage_label(order: TriageOrder, trained: Trained | None) -> str:
    """Return how sure an order is: `right for 87 % of 45 marks`; before it is known, the order."""
    if trained is None:
        return LIKELY[order]
    marks = count_noun(trained.kept + trained.rejected, "mark")
    doubt = "hardly better than chance, " if trained.right < DOUBTFUL else ""
    return f"{doubt}right for {percent(trained.right)} of {marks}"


REMOVE_PART = "Remove from the search"
IN_NAMES_ONLY = "in names only"
IN_NAMES_AND_TEXT = "in names and by CLAP"
A_SOUND = "a sound"
ATTRIBUTES = {
    Attribute.LENGTH: ("longer", "shorter"),
    Attribute.BRIGHTNESS: ("brighter", "darker"),
    Attribute.LOW_END: ("more low end", "less low end"),
    Attribute.PITCH: ("higher", "lower"),
    Attribute.TONALITY: ("more tonal", "noisier"),
    Attribute.ATTACK: ("slower attack", "faster attack"),
    Attribute.PUNCH: ("punchier", "less punchy"),
    Attribute.REVERB: ("more reverb", "drier"),
    Attribute.DENSITY: ("denser", "less dense"),
    Attribute.SWEEP: ("rising", "falling"),
    Attribute.STEADINESS: ("steadier", "less steady"),
}
"""More and less of each attribute."""


def part_label(part: Part, *, by_text: bool = False) -> str:
    """Return what was understood: `snare`, `not: reverb`, `len<200ms`, `xyz: in names only`.

    Args:
        part: Part of a description.
        by_text: A text network was asked beside: it tells of what is unknown otherwise.
    """
    match part.role:
        case Role.KIND:
            kinds = list(part.kinds)
            label = kinds[0] if len(kinds) == 1 else part.text
        case Role.ATTRIBUTE:
            label = ", ".join(ATTRIBUTES[one][way < 0] for one, way in part.attributes.items())
            return label or part.text
        case Role.FILTER:
            return part.text
        case Role.UNKNOWN:
            known = by_text and not part.unwanted
            label = f"{part.text}: {IN_NAMES_AND_TEXT if known else IN_NAMES_ONLY}"
    return f"not: {label}" if part.unwanted else label


def recording_label(seconds: float) -> str:
    """Return what a take is called: `your recording (0.8 s)`."""
    return f"your recording ({seconds:.1f} s)"


def sound_label(name: str, *, wanted: bool) -> str:
    """Return a reference sound: `like kick.wav`, `unlike hat.wav`."""
    return f"like {name}" if wanted else f"unlike {name}"


def reasons_text(reasons: Sequence[Reason]) -> str:
    """Return why a sound was found: `snare 83 % · name: snare`."""
    return " · ".join(map(_reason, reasons))


def _reason(reason: Reason) -> str:
    match reason.kind:
        case ReasonKind.KIND:
            return f"{reason.about} {percent(reason.value)}"
        case ReasonKind.NAME:
            return f"name: {reason.about}"
        case ReasonKind.FOLDER:
            return f"folder: {reason.about}"
        case ReasonKind.TAUGHT:
            return (
                f"like sounds named {reason.about}"
                if reason.about
                else "like sounds with that name"
            )
        case ReasonKind.ATTRIBUTE if reason.attribute is not None:
            called = ATTRIBUTES[reason.attribute][not reason.more]
            others = f"{reason.about} sounds" if reason.about else "all sounds"
            return f"{called} than {percent(reason.value)} of {others}"
        case ReasonKind.SIMILARITY:
            return f"similarity {percent(reason.value)}"
        case ReasonKind.TEXT:
            return f"fits the words, by CLAP (+{reason.value:.1f})"
        case ReasonKind.UNWANTED:
            return f"but {reason.about} {percent(reason.value)}"
    return ""


def mistakes_words(mistakes: WordMistakes) -> str:
    """Return what is wrong with a person's own words, the first line of it."""
    if mistakes.problem:
        return f"words.tsv cannot be read: {mistakes.problem}"
    first, others = mistakes.lines[0], len(mistakes.lines) - 1
    more = f" (and {others} more)" if others else ""
    return f"words.tsv, line {first.line}: {first.reason}{more}"
