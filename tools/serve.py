"""Serve the built course on this machine only, and print its address."""

from __future__ import annotations

import argparse
import functools
import sys
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of each request."""


def main() -> None:
    """Read the folder and the port, and serve until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, default=8000, help="the first port to try")
    arguments = parser.parse_args()
    if not (arguments.folder / "index.html").exists():
        sys.exit(f"There is no site in {arguments.folder}: run make build first.")
    handler = functools.partial(_Quiet, directory=str(arguments.folder))
    for port in range(arguments.port, arguments.port + 20):
        try:
            server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        except OSError:
            continue  # taken: try the next
        print(f"The course is at http://127.0.0.1:{port}/ (Ctrl-C ends it)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return
    sys.exit(f"Ports {arguments.port} to {arguments.port + 19} are taken: name another by --port.")


if __name__ == "__main__":
    main()
