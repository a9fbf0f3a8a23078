"""What is known of a person goes into a form, however late it comes and whatever was typed before."""

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Route, expect

from e2e.conftest import PHONE, Demo
from e2e.signed_in import AN, sign_in
from e2e.thumb import Thumb


def test_typed_before_it_came_and_loaded_anew_it_is_still_filled_in(
    demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    """On a slow line the first answer is typed before the server has said who it is."""
    thumb = Thumb(context_of(service_workers="block", **PHONE).new_page(), demo)
    sign_in(thumb, AN)
    page, waiting = thumb.page, list[Route]()
    page.route("**/api/toi", lambda route: waiting.append(route))
    with page.expect_request("**/api/toi"):
        page.goto(f"{demo.url}/thu-tuc/1.004194/lam")
    page.wait_for_selector("[data-steps]:not([hidden])")
    page.locator("#phone").fill("0912000001")
    assert waiting
    for one in waiting:
        one.continue_()
    expect(page.locator("#name")).to_have_value(re.compile("An$"))
    page.unroute("**/api/toi")
    page.reload()
    expect(page.locator("#phone")).to_have_value("0912000001")
    expect(page.locator("#name")).to_have_value(re.compile("An$"))
