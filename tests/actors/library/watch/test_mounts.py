"""Detection of remote mounts."""

from __future__ import annotations

from actors.library.watch.mounts import Mount, mounts, parse_mounts, remote_mounts

TABLE = rb"""22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:40 / /mnt/My\040Sounds rw shared:5 master:2 - nfs4 server:/x rw
41 40 8:2 / /mnt/My\040Sounds/local rw - ext4 /dev/sdb rw
42 22 0:42 / /home/me/cloud rw - fuse.rclone remote: rw
43 22 8:3 / /home/me/stick rw - fuseblk /dev/sdc1 rw
broken line
"""


def test_a_table_is_read_as_linux_writes_it() -> None:
    assert parse_mounts(TABLE)[1] == Mount(b"/mnt/My Sounds", b"nfs4")
    assert len(parse_mounts(TABLE)) == 5
    assert mounts()  # this computer has some


def test_drives_are_found_around_and_below_a_folder() -> None:
    table = parse_mounts(TABLE)

    assert list(remote_mounts(b"/mnt/My Sounds/kits", table)) == [Mount(b"", b"nfs4")]
    assert list(remote_mounts(b"/mnt/My Sounds/local", table)) == []
    assert list(remote_mounts(b"/home/me", table)) == [Mount(b"cloud", b"fuse.rclone")]
    assert list(remote_mounts(b"/home/me/cloudy", table)) == []
    assert list(remote_mounts(b"/home/me/stick", table)) == []
