"""The walk of a new citizen, step by step, as a thumb would do it; the same steps serve with and without JavaScript."""

import io
import re
from datetime import date

import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, expect

from e2e.conftest import PHONE, Demo, card_picture, photograph
from e2e.signed_in import OFFICER, sign_in
from e2e.thumb import Thumb, code_sent_to

RESULT = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" \
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n"  # fmt: skip


def card_text(number: str, name: str) -> str:
    return f"{number}||{name}|02091985|Nữ|Tổ 3, khu 5, phường Hồng Gai, Quảng Ninh|15062022"


class Walk:
    """One citizen's way from nothing to the result. `scripted`: whether the browser runs JavaScript."""

    def __init__(self, thumb: Thumb, lang: str, phone: str, card: str, scripted: bool = True) -> None:
        self.thumb, self.page, self.demo = thumb, thumb.page, thumb.demo
        self.lang, self.phone, self.card, self.scripted = lang, phone, card, scripted

    def look(self, name: str) -> None:
        if self.scripted:
            self.thumb.look(name)

    def arrive(self) -> None:
        self.thumb.open("/")
        if self.lang == "en":
            self.thumb.tap(self.page.locator("a[hreflang=en]"))
        expect(self.page.locator("html")).to_have_attribute("lang", self.lang)
        self.look("home")

    def sign_in(self) -> None:
        thumb, page = self.thumb, self.page
        thumb.tap(page.locator("a[href^='/dang-nhap']").first)
        self.look("phone number")
        thumb.type(page.locator("input[name=phone]"), self.phone)
        thumb.tap(page.locator("main form button.btn").first)
        page.wait_for_url(re.compile(r"/dang-nhap/ma"))
        self.look("code")
        thumb.type(page.locator("input[name=code]"), code_sent_to(self.demo, self.phone))
        thumb.tap(page.locator("main form button.btn").first)

    def register(self) -> None:
        self.sign_in()
        self.page.wait_for_url(re.compile(r"/dong-y"))
        expect(self.page.locator("input[name=agree]")).not_to_be_checked()
        self.look("consent")
        self.thumb.tap(self.page.locator("label.choice"))
        self.thumb.tap(self.page.locator("main form button.btn"))
        self.page.wait_for_url(re.compile(r"/can-cuoc"))
        self.look("ID card")

    def hold_card_before_camera(self) -> None:
        self.thumb.tap(self.page.locator("[data-open]"))
        self._keep_card()

    def photograph_card(self) -> None:
        out = io.BytesIO()
        card_picture(self.card, (1280, 960)).save(out, "JPEG")
        files = {"name": "the.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}
        self.page.locator("input[name=photo]").set_input_files(files)
        self.thumb.taps += 2
        if not self.scripted:
            self.thumb.tap(self.page.locator("form[enctype] button"))
        self._keep_card()

    def _keep_card(self) -> None:
        number, _old, name = self.card.split("|")[:3]
        expect(self.page.locator("input[name=full_name]")).to_have_value(name)
        expect(self.page.locator("input[name=id_number]")).to_have_value(number)
        self.look("card read")
        self.thumb.tap(self.page.locator("main form button.btn"))
        self.page.wait_for_url(f"{self.demo.url}/")

    def find(self, phrase: str) -> None:
        self.thumb.open("/")
        self.thumb.type(self.page.locator("input[name=q]"), phrase)
        self.thumb.tap(self.page.locator("form.search button"))
        self.look("search")
        if not self.page.locator("form[data-href='/thu-tuc/1.004194/lam']").count():  # what is clear is opened at once
            self.thumb.tap(self.page.locator("a[href='/thu-tuc/1.004194']").last)
            self.page.wait_for_url(re.compile(r"/thu-tuc/1.004194$"))
        self.look("procedure")

    def price_and_date_are_told(self) -> None:
        expect(self.page.locator("main")).to_contain_text("7,000" if self.lang == "en" else "7.000")
        expect(self.page.locator("main")).to_contain_text("26/11")

    def start(self) -> None:
        self.thumb.tap(self.page.locator(".foot button.btn"))

    def fill(self, today: date) -> None:
        """Group by group with JavaScript, as one long form without it; what the card told is there already."""
        page, thumb = self.page, self.thumb
        expect(page.locator("input[name=name]")).to_have_value(self.card.split("|")[2])
        self._group("who")
        self._choose("residence_case", "ca_nhan")
        thumb.tap(page.locator("select[name=agency]"))
        page.locator("select[name=agency]").select_option("06685")
        thumb.taps += 1
        thumb.type(page.locator("input[name=new_address]"), "số 8, ngõ 5, đường Lê Thánh Tông")
        self._choose("housing_basis", "thue")
        self._group("where")
        thumb.type(page.locator("input[name=temp_from]"), "01122026")
        thumb.type(page.locator("input[name=temp_to]"), "30112028")
        self._group("when")
        self._choose("household_mode", "lap_ho")
        self._group("household")
        self._choose("has_members", "no")
        self._choose("is_minor", "no")
        self._group("members")
        self._choose("consent_owner", "giay")
        thumb.type(page.locator("input[name=consent_owner_name]"), "Đỗ Văn Hùng")
        self._group("owner")
        self._choose("commitment", "true")
        self._group("declaration")
        if self.scripted:
            self._group("reliefs")
        else:
            thumb.tap(page.locator("[data-go]"))
        page.wait_for_url(re.compile(r"/giay-to$"))

    def _choose(self, name: str, value: str) -> None:
        self.thumb.tap(self.page.locator(f"label.choice:has(input[name='{name}'][value='{value}'])"))

    def _group(self, name: str) -> None:
        if self.scripted:
            self.look(f"form: {name}")
            self.thumb.tap(self.page.locator("[data-go]"))

    def two_photographs(self) -> None:
        self.look("papers")
        for slot in ("cho-o", "y-kien-chu-nha"):
            card = self.page.locator(f"#giay-{slot}")
            picture = {"name": f"{slot}.jpg", "mimeType": "image/jpeg", "buffer": photograph(slot)}
            card.locator("input[type=file]").first.set_input_files(picture)
            self.thumb.taps += 2  # the button of the camera, and the shutter
            if self.scripted:  # the workshop shows what will be sent
                self.look_at_photograph(slot)
                self.thumb.tap(card.locator("[data-do=send]"))
            else:
                self.thumb.tap(card.locator("form[enctype] button"))
            expect(self.page.locator(f"#giay-{slot} .doc[id^=tep-]")).to_have_count(1, timeout=30_000)
        self.look("papers sent")
        self.thumb.tap(self.page.locator(".foot a.btn"))
        self.page.wait_for_url(re.compile(r"/doc-lai$"))

    def look_at_photograph(self, slot: str) -> None:
        expect(self.page.locator(f"#giay-{slot} [data-do=send]")).to_be_visible(timeout=30_000)
        if slot == "cho-o":
            self.look("photograph looked at")

    def read_and_submit(self) -> None:
        expect(self.page.locator("main")).to_contain_text(self.card.split("|")[2])
        expect(self.page.locator("input[name=agree]")).not_to_be_checked()
        self.look("read and approve")
        self.thumb.tap(self.page.locator("label.choice:has(input[name=agree])"))
        self.thumb.tap(self.page.locator("form[action$='/nop'] button.btn"))
        self.page.wait_for_url(re.compile(r"/thanh-toan$"))

    def read_qr_back(self) -> str:
        """What an independent decoder reads in a screenshot of the payment page, the code moved clear of the bar below."""
        self.look("payment")
        expect(self.page.locator("svg.qr")).to_have_count(1)
        self.page.locator("svg.qr").evaluate("code => code.scrollIntoView({ block: 'center' })")
        shot = Image.open(io.BytesIO(self.page.screenshot()))
        found = zxingcpp.read_barcodes(shot, formats=zxingcpp.BarcodeFormat.QRCode)
        assert len(found) == 1, "one QR on the page"
        return str(found[0].text)

    def pay_in_sandbox_bank(self, qr: str) -> None:
        """In a tab of its own, as in a bank's app."""
        bank = self.page.context.new_page()
        bank.goto(self.demo.bank)
        bank.locator("textarea[name=qr]").fill(qr)
        bank.locator("button[value=text]").click()
        bank.locator(".pay-bar button").click()
        expect(bank.locator("main")).to_contain_text(re.compile(r"FT\d+"))
        bank.close()

    def paid(self) -> None:
        if self.scripted:
            self.page.wait_for_url(re.compile(r"/ho-so/[0-9a-f-]{36}$"), timeout=90_000)
        else:
            self.page.reload()
        self.look("tracking, paid")

    def open_receipt(self) -> None:
        self.thumb.tap(self.page.locator("a[href*='/bien-lai/']").first)
        expect(self.page.locator("main")).to_contain_text("7,000" if self.lang == "en" else "7.000")
        expect(self.page.locator("main")).to_contain_text("Bảy nghìn đồng")
        self.look("receipt")
        self.page.go_back()

    @property
    def reference(self) -> str:
        found = re.search(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}", self.page.locator("main").inner_text())
        assert found, "the reference stands on the page"
        return found[0]

    def download_result(self) -> bytes:
        self.page.reload()
        self.look("tracking, resolved")
        with self.page.expect_download() as waiting:
            self.thumb.tap(self.page.locator(".foot a.btn"))
        return waiting.value.path().read_bytes()


def officer_receives_and_resolves(browser: Browser, demo: Demo, reference: str) -> None:
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, timezone_id=str(PHONE["timezone_id"]), reduced_motion="reduce"
    )
    thumb = Thumb(context.new_page(), demo)
    page = thumb.page
    sign_in(thumb, OFFICER)
    thumb.open("/ban-lam-viec")
    thumb.look("desk")
    thumb.tap(page.get_by_role("link", name=reference))
    thumb.look("desk: dossier")
    thumb.tap(page.locator("form[action$='/tiep-nhan'] button"))
    expect(page.locator("form[action$='/bat-dau']")).to_be_visible()
    thumb.look("desk: received")
    thumb.tap(page.locator("form[action$='/bat-dau'] button"))
    expect(page.locator("form[action$='/bat-dau']")).to_have_count(0)
    thumb.look("desk: started")
    page.locator("summary[data-key=q]").click()
    expect(page.locator("#result-file")).to_be_visible()
    thumb.look("desk: result form open")
    page.locator("#result-file").set_input_files(
        {"name": "ket-qua.pdf", "mimeType": "application/pdf", "buffer": RESULT}
    )
    thumb.tap(page.locator("form[enctype] button.btn"))
    expect(page.locator("main")).to_contain_text("ket-qua.pdf")
    thumb.look("desk: resolved")
    context.close()
