"""Steps of the tests of database away, which others take too."""

from __future__ import annotations

from pathlib import Path


def garbage(path: Path, _whole: Path) -> None:
    path.write_bytes(b"no database at all\n" * 500)


def nothing(path: Path, _whole: Path) -> None:
    path.touch()


def half(path: Path, whole: Path) -> None:
    kept = whole.read_bytes()
    path.write_bytes(kept[: len(kept) // 2])


def folder(path: Path, _whole: Path) -> None:
    path.mkdir()
