"""The yardstick: a bare Flask page, served just as the product is."""

from __future__ import annotations

import sys

from flask import Flask
from gunicorn.app.base import BaseApplication

from eventmgr.tools.web.front.worker import FrontWorker

app = Flask(__name__)


@app.route("/")
def hello() -> str:
    """One line of text."""
    return "hello"


class Server(BaseApplication):
    """gunicorn with the product's own options."""

    def load_config(self) -> None:
        """Two processes of eight threads."""
        options = {"bind": f"127.0.0.1:{sys.argv[1]}", "workers": 2, "threads": 8, "worker_class": FrontWorker}
        for key, value in (options | {"preload_app": True, "accesslog": None, "loglevel": "error"}).items():
            self.cfg.set(key, value)

    def load(self) -> Flask:
        """The page."""
        return app


if __name__ == "__main__":
    Server().run()
