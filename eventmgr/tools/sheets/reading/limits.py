"""What is read and what is refused unread. Pure."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one file; the usual ones fit a list of 20,000 people."""

    file_bytes: int = 10 * 1024 * 1024
    """Size of the file, or of the text in UTF-8."""
    parts: int = 1_000
    """Files within an .xlsx, which is a ZIP archive."""
    unpacked_bytes: int = 120 * 1024 * 1024
    """All its parts together, as the archive says."""
    ratio: int = 150
    """How many times larger than packed a part of more than a megabyte may be; what office programs write stays below
    60."""
    rows: int = 20_000
    columns: int = 250
    cells: int = 300_000
    """Cells in which something stands."""
    text_bytes: int = 48 * 1024 * 1024
    """All that was read, as the process that reads hands it over."""
    memory_bytes: int = 512 * 1024 * 1024
    """Address space of the process that reads."""
    cpu_seconds: float = 10.0
    """Computing time of that process: a list of 5,000 rows takes a third of a second, ten times as much on a slow
    machine."""
    seconds: float = 30.0
    """How long it is waited for, on a machine that has much else to do."""

    def as_dict(self) -> dict[str, float]:
        """Limit → value."""
        return asdict(self)


USUAL = Limits()
