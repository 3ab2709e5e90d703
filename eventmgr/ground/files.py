"""Files that belong to this installation alone: readable by its own account, written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from collections.abc import Iterable
from pathlib import Path

FOLDER_MODE, FILE_MODE = 0o700, 0o600
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def private(path: str, flags: int) -> int:
    """An `opener` for `open()`: a file made by it is for its owner alone, whatever the umask says."""
    return os.open(path, flags, FILE_MODE)


def make_private_file(path: Path) -> None:
    """Make an empty file for its owner alone, unless there is one; for programs that make theirs for everybody.

    One that is there is never opened: closing a file gives up every lock that the process has on it, and SQLite's
    locks with them, which ends in a broken database.
    """
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE))


def write_once(path: Path, text: str) -> None:
    """Write `text` to `path`, unless a file is there: then that one stays. Of several that begin at once, one wins.

    The name appears when the whole text is on the disk; a process killed before leaves nothing under it.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with open(temporary, "x", encoding="ascii", opener=private) as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(temporary, path)
        except FileExistsError:
            return
        sync_folder(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Have the name on the disk too; Windows cannot and need not."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def open_to_others(paths: Iterable[Path]) -> list[tuple[Path, int]]:
    """(path, mode) of each that other accounts of the machine may read, change or enter; none on Windows."""
    if os.name == "nt":
        return []
    modes = [(path, stat.S_IMODE(path.stat().st_mode)) for path in paths if path.exists()]
    return [(path, mode) for path, mode in modes if mode & _OTHERS]
