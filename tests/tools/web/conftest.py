"""A small application with nothing but the look: no database, no features."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from eventmgr.ground import i18n, settings
from eventmgr.tools.web import static
from eventmgr.tools.web.rendering import templating
from eventmgr.tools.web.requests import accepted
from eventmgr.tools.web.responses import answers, headers

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Flask]:
    """An application that draws pages; its context is pushed, no request is."""
    app = Flask("eventmgr", static_folder=None, template_folder=str(ROOT / "templates"), instance_path=str(tmp_path))
    settings.load(app, {"SECRET_KEY": "a key for tests only, long enough"})
    app.config["CATALOGUES"] = str(ROOT / "eventmgr" / "translations")
    i18n.init_app(app)
    templating.init_app(app)
    answers.init_app(app)
    headers.init_app(app)
    accepted.ask_for_tokens(app)
    app.register_blueprint(static.bp)
    with app.app_context():
        yield app
