"""The same walk with JavaScript off: the card by photograph, the payment seen on reload."""

from datetime import date

from playwright.sync_api import Browser

from e2e.conftest import PHONE, Demo
from e2e.thumb import Thumb
from e2e.walk import Walk, card_text, officer_receives_and_resolves


def test_everything_works_without_javascript(demo: Demo, browser: Browser) -> None:
    card = card_text("022185000103", "Lê Thị Nga")
    context = browser.new_context(**PHONE, java_script_enabled=False, accept_downloads=True)
    walk = Walk(Thumb(context.new_page(), demo), "vi", "0987000003", card, scripted=False)
    walk.arrive()
    walk.register()
    walk.photograph_card()
    walk.find("thue nha o tro")
    walk.price_and_date_are_told()
    walk.start()
    walk.fill(date(2026, 11, 20))
    walk.two_photographs()
    walk.read_and_submit()
    walk.pay_in_sandbox_bank(walk.read_qr_back())
    walk.paid()
    walk.open_receipt()
    officer_receives_and_resolves(browser, demo, walk.reference)
    assert walk.download_result().startswith(b"%PDF")
    context.close()
