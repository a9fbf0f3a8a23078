"""Searching in one's own words on a phone: without a signal as with one, and by saying it."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from e2e.conftest import PHONE, Demo
from e2e.flight import settle_in, take_along
from e2e.thumb import Thumb

QUESTIONS = ("mat bang lai", "đăng kí tạm chú", "dang ky lai", "giấy độc thân", "táchkhẩu")
EAR = """
  globalThis.SpeechRecognition = class {
    start() { globalThis.ear = this; globalThis.language = this.lang; }
    abort() { this.onerror({ error: "aborted" }); this.onend(); }
  };
  globalThis.hear = (words) => { ear.onresult({ results: [[{ transcript: words }]] }); ear.onend(); };
  globalThis.fail = (error) => { ear.onerror({ error }); ear.onend(); };
"""


def rows(thumb: Thumb) -> list[str]:
    links = thumb.page.locator("main a[href^='/thu-tuc/']:not(.btn)")
    return [str(link) for link in links.evaluate_all("all => all.map((one) => one.pathname)")]


def test_without_a_signal_the_same_is_found_in_the_same_order(
    demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    context = context_of(**PHONE)
    thumb = Thumb(context.new_page(), demo)
    settle_in(thumb)
    with_signal = {}
    for words in QUESTIONS:
        thumb.open(f"/tim?q={words}&het=1")
        with_signal[words] = [path for path in rows(thumb) if "/lam" not in path]
    take_along(thumb)
    context.set_offline(True)
    for words in QUESTIONS:
        thumb.open(f"/tim?q={words}")
        expect(thumb.page.locator("[data-module=search_here] a.row").first).to_be_visible()
        assert rows(thumb)[:3] == with_signal[words][:3], words
        expect(thumb.page.locator("#q")).to_have_value(words)
    thumb.look("found without a signal")
    thumb.open("/tim?q=kể chuyện cười")
    expect(thumb.page.locator("[data-module=search_here]")).to_contain_text("Chưa tìm thấy")


def test_it_can_be_said_and_who_hears_it_is_told_first(demo: Demo, context_of: Callable[..., BrowserContext]) -> None:
    context = context_of(**PHONE)
    context.add_init_script(EAR)
    thumb = Thumb(context.new_page(), demo)
    thumb.open("/")
    thumb.tap(thumb.page.get_by_role("link", name="Hoặc nói"))
    button, status = thumb.page.locator(".mic"), thumb.page.locator(".voice")
    expect(button).to_be_focused()
    thumb.tap(button)
    expect(status).to_contain_text("Một Chạm không nghe và không giữ")
    assert thumb.page.evaluate("globalThis.ear") is None
    thumb.tap(button)
    expect(status).to_contain_text("Đang nghe")
    assert thumb.page.evaluate("language") == "vi-VN"
    thumb.look("listening")
    for error, words in (("no-speech", "Chưa nghe được gì"), ("not-allowed", "Cho phép"), ("network", "không có mạng")):
        thumb.page.evaluate(f"fail('{error}')")
        expect(status).to_contain_text(words)
        thumb.tap(button)
    thumb.page.evaluate("hear('đăng ký tạm trú')")
    expect(thumb.page.locator("#q")).to_have_value("đăng ký tạm trú")
    expect(status).to_contain_text("Nghe được")
    thumb.look("heard")
    thumb.tap(thumb.page.get_by_role("button", name="Tìm", exact=True))
    expect(thumb.page.locator("h1")).to_have_text("Đăng ký tạm trú")
    thumb.look("opened at once")


def test_a_browser_that_cannot_listen_offers_no_microphone(
    demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    context = context_of(**PHONE)
    context.add_init_script("delete globalThis.webkitSpeechRecognition; delete globalThis.SpeechRecognition;")
    thumb = Thumb(context.new_page(), demo)
    thumb.open("/tim#noi")
    expect(thumb.page.locator(".voice")).to_contain_text("Xin gõ chữ")
    expect(thumb.page.locator(".mic")).to_have_count(0)
