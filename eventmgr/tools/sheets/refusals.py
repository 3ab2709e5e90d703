"""Why a file cannot be read as a sheet, said with the way out. Pure."""

from __future__ import annotations

from enum import Enum

from eventmgr.ground.errors import BadValue
from eventmgr.ground.sentences import Sentence, _l


class Reason(Enum):
    """Why a file is refused."""

    TOO_LARGE = "too_large"
    EMPTY = "empty"
    NO_SPREADSHEET = "no_spreadsheet"
    WEB_PAGE = "web_page"
    OTHER_FORMAT = "other_format"
    ENCRYPTED = "encrypted"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    TOO_MANY_CELLS = "too_many_cells"
    DAMAGED = "damaged"
    TOO_SLOW = "too_slow"
    NO_SUCH_SHEET = "no_such_sheet"
    NO_HEADS = "no_heads"


SENTENCES: dict[Reason, Sentence] = {
    Reason.TOO_LARGE: _l(
        "The file is larger than %(most)s MB. Remove pictures and sheets that are not needed, or split the list."
    ),
    Reason.EMPTY: _l("It is empty. Choose a file with a row of column names and at least one row below."),
    Reason.NO_SPREADSHEET: _l(
        "This file is not a spreadsheet, whatever its name says. Choose a file saved as .xlsx, .xls or .csv."
    ),
    Reason.WEB_PAGE: _l(
        "This file is a web page that is only named like a spreadsheet. Open it in Excel or WPS and save it as .xlsx."
    ),
    Reason.OTHER_FORMAT: _l("This kind of spreadsheet cannot be read. Open it in Excel or WPS and save it as .xlsx."),
    Reason.ENCRYPTED: _l("The file is protected by a password. Open it, remove the password, and save it again."),
    Reason.UNPACKS_TOO_LARGE: _l(
        "Unpacked, the file is far larger than a list can be. Copy the list into a new workbook and save that."
    ),
    Reason.TOO_MANY_ROWS: _l("The sheet has more than %(most)s rows. Split the list, or delete what is far below it."),
    Reason.TOO_MANY_COLUMNS: _l(
        "The sheet has more than %(most)s columns. Delete what is far to the right of the list."
    ),
    Reason.TOO_MANY_CELLS: _l("The sheet has too many cells. Split the list, or delete what is far away from it."),
    Reason.DAMAGED: _l("The file is damaged. Open it in Excel or WPS, save it as a new .xlsx file, and choose that."),
    Reason.TOO_SLOW: _l("Reading the file took too long. Copy the list into a new workbook and save that."),
    Reason.NO_SUCH_SHEET: _l("The file has no sheet “%(name)s”. Choose one of its sheets."),
    Reason.NO_HEADS: _l(
        "No row with column names was found. Put one above the list, with names such as “Name” and “Organization”."
    ),
}


class UnreadableSheet(BadValue):
    """A file that is no sheet, or none that may be read here.

    Args:
        values: what fills the sentence of the reason.
    """

    def __init__(self, reason: Reason, **values: object) -> None:
        self.reason = reason
        self.sentence = SENTENCES[reason].about(**values)
        """For the reader's language; the message of the exception itself is English."""
        super().__init__(str(self.sentence))


class BadCell(ValueError):
    """A value that a column cannot take; the sentence stands beside the cell."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence
