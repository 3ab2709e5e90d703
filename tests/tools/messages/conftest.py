"""Templates of letters that exist only in a test."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader


@pytest.fixture
def template(app: Flask) -> Iterator[Callable[[str, str], None]]:
    """`template(name, source)`: the application has that template until the test ends."""
    sources: dict[str, str] = {}
    before = app.jinja_env.loader
    assert before is not None
    app.jinja_env.loader = ChoiceLoader([DictLoader(sources), before])
    yield sources.__setitem__
    app.jinja_env.loader = before
    assert app.jinja_env.cache is not None
    app.jinja_env.cache.clear()


@pytest.fixture
def at_smtp(app):
    """`at_smtp(url)`: the application sends there until the test ends."""
    yield lambda url: app.config.update(SMTP_URL=url)
    app.config.update(SMTP_URL="")
