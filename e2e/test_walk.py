"""The walk, end to end, on real input: from nothing to the result, once per language, at phone size, axe on every page."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Browser

from e2e.conftest import ONE_WORKER, PHONE, Demo
from e2e.thumb import Thumb
from e2e.walk import Walk, card_text, officer_receives_and_resolves
from webapp.payments import vietqr

TODAY = date(2026, 11, 20)
CITIZENS = {
    "vi": ("0987000001", card_text("022185000101", "Nguyễn Thị Hoa")),
    "en": ("0987000002", card_text("022185000102", "Trần Thị Mai")),
}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_new_citizen_goes_from_nothing_to_the_result(
    lang: str, demo: Demo, browser: Browser, with_card: Callable[[str], Browser], tell: Callable[[str], None]
) -> None:
    phone, card = CITIZENS[lang]
    context = with_card(card).new_context(**PHONE, permissions=["camera"], accept_downloads=True)
    context.add_init_script(ONE_WORKER)
    walk = Walk(Thumb(context.new_page(), demo), lang, phone, card)
    walk.arrive()
    walk.register()
    walk.hold_card_before_camera()
    walk.find("thue nha o tro" if lang == "vi" else "register where I rent")
    walk.price_and_date_are_told()
    walk.start()
    walk.fill(TODAY)
    walk.two_photographs()
    walk.read_and_submit()
    qr = walk.read_qr_back()
    assert vietqr.parse(qr).amount == 7000
    walk.pay_in_sandbox_bank(qr)
    walk.paid()
    walk.open_receipt()
    officer_receives_and_resolves(browser, demo, walk.reference)
    assert walk.download_result().startswith(b"%PDF")
    effort = f"{walk.thumb.taps} taps, {walk.thumb.typed} characters"
    tell(f"the walk ({lang}, new citizen): {effort}, {len(walk.thumb.seen)} pages looked at")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_returning_citizen_types_less(lang: str, demo: Demo, browser: Browser, tell: Callable[[str], None]) -> None:
    """Signed in before, known from the card: no registration, nothing of the card asked again."""
    context = browser.new_context(**PHONE)
    context.add_init_script(ONE_WORKER)
    walk = Walk(Thumb(context.new_page(), demo), lang, *CITIZENS[lang])
    walk.arrive()
    walk.sign_in()
    walk.page.wait_for_url(f"{demo.url}/")
    walk.thumb.taps = walk.thumb.typed = 0  # a returning citizen's phone is signed in
    walk.find("tam tru" if lang == "vi" else "temporary residence")
    walk.start()
    walk.fill(TODAY)
    walk.two_photographs()
    walk.read_and_submit()
    walk.pay_in_sandbox_bank(walk.read_qr_back())
    walk.paid()
    tell(f"the walk ({lang}, returning citizen): {walk.thumb.taps} taps, {walk.thumb.typed} characters")
    context.close()
