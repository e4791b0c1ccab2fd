from __future__ import annotations

import io
import pickle
from zipfile import BadZipFile, ZipFile

import numpy as np
import pytest

from models.embedding.checkpoint.pickled import read_torch_file


def archive(program: bytes, stored: bytes = b"") -> bytes:
    """Return a checkpoint that runs `program` when it is read."""
    content = io.BytesIO()
    with ZipFile(content, "w") as file:
        file.writestr("c/data.pkl", program)
        file.writestr("c/data/0", stored)
    return content.getvalue()


def tensor(shape: str, stride: str, offset: int = 0) -> bytes:
    """Return the program for a tensor of floats in storage 0."""
    storage = "((Vstorage\nctorch\nFloatStorage\nV0\nVcpu\nI6\nt"
    call = f"ctorch._utils\n_rebuild_tensor_v2\n{storage}QI{offset}\n{shape}{stride}"
    return f"{call}I00\nccollections\nOrderedDict\n)RtR.".encode().replace(b"\n((", b"\n((", 1)


SIX = np.arange(6, dtype="<f4").tobytes()


def test_a_tensor_is_read_as_it_lies_in_its_storage() -> None:
    found = read_torch_file(archive(tensor("(I2\nI3\nt", "(I1\nI2\nt"), SIX))

    assert found.tolist() == [[0, 2, 4], [1, 3, 5]]


@pytest.mark.parametrize(
    ("shape", "stride", "offset"),
    [("(I2\nI3\nt", "(I3\nI1\nt", 1), ("(I7\nt", "(I1\nt", 0), ("(I2\nt", "(I-1\nt", 0)],
)
def test_a_tensor_outside_of_its_storage_is_refused(shape: str, stride: str, offset: int) -> None:
    with pytest.raises(pickle.UnpicklingError, match="outside"):
        read_torch_file(archive(tensor(shape, stride, offset), SIX))


def test_nothing_else_is_called() -> None:
    with pytest.raises(pickle.UnpicklingError, match=r"posix\.system|os\.system"):
        read_torch_file(archive(b"cos\nsystem\n(Vtrue\ntR."))


def test_what_is_no_checkpoint_is_refused() -> None:
    with pytest.raises(BadZipFile):
        read_torch_file(b"nothing")
