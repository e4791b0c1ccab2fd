"""Laws of the order in which a description puts sounds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.words.attribute import LISTED, Attribute
from models.words.meaning import Meaning, Part, Role
from models.words.ranking import Evidence, Predictions, reasons, scores, taught_by
from models.words.reason import ReasonKind

KINDS = ("kick", "snare", "clap", "pad")
COUNT = 12
seeds = st.integers(0, 10_000)


@st.composite
def parts(draw: st.DrawFn) -> Part:
    unwanted = draw(st.booleans())
    if draw(st.booleans()):
        kind = draw(st.sampled_from(KINDS))
        return Part(Role.KIND, kind, unwanted, kinds={kind: 1.0})
    attribute = draw(st.sampled_from(LISTED))
    direction = draw(st.sampled_from((-1.0, 1.0)))
    return Part(Role.ATTRIBUTE, attribute, attributes={attribute: direction})


def predictions(seed: int) -> Predictions:
    chance = np.random.default_rng(seed)
    stored = chance.integers(-120, 0, (COUNT, len(KINDS))).astype(np.int8)
    attributes = chance.normal(size=(COUNT, len(LISTED))).astype(np.float16)
    return Predictions({kind: at for at, kind in enumerate(KINDS)}, stored, attributes)


def evidence(seed: int) -> Evidence:
    chance = np.random.default_rng(seed + 1)
    return Evidence(*(chance.random(COUNT, np.float32) for _ in Evidence.__dataclass_fields__))


def touched(part: Part, known: Predictions, seed: int) -> Predictions:
    """Return other sounds: what a part tells of has changed, and nothing else."""
    other = predictions(seed + 99)
    stored, standard = known.stored.copy(), known.standard.copy()
    for kind in part.kinds:
        stored[:, known.kinds[kind]] = other.stored[:, known.kinds[kind]]
    for attribute in part.attributes:
        column = LISTED.index(attribute)
        standard[:, column] = other.standard[:, column]
    changed = Predictions(known.kinds, stored, known.attributes)
    changed.__dict__["standard"] = standard
    return changed


@given(st.lists(parts(), min_size=1, max_size=4), seeds)
def test_a_question_never_ranks_by_a_part_that_was_removed(listed: list[Part], seed: int) -> None:
    removed, rest = listed[0], Meaning(tuple(listed)).without(listed[0])
    others = {kind for part in rest.parts for kind in part.kinds}
    compared = {one for part in rest.parts for one in part.attributes}
    only = replace(
        removed,
        kinds={kind: 1.0 for kind in removed.kinds if kind not in others},
        attributes={one: 1.0 for one in removed.attributes if one not in compared},
    )
    known = predictions(seed)

    before = scores(rest, known, evidence(seed))
    after = scores(rest, touched(only, known, seed), evidence(seed))
    np.testing.assert_array_equal(before, after)


@given(st.lists(parts(), max_size=3), st.sampled_from(KINDS), seeds)
def test_what_is_unwanted_only_lowers(listed: list[Part], kind: str, seed: int) -> None:
    known, known_of = predictions(seed), evidence(seed)
    plain = Meaning(tuple(listed))
    without = Meaning((*listed, Part(Role.KIND, kind, unwanted=True, kinds={kind: 1.0})))

    assert (scores(without, known, known_of) <= scores(plain, known, known_of) + 1e-5).all()
    lost = scores(plain, known, known_of) - scores(without, known, known_of)
    most = int(known.probability(kind).argmax())
    if kind not in plain.kinds(unwanted=True):
        assert lost[most] >= lost.max() - 1e-4

    calm = replace(
        known_of, unwanted_similarity=np.zeros(0, np.float32), shunned=np.zeros(0, np.float32)
    )
    assert (scores(plain, known, known_of) <= scores(plain, known, calm) + 1e-5).all()


@given(st.lists(parts(), min_size=1, max_size=4), seeds)
def test_a_sound_is_judged_the_same_among_others(listed: list[Part], seed: int) -> None:
    known, known_of, meaning = predictions(seed), evidence(seed), Meaning(tuple(listed))
    rows = np.random.default_rng(seed).permutation(COUNT)[:5]
    fewer = Evidence(*(getattr(known_of, name)[rows] for name in Evidence.__dataclass_fields__))

    every = scores(meaning, known, known_of)
    np.testing.assert_allclose(scores(meaning, known.at(rows), fewer), every[rows], rtol=1e-5)


def test_no_sound_teaches_itself() -> None:
    vectors = np.eye(6, dtype=np.float32)
    own = np.arange(3)
    taught = taught_by(vectors, vectors[:3], vectors[3:5], own)

    assert taught[0] == 0  # the two others are not like it
    assert taught_by(vectors, vectors[:3], vectors[3:5])[0] > 0.3


def test_reasons_tell_kind_and_place_among_its_kind() -> None:
    known = predictions(1)
    known.stored[:, 1] = -1
    meaning = Meaning(
        (
            Part(Role.KIND, "snare", kinds={"snare": 1.0}),
            Part(Role.ATTRIBUTE, "short", attributes={Attribute.LENGTH: -1.0}),
        )
    )
    shortest = int(known.standard[:, LISTED.index(Attribute.LENGTH)].argmin())
    (found,) = reasons(meaning, known.at(np.array([shortest])), known, Evidence())

    kind, place = found
    assert (kind.kind, kind.about) == (ReasonKind.KIND, "snare")
    assert abs(kind.value - np.exp(-0.1)) < 1e-3
    assert (place.kind, place.about, place.more) == (ReasonKind.ATTRIBUTE, "snare", False)
    assert place.value > 0.9
