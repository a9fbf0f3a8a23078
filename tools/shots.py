"""`make shots`: the README's six screenshots, taken from a demonstration of its own at the size of a phone.

The clock stands at a fixed day, so that only what was really changed changes the pictures.
"""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tools import starting

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "shots"
CLOCK = "2026-11-20T09:00:00+07:00"
AN = "0912000001"
PROCEDURE = "/thu-tuc/1.004194"
PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True,
         "locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh", "reduced_motion": "reduce"}  # fmt: skip


@contextmanager
def demonstration() -> Iterator[str]:
    """A whole demonstration with a new data folder; yields its address."""
    with tempfile.TemporaryDirectory() as data:
        port = starting.free_port()
        env = {
            k: v
            for k, v in os.environ.items()
            if k
            not in (
                "PUBLIC_URL",
                "DATABASE_URL",
                "BANK_URL",
                "SEPAY_URL",
                "SMS_URL",
                "ZNS_APP_ID",
                "VNPAY_TMN",
                "TREASURY_URL",
            )
        }
        env |= {"PORT": str(port), "DATA": data, "CLOCK": CLOCK, "PYTHONUNBUFFERED": "1"}
        with subprocess.Popen(
            [sys.executable, "-m", "tools.run"], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True
        ) as process:
            try:
                said = process.stdout or ()
                if not any(line.startswith("Ready: ") for line in said):
                    sys.exit("the demonstration did not start")
                yield f"http://localhost:{port}"
            finally:
                process.send_signal(signal.SIGTERM)
                process.wait(20)


def code_for(url: str, phone: str) -> str:
    with urllib.request.urlopen(f"{url}/demo/messages.json", timeout=20) as answer:
        texts = [f"{m['title']} {m['body']}" for m in json.load(answer) if m["to"] == phone]
    return next(found.group(0) for text in texts if (found := re.search(r"\b\d{6}\b", text)))


def sign_in(page: Page, url: str) -> None:
    page.goto(f"{url}/dang-nhap")
    page.locator("input[name=phone]").fill(AN)
    page.locator("main form button.btn").first.click()
    page.wait_for_url(re.compile("/dang-nhap/ma"))
    page.locator("input[name=code]").fill(code_for(url, AN))
    if "/dang-nhap/ma" in page.url:
        page.locator("main form button.btn").first.click()
    page.wait_for_url(lambda address: "/dang-nhap" not in address)


def take(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.evaluate("window.scrollTo(0, 0)")
    path = OUT / f"{name}.png"
    page.screenshot(path=path)
    with Image.open(path) as picture:  # a palette keeps the repository small
        picture.convert("RGB").quantize(128).save(path, optimize=True)
    print(path.relative_to(ROOT))


def first_that_opens(page: Page, url: str, tail: str, telling: str) -> None:
    """The first of An's dossiers that has a page `tail` showing `telling` (a CSS selector)."""
    page.goto(f"{url}/ho-so")
    links = [link.get_attribute("href") or "" for link in page.locator("main a[href^='/ho-so/']").all()]
    for link in dict.fromkeys(re.sub(r"(/ho-so/[0-9a-f-]{36}).*", r"\1", link) for link in links):
        answer = page.goto(f"{url}{link}{tail}")
        if answer and answer.ok and page.url.endswith(f"{link}{tail}") and page.locator(telling).count():
            return
    sys.exit(f"none of the seeded dossiers shows {telling} at {tail or 'its page'}")


def walk(page: Page, url: str) -> None:
    page.goto(url)
    take(page, "home")
    page.goto(url + PROCEDURE)
    take(page, "procedure")
    sign_in(page, url)
    page.goto(f"{url}{PROCEDURE}/lam")
    take(page, "form")
    first_that_opens(page, url, "/giay-to", "input[type=file]")
    take(page, "documents")
    first_that_opens(page, url, "/thanh-toan", "[data-module=await_payment]")
    take(page, "payment")
    first_that_opens(page, url, "", "ol.line")
    take(page, "tracking")


def main() -> int:
    OUT.mkdir(parents=True, exist_ok=True)
    with demonstration() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("E2E_BROWSER") or None)
        page = browser.new_context(**PHONE).new_page()  # type: ignore[arg-type]
        walk(page, url)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
