"""Five faces at a desk: how many taps and seconds it takes on a phone, with and without JavaScript; then a complaint, its code and its answer."""

import re
import time
import urllib.request
from collections.abc import Callable

from playwright.sync_api import Browser, BrowserContext, expect

from e2e.conftest import PHONE, Demo, photograph
from e2e.signed_in import sign_in
from e2e.thumb import Thumb

AT, SUPERVISOR = "/danh-gia/noi/hong-gai", "0912000008"
DESK = {"viewport": {"width": 1280, "height": 800}, "locale": "vi-VN"}
MOST_SECONDS, MOST_BYTES = 20, 15_000


def test_one_tap_is_an_answer_within_seconds_and_bytes(
    demo: Demo, context_of: Callable[..., BrowserContext], tell: Callable[[str], None]
) -> None:
    phone = Thumb(context_of(**PHONE).new_page(), demo)
    began = time.monotonic()
    phone.open(AT)
    phone.tap("Rất hài lòng")
    expect(phone.page.locator("h1")).to_have_text("Đã ghi, cảm ơn ông/bà")
    took = time.monotonic() - began
    phone.look("noted")
    sizes = {name: size(phone, at) for name, at in (("faces", AT), ("more", phone.page.url), ("css", css(phone)))}
    assert phone.taps == 1
    assert took < MOST_SECONDS
    assert max(sizes["faces"], sizes["more"]) + sizes["css"] < MOST_BYTES
    tell(f"five faces: {phone.taps} tap, {took:.1f} s from the QR to «đã ghi»; bytes packed: {sizes}")


def size(phone: Thumb, at: str) -> int:
    """Of the answer as it goes over the air."""
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in phone.page.context.cookies())
    asked = urllib.request.Request(
        at if at.startswith("http") else phone.demo.url + at, headers={"Accept-Encoding": "br, gzip", "Cookie": cookies}
    )
    with urllib.request.urlopen(asked, timeout=20) as answer:
        return len(answer.read())


def css(phone: Thumb) -> str:
    return str(phone.page.locator("link[href*='css/feedback']").get_attribute("href"))


def test_without_javascript_it_is_the_same_tap(demo: Demo, context_of: Callable[..., BrowserContext]) -> None:
    phone = context_of(**PHONE, java_script_enabled=False).new_page()
    phone.goto(demo.url + AT)
    phone.get_by_role("button", name="Không hài lòng", exact=True).click()
    phone.get_by_text("Phải chờ lâu").click()
    phone.get_by_text("Tôi muốn được trả lời").click()
    phone.get_by_role("button", name="Gửi thêm").click()
    expect(phone.locator("h1")).to_have_text("Cảm ơn ông/bà")
    assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}", phone.locator(".keep-code .big").inner_text())


def test_a_complaint_with_a_photo_gets_a_code_and_an_answer(
    browser: Browser, demo: Demo, context_of: Callable[..., BrowserContext], tell: Callable[[str], None]
) -> None:
    phone = Thumb(context_of(**PHONE).new_page(), demo)
    began = time.monotonic()
    phone.open(AT)
    phone.look("five faces")
    phone.tap("Rất không hài lòng")
    phone.choose("Phải chờ lâu")
    phone.type("Muốn nói thêm gì không?", "Chờ từ sáng.")
    phone.page.set_input_files("#photo", {"name": "quay.jpg", "mimeType": "image/jpeg", "buffer": photograph("Quay 3")})
    phone.choose("Tôi muốn được trả lời")
    expect(phone.page.get_by_label("Số điện thoại")).to_be_visible()
    phone.look("more to say")
    phone.tap("Gửi thêm")
    code = phone.page.locator(".keep-code .big").inner_text()
    took, taps, typed = time.monotonic() - began, phone.taps, phone.typed
    phone.look("the code")
    desk = Thumb(context_of(**DESK).new_page(), demo)
    sign_in(desk, SUPERVISOR)
    desk.open("/gop-y/viec")
    desk.look("the list")
    desk.tap(code, "link")
    expect(desk.page.locator("img.photo")).to_be_visible()
    desk.look("one petition")
    desk.type(desk.page.locator("#tra-loi"), "Quầy thiếu người sáng nay. Từ mai có thêm một quầy.")
    desk.tap("Gửi trả lời")
    expect(desk.page.locator("main")).to_contain_text("Đã ghi.")
    phone.tap("Xem đến đâu rồi", "link")
    expect(phone.page.locator("main")).to_contain_text("Từ mai có thêm một quầy")
    phone.look("the answer")
    phone.tap("Hài lòng")
    expect(phone.page.locator("main")).to_contain_text("Đã ghi, cảm ơn ông/bà.")
    tell(f"a complaint with a photo: {taps} taps and {typed} letters, {took:.1f} s to its code")
    for path, name in (("/gop-y/so-lieu", "satisfaction"), ("/gop-y/bien", "signs")):
        desk.open(path)
        desk.look(name)


def test_the_pages_of_the_office_fit_a_phone(demo: Demo, context_of: Callable[..., BrowserContext]) -> None:
    phone = Thumb(context_of(**PHONE).new_page(), demo)
    sign_in(phone, SUPERVISOR)
    for path in ("/gop-y", "/gop-y/viec", "/gop-y/so-lieu", "/gop-y/bien"):
        phone.open(path)
        phone.look(path)
