"""The program of the process that reads one Word file (`eventmgr/ground/limited`): foreign documents are opened nowhere
else.

It stands alone: nothing of the product is imported. It answers the text, a line a paragraph; headings begin with `# `,
cells of a row are parted by tabulators. Nothing for a file that cannot be read.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.table import Table

_HEADINGS = ("Heading", "heading", "标题")


def main(asked: dict[str, Any], data: bytes) -> bytes:
    """The text in UTF-8, at most `most` characters."""
    try:
        return "\n".join(_lines(Document(io.BytesIO(data))))[: asked["most"]].encode()
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  # broken files are told by a dozen kinds of exceptions
        return b""


def _lines(document: Any) -> Iterator[str]:
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            yield from ("\t".join(cell.text.replace("\n", " ") for cell in row.cells) for row in part.rows)
            continue
        name = (part.style.name or "") if part.style is not None else ""
        text = part.text.strip()
        yield f"# {text}" if text and name.startswith(_HEADINGS) else text
