"""Sheet that says why files were not edited, and offers another way."""

from __future__ import annotations

from collections.abc import Callable

from actors.messages import intents
from models.edit.report import Hindrance
from models.library.export.settings import Container
from models.state.editing import Editing
from models.state.screen import Sheet
from ui.shell.text_sheet import TextSheet
from ui.text import edits as text
from ui.text.common import CANCEL
from ui.theme import BODY, PALETTE, SMALL
from ui.widgets.button import PRIMARY, PushButton
from ui.widgets.paragraph import Paragraph


class HinderedSheet(TextSheet):
    """Offers a copy where a container cannot be written, else to do it anyway."""

    def __init__(self, post: Callable[[intents.Intent], None], editing: Editing) -> None:
        kinds = {one.hindrance for one in editing.refused}
        hindrance = Hindrance.CHANGED if Hindrance.CHANGED in kinds else Hindrance.CONTAINER
        files = tuple(one for one in editing.refused if one.hindrance is hindrance)
        close = lambda: post(intents.ToggleSheet(Sheet.HINDERED))  # noqa: E731 - short
        super().__init__(text.offer_title(hindrance), close, (560, 0))
        which, why = text.refused(files)
        copies = hindrance is Hindrance.CONTAINER
        hint = text.ORIGINALS_STAY if copies else text.KEPT_TOO
        lines = [
            Paragraph(which, BODY, PALETTE.text),
            Paragraph(why, SMALL, PALETTE.second),
            Paragraph(hint, SMALL, PALETTE.second),
        ]
        if copies:
            wav, flac = (
                intents.CopyHindered(container) for container in (Container.WAV, Container.FLAC)
            )
            buttons = [
                PushButton(lambda: post(wav), text.MAKE_WAV, style=PRIMARY),
                PushButton(lambda: post(flac), text.MAKE_FLAC),
            ]
        else:
            force = lambda: post(intents.ForceHindered())  # noqa: E731 - short
            buttons = [PushButton(force, text.ANYWAY[editing.undo], style=PRIMARY)]
        self.put(lines, [*buttons, PushButton(close, CANCEL)])
