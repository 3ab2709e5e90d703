"""`eventmgr serve`: the production server, with one worker beside it."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import select
import sys
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from eventmgr.console.cli.working.watching import Watch, worker_command
from eventmgr.ground.db import db

_M_ARENA_MAX, _M_TRIM_THRESHOLD = -8, -1
"""Numbers of `mallopt(3)`."""


@click.command(
    "serve",
    help="Serve the application, no debugger; slow visitors hold no thread; one worker beside it delivers the outbox, is started again when it ends, and ends with it.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen on.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Web processes.")
@click.option("--threads", type=click.IntRange(1, 64), default=8, show_default=True, help="Threads per process.")
@with_appcontext
def command(host: str, port: int, workers: int, threads: int) -> None:
    """Run until interrupted; the worker ends with the server, and is started again if it ends before."""
    from gunicorn.app.base import BaseApplication  # noqa: PLC0415  # slow, and absent on Windows
    from gunicorn.arbiter import Arbiter  # noqa: PLC0415  # the same

    _keep_memory_small()
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    app.extensions["counters"].share()
    db.session.remove()
    db.engine.dispose()  # what was asked before; web processes must not share connections
    watch = Watch(worker_command()) if app.config["WORKER_IN_SERVE"] else None

    options = _options(host, port, workers, threads) | {"worker_class": _worker_class()}

    class Watching(Arbiter):  # type: ignore[misc]
        """The master, which looks once a second whether its worker lives: in its own thread, since it forks."""

        def reap_workers(self) -> None:
            if watch is not None:
                watch.look()  # before how it ended is asked by somebody who does not tell
            super().reap_workers()

        def stop(self, graceful: bool = True) -> None:  # noqa: FBT002 -- as gunicorn has it
            if watch is not None:
                watch.is_over = True
            super().stop(graceful)

        def manage_workers(self) -> None:
            if watch is not None:
                watch.look()
            super().manage_workers()

    class Server(BaseApplication):  # type: ignore[misc]
        most_body = int(app.config["MAX_CONTENT_LENGTH"])

        def load_config(self) -> None:
            for key, value in options.items():
                self.cfg.set(key, value)

        def load(self) -> Flask:
            return app

        def run(self) -> None:
            try:
                Watching(self).run()
            except RuntimeError as error:
                raise click.ClickException(str(error)) from error

    try:
        Server().run()
    finally:
        if watch is not None:
            watch.end()


def _options(host: str, port: int, workers: int, threads: int) -> dict[str, Any]:
    return {
        "bind": f"{host}:{port}",
        "workers": workers,
        "threads": threads,
        "preload_app": True,
        "timeout": 60,
        "graceful_timeout": 20,
        "limit_request_line": 8190,
        "forwarded_allow_ips": "",
        "accesslog": None,
        "proc_name": "eventmgr",
        "control_socket_disable": True,
        "pre_fork": _before_fork,
    }


def _worker_class() -> str | type[object]:
    """The front that no slow connection stops; it needs epoll. Elsewhere (macOS) a thread waits for each, enough to try
    out."""
    if not hasattr(select, "epoll"):
        return "gthread"
    from eventmgr.tools.web.front.worker import FrontWorker  # noqa: PLC0415  # gunicorn is slow to import

    return FrontWorker


def _keep_memory_small() -> None:
    """Ask glibc for one heap instead of one per thread, and to give back what is free: a fifth less after a day's work
    (docs/inside/performance.md). Other systems are left as they are."""
    if sys.platform != "linux":
        return
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL("libc.so.6")
        libc.mallopt(_M_ARENA_MAX, 1)
        libc.mallopt(_M_TRIM_THRESHOLD, 128 * 1024)


def _before_fork(_server: object, _worker: object) -> None:
    """What the master has loaded stays shared: the collector of a web process does not write into it."""
    gc.collect()
    gc.freeze()
