"""Broken files, made of real-looking ones by changing bytes, parts and XML: each ends in rows or in a plain refusal."""

from __future__ import annotations

import random
from datetime import date

import pytest

from eventmgr.tools.sheets import UnreadableSheet, as_xlsx, find_table, read_file, read_records
from tests.soak import SEED, seeds
from tests.tools.sheets.books import packed, parts_of, xls, xlsx
from tests.tools.sheets.giving_back import MERGED, ROWS, Typed
from tests.tools.sheets.tables import FIELDS

pytestmark = [pytest.mark.one_engine, pytest.mark.soak]

LIST = [["姓名", "单位", "手机", "到达"], *[[f"张{n}", "甲公司", 13800000000 + n, date(2026, 9, 3)] for n in range(40)]]
ORIGINALS = [
    xlsx(ROWS, merged=MERGED),
    as_xlsx([Typed(name, place) for place, name in enumerate("甲乙丙丁")], LIST, title="x"),
    xls([[str(value) for value in row] for row in LIST], merged=[(1, 1, 4, 1)]),
    "\r\n".join(",".join(map(str, row)) for row in LIST).encode("gb18030"),
    "\r\n".join("\t".join(map(str, row)) for row in LIST).encode("utf-16"),
]
BITS = [
    b"\0",
    b"\xff",
    b'"',
    b"<",
    b">",
    b"&",
    b"1048576",
    b"XFD9",
    b"-1",
    b"</row>",
    b'<c r="A1"><v>1e999</v></c>',
    b"\r\n",
    b"'",
]


def mutated(chance: random.Random) -> bytes:
    data = chance.choice(ORIGINALS)
    if data.startswith(b"PK") and chance.random() < 0.6:
        parts = parts_of(data)
        name = chance.choice(sorted(parts))
        if chance.random() < 0.1:
            del parts[name]
        else:
            parts[name] = changed(parts[name], chance)
        return packed(parts)
    return changed(data, chance)


def changed(data: bytes, chance: random.Random) -> bytes:
    content = bytearray(data)
    for _change in range(chance.randint(1, 8)):
        at = chance.randrange(len(content) + 1)
        match chance.randrange(5):
            case 0:
                content[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del content[at : at + chance.choice([1, 4, 100])]
            case 2:
                content[at:at] = chance.choice(BITS)
            case 3:
                content[at:at] = content[at : at + chance.choice([4, 60, 600])]
            case 4:
                digits = [place for place, byte in enumerate(content) if 48 <= byte <= 57]
                if digits:
                    content[chance.choice(digits)] = chance.choice(b"0123456789")
    return bytes(content)


def test_every_broken_file_ends_in_rows_or_in_a_refusal():
    ends = {"rows": 0, "refused": 0}
    for seed in seeds(100):
        data = mutated(random.Random(seed))
        try:
            table = find_table(read_file(data), FIELDS)
            read_records(table.rows, {field.key: place for place, field in enumerate(FIELDS)}, FIELDS)
            ends["rows"] += 1
        except UnreadableSheet as refusal:
            assert str(refusal)
            ends["refused"] += 1

    assert min(ends.values()) > 3, (SEED, ends)
