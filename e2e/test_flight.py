"""In flight mode: everything up to the payment is done, and nothing of it is asked again when the signal is back."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from e2e.conftest import PHONE, Demo
from e2e.flight import TENANCY, Flight, settle_in
from e2e.signed_in import AN, sign_in
from e2e.thumb import Thumb


def test_a_dossier_made_without_a_signal_is_handed_in_when_there_is_one(
    demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    context = context_of(**PHONE)
    thumb = Thumb(context.new_page(), demo)
    sign_in(thumb, AN)
    settle_in(thumb)
    for part in ("", "/lam", "/giay-to", "/doc-lai"):
        thumb.open(f"/thu-tuc/{TENANCY}{part}")
    thumb.open("/dang-cho")
    context.set_offline(True)
    flight = Flight(thumb.page, demo, "Nguyễn Thị An")
    flight.begin()
    flight.fill()
    flight.photographs()
    thumb.look("papers without a signal")
    flight.sign()
    thumb.look("waits for a signal")
    context.set_offline(False)
    expect(thumb.page.locator("[data-part=done] a.row")).to_be_visible(timeout=60_000)
    thumb.look("sent")
