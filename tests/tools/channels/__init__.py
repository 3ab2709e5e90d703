"""Ways out over HTTP, against a server of this machine."""
