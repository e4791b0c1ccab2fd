"""Context menu of a sample: the same on rows, members of a collection and points of the map."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from actors.messages import intents
from models.audio.units import CollectionId, SampleId
from models.library.collection import Collection
from models.library.file_name import encode_path
from models.library.sample import Sample
from models.library.tag import Tag
from models.state.file_naming import Naming, Thing
from models.state.screen import Panel
from ui.text import duplicates as duplicate_text
from ui.text import sample_menu
from ui.text.common import FIND_SIMILAR, REVEAL, SEND_TO
from ui.text.similarity import FIND_INSIDE
from ui.text.sources import FORGET_MISSING
from ui.widgets.menu import Choice, grouped

NUMBERED = 9
"""Number of collections in the menu: those with a number key."""
Post = Callable[[intents.Intent], None]


@dataclass(frozen=True, slots=True)
class MenuRow:
    """What a menu is about."""

    sample: SampleId
    panel: Panel
    row: int
    many: int = 1
    """Number of samples that its commands apply to."""
    known: Sample | None = None
    """`None`: not read yet."""
    selected: bool = False
    answered: bool = False
    """It is a result of a search by sound."""
    duplicates: bool = False
    """It is listed among duplicates."""
    collections: tuple[Collection, ...] = ()
    collection: CollectionId | None = None
    """The collection that it is listed in."""
    protected: bool = False
    """Its source is read-only."""


def sample_choices(
    post: Post,
    on: MenuRow,
    open_types: Callable[[], None],
    open_edits: Callable[[int], None],
) -> tuple[Choice, ...]:
    """Return the lines of the menu, by groups; what takes the sample away stands last.

    Args:
        post: Posts an intent.
        on: The sample.
        open_types: Opens the menu of types.
        open_edits: Opens the menu of edits of that number of samples.
    """

    def choice(
        words: str,
        intent: intents.Intent,
        command: str = "",
        *,
        danger: bool = False,
        refused: bool = False,
    ) -> Choice:
        return Choice(words, partial(post, intent), command, danger=danger, refused=refused)

    sample, panel, many = on.sample, on.panel, on.many

    def finding() -> Iterator[Choice]:
        yield choice(FIND_SIMILAR, intents.FindSimilar(sample=sample), "find-similar")
        yield choice(FIND_INSIDE, intents.FindInside(sample=sample), "find-inside")
        if on.answered:
            yield choice(sample_menu.MORE_LIKE, intents.RefineSimilar(sample, wanted=True))
            yield choice(sample_menu.LESS_LIKE, intents.RefineSimilar(sample, wanted=False))
        if on.duplicates:
            yield choice(duplicate_text.KEEP_THIS, intents.KeepThis(sample))
        else:
            yield choice(sample_menu.FIND_DUPLICATES, intents.FindDuplicates(), "duplicates")

    def gathering() -> Iterator[Choice]:
        for number, one in enumerate(on.collections[:NUMBERED], start=1):
            if one.id != on.collection:
                add = intents.AddSamplesTo(one.id, sample, panel)
                yield choice(sample_menu.add_to(one.name, many), add, f"collect-{number}")

    def removing() -> Iterator[Choice]:
        if panel is Panel.MEMBERS:
            remove = intents.RemoveOneFromCollection(sample)
            yield choice(sample_menu.remove(many), remove, "remove-member", danger=True)
        elif on.known is not None and on.known.missing:
            forget = intents.AskToForget(on.known.path, missing_only=True)
            yield choice(FORGET_MISSING, forget, danger=True)
        else:
            delete = intents.DeleteSamples(sample)
            words, refused = sample_menu.delete(many), on.protected
            yield choice(words, delete, "delete", danger=True, refused=refused)

    chosen = sample_menu.DESELECT if on.selected else sample_menu.SELECT
    return grouped(
        (
            choice(sample_menu.PLAY, intents.FocusRow(on.row, panel, keep=on.selected)),
            choice(chosen, intents.ToggleSelected(on.row, panel), "toggle-selection"),
        ),
        (
            choice(sample_menu.keep(many), intents.MarkSample(sample, Tag.KEEP, panel), "keep"),
            choice(
                sample_menu.reject(many), intents.MarkSample(sample, Tag.TRASH, panel), "reject"
            ),
            choice(
                *(sample_menu.clear_mark(many), intents.MarkSample(sample, Tag.NEUTRAL, panel)),
                "clear-mark",
            ),
        ),
        finding(),
        gathering(),
        (
            choice(sample_menu.copy(many), intents.CopyFiles(sample, panel), "copy"),
            choice(sample_menu.send(many), intents.SendFiles(sample, panel), "send"),
            choice(SEND_TO, intents.SendFiles(sample, panel, choose=True), "send-to"),
            choice(REVEAL, intents.RevealFiles(sample, panel), "reveal"),
            choice(sample_menu.open_in_editor(many), intents.OpenFiles(sample, panel), "open"),
        ),
        (
            Choice(sample_menu.edit(many), partial(open_edits, many), refused=on.protected),
            *((Choice(sample_menu.set_type(many), open_types),) if panel is Panel.SAMPLES else ()),
            *_renaming(choice, on),
        ),
        removing(),
    )


def _renaming(choice: Callable[..., Choice], on: MenuRow) -> Iterator[Choice]:
    """Yield the line that renames, once the name is known."""
    if on.panel is not Panel.SAMPLES or on.known is None:
        return
    name = encode_path(on.known.path.rpartition(b"/")[2])
    one = intents.BeginRename(Naming(Thing.SAMPLE, name, sample=on.sample))
    rename = one if on.many == 1 else intents.BeginRenaming(on.sample)
    yield choice(sample_menu.rename(on.many), rename, "rename", refused=on.protected)
