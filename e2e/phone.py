"""A phone of one's own: a browser with a profile that outlives it, so that it can be killed and started again."""

import contextlib
import os
import random
import re
import signal
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright

from e2e.conftest import PHONE, Demo
from e2e.signed_in import AN, sign_in
from e2e.thumb import Thumb
from e2e.wire import Wire
from tools.browser import STILL
from webapp.seeds import TENANCY

PAPER = "cho-o"
DATES = {"temp_from": "01/12/2026", "temp_to": "30/11/2028", "consent_owner_date": "17/11/2026"}


# A form was opened a while ago: all of its way until it is sent is on the phone.
WAY_IS_HERE = """async () => {
  const name = (await caches.keys()).find((one) => one.startsWith("files-"));
  const base = `/static/${name.slice(6)}/`;
  const { journey } = await (await fetch(`${base}files.json`)).json();
  const kept = await Promise.all([...journey.map((path) => base + path), "/dang-cho"].map((one) => caches.match(one, { ignoreVary: true })));
  return kept.every(Boolean);
}"""
# All that the page used is in the worker's keeping: its installation is over.
SETTLED = """async () => {
  await navigator.serviceWorker.ready;
  const name = (await caches.keys()).find((one) => one.startsWith("files-"));
  const used = performance.getEntriesByType("resource").map((one) => one.name).filter((one) => one.includes("/static/"));
  const cache = await caches.open(name);
  return (await Promise.all(used.map((one) => cache.match(one)))).every(Boolean);
}"""
IS_KEPT = "async (path) => Boolean(await caches.match(path, { ignoreVary: true }))"


class KilledPhone:
    """Starts browsers on one profile folder; `kill` ends the running one as a phone out of memory does."""

    OPTIONS: Mapping[str, Any] = PHONE

    def __init__(self, playwright: Playwright, profile: Path) -> None:
        self.playwright, self.profile = playwright, profile

    def start(self) -> BrowserContext:
        program = os.environ.get("E2E_BROWSER") or None
        flags = [*STILL, "--hide-crash-restore-bubble"]
        return self.playwright.chromium.launch_persistent_context(
            self.profile, executable_path=program, args=flags, **self.OPTIONS
        )

    def kill(self, context: BrowserContext) -> None:
        """No word to anybody: neither the page nor the browser can tidy up."""
        for process in self._processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        with contextlib.suppress(Exception):
            context.close()

    def _processes(self) -> list[int]:
        """The browsers of this very profile; what they started ends with them."""
        wanted = f"--user-data-dir={self.profile}".encode()
        found = []
        for entry in Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                if entry.name.isdigit() and wanted in (entry / "cmdline").read_bytes().split(b"\0"):
                    found.append(int(entry.name))
        return found


def through(demo: Demo, wire: Wire) -> Demo:
    """The same demonstration, at the far end of the wire."""
    return Demo(wire.url, demo.bank, demo.data)


def draft_of_an(thumb: Thumb) -> str:
    """A draft of An's, filled in and without papers; the address of its papers page."""
    sign_in(thumb, AN)
    code, fields = TENANCY
    made = str(uuid.uuid4())
    answer = thumb.page.request.post(
        f"{thumb.demo.url}/ho-so/",
        form={**fields, **DATES, "id": made, "code": code},
        headers={"Origin": thumb.demo.url},
    )
    assert answer.ok, answer.text()[:500]
    assert answer.url.endswith(f"/ho-so/{made}/giay-to")
    return f"/ho-so/{made}/giay-to"


def noisy_pdf(size: int) -> bytes:
    """A PDF of one page that no program makes smaller: a picture of noise, about `size` bytes."""
    side = int((size / 3) ** 0.5)
    noise = random.Random(7).randbytes(side * side * 3)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</I 4 0 R>>>>/Contents 5 0 R>>",
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8/Length %d>>stream\n"
        % (side, side, len(noise)) + noise + b"\nendstream",
        b"<</Length 30>>stream\nq 595 0 0 842 0 0 cm /I Do Q  \nendstream",
    ]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj" % number + body + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def choose(page: Page, name: str, kind: str, body: bytes) -> None:
    page.wait_for_load_state("networkidle")  # nobody picks a file before the page is awake
    picker = page.locator(f"#chon-{PAPER}")
    picker.set_input_files({"name": name, "mimeType": kind, "buffer": body})


def percent(page: Page) -> int:
    """How far the words in the row say it is."""
    found = re.search(r"(\d+) ?%", page.locator(f"#giay-{PAPER} .on-its-way").first.inner_text())
    return int(found[1]) if found else 0
