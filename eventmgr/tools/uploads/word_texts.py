"""The text of Word files, read in a process with limits."""

from __future__ import annotations

from pathlib import Path

from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _
from eventmgr.ground.limited.running import LimitReached, Limits, run
from eventmgr.ground.text import clean

WORD = ".docx"
_PROGRAM = Path(__file__).with_name("word_program.py")
_LIMITS = Limits(
    input_bytes=16 << 20, memory_bytes=512 << 20, output_bytes=4 << 20, cpu_seconds=8.0, seconds=15.0, niceness=5
)


def text_of_word(content: bytes, *, most: int) -> str:
    """Its paragraphs, a line each; headings begin with `# `. Never inside `write`.

    Args:
        most: so many characters are read.

    Raises:
        BadValue: it cannot be read, or not within the limits.
    """
    try:
        text = clean(run(_PROGRAM, {"most": most}, content, _LIMITS).decode(), multiline=True)
    except LimitReached as reached:
        raise _unreadable() from reached
    if not text:
        raise _unreadable()
    return text


def _unreadable() -> BadValue:
    return BadValue(_("No text could be read from this Word file. Copy the text from it into the field."))
