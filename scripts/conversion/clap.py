"""Export of `transformers`' CLAP as graphs without weights, and numpy weights for tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import onnx
import torch
from onnx import TensorProto
from transformers import ClapConfig, ClapModel

from models.embedding.clap import blueprint
from models.embedding.clap.blueprint import Tower
from models.embedding.network import INPUT

BLUEPRINT = "clap.json"
OUTPUT = "said"
"""Name of the graphs' output; `embedding` is taken by an inner node."""
LARGE = 4096
"""Bytes from which on a tensor that is not a weight is unexpected."""


class Audio(torch.nn.Module):  # type: ignore[misc]  # torch is not typed here
    """Audio tower: spectrograms to vectors."""

    def __init__(self, model: ClapModel) -> None:
        super().__init__()
        self.audio_model, self.audio_projection = model.audio_model, model.audio_projection

    def forward(self, picture: Any) -> Any:
        """Return vectors before normalisation."""
        found = self.audio_model(input_features=picture, is_longer=None, return_dict=True)
        return self.audio_projection(found.pooler_output)


class Text(torch.nn.Module):  # type: ignore[misc]
    """Text tower: token ids to vectors, without padding and mask."""

    def __init__(self, model: ClapModel) -> None:
        super().__init__()
        self.text_model, self.text_projection = model.text_model, model.text_projection

    def forward(self, picture: Any) -> Any:
        """Return vectors before normalisation."""
        mask = torch.ones_like(picture)
        found = self.text_model(input_ids=picture, attention_mask=mask, return_dict=True)
        return self.text_projection(found.pooler_output)


def export_graphs(config: ClapConfig, folder: Path) -> dict[str, Tower]:
    """Write graphs without weights into `folder`; return their weight specifications."""
    towers = []
    for name, kind, example in (
        ("audio", Audio, torch.zeros(1, 1, 1001, 64)),
        ("text", Text, torch.full((1, 5), 7)),
    ):
        network = kind(ClapModel(config).eval()).eval()
        sizes: dict[int, Any] = (
            {1: torch.export.Dim("words", min=2, max=500)} if name == "text" else {}
        )
        path = folder / "whole.onnx"
        torch.onnx.export(
            network,
            (example,),
            path,
            input_names=[INPUT],
            output_names=[OUTPUT],
            dynamo=True,
            opset_version=18,
            external_data=False,
            optimize=False,
            dynamic_shapes={"picture": sizes},
            verbose=False,
        )
        model = onnx.load(path)
        path.unlink()
        towers.append(_emptied(model, name, set(network.state_dict())))
        onnx.save(model, folder / towers[-1].graph)
    (folder / BLUEPRINT).write_text(blueprint.blueprint_json(tuple(towers)))
    return {one.name: one for one in towers}


def _emptied(model: onnx.ModelProto, name: str, known: set[str]) -> Tower:
    """Remove the weights and all provenance metadata from a graph."""
    wanted = {
        tensor.name: tuple(tensor.dims)
        for tensor in model.graph.initializer
        if tensor.name in known and tensor.data_type == TensorProto.FLOAT
    }
    tower = blueprint.tower_layout(name, wanted)
    places = {one.name: one for one in tower.weights}
    for tensor in model.graph.initializer:
        if tensor.name in places:
            place = places[tensor.name]
            tensor.ClearField("raw_data")
            tensor.data_location = TensorProto.EXTERNAL
            for key, value in (
                *(("location", tower.stored), ("offset", place.offset)),
                ("length", place.length),
            ):
                tensor.external_data.add(key=key, value=str(value))
        elif len(tensor.raw_data) > LARGE and tensor.data_type == TensorProto.FLOAT:
            raise ValueError(f"{tensor.name} is no weight of the model, and large")
    del model.graph.value_info[:]
    model.graph.ClearField("doc_string")
    del model.graph.metadata_props[:], model.metadata_props[:], model.functions[:]
    for node in model.graph.node:
        node.ClearField("doc_string")
        node.ClearField("name")
        del node.metadata_props[:]
    model.doc_string = "LAION-CLAP, unfused HTSAT and RoBERTa, without weights; from transformers."
    return tower
