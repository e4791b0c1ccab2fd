"""The real widget with the real rules: what is under the pointer stays there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actors.messages import intents
from actors.session.decide import decide
from models.audio.units import Frames, Hertz, PixelPosition, SampleId, SourceId, Ticket
from models.library.sample import Sample
from models.state.app import AppState
from models.state.editor import Editor
from models.waveform.view import View
from tests.models.waveform.sounds import noise, picture
from ui.slices import WaveformSlices, pick
from ui.theme import DESKTOP

if TYPE_CHECKING:
    from tests.ui.stage import Stage
    from ui.waveform.picture import PictureView

pytestmark = pytest.mark.ui
LEFT, WIDTH, FRAMES = 200, 900, 90_000
PAD = Sample(SampleId(1), SourceId(1), b"/s/pad.wav", "pad.wav", Frames(FRAMES), Hertz(48_000), 1)


class Panel:
    """The widget, and the state that it shows and changes."""

    def __init__(self, stage: Stage) -> None:
        from ui.waveform.picture import PictureView

        editor = Editor(
            PAD,
            Ticket(1),
            picture=picture(noise(1, FRAMES, 1)),
            view=View.fit(FRAMES, WIDTH),
            width=WIDTH,
        )
        self.state = AppState(editor=editor)
        self.widget: PictureView = PictureView(self.post, DESKTOP)
        stage.put(self.widget, LEFT, 300, WIDTH, 300)
        self.show()

    def post(self, intent: intents.Intent) -> None:
        """Decide as the session does, and show what comes of it."""
        self.state = decide(self.state, intent).state
        self.show()

    def show(self) -> None:
        self.widget.show(pick(WaveformSlices, self.state))

    @property
    def view(self) -> View:
        found = self.state.editor.view
        assert found is not None
        return found


def clamped(view: View) -> bool:
    """Tell whether the view cannot go on in some direction."""
    return view.start <= view.spp or view.end >= view.frames - view.spp


turns = st.lists(
    st.tuples(st.integers(0, WIDTH - 1), st.sampled_from(["scrolldown", "scrolldown", "scrollup"])),
    min_size=1,
    max_size=30,
)


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(turns)
def test_the_wheel_keeps_the_frame_under_it_wherever_it_is(
    stage: Stage, turns: list[tuple[int, str]]
) -> None:
    stage.clear()
    panel = Panel(stage)
    for x, button in turns:
        before = panel.view
        held = before.frame_at(x + 0.5)
        stage.click(LEFT + x, 450, button)
        after = panel.view
        if after.spp != before.spp and not clamped(after):
            assert after.x_at(held) == pytest.approx(x + 0.5, abs=0.51)


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.integers(0, WIDTH - 1),
    st.lists(st.integers(-400, WIDTH + 400), min_size=1, max_size=12),
)
def test_the_middle_button_keeps_the_frame_under_it(
    stage: Stage, pressed: int, path: list[int]
) -> None:
    stage.clear()
    panel = Panel(stage)
    panel.post(intents.Zoom(0.05, PixelPosition(WIDTH / 2)))
    held = panel.view.frame_at(pressed)
    touch = stage.mouse(LEFT + pressed, 450, "middle")
    for x in path:
        touch.go(LEFT + x, 450)
        if clamped(panel.view):
            break  # from here on the hand is elsewhere
        assert panel.view.x_at(held) == pytest.approx(x, abs=0.51)
    touch.up()


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.integers(0, WIDTH - 1), st.lists(st.integers(-300, WIDTH + 300), min_size=1, max_size=10))
def test_a_selection_has_its_ends_under_press_and_pointer(
    stage: Stage, pressed: int, path: list[int]
) -> None:
    stage.clear()
    panel = Panel(stage)
    panel.post(intents.Zoom(0.2, PixelPosition(WIDTH / 2)))
    touch = stage.mouse(LEFT + pressed, 450)
    for x in path:
        touch.go(LEFT + x, 450)
        selection = panel.state.editor.selection
        assert selection is not None
        wanted = sorted((panel.view.frame_at(pressed), panel.view.frame_at(x)))
        inside = [min(max(0.0, frame), float(FRAMES)) for frame in wanted]
        assert abs(selection.start - inside[0]) <= 1
        assert abs(selection.end - inside[1]) <= 1.5
    touch.up()
