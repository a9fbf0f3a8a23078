"""A counter's browser: full screen, and for each customer a folder of its own that is thrown away when they are done.

    python counter.py https://motcham.example        (this file alone is enough: any Python from 3.9 on, nothing to install)

The page says «next customer» to an address on this machine that nobody else can reach or guess; then the browser is closed, its
folder deleted, a fresh one opened and the clerk's sign-in handed over. Work that could not be sent keeps its folder: it is opened
again as it was, also after a power cut.
"""

import argparse
import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

FLAGS = (
    "--no-first-run", "--no-default-browser-check", "--disable-sync", "--disable-background-networking", "--disable-component-update",
    "--disable-session-crashed-bubble", "--disable-save-password-bubble", "--disable-translate", "--disable-breakpad", "--password-store=basic",
    "--disable-features=AutofillServerCommunication,LocalNetworkAccessChecks,PasswordManagerOnboarding", "--noerrdialogs",
)  # fmt: skip
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
ON_WINDOWS = (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe")
PATIENCE_S, AGAIN_S = 10.0, 0.2


def browser_here() -> str:
    """Chrome, Edge or Chromium of this machine."""
    roots = [os.environ.get(name, "") for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
    places = [Path(root) / path for root in roots if root for path in ON_WINDOWS]
    found = [shutil.which(name) for name in NAMES] + [str(path) for path in places if path.exists()]
    return next((path for path in found if path), "") or sys.exit("No Chrome, Edge or Chromium found: --browser PATH")


class Counter:
    """One desk. `folder` holds at most one browser's folder at a time."""

    def __init__(self, server: str, folder: Path, browser: str, more: list[str]) -> None:
        self.server, self.folder, self.browser, self.more = server.rstrip("/"), folder, browser, more
        self.secret, self.next = secrets.token_urlsafe(18), threading.Event()
        self.ticket, self.over = "", False
        self.listener = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())

    def run(self) -> None:
        threading.Thread(target=self.listener.serve_forever, daemon=True).start()
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        while not self.over:
            kept = sorted(self.folder.glob("kh-*"))  # of before a power cut, or of work that could not be sent
            mine = kept[0] if kept else self.folder / f"kh-{secrets.token_hex(4)}"
            process = self._open(mine)
            print(f"Counter: {mine.name}", flush=True)
            while process.poll() is None and not self.next.is_set() and not self.over:
                self.next.wait(AGAIN_S)
            self._close(process)
            if self.next.is_set():
                self.next.clear()
                _delete(mine)
        self.listener.shutdown()

    def stop(self, *_signal: object) -> None:
        self.over = True

    def _open(self, mine: Path) -> "subprocess.Popen[bytes]":
        port, ticket, self.ticket = self.listener.server_address[1], self.ticket, ""
        address = f"{self.server}/dang-nhap/chuyen#may/{port}/{self.secret}/{ticket}"
        return subprocess.Popen(
            [self.browser, f"--user-data-dir={mine}", *FLAGS, "--kiosk", *self.more, address], start_new_session=True
        )

    def _close(self, process: "subprocess.Popen[bytes]") -> None:
        process.terminate()
        try:
            process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        _end_all_of(process.pid)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        counter = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                what, _, rest = self.path.strip("/").partition("/")
                secret, _, ticket = rest.partition("/")
                right = what == "tiep" and secrets.compare_digest(secret, counter.secret)
                self.send_response(200 if right else 404)
                self.send_header("Cache-Control", "no-store")
                self.end_headers()
                if right:
                    counter.ticket = ticket if ticket.isalnum() else ""
                    counter.next.set()

            def log_message(self, *_words: object) -> None:
                """What stands in the address is nobody's to read."""

        return Handler


def _end_all_of(pid: int) -> None:
    """What a browser started goes on for a moment, and would write its folder anew."""
    if os.name == "nt":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(pid)], capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)


def _delete(folder: Path) -> None:
    """A browser that is going down still writes for a moment."""
    end = time.monotonic() + PATIENCE_S
    while folder.exists() and time.monotonic() < end:
        shutil.rmtree(folder, ignore_errors=True)
        if folder.exists():
            time.sleep(AGAIN_S)
    if folder.exists():
        print(f"Counter: {folder} could not be deleted; delete it by hand.", file=sys.stderr, flush=True)


def main() -> None:
    home = Path(os.environ.get("LOCALAPPDATA") or Path.home() / ".cache") / "mot-cham-counter"
    said = argparse.ArgumentParser(description="A counter's browser, with a fresh folder for each customer.")
    said.add_argument("server", help="where Một Chạm is, https://…")
    said.add_argument(
        "--browser", default=os.environ.get("COUNTER_BROWSER"), help="which browser, where there are several"
    )
    said.add_argument(
        "--folder", type=Path, default=home, help="where browsers keep their folders (on this machine's own disk)"
    )
    known, more = said.parse_known_args()
    counter = Counter(known.server, known.folder, known.browser or browser_here(), more)
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, counter.stop)
    with contextlib.suppress(KeyboardInterrupt):
        counter.run()


if __name__ == "__main__":
    main()
