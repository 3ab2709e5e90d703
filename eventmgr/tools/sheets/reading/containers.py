"""What a file is by its content, and whether an archive may be opened at all: nothing is unpacked here. Pure.

Sources: PKWARE APPNOTE 6.3 (end of central directory, general purpose flags); ECMA-376 part 2 (open packaging);
[MS-CFB] (compound files, which .xls and encrypted .xlsx are).
"""

from __future__ import annotations

import io
import struct
import zipfile
from enum import Enum

from eventmgr.ground.limited.archives import has_small_directory
from eventmgr.tools.sheets.reading.limits import Limits
from eventmgr.tools.sheets.refusals import Reason, UnreadableSheet

_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_FLAG = 0x1
_SMALL_PART = 1024 * 1024
"""A part of so few bytes is no bomb, however well it is packed."""
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_MARKUP = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<head", b"<body", b"<meta", b"<style", b"mime-version:")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Container(Enum):
    """What the bytes of a file are."""

    WORKBOOK = "xlsx"
    """Office Open XML: .xlsx, .xlsm."""
    OLD_WORKBOOK = "xls"
    """A compound file with a stream of BIFF records: .xls, .et."""
    TEXT = "csv"
    """Anything else; whether it is text shows when it is decoded."""


def container_of(data: bytes, limits: Limits) -> Container:
    """What a file is; its name does not matter.

    Raises:
        UnreadableSheet: it is none that can be read, or none that may be unpacked.
    """
    if len(data) > limits.file_bytes:
        raise UnreadableSheet(Reason.TOO_LARGE, most=limits.file_bytes // (1024 * 1024))
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableSheet(Reason.EMPTY)
    if data.startswith(_ZIP):
        _check_archive(data, limits)
        return Container.WORKBOOK
    if data.startswith(_COMPOUND):
        if _ENCRYPTED_STREAM in data:
            raise UnreadableSheet(Reason.ENCRYPTED)
        return Container.OLD_WORKBOOK
    if data.removeprefix(_BYTE_ORDER_MARK).lstrip()[:64].lower().startswith(_MARKUP):
        raise UnreadableSheet(Reason.WEB_PAGE)
    return Container.TEXT


def _check_archive(data: bytes, limits: Limits) -> None:
    """Whether the archive may be opened, by its directory alone.

    Raises:
        UnreadableSheet: it is damaged, encrypted, no workbook, or larger inside than allowed.
    """
    is_small = has_small_directory(data, most_parts=limits.parts)
    if not is_small:
        raise UnreadableSheet(Reason.DAMAGED if is_small is None else Reason.UNPACKS_TOO_LARGE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OverflowError) as error:
        raise UnreadableSheet(Reason.DAMAGED) from error
    names = [part.filename for part in parts]
    if len(set(names)) < len(names):
        raise UnreadableSheet(Reason.DAMAGED)
    if any(part.flag_bits & _ENCRYPTED_FLAG for part in parts):
        raise UnreadableSheet(Reason.ENCRYPTED)
    if sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise UnreadableSheet(Reason.UNPACKS_TOO_LARGE)
    if any(part.file_size > max(_SMALL_PART, limits.ratio * part.compress_size) for part in parts):
        raise UnreadableSheet(Reason.UNPACKS_TOO_LARGE)
    _check_kind(set(names))


def _check_kind(names: set[str]) -> None:
    if "xl/workbook.xml" in names:
        return
    if "xl/workbook.bin" in names or "content.xml" in names or any(name.endswith(".iwa") for name in names):
        raise UnreadableSheet(Reason.OTHER_FORMAT)
    raise UnreadableSheet(Reason.NO_SPREADSHEET)
