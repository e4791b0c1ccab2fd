"""Push button with an icon, a text, or both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kivy.graphics import Color, Line, Rectangle, RoundedRectangle
from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp
from kivy.uix.widget import Widget

from data.icons import ICONS
from ui.theme import BODY, ICON, PALETTE, Colour, Face, faded, shaded
from ui.widgets import hover
from ui.widgets.button_tip import ButtonTip
from ui.widgets.pointer import presses
from ui.widgets.rounded import NOTHING, spread
from ui.widgets.text_texture import measure, texture


@dataclass(frozen=True, slots=True)
class ButtonStyle:
    """Colours of a button."""

    ground: Colour
    text: Colour
    border: Colour | None = None


PLAIN = ButtonStyle(PALETTE.control, PALETTE.text, PALETTE.line)
BARE = ButtonStyle(faded(PALETTE.control, 0.0), PALETTE.second)
PRIMARY = ButtonStyle(PALETTE.accent, PALETTE.on_accent)
ON = ButtonStyle(faded(PALETTE.loop, 0.1), PALETTE.loop, PALETTE.loop)
INEFFECTIVE = ButtonStyle(PLAIN.ground, PALETTE.third, PLAIN.border)
"""What a press would change nothing."""
CHIP = ButtonStyle(PALETTE.raised, PALETTE.second)
NO_BORDER = (0, 0, NOTHING, NOTHING, 0)
"""Of a button without a size."""
HOVERED, PRESSED = 0.05, -0.04
"""Change of a button's ground under the mouse, and while it is pressed."""


class PushButton(Widget):
    """Calls `on_press` when it is released within its bounds."""

    def __init__(  # noqa: PLR0913, PLR0917 - the looks of a button are its parameters
        self,
        on_press: Callable[[], None],
        text: str = "",
        icon: str = "",
        style: ButtonStyle = PLAIN,
        face: Face = BODY,
        hint: str = "",
        command: str = "",
        **options: object,
    ) -> None:
        """Create the button.

        Args:
            on_press: Called when it is pressed.
            text: Text shown.
            icon: Icon shown.
            style: Colours.
            face: Font of the text.
            hint: Tooltip; by default the description of `command`.
            command: Name of the command in the key table that does the same.
            **options: Those of `Widget`.
        """
        super().__init__(**options)
        self.hovered = False
        self.hint, self.command = hint, command
        self.name = ""
        """By which it is found in a sheet that is made again, if its words do not tell it apart."""
        self.reach = 0.0
        """Minimum height and width of the hit area in pixels."""
        self.indent: float | None = None
        """Pixels before the content; `None`: it is centred."""
        self._on_press, self._style, self._face = on_press, style, face
        self._text, self._icon = text, icon
        self._folded = False
        """Whether only the icon is shown."""
        self._held: MotionEvent | None = None
        with self.canvas:
            self._ground_colour = Color(rgba=style.ground)
            self._ground = RoundedRectangle(radius=[dp(9)])
            self._border_colour = Color(rgba=style.border or (0, 0, 0, 0))
            self._border = Line(width=1)
            self._text_colour = Color(rgba=style.text)
            self._icon_shape = Rectangle()
            self._text_shape = Rectangle()
        self.bind(pos=self._place, size=self._place)
        hover.watch(self)

    @property
    def text(self) -> str:
        """The text shown."""
        return self._text

    @property
    def primary(self) -> bool:
        """Whether it is highlighted as what one most likely wants."""
        return self._style is PRIMARY

    def show(self, text: str = "", icon: str = "", style: ButtonStyle | None = None) -> None:
        """Change text, icon or style."""
        style = style or self._style
        if (text, icon, style) != (self._text, self._icon, self._style):
            self._text, self._icon, self._style = text, icon, style
            self._place()

    def fold(self, on: bool) -> None:  # noqa: FBT001 - whether it is folded
        """Show only the icon, or everything again."""
        if on is not self._folded:
            self._folded = on
            self._place()

    @property
    def _drawn(self) -> bool:
        """Whether it has any size: without one it is neither seen nor pressed."""
        return bool(self.width >= 1 and self.height >= 1)

    def natural_width(self) -> float:
        """Return the width in pixels that shows the whole content, also while it is folded."""
        icon = dp(20) if self._icon else 0
        words = measure(self._text, self._face) if self._text else 0
        gap = dp(6) if icon and words else 0
        return float(round(icon + gap + words + dp(24)))

    @property
    def hit_height(self) -> float:
        """Height of the hit area in pixels."""
        return max(float(self.height), self.reach)

    @property
    def hit_width(self) -> float:
        """Width of the hit area in pixels."""
        return max(float(self.width), self.reach)

    def collide_point(self, x: float, y: float) -> bool:
        """Tell whether the point is in the hit area."""
        wide, tall = self.hit_width / 2, self.hit_height / 2
        return self._drawn and bool(
            abs(x - self.center_x) <= wide and abs(y - self.center_y) <= tall
        )

    def collide_window(self, x: float, y: float) -> bool:
        """Tell whether the window point is in the hit area."""
        return bool(self.get_root_window() and self.collide_point(*self.to_widget(x, y)))

    def hover_changed(self) -> None:
        """Lighten the button under the mouse, and show its tooltip."""
        self._tint()
        if not (self.hint or self.command):
            return
        if self.hovered:
            ButtonTip.rest(self)
        else:
            ButtonTip.leave(self)

    def _tint(self) -> None:
        ground = self._style.ground
        if self._held is not None:
            ground = shaded(ground, PRESSED)
        elif self.hovered:
            ground = shaded(ground, HOVERED)
        self._ground_colour.rgba = ground
        self._border_colour.rgba = self._style.border or (0, 0, 0, 0)
        self._text_colour.rgba = self._style.text

    def _place(self, *_: object) -> None:
        drawn = self._drawn
        spread(self._ground, self.pos, self.size if drawn else (0, 0))
        self._border.rounded_rectangle = (*self.pos, *self.size, dp(9)) if drawn else NO_BORDER
        self._tint()
        icon = texture(ICONS[self._icon], ICON) if self._icon and drawn else None
        shown = "" if not drawn or (self._folded and self._icon) else self._text
        room = int(self.width - (icon.width + dp(6) if icon else 0) - 2 * dp(3))
        words = texture(shown, self._face, max(1, room)) if shown else None
        wide = sum(widget.width for widget in (icon, words) if widget)
        gap = dp(6) if icon and words else 0
        x = round(self.center_x - (wide + gap) / 2)
        if self.indent is not None:
            x = round(self.x + self.indent)
        for shape, widget in ((self._icon_shape, icon), (self._text_shape, words)):
            shape.texture = widget
            shape.size = widget.size if widget else (0, 0)
            if widget:
                shape.pos = (x, round(self.center_y - widget.height / 2))
                x += round(widget.width + gap)

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """Grab the touch."""
        if not self.collide_point(*touch.pos) or touch.is_mouse_scrolling or self.opacity == 0:
            return False
        if not presses(touch):
            return False
        touch.grab(self)
        self._held = touch
        self._tint()
        ButtonTip.leave(self)
        return True

    def press(self) -> None:
        """Do what a press does."""
        self._on_press()

    def call_off(self) -> None:
        """Forget a press that turned out to scroll."""
        self._held = None
        self._tint()

    def on_touch_up(self, touch: MotionEvent) -> bool:
        """Release the touch; it counts if it is still in the hit area."""
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        self._held = None
        self._tint()
        if self.collide_point(*touch.pos):
            self._on_press()
        return True
