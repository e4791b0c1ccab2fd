"""Tokenizer for CLAP's text tower."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.embedding.network import NetworkError

LONGEST = 77
"""Maximum tokens of a text, including begin and end tokens; as in CLAP's training."""
BEGIN, END = 0, 2
"""RoBERTa's begin and end tokens."""


class Words:
    """RoBERTa's tokenizer."""

    def __init__(self, content: bytes, name: str) -> None:
        """Create the tokenizer.

        Args:
            content: A `tokenizer.json`.
            name: Name of the file, for errors.

        Raises:
            NetworkError: It is damaged or of another kind.
        """
        try:
            from tokenizers import Tokenizer  # late: the window reads no texts itself

            self._tokenizer = Tokenizer.from_buffer(content)
            self._tokenizer.enable_truncation(LONGEST)
            self._tokenizer.no_padding()
            tried = self._tokenizer.encode("a").ids
        except Exception as error:  # it raises nothing but that
            raise NetworkError(f"{name}: {error}") from error
        if len(tried) < 3 or (tried[0], tried[-1]) != (BEGIN, END):  # noqa: PLR2004  # with a word
            raise NetworkError(f"{name}: it does not take texts apart as RoBERTa does")

    @property
    def count(self) -> int:
        """Size of the vocabulary."""
        return int(self._tokenizer.get_vocab_size())

    def numbers(self, text: str) -> NDArray[np.int64]:
        """Tokenise a text: int64 [2 to LONGEST].

        Raises:
            NetworkError: The text cannot be tokenised, for example for invalid Unicode.
        """
        try:
            return np.array(self._tokenizer.encode(text).ids, np.int64)
        except Exception as error:
            raise NetworkError(f"the words cannot be taken apart: {error}") from error
