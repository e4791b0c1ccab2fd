"""File names tell kinds of drums, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.labelling.packs import corpus, drum


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Kick-Hard", "kick"),
        ("808 Kick_Long", "kick"),
        ("snare-rim", "rim"),
        ("SideStick-Soft", "rim"),
        ("HatOpen-Med", "open hat"),
        ("hihat_closed03", "closed hat"),
        ("HatSemiOpen-Hard", ""),
        ("hihat", ""),
        ("Crash-Med", "crash"),
        ("ride01", "ride"),
        ("tom_lo", "tom"),
        ("claves", "wood"),
        ("emptySample", ""),
        ("melody", ""),
    ],
)
def test_a_name_tells_its_kind(name: str, kind: str) -> None:
    assert drum(name) == kind


def test_each_kit_is_a_pack(tmp_path: Path) -> None:
    for place in (
        "usr/share/hydrogen/data/drumkits/One/kick.wav",
        "usr/share/hydrogen/data/drumkits/Two/kick.flac",
        "usr/share/hydrogen/data/drumkits/Two/drumkit.xml",
        "usr/share/sonic-pi/samples/bd_808.flac",
        "usr/share/lmms/samples/basses/deep.ogg",
        "usr/share/other/kick.wav",
    ):
        path = tmp_path / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()

    assert [(path.name, kind, pack) for path, kind, pack in corpus(tmp_path)] == [
        ("kick.wav", "kick", "hydrogen One"),
        ("kick.flac", "kick", "hydrogen Two"),
        ("deep.ogg", "bass", "lmms"),
        ("bd_808.flac", "kick", "sonic-pi"),
    ]
