"""What the audio options offer: only what there is, and what was chosen in any case."""

from __future__ import annotations

from dataclasses import replace

from models.audio.device import Device, Devices
from models.audio.output import Output
from models.audio.output_config import BUFFERS, OutputConfig
from models.audio.units import Hertz
from models.state.transport import Transport
from ui.shell.audio_choices import Offers, rows
from ui.shell.output_colour import output_colour
from ui.text.audio_output import DEFAULT, output_summary, substitute_output
from ui.theme import PALETTE

RATES = (Hertz(44_100), Hertz(48_000))
SPEAKERS = Device("Speakers", "ALSA", 2, Hertz(48_000), RATES)
INTERFACE = Device("Scarlett", "ALSA", 8, Hertz(48_000), (*RATES, Hertz(96_000)))
SERVER = Device("system", "JACK", 2, Hertz(44_100), (Hertz(44_100),))
KNOWN = Devices((SPEAKERS, INTERFACE, SERVER), "Speakers")
PLAYING = Output(
    silent=False,
    host="ALSA",
    device="Speakers",
    rate=Hertz(48_000),
    buffer=256,
    dropouts=7,
    lately=1,
)


def offered(route: OutputConfig, devices: Devices | None = KNOWN) -> dict[str, Offers]:
    transport = Transport(devices=devices, output=PLAYING)
    return {row.name: row for row in rows(route, transport)}


def words(row: Offers) -> list[str]:
    return [line.words for line in row.lines]


def test_the_systems_default_stays_a_choice_and_says_what_it_is_today() -> None:
    found = offered(OutputConfig())

    assert found["Driver"].now == DEFAULT
    assert found["Device"].now == f"{DEFAULT} · Speakers"
    assert found["Device"].lines[0].route == OutputConfig()


def test_every_device_is_offered_with_its_host() -> None:
    assert words(offered(OutputConfig())["Device"])[1:] == [
        "Speakers · ALSA",
        "Scarlett · ALSA",
        "system · JACK",
    ]
    assert words(offered(OutputConfig(host="ALSA"))["Device"])[1:] == ["Speakers", "Scarlett"]


def test_only_rates_that_the_device_can_do_are_offered() -> None:
    chosen = OutputConfig(host="ALSA", device="Scarlett")

    assert words(offered(chosen)["Sample rate"]) == ["Automatic", "44.1 kHz", "48 kHz", "96 kHz"]
    assert words(offered(OutputConfig())["Sample rate"]) == ["Automatic", "44.1 kHz", "48 kHz"]


def test_channels_are_offered_by_pairs() -> None:
    chosen = OutputConfig(host="ALSA", device="Scarlett", first=3)

    assert words(offered(chosen)["Channels"]) == ["1-2", "3-4", "5-6", "7-8"]
    assert offered(chosen)["Channels"].now == "3-4"
    assert offered(OutputConfig())["Channels"].lines == ()


def test_all_buffers_are_offered_with_their_length() -> None:
    row = offered(OutputConfig(buffer=256))["Buffer"]

    assert row.now == "256 frames · 5.3 ms"
    assert [line.route.buffer for line in row.lines] == [None, *BUFFERS]


def test_a_buffer_that_nobody_chose_is_the_apps_to_choose() -> None:
    row = offered(OutputConfig())["Buffer"]

    assert row.now == "Automatic · 128 frames · 2.7 ms"


def test_jack_decides_rate_and_buffer_itself() -> None:
    found = offered(OutputConfig(host="JACK"))

    assert found["Sample rate"].lines == found["Buffer"].lines == ()
    assert found["Sample rate"].now.endswith("set by JACK")


def test_what_is_away_stays_chosen_and_that_is_said() -> None:
    found = offered(OutputConfig(host="ALSA", device="USB thing", rate=Hertz(192_000)))

    assert found["Device"].now == "USB thing (unavailable)"
    assert found["Sample rate"].now == "192 kHz"


def test_before_anybody_looked_what_is_chosen_is_shown() -> None:
    found = offered(OutputConfig(device="Scarlett"), None)

    assert found["Device"].now == "Scarlett"
    assert words(found["Device"]) == [DEFAULT]


def test_the_live_line_counts_dropouts() -> None:
    shown = "ALSA · Speakers · 48 kHz · 256 frames · 5.3 ms"
    assert output_summary(PLAYING) == f"1 dropout a minute · {shown}"
    assert output_colour(PLAYING, PALETTE.second) == PALETTE.accent
    assert output_colour(replace(PLAYING, lately=40), PALETTE.second) == PALETTE.trash
    # The advice follows what can still be done.
    many = replace(PLAYING, lately=40)
    for output, advice in (
        (many, "40 dropouts a minute: raise the buffer to 512 frames"),
        (replace(many, buffer=512), "40 dropouts a minute: raise the buffer to 1\u2009024 frames"),
        (replace(many, buffer=BUFFERS[-1]), "40 dropouts a minute: the computer is too busy"),
        (replace(many, host="JACK"), "40 dropouts a minute: raise the buffer of JACK"),
        (replace(many, trial=True), "40 dropouts a minute"),
    ):
        assert output_summary(output).startswith(f"{advice} · ")
    # Those of an hour ago are no reason to worry.
    calm = replace(PLAYING, lately=0)
    assert output_summary(calm) == shown
    assert output_colour(calm, PALETTE.second) == PALETTE.second
    assert output_summary(Output(reason="no server")) == "No sound: no server"


def test_an_output_that_is_not_the_chosen_one_says_what_is_used_and_why() -> None:
    assert substitute_output("Speakers", "Scarlett is not connected") == (
        "Using Speakers: Scarlett is not connected; will switch back when available"
    )
