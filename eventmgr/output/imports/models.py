"""Tables of what was imported."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.ground.db import Model
from eventmgr.ground.enums import LabelledEnum
from eventmgr.ground.i18n import _l
from eventmgr.ground.sealing import Sealed


class BatchState(LabelledEnum):
    """How far an import has come."""

    OPEN = "open", _l("Not yet imported")
    """Read and looked at; nothing is written."""
    TAKING = "taking", _l("Being imported")
    """The word is given; a worker takes all good rows in one transaction."""
    TAKEN = "taken", _l("Imported")
    UNDOING = "undoing", _l("Being undone")
    UNDONE = "undone", _l("Undone")
    FAILED = "failed", _l("Failed")
    """The worker's job was given up: nothing of it is written, the sheet is still here."""
    UNDO_FAILED = "undo_failed", _l("Imported; undoing failed")
    """Taken, and the job that should undo it was given up: all of it stands."""
    DISCARDED = "discarded", _l("Discarded")
    """Nothing of it was taken."""


STANDS = (BatchState.TAKEN, BatchState.UNDO_FAILED)
"""States in which what an import has written is there."""


class Outcome(enum.Enum):
    """What became of a row."""

    NEW = "new"
    CHANGED = "changed"
    LEFT_OUT = "left_out"


class ImportBatch(Model):
    """One sheet that somebody imports into one event, or into the whole site."""

    __tablename__ = "import_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    """None: into what belongs to no event."""
    kind: Mapped[str] = mapped_column(String(32), default="registrations", server_default="registrations")
    """`Importer.key` of what is imported."""
    state: Mapped[BatchState] = mapped_column(default=BatchState.OPEN)
    name: Mapped[str] = mapped_column(String(200), default="")
    """Of the file; empty: pasted."""
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"), index=True)
    made_by_name: Mapped[str] = mapped_column(String(60), default="")
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    columns: Mapped[dict[str, str]] = mapped_column(default=dict)
    """Head → key of the field that somebody chose for it, empty: left out; and words of cells → what they are read as
    (`words.word_key`). Remembered for the next sheet."""
    content: Mapped[dict[str, Any]] = mapped_column(Sealed, nullable=True, default=dict)
    """The sheet as it was read, corrections and decisions (`content.Content`); empty once it was taken or discarded."""
    numbers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Rows by what became of them: `new`, `changed`, `same`, `left_out`."""


class ImportedRow(Model):
    """What one row of a sheet has done; kept so that it can be undone."""

    __tablename__ = "imported_row"

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    """Of the row in the sheet."""
    outcome: Mapped[Outcome]
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id", ondelete="SET NULL"), index=True)
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id", ondelete="SET NULL"), index=True)
    """An organization that came with a sheet stays in the directory though nobody comes from there."""
    liaison_id: Mapped[int | None] = mapped_column(ForeignKey("liaison.id", ondelete="SET NULL"), index=True)
    listing_id: Mapped[int | None] = mapped_column(ForeignKey("listing.id", ondelete="SET NULL"), index=True)
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why it was left out."""
    before: Mapped[dict[str, Any]] = mapped_column(Sealed, nullable=True, default=dict)
    """What the entry said before, as its importer keeps it."""
    stamp: Mapped[datetime | None]
    """`changed_at` of the registration once the row was taken: as long as it stands, nothing came later. Without one
    the import can no longer be undone."""

    @property
    def entry_id(self) -> int:
        """The number of the entry that the row has added or changed; 0: it was left out, or the entry is gone."""
        numbers = (self.registration_id, self.item_id, self.organization_id, self.liaison_id, self.listing_id)
        return next((number for number in numbers if number is not None), 0) or int(
            (self.before or {}).get("entry") or 0
        )
