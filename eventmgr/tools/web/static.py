"""Style sheets, scripts and icons: addresses with a hash of the content, kept by browsers for a year.

`/static/public.<hash>.css` never changes and is `immutable`; `/static/public.css` is the same file, asked again each
time. All files are read and compressed once per process; folder `eventmgr/static`.
"""

from __future__ import annotations

import mimetypes
import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path, PurePosixPath

from flask import Blueprint, Response, abort

from eventmgr.tools.web.responses.answers import Content, content_of, response_of, tag_of

bp = Blueprint("static_files", __name__)

FOLDER = Path(__file__).resolve().parents[2] / "static"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}
_YEAR = 365 * 86_400
_MARK = 12
_COMMENT = re.compile(rb"^/\*\*.*?\*/\n", re.DOTALL | re.MULTILINE)
"""What stands above a function of our own scripts is for who reads the source: a fifth of what would be sent."""


@dataclass(frozen=True)
class StaticFile:
    """A static file in memory."""

    name: str
    """Path below the folder, as in `vendor/jsqr.js`."""
    mimetype: str
    plain: bytes

    @cached_property
    def content(self) -> Content:
        """With its tag, and packed as small as can be: that takes time, so it is done when it is first asked for."""
        return content_of(self.plain, self.mimetype, level=9)

    @cached_property
    def mark(self) -> str:
        """What its lasting address bears of the tag."""
        return tag_of(self.plain)[:_MARK]

    @property
    def hashed_name(self) -> str:
        """The name with the hash of its content: `vendor/jsqr.<mark>.js`."""
        path = PurePosixPath(self.name)
        return str(path.with_name(f"{path.stem}.{self.mark}{path.suffix}"))


@cache
def files() -> dict[str, StaticFile]:
    """Every file under its plain and its hashed name."""
    by_name: dict[str, StaticFile] = {}
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            file = _read(path)
            by_name[file.name] = by_name[file.hashed_name] = file
    return by_name


def _read(path: Path) -> StaticFile:
    plain = path.read_bytes()
    if path.suffix == ".js" and path.parent == FOLDER:
        plain = re.sub(rb"\n +", b"\n", _COMMENT.sub(b"", plain))
    mimetype = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return StaticFile(path.relative_to(FOLDER).as_posix(), mimetype, plain)


def static_url(name: str) -> str:
    """The lasting address of a file: `static_url("public.css")` → `/static/public.<hash>.css`.

    Raises:
        KeyError: there is no such file (a mistake in a template).
    """
    return f"/static/{files()[name].hashed_name}"


@bp.route("/static/<path:name>")
def static_file(name: str) -> Response:
    """A file by its plain or hashed name."""
    file = files().get(name)
    if file is None:
        abort(404)
    lasting = name != file.name
    headers = [("Content-Type", file.mimetype)]
    headers.append(("Cache-Control", f"public, max-age={_YEAR}, immutable" if lasting else "no-cache"))
    if file.content.packed is not None:
        headers.append(("Vary", "Accept-Encoding"))
    return response_of(file.content, "200 OK", headers)


@bp.route("/favicon.ico")
def favicon() -> Response:
    """For browsers that ask without being told."""
    return static_file("icon.svg")
