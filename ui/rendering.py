"""What is done between the end of rendering a frame and its appearance on the screen.

Reading pixels while a frame is being drawn waits for the renderer; once it has finished, it does
not.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable

Work = Callable[[], None]


class Rendering:
    """Work that waits for the frame that is being rendered."""

    def __init__(self) -> None:
        self.awaited = False
        """Whether somebody waits for the renderer, and calls `finish` then."""
        self._work: dict[Hashable, Work] = {}

    def then(self, owner: Hashable, work: Work) -> None:
        """Do `work` when the frame has been rendered; it may draw more into it.

        It replaces what `owner` wanted to do after a frame that was never shown.
        """
        self._work[owner] = work

    def finish(self) -> None:
        """Do what waits for the frame."""
        work, self._work = self._work, {}
        for one in work.values():
            one()


rendering = Rendering()
"""Of the window."""
