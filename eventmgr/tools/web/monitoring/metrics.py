"""Figures for those who run the installation, in the text format of Prometheus, and the log lines beside them.

`count("failed_sign_ins", reason="password")` raises a figure wherever a request is answered. Labels are words of the
program, never something that a visitor typed. Figures that stand in the database (letters, timed work) are told by
their rooms (`Feature.figures`) and read when somebody asks.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask import Flask, Response, current_app, g, request
from sqlalchemy.exc import SQLAlchemyError

from eventmgr.ground.faults import sparingly
from eventmgr.ground.features import figures
from eventmgr.tools.web.monitoring.counters import Counters

log = logging.getLogger(__name__)

_COUNTS = {
    "requests": "Answers by class of status.",
    "refusals": "Requests refused or failed, by status and by what was raised.",
    "failed_sign_ins": "Tries to sign in that failed, by reason.",
    "kept_pages": "Rendered pages found in memory (hit) or made anew (miss).",
}
"""Every count and what it tells."""
_IN_THE_LOG = ("failed_sign_ins",)
"""Counts that leave a line in the log each time."""


def init_app(app: Flask) -> None:
    """Give `app` its counts, and count what is refused."""
    app.extensions["counters"] = Counters()
    app.after_request(_note_refusal)


def count_answers(app: Flask) -> None:
    """Count every answer; call it after everything else that stands in front of `app`."""
    counters, inner = app.extensions["counters"], app.wsgi_app

    def counting(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        def begin(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            counters.add(name_of("requests", {"status": f"{status[0]}xx"}))
            return start_response(status, headers, *more)

        return inner(environ, begin)

    app.wsgi_app = counting  # type: ignore[method-assign]


def count(name: str, **labels: str) -> None:
    """One more of `name`, which stands in `_COUNTS`; needs an application context."""
    current_app.extensions["counters"].add(name_of(name, labels))
    if name in _IN_THE_LOG:
        log.warning("%s%s", name, _braces(labels))


def as_text() -> str:
    """All figures, in the text format 0.0.4 of Prometheus."""
    counted = current_app.extensions["counters"].read()
    lines = []
    for name, tells in _COUNTS.items():
        lines += [f"# HELP eventmgr_{name}_total {tells}", f"# TYPE eventmgr_{name}_total counter"]
        lines += [f"{key} {n}" for key, n in sorted(counted.items()) if key.startswith(f"eventmgr_{name}_total")]
    for name, figure in figures().items():
        try:
            readings = figure.read()
        except SQLAlchemyError:  # the database is away: what does not ask it is told all the same
            continue
        lines += [f"# HELP eventmgr_{name} {figure.tells}", f"# TYPE eventmgr_{name} gauge"]
        lines += [
            f"eventmgr_{name}{_braces({figure.label: value} if value else {})} {n}" for value, n in readings.items()
        ]
    return "\n".join(lines) + "\n"


def name_of(name: str, labels: Mapping[str, str]) -> str:
    """The whole name of a count, as it stands in the text."""
    if name not in _COUNTS:
        raise KeyError(f"{name!r} is no known count")
    return f"eventmgr_{name}_total{_braces(labels)}"


def _braces(labels: Mapping[str, str]) -> str:
    return "{" + ",".join(f'{key}="{value}"' for key, value in labels.items()) + "}" if labels else ""


def _note_refusal(response: Response) -> Response:
    """Count what is refused and write one line: the route, never the address, which may hold what opens a page."""
    if response.status_code >= 400:
        status, kind = str(response.status_code), g.get("refused_as", "form")
        count("refusals", status=status, kind=kind)
        line = f"refused {status} {kind}: {_method()} {request.url_rule or '(no such address)'}"
        if response.status_code == 503:
            sparingly(log, f"refused {status} {kind}", line)  # everybody is, as long as it lasts
        else:
            log.warning("%s", line)
    return response


def _method() -> str:
    """The method, if it is one that servers know; others are what somebody typed."""
    known = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
    return request.method if request.method in known else "(unknown method)"
