"""Receipts: numbered without gaps by series and year, the same on screen and on paper."""

import io
import re
from datetime import datetime, timedelta

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from tests import people
from tests.page import Client
from tests.payments.till import FEE, Till, receipt_page
from webapp import clock
from webapp.dossiers.service import Dossier
from webapp.receipts import paper
from webapp.receipts.models import Receipt


def paid(till: Till, unit: str = people.UNIT) -> tuple[Dossier, Receipt]:
    dossier = till.owing(unit=unit)
    till.pay(till.bill(dossier))
    return dossier, till.receipts()[-1]


def test_it_numbers_receipts_by_unit(till: Till) -> None:
    for unit in (people.UNIT, people.UNIT, "ha-tu", people.UNIT):
        paid(till, unit)
    assert [(receipt.unit_id, receipt.number) for receipt in till.receipts()] == [
        (people.UNIT, 1), (people.UNIT, 2), ("ha-tu", 1), (people.UNIT, 3),
    ]  # fmt: skip


def test_it_begins_at_one_again_on_1_january(till: Till) -> None:
    year = clock.today().year
    clock.set_to(datetime(year, 12, 31, 23, 58, tzinfo=clock.VN))
    paid(till)
    paid(till)
    clock.advance(timedelta(minutes=5))
    paid(till)
    assert [(one.year, one.number) for one in till.receipts()] == [(year, 1), (year, 2), (year + 1, 1)]


def test_it_leaves_no_gap_when_settling_failed(till: Till) -> None:
    till.app.config["TESTING_RAISES"] = False
    dossier = till.owing()
    raw = till.notice(till.bill(dossier).reference, FEE, accountNumber=till.bill(dossier).bank_account)
    broken = till.again(dossier)
    events, first = broken.events, broken.events[0]
    first.number = len(events) + 1  # the next line of the timeline cannot be written
    till.db.commit()
    assert till.send(raw).status_code == 409
    first.number = 1
    till.db.commit()
    till.work()
    assert [receipt.number for receipt in till.receipts()] == [1]


def test_it_says_on_the_receipt_what_the_law_wants(till: Till, an: Client) -> None:
    dossier, receipt = paid(till)
    page = an.get(receipt_page(dossier, receipt.id)).text
    day = clock.today().strftime("%d/%m/%Y")
    for words in (
        "Biên lai thu lệ phí",
        "01BLP-L",
        receipt.series,
        "00000001",
        "20.000 đồng",
        "Hai mươi nghìn đồng",
        people.AN[1],
        "Hồng Gai",
        "0000006685",
        day,
    ):
        assert words in page
    assert "Bản dùng thử, không có giá trị thanh toán" in page


def of_a_child(till: Till, **helped: str) -> tuple[Dossier, Receipt]:
    """Paid for a dossier that a mother handed in for her child, helped or not."""
    dossier = till.owing()
    (event,) = [one for one in dossier.events if one.event == "submitted"]
    event.acted = {
        "by": people.AN[1],
        "for": "Nguyễn Minh Khôi",
        "ground": "parent",
        "called": {"vi": "mẹ", "en": "mother"},
    } | helped
    till.db.commit()
    till.pay(till.bill(dossier))
    return dossier, till.receipts()[-1]


def test_it_says_who_acted_for_whom(till: Till, an: Client) -> None:
    dossier, receipt = of_a_child(till)
    assert "Nguyễn Thị An (mẹ) – cho: Nguyễn Minh Khôi" in an.get(receipt_page(dossier, receipt.id)).text
    answer = an.get(receipt_page(dossier, receipt.id) + ".pdf")
    assert "Nguyễn Thị An (mẹ) – cho: Nguyễn Minh Khôi" in text_of(pikepdf.open(io.BytesIO(answer.data)))


def test_it_says_who_helped(till: Till, an: Client) -> None:
    dossier, receipt = of_a_child(till, helper="Phạm Văn Dũng", team="Tổ công nghệ số khu 1")
    assert "Phạm Văn Dũng (Tổ công nghệ số khu 1)" in an.get(receipt_page(dossier, receipt.id)).text
    answer = an.get(receipt_page(dossier, receipt.id) + ".pdf")
    assert "Phạm Văn Dũng (Tổ công nghệ số khu 1)" in text_of(pikepdf.open(io.BytesIO(answer.data)))


def test_it_names_no_helper_where_nobody_helped(till: Till, an: Client) -> None:
    dossier, receipt = of_a_child(till)
    assert "Người giúp" not in an.get(receipt_page(dossier, receipt.id)).text


def test_it_says_that_too_much_came(till: Till, an: Client) -> None:
    dossier = till.owing()
    till.pay(till.bill(dossier), FEE + 3_000)
    page = an.get(receipt_page(dossier, till.receipts()[0].id)).text
    assert "Đã nhận thừa 3.000 đồng" in page


@pytest.mark.parametrize("suffix", ["", ".pdf"])
def test_it_shows_no_receipt_to_others(till: Till, client: Client, suffix: str) -> None:
    dossier, receipt = paid(till)
    people.sign_in(client, till.db, *people.CHI)
    assert client.get(receipt_page(dossier, receipt.id) + suffix).status_code == 404


