"""A paper on its way survives what happens to phones: a dead browser, a lost signal, a sign-in that ran out, a second tab."""

import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, Route, expect

from e2e.conftest import PHONE, Demo
from e2e.phone import PAPER, KilledPhone, choose, draft_of_an, noisy_pdf, percent, through
from e2e.signed_in import AN, sign_in
from e2e.thumb import Thumb
from e2e.wire import Wire

SLOW = 400  # kbit/s, a weak mobile signal
HEADS = 40_000  # of the requests themselves, one for each of the 32 pieces: no bytes of the file
PDF = "application/pdf"
ROW = f"#giay-{PAPER} .on-its-way"
KEPT = f"#giay-{PAPER} .doc[id^=tep-]"


@pytest.fixture
def wire(demo: Demo) -> Iterator[Wire]:
    with Wire(int(demo.url.rsplit(":", 1)[1])) as made:
        yield made


@pytest.fixture
def thumb(demo: Demo, wire: Wire, context_of: Callable[..., BrowserContext]) -> Thumb:
    return Thumb(context_of(**PHONE).new_page(), through(demo, wire))


def sent_at_least(page: Page, percent: int) -> None:
    """The row counts in tens."""
    expect(page.locator(ROW)).to_contain_text(re.compile(rf"Đang gửi… [{percent // 10}-9]\d %"), timeout=60_000)


