"""What is looked at when the application starts."""

from __future__ import annotations

from flask import Flask

from eventmgr.tools.channels.gateway import check_settings


def connect(app: Flask) -> None:
    """No installation starts with a gateway that could never be asked."""
    check_settings(app.config)
