"""What a table keeps of each of its files."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any, Self

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.tools.uploads.checking import CheckedFile


class KeptFile:
    """A mixin; the table itself has the number, whose file it is, and the content: as it is, or sealed, then None where
    no key opens it."""

    filename: Mapped[str] = mapped_column(String(200))
    content_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    """Bytes."""
    created_at: Mapped[datetime]

    @classmethod
    def of(cls, file: CheckedFile, *, at: datetime, **columns: Any) -> Self:
        """A row that keeps `file` from `at` on; `columns` are those of the table itself."""
        make: Any = cls  # the table that mixes it in takes its columns
        made: Self = make(
            filename=file.filename,
            content_type=file.kind.content_type,
            size=file.size,
            content=file.content,
            created_at=at,
            **columns,
        )
        return made


class KeyedFile(KeptFile):
    """The same, of a file whose address nobody guesses."""

    key: Mapped[str] = mapped_column(String(32), unique=True, default=lambda: secrets.token_hex(16))
    """What its address calls it."""
