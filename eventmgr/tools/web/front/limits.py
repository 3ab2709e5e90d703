"""How long and how much: the limits of one connection and of one process."""

HEAD_SECONDS = 15.0
"""A request's head is here within so many seconds of its first byte, whatever drips meanwhile."""
KEEP_ALIVE_SECONDS = 5.0
"""An open connection without a request is closed after this."""
GRACE_SECONDS = 15.0
LEAST_RATE = 4096
"""A body, and an answer, has so many seconds plus one for so many bytes that have moved; then the connection ends."""
LINGER_SECONDS = 2.0
"""After the last answer on a connection: time in which the visitor may still be sending, so that the answer arrives."""

MOST_HEAD = 64 * 1024
MOST_CONNECTIONS = 4000
"""In one process. Beyond it the one that has been silent longest makes room."""
MOST_WAITING_BYTES = 512 * 1024 * 1024
"""Of bodies that come in and answers that are not yet taken, in one process."""
BODY_IN_MEMORY = 64 * 1024
"""Longer bodies lie in a temporary file until they are whole."""
