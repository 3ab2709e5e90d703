"""A network that can go silent: a proxy before PostgreSQL whose connections, on a word, take everything and give nothing."""

from __future__ import annotations

import socket
import threading
from typing import Self

from sqlalchemy import URL


class SwallowingProxy:
    """Listens on loopback; `url` leads through it. `swallow()` silences the connections of now, not those to come.

    Args:
        url: of the database, for name and role.
        server: (host or folder of the socket, port) of the server.
    """

    def __init__(self, url: URL, server: tuple[str, int]) -> None:
        self.taken = 0
        self._server, self._silent = server, set[socket.socket]()
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = url.set(host="127.0.0.1", port=self._door.getsockname()[1], query={})

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        for pair in self._pairs:
            for one in pair:
                one.close()

    def swallow(self) -> None:
        """From now on nothing that comes in on the present connections goes out."""
        for pair in self._pairs:
            self._silent.update(pair)

    def _accept(self) -> None:
        while True:
            try:
                visitor, _address = self._door.accept()
            except OSError:
                return
            self.taken += 1
            pair = (visitor, self._reach())
            self._pairs.append(pair)
            for source, target in (pair, pair[::-1]):
                threading.Thread(target=self._pass_on, args=(source, target), daemon=True).start()

    def _reach(self) -> socket.socket:
        host, port = self._server
        if not host.startswith("/"):
            return socket.create_connection((host, port))
        found = socket.socket(socket.AF_UNIX)
        found.connect(f"{host}/.s.PGSQL.{port}")
        return found

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        try:
            while data := source.recv(65536):
                if source not in self._silent:
                    target.sendall(data)
        except OSError:
            return
