"""Bytes and rows: lists as files for office programs. What a list holds is said by the room that gives it. Pure."""

from eventmgr.sheets.writing import Counted, as_csv, as_xlsx, neutral

__all__ = ["Counted", "as_csv", "as_xlsx", "neutral"]
