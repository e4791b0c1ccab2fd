"""Kivy's style sheet, without the styles of widgets that we do not use.

Kivy parses 1 200 lines of it when its language is imported, before the first frame: as long as a
tenth of our start. Of its widgets we use `TextInput`; everything else draws itself.
"""

from __future__ import annotations

from pathlib import Path

STYLE = """\
<TextInput>:
    canvas.before:
        Color:
            rgba:
                (self.cursor_color
                if self.focus and not self._cursor_blink
                and int(self.x + self.padding[0]) <= self._cursor_visual_pos[0] \
<= int(self.x + self.width - self.padding[2])
                else (0, 0, 0, 0))
        Rectangle:
            pos: self._cursor_visual_pos
            size: root.cursor_width, -self._cursor_visual_height
        Color:
            rgba: self.hint_text_color if not self.text else self.foreground_color
"""
"""Cursor and text colour. Source: Kivy 2.3.1, data/style.kv, without the background (we draw one
ourselves) and the disabled state.
"""


def install(folder: Path) -> None:
    """Let Kivy's language read `STYLE` when it is imported, which happens here.

    Args:
        folder: Of Kivy's own files, inside our cache; exists.
    """
    import kivy

    style = folder / "style.kv"
    if not style.is_file() or style.read_text() != STYLE:
        style.write_text(STYLE)
    usual = kivy.kivy_data_dir
    kivy.kivy_data_dir = str(folder)  # the language takes the name from there
    try:
        import kivy.lang.builder  # it reads the file
    finally:
        kivy.kivy_data_dir = usual
