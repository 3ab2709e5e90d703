"""Lists as spreadsheets: how long 5,000 rows of 20 columns take to be read and written, in what memory, and how soon what is
no list is refused. No server, no database.

    python bench/sheets.py             Markdown on standard output
    python bench/sheets.py --rounds 9
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import statistics
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from eventmgr.tools import sheets  # noqa: E402
from eventmgr.tools.sheets import values as parsers  # noqa: E402

ROWS, COLUMNS = 5_000, 20
_READERS = {
    "python-calamine": "import python_calamine as p\np.load_workbook(io.BytesIO(d)).get_sheet_by_index(0).to_python()",
    "openpyxl, read only": "import openpyxl as o\n"
    "list(o.load_workbook(io.BytesIO(d), read_only=True, data_only=True).worksheets[0].iter_rows(values_only=True))",
}
"""What decision 0027 compares: each library alone, in a new process."""


class Column:
    def __init__(self, place: int, label: str) -> None:
        self.place, self.label = place, label

    def text(self, row: list) -> str:
        return str(row[self.place])

    def value(self, row: list) -> object:
        return row[self.place]


def made_up() -> tuple[list[Column], list[list]]:
    chance = random.Random(1)
    heads = ["姓名", "单位", "手机", "到达", "人数", *(f"列{n}" for n in range(COLUMNS - 5))]
    day = date(2026, 9, 1)
    rows = [
        [
            chance.choice("赵钱孙李周吴郑王") + chance.choice("伟芳娜敏静") + chance.choice("强磊军洋"),
            f"第{n % 700}机械有限公司",
            str(chance.randrange(13_000_000_000, 19_000_000_000)),
            day + timedelta(days=n % 5),
            n % 9,
            *(f"{chance.random():.6f}" for _ in range(COLUMNS - 5)),
        ]
        for n in range(ROWS)
    ]
    return [Column(place, head) for place, head in enumerate(heads)], rows


def seconds(work: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Median of wall time and of processor time, processes that were waited for included."""
    walls, computed = [], []
    for _round in range(rounds):
        wall, used = time.perf_counter(), cpu()
        work()
        walls.append(time.perf_counter() - wall)
        computed.append(cpu() - used)
    return statistics.median(walls), statistics.median(computed)


def cpu() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def refused(data: bytes) -> str:
    try:
        sheets.read_file(data)
    except sheets.UnreadableSheet as error:
        return error.reason.value
    return "read"


def hostile(good: bytes) -> dict[str, bytes]:
    def with_part(name: str, content: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for part in old.namelist():
                new.writestr(part, content if part == name else old.read(part))
        return out.getvalue()

    sheet = "xl/worksheets/sheet1.xml"
    cells = "".join(f"<c><v>{n * 7919 % 999_983}</v></c>" for n in range(2**20))
    return {
        "100 MB": b"PK\x03\x04" + bytes(100 * 1024 * 1024),
        "a bomb of 300 MB": with_part(sheet, b" " * 300 * 1024 * 1024),
        "a far cell": with_part(
            sheet, b'<worksheet><sheetData><row r="1"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
        ),
        "2^20 columns": with_part(sheet, f"<worksheet><sheetData><row>{cells}</row></sheetData></worksheet>".encode()),
        "a picture": b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(1_000_000),
        "half a file": good[: len(good) // 2],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    columns, rows = made_up()
    book = sheets.as_xlsx(columns, rows, title="x")
    text = sheets.as_csv(columns, rows)
    fields = [
        sheets.Field("name", ("姓名",), parsers.text),
        sheets.Field("mobile", ("手机",), parsers.digits),
        sheets.Field("day", ("到达",), parsers.day),
        sheets.Field("number", ("人数",), parsers.whole),
    ]
    sheet = sheets.read_file(book)

    def understood() -> object:
        table = sheets.find_table(sheet, fields)
        found = {one.key: one.head.column for one in sheets.match(table.heads, fields) if one.key}
        return sheets.read_records(table.rows, found, fields)

    print(f"| {ROWS:,} rows of {COLUMNS} columns ({len(book) // 1024} KiB) | s | s of processor |\n|---|--:|--:|")
    for name, work in {
        "XLSX read": lambda: sheets.read_file(book),
        "CSV read": lambda: sheets.read_file(text),
        "list found, columns guessed, four of them parsed": understood,
        "XLSX written": lambda: sheets.as_xlsx(columns, rows, title="x"),
    }.items():
        print("| {} | {:.2f} | {:.2f} |".format(name, *seconds(work, rounds)))
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"\nLargest process that reads: {memory} MiB; this one, with all of it: "
          f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB.\n")  # fmt: skip
    print("| the library alone, in a new process | s | s of processor |\n|---|--:|--:|")
    for name, program in _READERS.items():
        code = f"import io, sys\nd = sys.stdin.buffer.read()\n{program}"
        run = lambda code=code: subprocess.run([sys.executable, "-I", "-c", code], input=book, check=True)  # noqa: E731
        print("| {} | {:.2f} | {:.2f} |".format(name, *seconds(run, rounds)))
    print("\n| refused | as | s | s of processor |\n|---|---|--:|--:|")
    for name, data in hostile(book).items():
        print("| {} | {} | {:.2f} | {:.2f} |".format(name, refused(data), *seconds(lambda d=data: refused(d), rounds)))


if __name__ == "__main__":
    main()
