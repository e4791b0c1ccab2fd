"""Derive words from WordNet 3.0: `python -m scripts.derive_words DICT`.

DICT is the folder of `index.noun` and `data.noun` (Debian's wordnet-base). Writes
`data/words/wordnet.tsv`: word, kind, weight. Everything below a synset is a kind of it: a bandoneon
is an accordion, a poodle a dog. A word counts if it means that in its commonest sense, a phrase in
one of its two commonest.
"""

from __future__ import annotations

import sys
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from pathlib import Path

TARGET = Path(__file__).parents[1] / "data" / "words" / "wordnet.tsv"
NOTICE = (
    "# WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved."
    " See licences/WordNet-3.0.txt.\n# Derived: word, kind, weight.\n"
)
FADES = 0.9
"""Factor of the weight for each step down."""
SHORTEST = 3
ROOTS: Mapping[str, str] = {
    "bird": "bird:1",
    "dog": "dog:1 wolf:1 fox:1",
    "cat": "domestic_cat:1",
    "big cat": "big_cat:1 bear:1 monster:1 dinosaur:1 ape:1",
    "farm animal": "cattle:1 sheep:1 goat:1 swine:1 horse:1 donkey:1 deer:1 camel:1 elephant:1",
    "insect": "insect:1",
    "frog": "frog:1",
    "sea animal": "whale:2 seal:9 dolphin:2",
    "glass": "glassware:1 bottle:1 glass:2",
    "metal": "sword:1 edge_tool:1 hammer:2 armor:1 cutlery:2",
    "coin": "coin:1",
    "chain": "chain:3",
    "piano": "piano:1",
    "organ": "organ:5",
    "accordion": "accordion:1 harmonica:1",
    "guitar": "guitar:1",
    "plucked": "lute:2 harp:1 zither:1 banjo:1 koto:1 sitar:1",
    "strings": "bowed_stringed_instrument:1",
    "brass": "brass:2",
    "reed": "single-reed_instrument:1 double-reed_instrument:1 bagpipe:1 sax:1",
    "wind": "flute:1 recorder:4 whistle:4 pipe:4",
    "bell": "bell:1 chime:1 glockenspiel:1",
    "mallet": "marimba:1 vibraphone:1",
    "hand drum": "bongo:1",
    "choir": "choir:1",
    "speech": "speech:2 conversation:1",
    "shout": "cry:1",
    "laugh": "laugh:1",
    "crowd": "crowd:1 audience:1",
    "water": "stream:1 body_of_water:1 waterfall:1",
    "rain": "rain:1",
    "air": "wind:1",
    "fire": "fire:3",
    "thunder": "thunder:2 storm:1",
    "explosion": "explosion:1 bomb:1 explosive:1 firework:1",
    "gunshot": "gun:1 firearm:1",
    "laser": "laser:1",
    "door": "door:1 gate:1",
    "footstep": "footstep:1 footwear:1",
    "paper": "paper:1 cloth:1 leather:1",
    "rock": "rock:1 stone:1",
    "engine": "motor_vehicle:1 engine:1",
    "train": "train:1 locomotive:1",
    "aircraft": "aircraft:1 rocket:1",
    "machine": "machine:1 power_tool:1 home_appliance:1",
    "alarm": "alarm:2 siren:3",
    "click": "clock:1 switch:1 camera:1 keyboard:1",
    "phone": "telephone:1",
    "whoosh": "arrow:2",
    "impact": "blow:1",
    "cough": "cough:1 sneeze:1",
    "baby": "baby:1",
    "whistle": "whistle:1",
    "gong": "gong:1",
    "taiko": "timpani:1",
    "tom": "tom-tom:1",
    "cowbell": "cowbell:1",
    "triangle": "triangle:5",
    "shaker": "maraca:1",
    "tambourine": "tambourine:1",
    "wood": "castanets:1",
}
"""Kind, and words with the number of their sense in WordNet's order, from 1."""


class Nouns:
    """WordNet's nouns: senses of each word, words and hyponyms of each synset."""

    def __init__(self, folder: Path) -> None:
        """Read the files of a folder."""
        self.senses: dict[str, list[str]] = {}
        self.words: dict[str, list[str]] = {}
        self.below: dict[str, list[str]] = defaultdict(list)
        for line in (folder / "index.noun").read_text(encoding="latin1").splitlines():
            if not line.startswith(" "):
                parts = line.split()
                self.senses[parts[0]] = parts[6 + int(parts[3]) :]
        for line in (folder / "data.noun").read_text(encoding="latin1").splitlines():
            if not line.startswith(" "):
                self._read(line.split("|")[0].split())

    def _read(self, parts: list[str]) -> None:
        synset, count = parts[0], int(parts[3], 16)
        self.words[synset] = [parts[4 + 2 * at].lower() for at in range(count)]
        begin = 4 + 2 * count
        for at in range(int(parts[begin])):
            relation, target, word_class, _ = parts[begin + 1 + 4 * at : begin + 5 + 4 * at]
            if relation == "~" and word_class == "n":
                self.below[synset].append(target)

    def under(self, word: str, sense: int) -> Iterator[tuple[str, int]]:
        """Yield the words below a sense, with their depth."""
        waiting, seen = deque([(self.senses[word][sense - 1], 0)]), set[str]()
        while waiting:
            synset, depth = waiting.popleft()
            if synset in seen:
                continue
            seen.add(synset)
            for one in self.words[synset]:
                commonest = self.senses.get(one, [])[: 1 + (" " in one or "_" in one)]
                if synset in commonest and len(one) >= SHORTEST:
                    yield one, depth
            waiting += [(lower, depth + 1) for lower in self.below[synset]]


def main() -> None:
    nouns = Nouns(Path(sys.argv[1]))
    best: dict[str, tuple[int, str]] = {}
    for kind, roots in ROOTS.items():
        for root in roots.split():
            word, _, sense = root.partition(":")
            if len(nouns.senses.get(word, ())) < int(sense):
                continue
            for one, depth in nouns.under(word, int(sense)):
                if depth < best.get(one, (sys.maxsize, ""))[0]:
                    best[one] = depth, kind
    rows = [
        f"{word.replace('_', ' ')}\t{kind}\t{round(FADES ** (1 + depth), 2)}\n"
        for word, (depth, kind) in sorted(best.items())
    ]
    TARGET.write_text(NOTICE + "".join(rows), encoding="utf-8")
    print(f"{len(rows)} words")


if __name__ == "__main__":
    main()
