"""Web servers of this machine alone, for as long as a test needs one."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import time
from contextlib import contextmanager, suppress
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from string import Template
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


NGINX = shutil.which("nginx")
SETTINGS = Template("""
daemon off; pid $own/pid; worker_processes 1; $user
events {}
http {
  access_log off; charset utf-8; default_type application/octet-stream; gzip on;
  gzip_types text/css application/javascript application/json image/svg+xml;
  charset_types text/css application/javascript application/json;
  types {
    text/html html; text/css css; application/javascript js; application/json json;
    application/xml xml; image/svg+xml svg; image/png png; application/pdf pdf; text/calendar ics;
  }
  client_body_temp_path $own; proxy_temp_path $own; fastcgi_temp_path $own;
  uwsgi_temp_path $own; scgi_temp_path $own;
  server {
    listen 127.0.0.1:$port; root "$folder"; absolute_redirect off; error_page 404 /404.html;
  }
}
""")


class Quiet(SimpleHTTPRequestHandler):
    """Serves the files of a folder, its 404.html for a wrong address, and logs nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[str]:
    """The address of a server that answers with a handler."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def serving_folder(folder: Path) -> Iterator[str]:
    """The address at which a folder is served: by nginx, where this machine has it."""
    server = _nginx(folder) if NGINX else serving(partial(Quiet, directory=str(folder)))
    with server as address:
        yield address


@contextmanager
def _nginx(folder: Path) -> Iterator[str]:
    with TemporaryDirectory() as own, socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
        free.close()
        settings = SETTINGS.substitute(own=own, port=port, folder=folder.resolve(), user=_user())
        (Path(own) / "nginx.conf").write_text(settings, "utf-8")
        command = [str(NGINX), "-p", own, "-c", f"{own}/nginx.conf", "-e", f"{own}/error.log"]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
        try:
            _wait_for(port, process)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()
            process.wait()


def _user() -> str:
    """As root, nginx gives up its rights and could not read a test's folders any more."""
    return "user root;" if os.geteuid() == 0 else ""


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(500):
        assert process.poll() is None, "nginx did not start"
        with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.01)
    message = "nginx does not answer"
    raise TimeoutError(message)
