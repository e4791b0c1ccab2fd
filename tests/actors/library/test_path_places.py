"""Where paths are in the library, through links and beside it."""

from __future__ import annotations

from pathlib import Path

from actors.messages import library
from models.audio.units import SourceId, Ticket
from models.library.path_place import PathPlace
from tests.actors.library.ends import running, write

DRUMS = SourceId(1)


async def test_files_folders_links_and_strangers(tmp_path: Path) -> None:
    root = tmp_path / "pack"
    kick = write(root / "kicks" / "a.wav", 2)
    other = write(tmp_path / "else" / "b.wav", 3)
    note = root / "kicks" / "note.txt"
    (tmp_path / "link.wav").symlink_to(kick)
    gone = root / "gone.wav"
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        note.touch()
        sample = (await ends.by_path(root))["kicks/a.wav"].id
        asked = (kick, tmp_path / "link.wav", note, root, root / "kicks", other, gone)
        ends.post(library.LocatePaths(Ticket(5), tuple(bytes(path) for path in asked)))
        reply = await ends.until(library.PathsLocated)

    known = PathPlace(bytes(kick), False, True, DRUMS, b"kicks", sample)
    assert reply == library.PathsLocated(
        Ticket(5),
        (
            known,
            known,
            PathPlace(bytes(note), False, True, DRUMS, b"kicks"),
            PathPlace(bytes(root), True, True, DRUMS),
            PathPlace(bytes(root / "kicks"), True, True, DRUMS, b"kicks"),
            PathPlace(bytes(other), is_folder=False, exists=True),
            PathPlace(bytes(gone), is_folder=False, exists=False),
        ),
    )
