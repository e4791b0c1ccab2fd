"""`file:` URIs. Paths are bytes: a name need not be text."""

from __future__ import annotations

from urllib.parse import quote_from_bytes, unquote_to_bytes


def file_uri(path: bytes) -> bytes:
    """Return the URI of an absolute path; every byte but the unreserved and `/` is escaped.

    Source: RFC 8089.
    """
    return b"file://" + quote_from_bytes(path, safe="/").encode("ascii")


def file_path(uri: bytes) -> bytes | None:
    """Return the absolute path of a URI; `None` if it names no file.

    The authority (none, `localhost`, or this machine) is not compared. Source: RFC 8089.
    """
    scheme, _, rest = uri.partition(b":")
    if scheme.lower() != b"file":
        return None
    if rest.startswith(b"//"):
        _, slash, rest = rest[2:].partition(b"/")
        rest = slash + rest
    rest = rest.partition(b"#")[0].partition(b"?")[0]
    path = unquote_to_bytes(rest)
    return path if path.startswith(b"/") and b"\0" not in path else None
