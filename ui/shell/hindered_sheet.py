"""Sheet that lists what an edit did to several files, and why some were left out."""

from __future__ import annotations

from collections.abc import Callable

from actors.messages import intents
from models.edit.report import Hindrance
from models.library.export.settings import Container
from models.state.editing import Editing
from models.state.screen import Sheet
from ui.shell.text_sheet import TextSheet
from ui.text import edits as text
from ui.text.common import CANCEL, DONE
from ui.theme import BODY, PALETTE, SMALL
from ui.widgets.button import PLAIN, PRIMARY, PushButton
from ui.widgets.paragraph import Paragraph

ORDER = (Hindrance.CHANGED, Hindrance.CONTAINER)
"""Reasons for which there is another way, the more urgent one first."""


class HinderedSheet(TextSheet):
    """Lists them; offers a copy where a container cannot be written, else to do it anyway."""

    def __init__(self, post: Callable[[intents.Intent], None], editing: Editing) -> None:
        kinds = {one.hindrance for one in editing.refused} & {*ORDER}
        hindrance = next((one for one in ORDER if one in kinds), None)
        close = lambda: post(intents.ToggleSheet(Sheet.HINDERED))  # noqa: E731 - short
        total = len(editing.changed) + len(editing.refused)
        report = text.report_title(len(editing.changed), total)
        title = report if hindrance is None else text.offer_title(hindrance)
        super().__init__(title, close, (560, 0))
        listed = text.report_lines(editing.changed, editing.refused)
        lines = [Paragraph(one, SMALL, PALETTE.second) for one in listed]
        if hindrance is None:
            self.put(lines, [PushButton(close, DONE, style=PRIMARY)])
            return
        which, why = text.refused(
            tuple(one for one in editing.refused if one.hindrance is hindrance)
        )
        copies = hindrance is Hindrance.CONTAINER
        hint = text.ORIGINALS_STAY if copies else text.KEPT_TOO
        lines = [
            Paragraph(which, BODY, PALETTE.text),
            *([] if listed else [Paragraph(why, SMALL, PALETTE.second)]),
            Paragraph(hint, SMALL, PALETTE.second),
            *([Paragraph(report, BODY, PALETTE.text)] if listed else []),
            *lines,
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
            buttons = [PushButton(force, text.ANYWAY[editing.undo])]
        # Enter never does what loses something.
        self.put(lines, [*buttons, PushButton(close, CANCEL, style=PLAIN if copies else PRIMARY)])
