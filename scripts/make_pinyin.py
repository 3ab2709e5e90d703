"""Write eventmgr/tools/taxonomy/data/pinyin.txt from pypinyin's readings (a development dependency, MIT).

One line per toneless syllable: the syllable, a tab, the characters whose first reading it is, by code point. Run it
again after an upgrade of pypinyin and look at the difference: `python scripts/make_pinyin.py`.
"""

from __future__ import annotations

from pathlib import Path

from pypinyin import Style, pinyin
from pypinyin.constants import PINYIN_DICT

TARGET = Path(__file__).resolve().parent.parent / "eventmgr" / "tools" / "taxonomy" / "data" / "pinyin.txt"
BLOCKS = ((0x3007, 0x3007), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
"""〇, extension A, the unified block, compatibility ideographs, extensions B and later."""


def main() -> None:
    """Write the file and say how much is in it."""
    lines: dict[str, list[str]] = {}
    wanted = [code for code in sorted(PINYIN_DICT) if any(first <= code <= last for first, last in BLOCKS)]
    for code in wanted:
        reading = pinyin(chr(code), style=Style.NORMAL)[0][0]
        if reading.isascii() and reading.isalpha():
            lines.setdefault(reading, []).append(chr(code))
    text = "".join(f"{syllable}\t{''.join(chars)}\n" for syllable, chars in sorted(lines.items()))
    TARGET.write_text(text, "utf-8")
    print(f"{sum(map(len, lines.values()))} characters, {len(lines)} syllables, {len(text.encode()):,} bytes")


if __name__ == "__main__":
    main()
