"""Our CLAP runtime against `transformers`, with the same random weights and the same files.

Uses the full architecture of `laion/clap-htsat-unfused`, installed from a checkpoint in the layout
of `transformers` and from one in that of `laion_clap`. Needs the extra `clap`.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from actors.model_files.installation import install
from actors.model_files.loader import open_clap, read_blueprint
from actors.model_files.registry import SHIPPED
from models.embedding.clap.clap_model import BLUEPRINT
from models.embedding.default_model import USUAL
from scripts.conversion.drawn import random_weights
from tests.models.embedding.clap.weights import TINY, theirs

DEMO = Path(__file__).parents[2] / "data" / "demo"
SEED = 1
TEXTS = (
    "short dusty snare",
    "a deep, distorted kick drum",
    "bright closed hi-hat",
    "vinyl",
    "x" * 400,
)
RATE, LENGTH = 48_000, 480_000


class Original:
    """`transformers.ClapModel` behind `transformers.ClapFeatureExtractor`."""

    def __init__(self, weights: dict[str, Any]) -> None:
        import torch
        from transformers import ClapConfig, ClapFeatureExtractor, ClapModel

        self._torch = torch
        torch.set_num_threads(1)
        self._front = ClapFeatureExtractor(
            frequency_min=50, frequency_max=14_000, truncation="rand_trunc", padding="repeatpad"
        )
        self.model = ClapModel(ClapConfig()).eval()
        state = {name: torch.from_numpy(value) for name, value in weights.items()}
        left = self.model.load_state_dict(state, strict=False)
        if left.unexpected_keys:
            sys.exit(f"clap: weights unknown to the original: {left.unexpected_keys}")

    def embed(self, wave: NDArray[np.float64]) -> NDArray[np.float32]:
        """Return the audio embedding of at most 10 s at 48 kHz."""
        inputs = self._front(wave, sampling_rate=RATE, return_tensors="pt")["input_features"]
        with self._torch.no_grad():
            inner = self.model.audio_model(input_features=inputs, is_longer=None).pooler_output
            found: NDArray[np.float32] = self.model.audio_projection(inner)[0].numpy()
        return found

    def words(self, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the text embedding of token ids, padded as in training."""
        padded = np.pad(numbers, (0, 77 - len(numbers)), constant_values=1)
        ids, mask = (self._torch.from_numpy(one[None]) for one in (padded, (padded != 1) * 1))
        with self._torch.no_grad():
            inner = self.model.text_model(input_ids=ids, attention_mask=mask).pooler_output
            found: NDArray[np.float32] = self.model.text_projection(inner)[0].numpy()
        return found


def sounds(folder: Path) -> dict[str, tuple[NDArray[np.float32], int]]:
    """Return recordings and variants of them: other sample rates, lengths and channel counts."""
    found = {}
    for path in sorted(one for one in folder.rglob("*") if one.suffix != ".md" and one.is_file()):
        audio, rate = soundfile.read(path, dtype="float32", always_2d=True)
        found[path.name] = (audio.T, int(rate))
    audio, rate = found["House 125 BPM.wav"]
    for other in (8000, 11_025, 22_050, 32_000, 48_000, 88_200, 96_000, 192_000):
        found[f"at {other} Hz"] = (soxr.resample(audio.T, rate, other).T, other)
    for seconds in (0.02, 0.1, 1.0, 5.0, 9.99, 10.0, 10.01, 15.0, 29.0):
        count = round(seconds * rate)
        found[f"{seconds} s"] = (np.tile(audio, -(-count // audio.shape[1]))[:, :count], rate)
    found["mono"] = (audio[:1], rate)
    return found


def embed_by_original(
    original: Original, audio: NDArray[np.float32], rate: int
) -> NDArray[np.float32]:
    """Return the original's embedding of a whole file, computed naively."""
    whole = audio.astype(np.float64)
    wave = (whole / np.abs(whole).max()).mean(0)
    wave = soxr.resample(wave, rate, RATE) if rate != RATE else wave
    wave = wave / np.abs(wave).max()
    if len(wave) <= LENGTH:
        return original.embed(wave)
    begins = [*range(0, len(wave) - LENGTH, LENGTH), len(wave) - LENGTH]
    found: NDArray[np.float32] = np.mean([original.embed(wave[b : b + LENGTH]) for b in begins], 0)
    return found


def cosine(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    return float(one @ other / np.linalg.norm(one) / np.linalg.norm(other))


def checkpoints(weights: dict[str, Any], folder: Path) -> dict[str, Path]:
    """Write checkpoints in both layouts with PyTorch; return the files."""
    import torch

    def write(name: str, content: object) -> Path:
        (folder / name).mkdir()
        (folder / name / "tokenizer.json").write_bytes((TINY / "tokenizer.json").read_bytes())
        torch.save(content, folder / name / "weights.pt")
        return folder / name / "weights.pt"

    def tensors(named: dict[str, Any]) -> dict[str, Any]:
        return {name: torch.from_numpy(np.asarray(value)) for name, value in named.items()}

    trainer = {"epoch": 45, "name": "any", "optimizer": {"state": {}, "param_groups": []}}
    return {
        "transformers": write("transformers", tensors(weights)),
        "laion_clap": write("laion_clap", {**trainer, "state_dict": tensors(theirs(weights))}),
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench clap", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=DEMO)
    asked = parser.parse_args()
    towers = read_blueprint(SHIPPED / BLUEPRINT).values()
    weights = random_weights(
        {one.name: one.shape for tower in towers for one in tower.weights}, SEED
    )
    original = Original(weights)
    result: dict[str, Any] = {"bench": "clap"}
    with tempfile.TemporaryDirectory(prefix="sempal-clap-") as scratch:
        ours = {}
        for layout, path in checkpoints(weights, Path(scratch)).items():
            begun = time.perf_counter()
            install(path, path.with_name("clap"))
            result[f"install_{layout}_s"] = time.perf_counter() - begun
            path.unlink()
            ours[layout] = open_clap(path.with_name("clap"), SHIPPED / USUAL)
        took = {"ours": 0.0, "original": 0.0}
        cosines: dict[str, list[float]] = {layout: [] for layout in ours}
        files = sounds(asked.folder)
        for name, (audio, rate) in files.items():
            begun = time.perf_counter()
            wanted = embed_by_original(original, audio, rate)
            middle = time.perf_counter()
            found = {layout: model.embed_audio(audio, rate) for layout, model in ours.items()}
            took["original"] += middle - begun
            took["ours"] += (time.perf_counter() - middle) / len(ours)
            for layout, one in found.items():
                cosines[layout].append(cosine(one, wanted))
            if not min(cosine(one, wanted) for one in found.values()) > 0.9999:
                print(f"{name}: {[cosine(one, wanted) for one in found.values()]}")
        said = []
        for text in TEXTS:
            numbers = ours["transformers"]._text[0].numbers(text)  # noqa: SLF001
            wanted = original.words(numbers)
            said += [cosine(model.embed_text(text), wanted) for model in ours.values()]
    result |= {f"lowest_cosine_{layout}": min(all_) for layout, all_ in cosines.items()}
    result |= {"lowest_cosine_words": min(said), "sounds": len(files)}
    result |= {f"{who}_ms_per_sound": seconds / len(files) * 1e3 for who, seconds in took.items()}
    for key, value in result.items():
        print(f"{key}: {value:.8g}" if isinstance(value, float) else f"{key}: {value}")
    print(json.dumps(result))


if __name__ == "__main__":
    main()
