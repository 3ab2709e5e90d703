"""Documents are printed from plain values: an application that speaks both languages is all they need."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from eventmgr.ground import i18n
from tests.conftest import ROOT

CATALOGUES = ROOT / "eventmgr" / "translations"


@pytest.fixture
def speech() -> Iterator[Flask]:
    """Catalogues without a database."""
    app = Flask("eventmgr")
    app.config.update(DEFAULT_LANGUAGE="zh", CATALOGUES=str(CATALOGUES))
    i18n.init_app(app)
    with app.app_context():
        yield app