def test_it_shows_a_receipt_under_its_own_dossier_only(till: Till, an: Client) -> None:
    _dossier, receipt = paid(till)
    other, _receipt = paid(till)
    assert an.get(receipt_page(other, receipt.id)).status_code == 404


def opened(till: Till, an: Client) -> tuple[Receipt, pikepdf.Pdf, bytes]:
    dossier, receipt = paid(till)
    answer = an.get(receipt_page(dossier, receipt.id) + ".pdf")
    assert answer.mimetype == "application/pdf"
    assert f"bien-lai-{receipt.series}-00000001-{receipt.year}.pdf" in answer.headers["Content-Disposition"]
    return receipt, pikepdf.open(io.BytesIO(answer.data)), answer.data


def test_it_prints_a_tagged_a5_page_in_vietnamese(till: Till, an: Client) -> None:
    _receipt, pdf, data = opened(till, an)
    width, height = (float(side) / 72 * 25.4 for side in pdf.pages[0].MediaBox[2:])
    assert (round(width), round(height), len(pdf.pages)) == (148, 210, 1)
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "vi"
    assert len(data) < 60_000


def test_it_prints_what_can_be_read_by_programs(till: Till, an: Client) -> None:
    receipt, pdf, _data = opened(till, an)
    said = text_of(pdf)
    law = "Số: 00000001", receipt.series, "01BLP-L", "0000006685", people.AN[1], "Hai mươi nghìn đồng", "20.000 đồng"
    for words in (*law, "Mức thu: 20.000 đồng", "Chuyển khoản ngân hàng"):
        assert words in said
    assert "BẢN DÙNG THỬ – không có giá trị thanh toán" in said


def test_it_marks_a_demonstration_only(till: Till) -> None:
    _dossier, receipt = paid(till)
    with pikepdf.open(io.BytesIO(paper.pdf(receipt, "https://motcham.example", demo=False))) as pdf:
        assert "BẢN DÙNG THỬ" not in text_of(pdf)
        assert f"https://motcham.example/bien-lai/{receipt.token}" in text_of(pdf)


@pytest.mark.parametrize("layout", paper.LAYOUTS)
def test_it_draws_a_qr_that_leads_to_the_check(till: Till, layout: paper.Layout) -> None:
    _dossier, receipt = paid(till)
    page = pypdfium2.PdfDocument(paper.pdf(receipt, "https://motcham.example", True, layout))[0]
    found = zxingcpp.read_barcodes(page.render(scale=4).to_pil())
    assert {one.text for one in found} == {
        f"https://motcham.example/bien-lai/{receipt.token}", f"https://motcham.example/danh-gia/bien-lai/{receipt.token}",
    }  # fmt: skip


def test_it_prints_a_strip_of_80_mm(till: Till, an: Client) -> None:
    dossier, receipt = paid(till)
    answer = an.get(receipt_page(dossier, receipt.id) + ".pdf?kho=80mm")
    with pikepdf.open(io.BytesIO(answer.data)) as pdf:
        assert (round(float(pdf.pages[0].MediaBox[2]) / 72 * 25.4), len(pdf.pages), pdf.Root.MarkInfo.Marked) == (
            80,
            1,
            True,
        )
        for words in ("Biên lai thu lệ phí", "Số: 00000001", "Hai mươi nghìn đồng", "Bản này chưa có chữ ký số"):
            assert words in text_of(pdf)


@pytest.mark.parametrize("name", ["Ksơr H'Blŏ Ƀă", "王小明", 'a#b *x* $y$ [z] \\ " <&'])
def test_it_prints_any_name(till: Till, name: str) -> None:
    _dossier, receipt = paid(till)
    receipt.content = receipt.content | {"applicant": name}
    with pikepdf.open(io.BytesIO(paper.pdf(receipt, "http://localhost", demo=True))) as pdf:
        assert "Hai mươi nghìn đồng" in text_of(pdf)


def test_it_prints_a_long_name_and_many_lines_on_one_page(till: Till) -> None:
    _dossier, receipt = paid(till)
    line = {"label": {"vi": "Lệ phí cấp bản sao trích lục hộ tịch cho người nộp qua cổng"}, "amount": 8_000}
    receipt.content = receipt.content | {"applicant": "Công ty trách nhiệm hữu hạn " * 5, "lines": [line] * 6}
    with pikepdf.open(io.BytesIO(paper.pdf(receipt, "http://localhost", demo=True))) as pdf:
        assert len(pdf.pages) == 1


def text_of(pdf: pikepdf.Pdf) -> str:
    """The page's letters by each font's own table, words in the order drawn."""
    page, said, table = pdf.pages[0], [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            table = letters(page.Resources.Font[operands[0]])
        elif str(operator) in ("Tj", "TJ"):
            parts = operands[0] if str(operator) == "TJ" else [operands[0]]
            codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            said.append("".join(table.get(codes[at : at + 2], "□") for at in range(0, len(codes), 2)))
    return "".join(said)


def letters(font: pikepdf.Object) -> dict[bytes, str]:
    """Code → letters, from the font's ToUnicode table."""
    table = font.ToUnicode.read_bytes().decode().partition("beginbfchar")[2]
    pairs = re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>", table)
    return {bytes.fromhex(code): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}
