"""What a `model_worker` is asked: a byte that says what is wanted, and its argument."""

from __future__ import annotations

import struct

CHECK, FILE, SPAN, TEXT, VERIFY, WINDOWS = b"c", b"f", b"s", b"t", b"v", b"w"
"""What is wanted: load the network; features of a file, or of a span of one; the vector of a text;
check every byte of the model; features of the windows of a span, or of a file if it is 0, 0."""
BOUNDS = struct.Struct("<qq")
"""Start and end of a span in frames, before the path."""
