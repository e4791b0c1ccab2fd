"""Rebuild CLAP's graphs in `data/models`: `python -m scripts.export_clap [FOLDER]`.

They contain no weights. With `--tiny FOLDER`, write a network of the same architecture with very
few parameters, and PyTorch's embeddings of some sounds and texts, for the tests. Needs the extra
`clap`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer, models, pre_tokenizers, processors, trainers
from transformers import ClapConfig, ClapModel

from models.embedding.clap import frontend
from scripts.conversion.clap import export_graphs
from scripts.conversion.drawn import random_weights
from tests.models.embedding.clap.sounds import PHRASES, SEED, sounds

WORDS = "short dusty snare deep kick bright closed hat long dark pad vinyl crackle riser "


def tiny_config() -> ClapConfig:
    """Return the smallest configuration with every part of the real network."""
    audio = {
        "patch_embeds_hidden_size": 8,
        "depths": [1, 2, 1, 1],
        "num_attention_heads": [1, 1, 2, 2],
        "hidden_size": 64,
        "num_hidden_layers": 4,
        "projection_dim": 16,
        "aff_block_r": 1,
    }
    text = {
        "vocab_size": 300,
        "hidden_size": 16,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "intermediate_size": 32,
        "projection_dim": 16,
        "max_position_embeddings": 90,
        "projection_hidden_act": "relu",
    }
    return ClapConfig(audio_config=audio, text_config=text, projection_dim=16)


def tokenizer() -> Tokenizer:
    """Return a RoBERTa-like tokenizer trained on a handful of words."""
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    trainer = trainers.BpeTrainer(
        vocab_size=300, special_tokens=special, initial_alphabet=pre_tokenizers.ByteLevel.alphabet()
    )
    made.train_from_iterator([WORDS] * 3, trainer)
    made.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0))
    return made


def reference_outputs(
    config: ClapConfig, weights: dict[str, Any], words: Tokenizer
) -> dict[str, Any]:
    """Return PyTorch's embeddings of the sounds and texts used in tests."""
    model = ClapModel(config).eval()
    state = {name: torch.from_numpy(value) for name, value in weights.items()}
    left = model.load_state_dict(state, strict=False)
    if left.unexpected_keys:
        raise ValueError(f"not in the model: {left.unexpected_keys}")
    found: dict[str, Any] = {}
    with torch.no_grad():
        for name, (audio, rate) in sounds().items():
            (wave,) = frontend.split_windows(frontend.to_mono(audio, rate))
            picture = torch.from_numpy(frontend.log_mel(wave))[None, None]
            hidden = model.audio_model(input_features=picture, is_longer=None).pooler_output
            found[f"sound {name}"] = model.audio_projection(hidden)[0].numpy()
        for phrase in PHRASES:
            ids = torch.tensor([words.encode(phrase).ids])
            hidden = model.text_model(input_ids=ids, attention_mask=torch.ones_like(ids))
            found[f"words {phrase}"] = model.text_projection(hidden.pooler_output)[0].numpy()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("data/models"))
    parser.add_argument("--tiny", action="store_true")
    asked = parser.parse_args()
    config = tiny_config() if asked.tiny else ClapConfig()
    asked.folder.mkdir(parents=True, exist_ok=True)
    towers = export_graphs(config, asked.folder)
    shapes = {one.name: one.shape for tower in towers.values() for one in tower.weights}
    if asked.tiny:
        words = tokenizer()
        words.save(str(asked.folder / "tokenizer.json"))
        np.savez(
            asked.folder / "reference.npz",
            **reference_outputs(config, random_weights(shapes, SEED), words),
        )
    print(json.dumps({name: len(one.weights) for name, one in towers.items()}))


if __name__ == "__main__":
    main()
