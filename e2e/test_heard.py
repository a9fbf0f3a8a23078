"""Every question, help and error is heard as well as read; one question at a time; strong colours. Voices are put into the browser."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from e2e.conftest import PHONE, Demo
from e2e.signed_in import AN, sign_in
from e2e.thumb import Thumb
from e2e.until import until

VOICES = """(() => {
  const voices = [["Anna", "en-US", true], ["Linh", "vi-VN", true], ["Nam Minh", "vi_VN", false]]
    .map(([name, lang, localService]) => ({ name, lang, localService, voiceURI: `voice:${name}` }));
  const said = globalThis.said = [];
  const speech = Object.assign(new EventTarget(), {
    getVoices: () => (globalThis.mute ? [] : voices), cancel() {},
    speak(one) { said.push({ text: one.text, lang: one.lang, voice: one.voice?.name, rate: one.rate }); setTimeout(() => one.onend?.()); },
  });
  Object.defineProperty(globalThis, "speechSynthesis", { value: speech });
  globalThis.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
})()"""
FORM = "/thu-tuc/1.004194/lam"


@pytest.fixture
def context(context_of: Callable[..., BrowserContext]) -> BrowserContext:
    made = context_of(**PHONE)
    made.add_init_script(VOICES)
    return made


@pytest.fixture
def thumb(context: BrowserContext, demo: Demo) -> Thumb:
    return Thumb(context.new_page(), demo)


def heard(page: Page) -> list[dict[str, object]]:
    """What was said since the last time it was asked for."""
    return page.evaluate("said.splice(0)")  # type: ignore[no-any-return]


def in_the_form(thumb: Thumb) -> Page:
    thumb.open(FORM)
    thumb.page.wait_for_url(re.compile("#"))
    thumb.page.wait_for_selector("[data-steps]:not([hidden])")
    return thumb.page


def listen_to(page: Page, question: str) -> list[dict[str, object]]:
    place = page.locator(question)
    place.locator(".listen").first.click()
    expect(place.locator(".listen").first).to_contain_text(re.compile("^Nghe|^Listen"))
    return heard(page)


def test_each_question_is_heard_with_its_help_and_its_choices(thumb: Thumb) -> None:
    page = in_the_form(thumb)
    buttons = page.locator("[data-group]:not([hidden]) .q:not([hidden]) > .listen")
    expect(buttons).to_have_count(page.locator("[data-group]:not([hidden]) .q:not([hidden])").count())
    said = listen_to(page, "[data-group]:not([hidden]) .q[data-kind=choice] >> nth=0")
    shown = page.locator("[data-group]:not([hidden]) .q[data-kind=choice]").first
    assert [one["text"] for one in said] == [
        text.strip() for text in shown.locator(":scope > legend, :scope > .hint, :scope > label").all_inner_texts()
    ]
    assert {(one["lang"], one["voice"], one["rate"]) for one in said} == {("vi", "Linh", 0.92)}
    thumb.look("a form that can be heard")


def test_what_is_wrong_is_heard_first(thumb: Thumb) -> None:
    page = in_the_form(thumb)
    page.locator("[data-go]").click()
    wrong = page.locator(".q.wrong").first
    expect(wrong).to_be_visible()
    wrong.locator(".listen").click()
    expect(wrong.locator(".listen")).to_contain_text("Nghe")
    assert heard(page)[0]["text"] == wrong.locator(".error").inner_text().strip()


def test_in_english_an_english_voice(thumb: Thumb) -> None:
    thumb.open("/ngon-ngu/en")
    page = in_the_form(thumb)
    said = listen_to(page, "[data-group]:not([hidden]) .q:not([hidden]) >> nth=0")
    assert {(one["lang"], one["voice"]) for one in said} == {("en", "Anna")}


def test_a_phone_without_a_voice_shows_no_button_and_says_what_to_do(thumb: Thumb) -> None:
    thumb.page.add_init_script("globalThis.mute = true")
    page = in_the_form(thumb)
    expect(page.locator(".listen")).to_have_count(0)
    thumb.open("/cach-xem")
    expect(page.locator("[data-none]")).to_contain_text("chưa có giọng đọc tiếng Việt")
    expect(page.locator("[data-some]")).to_be_hidden()
    thumb.look("no voice")


def test_the_voice_and_speed_that_somebody_likes_are_kept(thumb: Thumb) -> None:
    thumb.open("/cach-xem")
    page = thumb.page
    expect(page.locator("[data-voices] label")).to_have_count(2)
    expect(page.locator("[data-voices]")).to_contain_text("Giọng này cần mạng")
    page.locator("[data-voices] label", has_text="Nam Minh").click()
    page.get_by_role("button", name="Chậm").click()
    assert [(one["voice"], one["rate"]) for one in heard(page)] == [("Nam Minh", 0.92), ("Nam Minh", 0.7)]
    thumb.look("voices")
    page = in_the_form(thumb)
    said = listen_to(page, "[data-group]:not([hidden]) .q:not([hidden]) >> nth=0")
    assert {(one["voice"], one["rate"]) for one in said} == {("Nam Minh", 0.7)}


def test_one_question_at_a_time(thumb: Thumb) -> None:
    """With a picture, by thumb, through a whole step; what is asked and what is wrong stay the form's own matter."""
    thumb.open("/cach-xem")
    page = thumb.page
    page.locator("[data-look=simple]").check()
    page = in_the_form(thumb)
    questions = page.locator("[data-group]:not([hidden]) .q:visible")
    expect(questions).to_have_count(1)
    expect(page.locator(".one-of .picture svg")).to_be_visible()
    thumb.look("one question at a time")
    first = questions.first.get_attribute("data-field")
    page.locator("[data-go]").click()
    expect(page.locator(".q.wrong:visible")).to_have_count(1)
    expect(page.locator(".q.wrong")).to_have_count(1)
    page.locator(".q:visible input").first.fill("Nguyễn Thị Hải")
    page.locator("[data-go]").click()
    expect(page.locator(f"[data-field='{first}']")).to_be_hidden()
    expect(questions).to_have_count(1)
    page.get_by_role("button", name="Câu trước").click()
    expect(page.locator(f"[data-field='{first}']")).to_be_visible()


def test_strong_colours_on_every_page(thumb: Thumb, demo: Demo, context_of: Callable[..., BrowserContext]) -> None:
    sign_in(Thumb(context_of(**PHONE).new_page(), demo), AN)  # in a browser without voices: its first button sends
    thumb.open("/cach-xem")
    thumb.page.locator("[data-look=contrast]").check()
    thumb.look("chosen")
    sign_in(thumb, AN)
    for path in ("/", "/tim?q=tam tru", "/thu-tuc/1.004194", "/ho-so/", "/tai-khoan"):
        thumb.open(path)
        until(thumb.page, "() => document.documentElement.dataset.look === 'contrast'")
        thumb.look(path)
