"""A web site in miniature, on this machine: it says of itself what a test tells it to, goes silent, and comes back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Site:
    """What the site says: a status and a word. With no status it takes the question, and says nothing for long."""

    def __init__(self) -> None:
        self.status, self.word = 200, b"ok\n"
        self.patience = threading.Event()
        self.address = ""

    def breaks(self, status: int = 503, word: bytes = b"no records\n") -> None:
        """Answer so from now on."""
        self.status, self.word = status, word

    def mends(self) -> None:
        """Answer well again."""
        self.status, self.word = 200, b"ok\n"


@contextmanager
def a_site() -> Iterator[Site]:
    """A running site."""
    site = Site()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802 - as the library calls it
            if not site.status:
                site.patience.wait(60)
                return
            self.send_response(site.status)
            self.end_headers()
            self.wfile.write(site.word if self.path == "/healthy/" else b"another page\n")

        def log_message(self, *_said: object) -> None:
            return

    running = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    site.address = f"http://127.0.0.1:{running.server_port}"
    threading.Thread(target=running.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        site.patience.set()
        running.shutdown()
        running.server_close()
