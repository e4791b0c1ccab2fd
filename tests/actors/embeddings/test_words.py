"""Words for sounds, through the actors: with a tiny CLAP, and as shipped."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
import trio

from actors.messages import embeddings, library
from actors.model_files import registry
from actors.model_files.installation import install
from models.audio.units import SampleId, Ticket
from models.library.samples import SampleIds
from models.similarity.query import SimilarityQuery
from models.similarity.reference_sound import Sound
from models.types.sound_type import SoundType
from models.words.reason import ReasonKind
from tests.actors.embeddings.ends import PATIENCE, Ends, running
from tests.models.embedding.clap.weights import TINY, named, safetensors


@pytest.fixture
def kit(tmp_path: Path, demo_sounds: Path) -> Path:
    shutil.copytree(demo_sounds / "Drums" / "Kicks", tmp_path / "kit")
    return tmp_path / "kit"


async def asked(ends: Ends, words: str, leave_out: int = 0) -> embeddings.SimilarFound:
    known = [one.id for one in await ends.library.samples()][leave_out:]
    among = SampleIds(np.array(known, np.int64))
    ends.post(embeddings.FindSimilar(Ticket(3), SimilarityQuery((), words=words), among, 100))
    return await ends.until(embeddings.SimilarFound)


async def test_a_text_network_tells_of_what_words_do_not(tmp_path: Path, kit: Path) -> None:
    """A small network of CLAP's form is active: what is understood is answered as without it."""
    home = tmp_path / "home"
    home.mkdir()
    weights = tmp_path / "checkpoint"
    weights.mkdir()
    (weights / "tokenizer.json").write_bytes((TINY / "tokenizer.json").read_bytes())
    (weights / "model.safetensors").write_bytes(safetensors(named()))
    install(weights / "model.safetensors", registry.model_folder("clap", home), graphs=TINY)
    async with running(home) as ends:
        count = (await ends.library.add(kit)).added
        await ends.embed()
        known = await asked(ends, "short dusty snare")
        found = await asked(ends, "wumpf")
        fewer = await asked(ends, "wumpf", leave_out=3)
        unwanted = await asked(ends, "kick, not wumpf")
        sentence = await asked(ends, "a short kick that is dark, len<9s")

    assert not known.answer.by_text
    assert not unwanted.answer.by_text, "negation is ours"
    assert sentence.answer.by_text
    assert sentence.answer.meaning is not None
    assert sentence.answer.meaning.kinds() == {"kick": 1.0}
    assert ReasonKind.KIND in {one.kind for one in known.answer.reasons[0]}
    assert found.reason == ""
    assert found.answer.by_text
    assert len(found.answer.ids) == found.answer.compared == count
    assert fewer.answer.compared == len(fewer.answer.ids) == count - 3
    fits = [sum(one.value for one in row) for row in found.answer.reasons]
    assert fits == sorted(fits, reverse=True), "nothing but the network tells"
    assert fits[0] > 0 == fits[-1]


def names(found: embeddings.SimilarFound, known: dict[SampleId, str]) -> list[str]:
    return [known[SampleId(one)] for one in found.answer.ids.array.tolist()]


async def test_words_find_sounds_on_a_fresh_install(tmp_path: Path, demo_sounds: Path) -> None:
    """Without CLAP: kinds, adjectives, unwanted kinds, and why."""
    home = tmp_path / "home"
    async with running(home) as ends:
        await ends.library.add(demo_sounds)
        await ends.embed()
        known = {one.id: one.name for one in await ends.library.samples()}
        short = await asked(ends, "short dusty snare")
        hats = await asked(ends, "hi-hat, not open hat")
        nothing = await asked(ends, "xyzzy")
        named = await asked(ends, "xyzzy classic")
        filtered = await asked(ends, "longer than 0.1 seconds", leave_out=len(known) - 5)
        with trio.fail_after(PATIENCE):  # written after the answer
            while not list((home / "cache").rglob("kinds-*.bin")):  # noqa: ASYNC110
                await trio.sleep(0.05)
    async with running(home) as ends:  # what was heard is in a file now
        again = await asked(ends, "short dusty snare")

    assert all("Snare" in name for name in names(short, known)[:6]), names(short, known)[:8]
    assert all("Hat Closed" in name for name in names(hats, known)[:5]), names(hats, known)[:8]
    assert "no name contains one" in nothing.reason
    assert names(named, known) == ["Clap Classic.wav"]
    assert sorted(filtered.answer.ids.array.tolist()) == sorted(known)[-5:], "what passes, passes"
    assert set(filtered.answer.scores.tolist()) == {1.0}
    kinds = {reason.kind for reason in short.answer.reasons[0]}
    assert {ReasonKind.KIND, ReasonKind.NAME, ReasonKind.ATTRIBUTE} <= kinds
    scores = short.answer.scores.tolist()
    assert sorted(scores, reverse=True) == scores
    assert names(again, known) == names(short, known)


