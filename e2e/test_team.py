"""Becoming a helper: invited by the manager, agreed, a photo, the situations; then anybody who scans the badge reads «valid today»."""

import re
from collections.abc import Callable

import yaml
from playwright.sync_api import BrowserContext, expect

from e2e.conftest import ROOT, photograph
from e2e.in_the_hamlet import PHONE, YEN, Demo, link_on_the_phone, newcomer, scanned, sign_in
from e2e.thumb import Thumb

NUMBER, NAME = "0987000431", "Lý Thị Mơ"
TRAINING = yaml.safe_load((ROOT / "webapp/teams/data/training.yaml").read_text())
RIGHT = {
    one["id"]: [bool(choice.get("right")) for choice in one["choices"]].index(True) for one in TRAINING["situations"]
}


def says(thumb: Thumb, words: str) -> None:
    expect(thumb.page.locator("main")).to_contain_text(words)


def invite(yen: Thumb) -> None:
    sign_in(yen, YEN)
    yen.open("/to-cua-toi/moi")
    yen.look("inviting")
    yen.type(yen.page.locator("input[name=name]"), NAME)
    yen.type(yen.page.locator("input[name=phone]"), NUMBER)
    yen.tap("Nhắn lời mời")
    says(yen, NAME)
    yen.look("team")


def join(mo: Thumb) -> None:
    newcomer(mo, NUMBER)
    mo.open(link_on_the_phone(mo, NUMBER, "/vao-to/"))
    mo.look("invited")
    mo.tap(mo.page.locator("label.choice"))
    mo.tap("Nhận lời")
    says(mo, "Thẻ chưa có hiệu lực")
    mo.look("no badge yet")
    mo.open("/the-nguoi-giup/anh")
    mo.look("photo")
    mo.page.locator("input[type=file]").set_input_files(
        {"name": "mo.jpg", "mimeType": "image/jpeg", "buffer": photograph("mo", (600, 800))}
    )
    mo.page.wait_for_url(re.compile(r"/hoc$"))


def learn(mo: Thumb) -> None:
    """Each situation once; the first one wrong at first."""
    page = mo.page
    for number in range(len(RIGHT)):
        situation = page.locator("input[name=situation]").get_attribute("value")
        right = RIGHT[situation or ""]
        if number == 0:
            mo.tap(page.locator("label.choice").nth(1 if right == 0 else 0))
            mo.tap("Trả lời")
            says(mo, "Chưa phải cách đó.")
            mo.problems.clear()  # the browser itself reports the 422
            mo.look("not that way")
        mo.tap(page.locator("label.choice").nth(right))
        mo.tap("Trả lời")
        expect(page.locator(f"input[name=situation][value='{situation}']")).to_have_count(0)


def test_invited_trained_and_valid_today(demo: Demo, context_of: Callable[..., BrowserContext]) -> None:
    yen, mo, citizen = (Thumb(context_of(**PHONE).new_page(), demo) for _ in range(3))
    invite(yen)
    join(mo)
    learn(mo)
    mo.open("/the-nguoi-giup")
    says(mo, "Hôm nay còn hiệu lực")
    mo.look("badge")
    citizen.open(scanned(mo))
    says(citizen, "Còn hiệu lực hôm nay")
    says(citizen, NAME)
    citizen.look("valid today")
