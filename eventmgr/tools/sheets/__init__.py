"""Bytes and rows: lists as files for office programs, and such files as lists. What a list holds is said by the room
that gives it, what its columns mean by the room that takes it. Pure, but for the process that reads a workbook."""

from eventmgr.tools.sheets.cells import Area, Hidden, Row, Sheet, Value, address, as_text
from eventmgr.tools.sheets.columns import Field, Head, Match, match
from eventmgr.tools.sheets.comparing import Compared, Existing, Keys, Standing, compare
from eventmgr.tools.sheets.marking import with_problems
from eventmgr.tools.sheets.reading.entrance import read_file, read_pasted
from eventmgr.tools.sheets.reading.limits import Limits
from eventmgr.tools.sheets.records import Record, read_record, read_records
from eventmgr.tools.sheets.refusals import BadCell, Reason, UnreadableSheet
from eventmgr.tools.sheets.tables import Skipped, Table, find_table
from eventmgr.tools.sheets.templates import Blank, Words, blank_sheet
from eventmgr.tools.sheets.writing import Counted, as_book, as_csv, as_xlsx, neutral

__all__ = [
    "Area",
    "BadCell",
    "Blank",
    "Compared",
    "Counted",
    "Existing",
    "Field",
    "Head",
    "Hidden",
    "Keys",
    "Limits",
    "Match",
    "Reason",
    "Record",
    "Row",
    "Sheet",
    "Skipped",
    "Standing",
    "Table",
    "UnreadableSheet",
    "Value",
    "Words",
    "address",
    "as_book",
    "as_csv",
    "as_text",
    "as_xlsx",
    "blank_sheet",
    "compare",
    "find_table",
    "match",
    "neutral",
    "read_file",
    "read_pasted",
    "read_record",
    "read_records",
    "with_problems",
]
