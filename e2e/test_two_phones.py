"""The same draft on two phones: what was changed apart is put together, what was changed alike is asked about, nothing is lost."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from e2e.conftest import PHONE, Demo
from e2e.flight import TENANCY
from e2e.on_the_phone import LET_GO
from e2e.signed_in import AN, sign_in
from e2e.thumb import Thumb
from e2e.until import until

ARRIVED = "async ([id, name, text]) => (await (await fetch(`/api/ho-so/${id}`)).json()).fields?.[name] === text"


def arrives(page: Page, draft: str, name: str, text: str) -> None:
    """The server has it."""
    until(page, ARRIVED, [draft, name, text])


def type_in(page: Page, name: str, text: str) -> None:
    field = page.locator(f"input[name={name}]")
    field.fill(text)
    field.blur()


def begun(thumb: Thumb) -> str:
    """A draft of An's, begun on this phone and known to the server."""
    sign_in(thumb, AN)
    thumb.open(f"/thu-tuc/{TENANCY}/lam")
    thumb.page.wait_for_selector("[data-steps]:not([hidden])")
    expect(thumb.page.locator("input[name=personal_id]")).to_have_value(
        "022185000011"
    )  # filled in from what is known of her
    type_in(thumb.page, "name", "Nguyễn Thị Anh")
    draft = thumb.page.url.split("#")[1].split("/")[0]
    arrives(thumb.page, draft, "name", "Nguyễn Thị Anh")
    return draft


def test_two_phones_change_one_draft(demo: Demo, context_of: Callable[..., BrowserContext]) -> None:
    first, second = (Thumb(context_of(**PHONE).new_page(), demo) for _ in range(2))
    draft = begun(first)
    sign_in(second, AN)
    second.open(f"/ho-so/{draft}/don")
    expect(second.page.locator("input[name=name]")).to_have_value("Nguyễn Thị Anh")
    type_in(first.page, "name", "Nguyễn Thị Ân")
    arrives(first.page, draft, "name", "Nguyễn Thị Ân")
    type_in(second.page, "email", "an@vidu.vn")
    expect(second.page.locator("input[name=name]")).to_have_value(
        "Nguyễn Thị Ân"
    )  # and what the other one typed comes along

    type_in(first.page, "name", "Nguyễn An")
    arrives(first.page, draft, "name", "Nguyễn An")
    second.page.context.set_offline(True)
    type_in(second.page, "name", "Nguyễn Thị Hoài An")
    expect(second.page.locator(".saved")).to_contain_text("Đã lưu trên máy")
    second.page.context.set_offline(False)
    expect(second.page.locator(".saved")).to_contain_text("Hai máy trả lời khác nhau", timeout=30_000)
    expect(second.page.locator("input[name=name]")).to_have_value("Nguyễn Thị Hoài An")

    first.open(f"/ho-so/{draft}/don")
    both = first.page.locator(".two-answers")
    expect(both).to_contain_text("Nguyễn An")
    expect(both).to_contain_text("Nguyễn Thị Hoài An")
    first.problems.clear()  # the drafts this browser asked about before they were there
    first.look("two answers side by side")
    first.tap("Nguyễn Thị Hoài An")
    expect(both).to_have_count(0)
    expect(first.page.locator("input[name=name]")).to_have_value("Nguyễn Thị Hoài An")
    expect(first.page.locator("input[name=email]")).to_have_value("an@vidu.vn")


def test_a_draft_whose_copy_made_room_for_others_goes_on(demo: Demo, context_of: Callable[..., BrowserContext]) -> None:
    """The server leaves out what comes late: by turns, which the form counts on from where it was."""
    thumb = Thumb(context_of(**PHONE).new_page(), demo)
    draft = begun(thumb)
    for name in ("Nguyễn Thị Ân", "Nguyễn Thị Ấn"):
        type_in(thumb.page, "name", name)
        arrives(thumb.page, draft, "name", name)
    thumb.page.evaluate(LET_GO, [draft])
    type_in(thumb.page, "name", "Nguyễn Hoài An")
    arrives(thumb.page, draft, "name", "Nguyễn Hoài An")
