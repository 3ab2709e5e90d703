"""The application for any WSGI server."""

from eventmgr.app import create_app

app = create_app()