async def test_own_words_count_and_their_errors_are_told(tmp_path: Path, kit: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    own = home / "words.tsv"
    own.write_text("wumpf\tkick\nbad\tnothing known\n")
    async with running(home) as ends:
        await ends.library.add(kit)
        await ends.embed()
        found = await asked(ends, "wumpf")
        own.write_text("wumpf\tsnare 0.5\n")
        changed = await asked(ends, "wumpf")

    assert found.answer.meaning is not None
    assert found.answer.meaning.kinds() == {"kick": 1.0}
    assert [error.line for error in found.answer.mistakes.lines] == [2]
    assert changed.answer.meaning is not None
    assert changed.answer.meaning.kinds() == {"snare": 0.5}
    assert not changed.answer.mistakes


def copied(sounds: Path, folder: Path, begin: str, count: int = 9, first: int = 0) -> None:
    """Copy sounds under names of a word and a number."""
    folder.mkdir(parents=True, exist_ok=True)
    for at, path in enumerate(sorted(sounds.glob("*.*"))[first : first + count]):
        shutil.copy(path, folder / f"{begin} {at}{path.suffix}")


async def test_names_teach(tmp_path: Path, demo_sounds: Path) -> None:
    """A gong is no kind that the head has heard: what is called so tells what is like one."""
    sounds = tmp_path / "sounds"
    copied(demo_sounds / "Pads", sounds / "a", "gong", 3)
    copied(demo_sounds / "Drums" / "Kicks", sounds / "a", "kick", 4)
    copied(demo_sounds / "Drums" / "Snares", sounds / "b", "x", 4)
    copied(demo_sounds / "Pads", sounds / "b", "unnamed", 6, first=3)
    async with running(tmp_path / "home") as ends:
        await ends.library.add(sounds)
        await ends.embed()
        known = {one.id: one.name for one in await ends.library.samples()}
        found = names(await asked(ends, "gong"), known)

    begins = [name.split()[0] for name in found]
    assert begins[:4].count("gong") == 3, found
    assert begins.index("unnamed") < min(begins.index("x"), begins.index("kick")), found


async def test_no_sound_is_judged_by_its_folder_alone(tmp_path: Path, demo_sounds: Path) -> None:
    sounds = tmp_path / "sounds"
    copied(demo_sounds / "Drums" / "Kicks", sounds / "Snares", "x")
    copied(demo_sounds / "Drums" / "Snares", sounds / "more", "y", 5)
    async with running(tmp_path / "home") as ends:
        await ends.library.add(sounds)
        await ends.embed()
        known = {one.id: one.name for one in await ends.library.samples()}
        found = names(await asked(ends, "snare"), known)
        by_folder = await asked(ends, "snares xyzzy")

    assert [name[0] for name in found[:4]] == ["y"] * 4, found
    folders = [one for one in by_folder.answer.reasons if one[0].kind is ReasonKind.FOLDER]
    assert len(folders) > 3


async def test_words_and_sounds_are_one_question(tmp_path: Path, demo_sounds: Path) -> None:
    async with running(tmp_path / "home") as ends:
        await ends.library.add(demo_sounds)
        await ends.embed()
        samples = await ends.library.samples()
        known = {one.id: one.name for one in samples}
        by_name = {one.name: Sound(one.path, one.id) for one in samples}
        like = by_name["Hat Closed Dark.flac"]
        among = SampleIds(np.array(sorted(known), np.int64))
        orders = (
            SimilarityQuery((like,), words="hi-hat"),
            SimilarityQuery((like,), words="snare"),
            SimilarityQuery((), (by_name["Snare Noise.wav"],), words="snare"),
            SimilarityQuery((like,), words="darker"),
        )
        found = []
        for order in orders:
            ends.post(embeddings.FindSimilar(Ticket(3), order, among, 100))
            found.append(names(await ends.until(embeddings.SimilarFound), known))
    hats, snares, unlike, darker = found

    assert all("Hat" in name for name in hats[:5]), hats[:6]
    assert all("Snare" in name for name in snares[:5]), snares[:6]
    assert "Snare Noise.wav" not in unlike
    assert darker[0] != ""
    assert len(darker) == len(known) - 1


async def test_collections_and_corrected_types_are_names_too(
    tmp_path: Path, demo_sounds: Path
) -> None:
    sounds = tmp_path / "sounds"
    copied(demo_sounds / "Pads", sounds, "x", 3)
    copied(demo_sounds / "Drums" / "Kicks", sounds, "y", 3)
    async with running(tmp_path / "home") as ends:
        await ends.library.add(sounds)
        await ends.embed()
        known = {one.id: one.name for one in await ends.library.samples()}
        first, second = (next(one for one in known if known[one][0] == begin) for begin in "xy")
        before = await asked(ends, "gong")
        ends.library.post(library.AddCollection("My gongs"))
        step = await ends.library.done(library.CollectionsChanged)
        assert isinstance(step.changed, library.CollectionsChanged)
        ends.library.post(library.AddToCollection(step.changed.collections[0], (first,)))
        await ends.library.done(library.CollectionsChanged)
        collected = await asked(ends, "gong")
        ends.library.post(library.CorrectType((second,), SoundType.TOM))
        await ends.library.done(library.TypesCorrected)
        corrected = await asked(ends, "tom")

    assert "no name contains one" in before.reason
    assert collected.answer.ids.array.tolist() == [first]
    assert collected.answer.reasons[0][0].kind is ReasonKind.NAME
    named = corrected.answer.reasons_for(second)
    assert ReasonKind.NAME in {reason.kind for reason in named}
