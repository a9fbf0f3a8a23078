"""A helper's evening at home with people, on one phone: what their thumb does, and the citizen's."""

import re

from playwright.sync_api import Page, expect

from e2e.conftest import Demo, photograph
from e2e.flight import Flight
from e2e.thumb import Thumb

PIN = "482913"
ROUND = "/giup/buoi"


class Evening:
    """Drives the round's page. `thumb` looks at each of its parts."""

    def __init__(self, thumb: Thumb, demo: Demo) -> None:
        self.thumb, self.page, self.demo = thumb, thumb.page, demo

    def part(self, name: str):  # type: ignore[no-untyped-def]
        return self.page.locator(f"[data-part='{name}']")

    def begin(self) -> None:
        self.thumb.open(ROUND)
        expect(self.part("none")).to_be_visible()
        self.thumb.look("before the evening")
        for name in ("pin", "again"):
            self.page.locator(f"#{name}").fill(PIN)
        self.part("none").locator("button.btn").click()
        expect(self.part("open")).to_be_visible(timeout=60_000)
        self.thumb.look("the evening")

    def meet(self, name: str, number: str, born: str, phone: str = "", whose: str = "none") -> None:
        """Somebody new, to the signature under what they allow."""
        page = self.page
        page.locator("a[href='#moi']").first.click()
        expect(self.part("new")).to_be_visible()
        page.locator("#full_name").fill(name)
        page.locator("#id_number").fill(number)
        page.locator("#birth_date").fill(born)
        page.locator(f"label.choice:has(input[name=whose][value={whose}])").click()
        if phone:
            page.locator("#phone").fill(phone)
        self.thumb.look("somebody new")
        self.part("person").locator("button.btn").click()
        expect(self.part("sign")).to_be_visible()
        self.thumb.look("what is allowed")
        draw(page, self.part("sign"))
        self.part("sign").locator("form button.btn:not(.ghost)").click()
        expect(self.part("paper")).to_be_visible()
        self.thumb.look("the paper")

    def photograph_paper(self) -> None:
        picture = {"name": "giay.jpg", "mimeType": "image/jpeg", "buffer": photograph("Giay nho giup")}
        place = self.part("paper")
        place.locator("input[type=file]").first.set_input_files(picture)
        send, keep = place.locator("[data-do=send]"), place.locator("[data-do=keep]")
        expect(send.or_(keep).locator("visible=true").first).to_be_visible(timeout=60_000)
        if keep.is_visible():
            keep.click()
        send.click()
        expect(self.part("home")).to_be_visible()

    def visit(self, called: str) -> None:
        """One from the folded list."""
        self.page.locator("[data-list] summary").click()
        self.page.locator("[data-list] a", has_text=called).click()
        expect(self.part("home")).to_be_visible()

    def fill_in(self, name: str, papers: tuple[str, ...] = ()) -> Flight:
        """The tenancy form for whoever is helped, to the page that they read over."""
        page = self.page
        self.thumb.look("a household")
        self.part("home").locator("[data-next] a.row").first.click()
        page.wait_for_url(re.compile("/lam#"))
        page.wait_for_selector("[data-steps]:not([hidden])")
        expect(page.locator("aside.helping")).to_contain_text("Đang giúp")
        flight = Flight(page, self.demo, name)
        flight.id = page.url.split("#")[1].split("/")[0]
        flight.fill()
        if papers:
            flight.photographs(papers)
        page.locator("a[data-next]").click()
        expect(page).to_have_url(re.compile("/doc-lai"), timeout=30_000)
        expect(page.locator("[data-part=read] section").first).to_be_visible()
        return flight

    def hand_over(self) -> None:
        self.thumb.look("before it is handed over")
        self.part("hand").click()
        expect(self.part("sign")).to_be_visible()

    def approve(self) -> None:
        """The citizen reads, ticks, signs."""
        page = self.page
        for box in page.locator("form[data-part=sign] label.choice:visible").all():
            box.click()
        draw(page, page.locator("form[data-part=sign]"))
        page.locator("form[data-part=sign] button.btn:not(.ghost)").click()
        expect(self.part("thanks")).to_be_visible()

    def take_back(self) -> None:
        back = self.part("give-back")
        if not back.locator("input").is_visible():
            back.locator("summary").click()
        back.locator("input").fill(PIN)
        back.locator("button.btn").click()
        self.page.wait_for_url(re.compile(ROUND))

    def work(self, name: str) -> None:
        """One dossier in a home, from the empty form to the citizen's own signature."""
        self.fill_in(name, ("cho-o",))
        self.hand_over()
        self.approve()
        self.take_back()
        self.home()

    def home(self) -> None:
        self.page.locator("[data-do=leave]").click()
        expect(self.part("open")).to_be_visible()


def draw(page: Page, within) -> None:  # type: ignore[no-untyped-def]
    pad = within.locator("svg.pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box
    page.mouse.move(box["x"] + 40, box["y"] + 60)
    page.mouse.down()
    for dx, dy in ((60, 30), (90, 80), (130, 40), (200, 70)):
        page.mouse.move(box["x"] + dx, box["y"] + dy)
    page.mouse.up()
