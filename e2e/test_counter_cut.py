"""At the counter things go wrong: the line is cut in the middle of a customer, the power, the clerk is called away; two share a computer."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from e2e.clerk import Clerk, left_in, tenancy
from e2e.conftest import ONE_WORKER, ROOT, Demo, running
from e2e.counter_desk import CA, DO, HEN, PEOPLE, UT, Desk, at_work, card, secrets_of
from e2e.owing import Owing
from e2e.phone import WAY_IS_HERE
from e2e.signed_in import sign_in_by_code
from e2e.until import until
from tests.people import account_of
from tools import ports, starting
from webapp.accounts import service as accounts

TU = ("0912000048", "Ngô Văn Tú")
DESK = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}


@pytest.fixture
def ha(context_of: Callable[..., BrowserContext], demo: Demo) -> Clerk:
    return at_work(context_of(**DESK).new_page(), demo)


def handed_in_before(ha: Clerk, name: str) -> None:
    """Their card once more: what was handed in is there, once."""
    ha.sit(card(name), name)
    expect(ha.page.locator("main")).to_contain_text("Đã nộp trước đây")
    expect(ha.page.locator("ul.facts li")).to_have_count(1)
    ha.next()


def test_the_line_is_cut_in_the_middle_of_a_customer(ha: Clerk) -> None:
    ha.settle_in()
    ha.sit(card(HEN), HEN)
    ha.open("Đăng ký tạm trú")
    until(ha.page, WAY_IS_HERE)
    ha.page.context.set_offline(True)
    ha.fill(tenancy(HEN, *PEOPLE[HEN]))
    ha.read_over()
    ha.press("F2")
    slip = ha.page.locator("article.slip")
    expect(slip).to_contain_text("Đăng ký tạm trú")
    expect(slip.locator("svg")).to_be_visible()
    assert re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}", slip.inner_text())
    assert HEN not in ha.page.locator("main").inner_text()
    ha.press("F10")
    expect(ha.page.locator("[data-part=clean]")).to_be_visible()
    ha.page.context.set_offline(False)
    expect(ha.page.locator("h1")).to_have_text("Khách tiếp theo", timeout=60_000)
    handed_in_before(ha, HEN)


def test_nobody_touches_the_screen(ha: Clerk) -> None:
    ha.page.clock.install()
    ha.sit(card(DO), DO)
    ha.page.clock.fast_forward(45_000)
    expect(ha.page.locator(".idle-warning")).to_contain_text("Màn hình sẽ dọn sau")
    ha.press("Shift")
    expect(ha.page.locator(".idle-warning")).to_have_count(0)
    ha.open("Đăng ký tạm trú")
    ha.page.clock.fast_forward(45_000)
    expect(ha.page.locator(".idle-warning")).to_be_visible()
    ha.page.clock.fast_forward(20_000)
    expect(ha.page.locator("h1")).to_have_text("Màn hình đã dọn", timeout=60_000)
    assert DO not in ha.page.content()
    ha.gun(card(HEN))
    expect(ha.page.locator("main .error")).to_contain_text("Không phải thẻ của khách đang ngồi")
    ha.press("Control+a")
    ha.gun(card(DO))
    expect(ha.page.locator("h1")).to_have_text(DO)
    expect(ha.page.locator("article.work")).to_contain_text("Đang làm dở")
    ha.next()


def test_two_clerks_on_one_computer(context_of: Callable[..., BrowserContext], demo: Demo) -> None:
    """Hà is called away in the middle of a customer; Tú signs in at the same computer, with a till of his own."""
    with Owing(demo).database() as db:
        account = account_of(db, *TU)
        accounts.agree(db, account.id, accounts.consent.current(), "demo")
        accounts.grant(db, account, "clerk", "buu-dien-ha-tu", by="demo")
    ha = at_work(context_of(**DESK).new_page(), demo, signs_in=sign_in_by_code)
    ha.sit(card(CA), CA)
    ha.open("Đăng ký tạm trú")
    ha.page.goto(f"{demo.url}/tai-khoan")
    ha.page.locator("form[action='/dang-xuat'] button").click()
    ha.page.wait_for_url(re.compile("/(dang-nhap.*)?$"))
    tu = at_work(ha.page, demo, TU[0], signs_in=sign_in_by_code)
    assert CA not in tu.page.content()
    tu.begin_shift(100_000)
    tu.sit(card(UT), UT)
    tu.open("Đăng ký tạm trú")
    tu.fill(tenancy(UT, *PEOPLE[UT]))
    tu.read_over()
    tu.send()
    tu.cash("7000")
    tu.next()
    tu.end_shift(107_000)
    tu.page.goto(f"{demo.url}/tai-khoan")
    tu.page.locator("form[action='/dang-xuat'] button").click()
    tu.page.wait_for_url(re.compile("/(dang-nhap.*)?$"))
    again = at_work(ha.page, demo, expected=CA, signs_in=sign_in_by_code)
    expect(again.page.locator("article.work")).to_have_count(1)
    again.next()


def test_the_power_is_cut_in_the_middle_of_a_customer(playwright: Playwright, tmp_path: Path) -> None:
    """Browser and server are killed; what was typed is there, the customer still sits there, and nothing is doubled."""
    desk, port, data = Desk(playwright, tmp_path / "folder"), starting.free_port(), tmp_path / "data"
    with contextlib.suppress(ProcessLookupError, subprocess.TimeoutExpired), running(data, port) as (demo, _process):
        context = desk.start()
        ha = at_work(context.pages[0], demo)
        ha.sit(card(DO), DO)
        ha.open("Đăng ký tạm trú")
        with ha.page.expect_response(lambda answer: "0912000077" in (answer.request.post_data or "")):
            ha.page.locator("#phone").fill("0912000077")
        cut_power(data)
        desk.kill(context)
    let_go(port)
    with running(data, port) as (demo, _process):
        context = desk.start()
        again = at_work(context.pages[0], demo, expected=DO)
        expect(again.page.locator("article.work")).to_have_count(1)
        again.press("F4")
        again.page.wait_for_url(re.compile("/lam#"))
        expect(again.page.locator("#phone")).to_have_value("0912000077")
        again.fill(tenancy(DO, *PEOPLE[DO]))
        again.read_over()
        again.send()
        again.to_pay()
        again.next()
        context.close()


def cut_power(data: Path) -> None:
    """Every process of the demonstration with this data is gone at once, and none has a word to say."""
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if entry.name.isdigit() and f"DATA={data}".encode() in (entry / "environ").read_bytes().split(b"\0"):
                os.kill(int(entry.name), signal.SIGKILL)


def let_go(port: int) -> None:
    """The system takes a moment to give back what they held."""
    end = time.monotonic() + 60
    for number in range(port, port + 1 + len(starting.SANDBOXES)):
        while time.monotonic() < end:
            with contextlib.suppress(starting.CannotStart):
                starting.refuse_taken(number, "127.0.0.1", "the killed one")
                break
            time.sleep(0.1)


class Launched:
    """The desk's own launcher with its browsers, into which a test can look."""

    def __init__(self, playwright: Playwright, demo: Demo, folder: Path) -> None:
        self.playwright, self.port, self.folder, self.url = playwright, ports.free(), folder, demo.url
        program = os.environ.get("E2E_BROWSER") or playwright.chromium.executable_path
        command = [sys.executable, "tools/counter.py", demo.url, "--folder", str(folder), "--browser", program]
        more = ["--headless=new", "--no-sandbox", f"--remote-debugging-port={self.port}"]
        self.process = subprocess.Popen(
            [*command, *more], cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )

    def browser(self) -> Browser:
        """The next one it opens."""
        for line in self.process.stdout or ():
            if line.startswith("DevTools listening"):
                return self.playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{self.port}")
        raise AssertionError("the launcher opened no browser")

    def page(self) -> Page:
        """Of the next browser, once it is on its way in."""
        context = self.browser().contexts[0]
        context.add_init_script(ONE_WORKER)
        page = context.pages[0] if context.pages else context.wait_for_event("page")
        page.wait_for_url(f"{self.url}/**")
        return page

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=30)


@pytest.fixture
def launched(playwright: Playwright, demo: Demo, tmp_path: Path) -> Iterator[Launched]:
    made = Launched(playwright, demo, tmp_path / "desk")
    yield made
    made.stop()


def test_each_customer_has_a_browser_folder_of_their_own(demo: Demo, launched: Launched) -> None:
    """The clerk signs in once; the folder of the customer before is gone, and the new one knows nothing of them."""
    page = launched.page()
    until(page, "() => Boolean(sessionStorage.launcher)")
    ha = at_work(page, demo)
    (before,) = launched.folder.iterdir()
    ha.sit(card(HEN), HEN)
    ha.press("F10")
    fresh = launched.page()
    expect(fresh.locator("h1")).to_have_text("Khách tiếp theo", timeout=60_000)
    (after,) = launched.folder.iterdir()
    assert after != before
    assert left_in(launched.folder, secrets_of(HEN)) == []
