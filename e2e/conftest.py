"""A whole demonstration of its own for the browser tests: web server, worker and sandboxes, started as `make run` does."""

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import qrcode
from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.push_service import PushService
from tools import starting
from tools.browser import STILL

ROOT = Path(__file__).resolve().parent.parent
CLOCK = "2026-11-20T09:00:00+07:00"
CAMERA = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
PHONE = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "timezone_id": "Asia/Ho_Chi_Minh",
    "reduced_motion": "reduce",  # axe must not look in the middle of a colour changing
}

ONE_WORKER = "delete globalThis.SyncManager"  # no second one that sends takes the first one's place (`context_of`)

expect.set_options(timeout=20_000)  # a promise to the person, not to the clock: a busy machine may take its time
OPEN_PAGES: list[Page] = []


@dataclass(frozen=True)
class Demo:
    """Where a running demonstration answers."""

    url: str
    bank: str
    data: Path
    phones: str = ""
    vnpay: str = ""
    treasury: str = ""

    def json(self, path: str) -> object:
        with urllib.request.urlopen(self.url + path, timeout=20) as answer:
            return json.load(answer)


@pytest.fixture(scope="session")
def push_service() -> Iterator[PushService]:
    """Stands in for those of the makers of browsers, which are out of reach here."""
    made = PushService()
    yield made
    made.stop()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, push_service: PushService) -> Iterator[Demo]:
    with running(tmp_path_factory.mktemp("data"), starting.free_port(), push_service.origin) as (made, _process):
        yield made


@contextlib.contextmanager
def running(data: Path, port: int, push_services: str = "") -> Iterator[tuple[Demo, "subprocess.Popen[str]"]]:
    """A demonstration with what lies in `data`, in a group of processes of its own."""
    env = os.environ | {"PORT": str(port), "DATA": str(data), "CLOCK": CLOCK, "PYTHONUNBUFFERED": "1"}
    env["PUSH_SERVICES"] = push_services
    for name in (
        "PUBLIC_URL",
        "DATABASE_URL",
        "BANK_URL",
        "SEPAY_URL",
        "SMS_URL",
        "ZNS_APP_ID",
        "VNPAY_TMN",
        "TREASURY_URL",
    ):
        env.pop(name, None)
    said: list[str] = []
    with subprocess.Popen(
        [sys.executable, "-m", "tools.run"],
        cwd=ROOT,
        env=env,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        try:
            for line in process.stdout or ():
                said.append(line)
                if line.startswith("Ready: "):
                    break
            else:
                pytest.fail("the demonstration did not start:\n" + "".join(said))
            at = [f"http://localhost:{port + number}" for number in range(5)]
            yield Demo(at[0], at[1], data, phones=at[2], vnpay=at[3], treasury=at[4]), process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as made:
        yield made


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    made = launch(playwright)
    yield made
    made.close()


def launch(playwright: Playwright, *flags: str) -> Browser:
    return playwright.chromium.launch(executable_path=os.environ.get("E2E_BROWSER") or None, args=[*STILL, *flags])


@pytest.fixture
def with_card(playwright: Playwright, tmp_path: Path) -> Iterator[Callable[[str], Browser]]:
    """Starts a browser whose camera sees an ID card with this QR text."""
    started: list[Browser] = []

    def start(text: str) -> Browser:
        film = tmp_path / "camera.mjpeg"
        film.write_bytes(_jpeg(card_picture(text), 90) * 4)
        started.append(launch(playwright, *CAMERA, f"--use-file-for-fake-video-capture={film}"))
        return started[-1]

    yield start
    for one in started:
        one.close()


def card_picture(text: str, size: tuple[int, int] = (640, 480)) -> Image.Image:
    """A card with its QR, as a camera sees it."""
    made = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, box_size=5, border=4)
    made.add_data(text.encode())
    code = made.make_image().get_image().convert("RGB")
    picture = Image.new("RGB", size, (196, 208, 200))
    side = min(size) - 40
    picture.paste(code.resize((side, side), Image.Resampling.LANCZOS), ((size[0] - side) // 2, 20))
    return picture


def photograph(words: str, size: tuple[int, int] = (1600, 1200)) -> bytes:
    """A photograph of a paper on a table, sharp and whole, as a JPEG."""
    picture, sheet = Image.new("RGB", size, (150, 128, 104)), (130, 60, size[0] - 130, size[1] - 60)
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(30)
    pen.rectangle(sheet, fill=(238, 236, 230))
    for line, y in enumerate(range(sheet[1] + 90, sheet[3] - 90, 52), 1):
        said = f"{line}. {words}: nha o so 8, ngo 5, duong Le Thanh Tong"
        pen.text((sheet[0] + 90, y), said, fill=(50, 52, 66), font=font)
    return _jpeg(picture, 85)


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


LONG = ("test_screens", "test_schedules", "test_walk", "test_real_clients", "test_upload_survives", "test_flight")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files come first, so that all processes end together."""
    place = {name: number for number, name in enumerate(LONG)}
    items.sort(key=lambda item: place.get(item.path.stem, len(LONG)))


@pytest.fixture
def context_of(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browser contexts that are closed at the end.

    `background`: with Background Sync, as on Android, so that a second service worker takes the first one's place a while
    after a form was opened. Playwright stops every worker that starts until it has looked at it, and now and then a page
    that is asked for just then waits for good; so only tests that are about it have it.
    """
    made: list[BrowserContext] = []

    def make(background: bool = False, **options: object) -> BrowserContext:
        made.append(browser.new_context(**{"reduced_motion": "reduce", **options}))  # type: ignore[arg-type]
        if not background:
            made[-1].add_init_script(ONE_WORKER)
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """What a test measured, for the reader of the whole run: printed at its end, whichever process ran the test."""
    return lambda words: record_property("told", words)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for report in terminalreporter.getreports("passed"):
        for name, words in report.user_properties if report.when == "call" else ():
            if name == "told":
                terminalreporter.write_line(f"  {words}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[pytest.TestReport]:
    """A failed walk leaves a picture of where it stood in e2e/out."""
    report = yield  # type: ignore[misc]
    if report.when == "call" and report.failed:
        out = ROOT / "e2e" / "out"
        out.mkdir(exist_ok=True)
        for number, page in enumerate(OPEN_PAGES[-2:]):
            with contextlib.suppress(Exception):
                page.screenshot(path=out / f"{item.name}-{number}.png", full_page=True)
                report.sections.append(("page", f"{page.url}\n{page.locator('main').inner_text()[:1500]}"))
    return report  # type: ignore[return-value]
