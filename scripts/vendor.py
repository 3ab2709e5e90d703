"""Fetch what others made, check it, and put it where the product serves it from.

    python scripts/vendor.py             fetch everything in vendor.toml with `npm pack`, compare, copy
    python scripts/vendor.py --check     compare the committed files with vendor.toml; no network
    python scripts/vendor.py --write     fetch and write new hashes into vendor.toml (after a change of version)

Fonts lose their layout tables, which the typesetting kit does not read. Every glyph stays, but in a face that others stand in
for: that one keeps the characters of the named character sets. Needs npm, and fontTools for the fonts.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MANIFEST = Path(__file__).with_suffix(".toml")
_TUPLES = ("drop_tables", "character_sets")
_LATIN_AND_MARKS = (*range(0x20, 0x250), *range(0x2000, 0x2070), *range(0x3000, 0x3030), *range(0xFF00, 0xFFF0))
_SOURCE_MAP = re.compile(rb"\n?/[*/]# sourceMappingURL=[^\n*]*(?:\*/)?\s*$")


@dataclass(frozen=True)
class Vendored:
    """One file of a package.

    `source_sha256` is of the file in the package, `sha256` of the committed one; they differ where something is
    taken off it.
    """

    package: str
    version: str
    licence: str
    source: str
    target: str
    source_sha256: str = ""
    sha256: str = ""
    strip_source_map: bool = False
    drop_tables: tuple[str, ...] = ()
    character_sets: tuple[str, ...] = ()
    """Codecs of Python: the font keeps what one of them has, and Latin letters; empty: everything."""

    def prepared(self, content: bytes) -> bytes:
        """The bytes to commit, made of those in the package."""
        if self.strip_source_map:
            content = _SOURCE_MAP.sub(b"\n", content)
        if self.character_sets:
            content = of_character_sets(content, self.character_sets)
        return without_tables(content, self.drop_tables) if self.drop_tables else content


def read_manifest(path: Path = MANIFEST) -> list[Vendored]:
    """The files of the manifest, in its order."""
    entries = tomllib.loads(path.read_text("utf-8"))["file"]
    return [Vendored(**{**entry, **{key: tuple(entry.get(key, ())) for key in _TUPLES}}) for entry in entries]


def sha256(content: bytes) -> str:
    """The hash as the manifest writes it."""
    return hashlib.sha256(content).hexdigest()


def without_tables(font: bytes, names: Sequence[str]) -> bytes:
    """The TrueType font without those tables, without hints and with every glyph; the same bytes each time."""
    from fontTools.ttLib import TTFont  # needed for fonts only

    opened = TTFont(io.BytesIO(font), recalcTimestamp=False, recalcBBoxes=False)
    for name in names:
        if name in opened:
            del opened[name]
    glyphs = opened["glyf"]
    for name in opened.getGlyphOrder():
        glyphs[name].removeHinting()
    out = io.BytesIO()
    opened.save(out, reorderTables=True)
    return out.getvalue()


def of_character_sets(font: bytes, codecs: Sequence[str]) -> bytes:
    """The TrueType font with the characters of those two-byte codecs, Latin letters and marks alone; the same bytes each time."""
    from fontTools import subset  # needed for fonts only
    from fontTools.ttLib import TTFont

    pairs = (bytes((first, second)) for first in range(0x81, 0xFF) for second in range(0x40, 0xFF))
    kept = {ord(char) for pair in pairs for codec in codecs for char in pair.decode(codec, "ignore")}
    chosen = subset.Options(layout_features=[], name_IDs=["*"], notdef_outline=True, hinting=False)
    subsetter = subset.Subsetter(chosen)
    subsetter.populate(unicodes=kept | set(_LATIN_AND_MARKS))
    opened = TTFont(io.BytesIO(font), recalcTimestamp=False)
    subsetter.subset(opened)
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def pack(package: str, version: str, folder: Path) -> dict[str, bytes]:
    """Path inside the package → content, of the package as the registry of this machine gives it."""
    command = ["npm", "pack", "--silent", "--pack-destination", str(folder), f"{package}@{version}"]
    name = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1]
    with tarfile.open(folder / name) as archive:
        return {
            member.name.partition("/")[2]: archive.extractfile(member).read()  # type: ignore[union-attr]
            for member in archive.getmembers()
            if member.isfile()
        }


def fetch(entries: Sequence[Vendored], *, write: bool) -> list[str]:
    """Put every file in its place; the complaints about those whose bytes are not those of the manifest.

    Args:
        write: accept what comes and write its hashes into the manifest.
    """
    complaints: list[str] = []
    hashes: dict[str, tuple[str, str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        packages = {
            key: pack(*key, Path(folder)) for key in dict.fromkeys((one.package, one.version) for one in entries)
        }
    for entry in entries:
        raw = packages[entry.package, entry.version][entry.source]
        if not write and sha256(raw) != entry.source_sha256:
            complaints.append(f"{entry.package} {entry.version}: {entry.source} is not what the manifest says")
            continue
        content = entry.prepared(raw)
        if not write and sha256(content) != entry.sha256:
            complaints.append(f"{entry.target}: would not be what the manifest says (another fontTools?)")
            continue
        target = ROOT / entry.target
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        hashes[entry.target] = (sha256(raw), sha256(content))
    if write:
        write_hashes(MANIFEST, hashes)
    return complaints


def write_hashes(path: Path, hashes: dict[str, tuple[str, str]]) -> None:
    """Put (source hash, target hash) of each target into its block of the manifest; the rest stays as it is."""
    blocks = re.split(r"(?m)^(?=\[\[file\]\])", path.read_text("utf-8"))
    written = []
    for block in blocks:
        target = re.search(r'(?m)^target = "(.+)"$', block)
        if target:
            block = re.sub(r'(?m)^(?:source_)?sha256 = ".*"\n', "", block).rstrip("\n")
            raw, kept = hashes[target[1]]
            block += f'\nsource_sha256 = "{raw}"\nsha256 = "{kept}"\n\n'
        written.append(block)
    path.write_text("".join(written).rstrip("\n") + "\n", "utf-8")


def check(entries: Sequence[Vendored], root: Path = ROOT) -> list[str]:
    """The complaints about committed files: missing, changed, without a licence, or unknown to the manifest."""
    complaints = []
    for entry in entries:
        path = root / entry.target
        if not path.is_file():
            complaints.append(f"{entry.target}: is missing")
        elif sha256(path.read_bytes()) != entry.sha256:
            complaints.append(f"{entry.target}: is not what the manifest says")
    known = {root / entry.target for entry in entries}
    for folder in sorted({path.parent for path in known}):
        complaints += [
            f"{path.relative_to(root)}: is not in the manifest"
            for path in sorted(folder.glob("*"))
            if path.is_file() and path not in known
        ]
    return complaints


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 1 if something does not agree."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare only, without network")
    parser.add_argument("--write", action="store_true", help="accept what comes and write its hashes")
    options = parser.parse_args(arguments)
    entries = read_manifest()
    complaints = check(entries) if options.check else fetch(entries, write=options.write)
    for line in complaints:
        print(line, file=sys.stderr)
    if not complaints:
        print(f"{len(entries)} vendored files agree with {MANIFEST.name}.")
    return 1 if complaints else 0


if __name__ == "__main__":
    raise SystemExit(main())