def test_a_killed_browser_goes_on_where_it_was(
    demo: Demo, wire: Wire, playwright: Playwright, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    phone, body = KilledPhone(playwright, tmp_path / "profile"), noisy_pdf(2_000_000)
    context = phone.start()
    thumb = Thumb(context.new_page(), through(demo, wire))
    address = draft_of_an(thumb)
    thumb.open(address)
    wire.kbit_per_s, before = SLOW, wire.sent_up
    choose(thumb.page, "hop-dong.pdf", PDF, body)
    sent_at_least(thumb.page, 50)
    reached = percent(thumb.page)
    phone.kill(context)

    context = phone.start()
    thumb = Thumb(context.new_page(), through(demo, wire))
    sign_in(thumb, AN)  # a browser writes cookies to its disk only twice a minute
    thumb.open(address)
    expect(thumb.page.locator(ROW)).to_contain_text("hop-dong.pdf")
    expect(thumb.page.locator(KEPT)).to_contain_text("Đã nhận đủ", timeout=90_000)
    sent = wire.sent_up - before
    wire.kbit_per_s = None
    thumb.problems.clear()  # what the dead browser had sent may still come in: the new one is told once where to go on
    assert sent <= 1.1 * len(body), f"{sent} bytes went up for a file of {len(body)}"
    confirmed(thumb, "hop-dong.pdf", body)
    context.close()
    tell(f"killed at {reached} %: {sent} bytes went up for a file of {len(body)} ({sent / len(body):.1%})")


def confirmed(thumb: Thumb, name: str, body: bytes) -> None:
    """P1: the review page and the page after submitting name the file, its size and its checksum, and what is missing."""
    code, page = hashlib.sha256(body).hexdigest(), thumb.page
    thumb.tap(page.locator(".foot a.btn"))
    page.wait_for_url(re.compile("/doc-lai$"))
    paper = page.locator("main .row", has_text=name)
    expect(paper).to_contain_text(f"{code[:8]}…{code[-4:]}")
    thumb.tap(page.locator("label.choice:has(input[name=agree])"))
    thumb.tap(page.locator("form[action$='/nop'] button.btn"))
    page.wait_for_url(re.compile("/giay-to$"))
    said = page.locator("main .note").first
    for word in (name, "2,0 MB", f"{code[:8]}…{code[-4:]}", "Còn thiếu: Giấy đồng ý của chủ nhà"):
        expect(said).to_contain_text(word)
    thumb.look("submitted, one paper missing")
    thumb.tap(page.locator(".foot a.btn"))
    expect(page.locator("main .row", has_text=name)).to_contain_text("2,0 MB")
    expect(page.locator("main .note")).to_contain_text("Giấy đồng ý của chủ nhà")
    thumb.tap(page.locator("summary", has_text="Mã kiểm tra là gì?"))
    expect(page.locator("main")).to_contain_text(code)
    thumb.look("confirmed by name, size and checksum")


def test_a_cut_connection_is_taken_up_again_by_itself(thumb: Thumb, wire: Wire) -> None:
    body = noisy_pdf(1_200_000)
    thumb.open(draft_of_an(thumb))
    wire.kbit_per_s, before = 4000, wire.sent_up
    choose(thumb.page, "hop-dong.pdf", PDF, body)
    wire.when(before + 700_000, wire.lose_signal)
    expect(thumb.page.locator(ROW)).to_contain_text("Đang chờ mạng", timeout=30_000)
    wire.down = False
    thumb.problems.clear()  # the browser says that the connection was lost
    expect(thumb.page.locator(KEPT)).to_contain_text("Đã nhận đủ", timeout=60_000)
    assert wire.sent_up - before <= 1.1 * len(body) + HEADS


def test_a_sign_in_that_ran_out_asks_for_a_new_one_and_goes_on(thumb: Thumb, wire: Wire) -> None:
    page, address = thumb.page, draft_of_an(thumb)
    thumb.open(address)
    wire.kbit_per_s = 1000
    choose(page, "hop-dong.pdf", PDF, noisy_pdf(1_200_000))
    sent_at_least(page, 20)
    page.context.set_offline(True)  # else the answer under way brings the cookie back
    page.context.clear_cookies()
    page.context.set_offline(False)
    expect(page.locator(ROW)).to_contain_text("Cần đăng nhập lại", timeout=30_000)
    link = page.locator(f"{ROW} a.btn")
    wire.kbit_per_s = 4000
    expect(link).to_have_attribute("href", re.compile(r"^/dang-nhap\?tiep=.*giay-to$"))
    thumb.problems.clear()  # the browser lists the answer 401
    thumb.look("asks to sign in again")
    sign_in(thumb, AN)
    thumb.open(address)
    expect(page.locator(KEPT)).to_contain_text("Đã nhận đủ", timeout=60_000)


def test_what_was_chosen_before_the_page_was_awake_is_sent(
    demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    """On a weak line the buttons are there before their script."""
    page, held = context_of(**PHONE, service_workers="block").new_page(), list[Route]()
    address = demo.url + draft_of_an(Thumb(page, demo))
    page.route("**/upload.js", lambda route: held.append(route))
    with page.expect_request("**/upload.js"):
        page.goto(address, wait_until="commit")
    page.locator(f"#chon-{PAPER}").set_input_files({"name": "a.pdf", "mimeType": PDF, "buffer": noisy_pdf(50_000)})
    (script,) = held
    script.continue_()
    expect(page.locator(KEPT)).to_contain_text("Đã nhận đủ", timeout=60_000)


def test_what_is_no_picture_is_refused_with_a_reason(thumb: Thumb) -> None:
    page = thumb.page
    thumb.open(draft_of_an(thumb))
    choose(page, "anh.jpg", "image/jpeg", b"MZ\x90\x00" + bytes(range(256)) * 40)
    expect(page.locator(ROW)).to_contain_text("không phải ảnh hay PDF", timeout=30_000)
    thumb.look("refused with a reason")
    thumb.tap(page.locator(f"{ROW} button", has_text="Bỏ"))
    expect(page.locator(ROW)).to_have_count(0)
    page.reload()
    expect(page.locator(ROW)).to_have_count(0)


def test_two_tabs_send_a_file_once(thumb: Thumb, wire: Wire) -> None:
    body, page, address = noisy_pdf(1_200_000), thumb.page, draft_of_an(thumb)
    thumb.open(address)
    wire.kbit_per_s, before = 800, wire.sent_up
    choose(page, "hop-dong.pdf", PDF, body)
    sent_at_least(page, 10)
    other = page.context.new_page()
    other.goto(thumb.demo.url + address)
    expect(other.locator(ROW)).to_contain_text("Đang gửi")
    wire.kbit_per_s = 4000
    expect(other.locator(KEPT)).to_contain_text("Đã nhận đủ", timeout=60_000)
    expect(page.locator(KEPT)).to_contain_text("Đã nhận đủ")
    assert wire.sent_up - before <= 1.1 * len(body) + HEADS


def test_another_page_of_the_app_sends_on(thumb: Thumb, wire: Wire) -> None:
    page, address = thumb.page, draft_of_an(thumb)
    thumb.open(address)
    wire.kbit_per_s = 1000
    choose(page, "hop-dong.pdf", PDF, noisy_pdf(1_200_000))
    sent_at_least(page, 20)
    with page.expect_response(lambda answer: "/tai-len/" in answer.url and answer.request.method == "GET"):
        thumb.open("/tro-giup")  # every byte is there: it asks how the checking stands
    thumb.open(address)
    expect(page.locator(KEPT)).to_contain_text("Đã nhận đủ", timeout=90_000)


OLD_SHELF = """new Promise((done) => {
  const opening = indexedDB.open("mot-cham", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("drafts", { keyPath: "id" });
  opening.onsuccess = () => {
    const draft = { id: "0b8e6c1e-0000-4000-8000-000000000001", code: "1.004194", title: "Đơn điền dở từ trước", fields: {}, step: "",
      revision: null, dirty: true, posted: false, filled: false, saved: 1 };
    const writing = opening.result.transaction("drafts", "readwrite");
    writing.objectStore("drafts").put(draft);
    writing.oncomplete = () => { opening.result.close(); done(); };
  };
})"""


def test_drafts_kept_before_there_were_files_are_still_there(thumb: Thumb) -> None:
    thumb.open("/manifest.webmanifest")
    thumb.page.evaluate(OLD_SHELF)
    thumb.open("/ngoai-mang")
    expect(thumb.page.locator("main")).to_contain_text("Đơn điền dở từ trước")
