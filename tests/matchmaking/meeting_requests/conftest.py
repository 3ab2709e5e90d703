"""Everybody here reads English."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.conftest import Client, client_of


@pytest.fixture(name="client")
def english(app: Flask) -> Client:
    """A visitor who reads English."""
    browser = client_of(app)
    browser.set_cookie("lang", "en")
    return browser
