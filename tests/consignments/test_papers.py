"""The papers: what stands on them, in what size, and that a phone reads their QR."""

import io
import re
from typing import Any

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from tests import people
from tests.consignments.office import PAPERS, POST, Office
from webapp.consignments import paper, service
from webapp.consignments.models import Handover
from webapp.dossiers.service import State

MM = 72 / 25.4


def pages(pdf: bytes) -> Any:
    return pypdfium2.PdfDocument(pdf)


def words(pdf: bytes) -> str:
    return re.sub(r"\s+", " ", " ".join(page.get_textpage().get_text_bounded() for page in pages(pdf)))


def size(pdf: bytes) -> tuple[int, int]:
    width, height = pages(pdf)[0].get_size()
    return round(width / MM), round(height / MM)


def code(pdf: bytes) -> str:
    (found,) = zxingcpp.read_barcodes(pages(pdf)[0].render(scale=3).to_pil())
    return str(found.text)


@pytest.mark.parametrize("layout", ["a5", "80mm"])
def test_a_slip_names_sender_papers_fees_and_when_the_law_counts(office: Office, layout: paper.Layout) -> None:
    dossier = office.filed(state=State.AWAITING_PAYMENT)
    office.pay(dossier)
    one = office.signed(
        dossier, authorised={"name": "Trần Văn Ba", "number": "022070000123"}, delivery="mail", address="Tổ 3, khu 5"
    )
    assert one.sheet
    made = paper.slip(one.sheet, one.signed_at, True, layout)  # type: ignore[arg-type]
    said = words(made)
    for part in (
        one.number,
        people.AN[1],
        "Bưu điện Hà Tu",
        "BẢN GỐC, trả lại",
        "20.000 đồng",
        "01/2026/TT-BL",
        "ký biên bản giao nhận",
        "Trần Văn Ba",
        "••••0123",
        "Người gửi",
        "Nhân viên bưu điện",
    ):
        assert part in said, part
    assert "022070000123" not in said
    assert one.sheet["fees"]["receipts"][0] in said
    assert code(made) == one.number
    assert size(made)[0] == (148 if layout == "a5" else 80)
    assert len(pages(made)) == 1
    with pikepdf.open(io.BytesIO(made)) as opened:
        assert "/StructTreeRoot" in opened.Root


def test_a_slip_with_many_papers_is_still_whole(office: Office) -> None:
    long = service.Paper("Giấy tờ có tên rất dài để xem dòng có xuống hàng cho đẹp không, " * 3, 99, True, True)
    one = office.signed(papers=(*PAPERS, *(long for _ in range(12))))
    assert one.sheet
    for layout in ("a5", "80mm"):
        assert words(paper.slip(one.sheet, one.signed_at, False, layout)).count("BẢN GỐC") == 14  # type: ignore[arg-type]


def test_without_an_agreement_the_slip_says_that_nothing_is_collected(office: Office) -> None:
    one = office.signed()
    assert one.sheet
    said = words(paper.slip(one.sheet | {"agreement": None}, one.signed_at, False))  # type: ignore[arg-type]
    assert "Chưa có thoả thuận thu hộ" in said


@pytest.mark.parametrize(("layout", "width"), [("a5", 210), ("80mm", 80)])
def test_a_record_prints_small_too(office: Office, layout: paper.Sheet, width: int) -> None:
    record = office.made(office.signed(), office.signed())
    link = f"http://localhost/ban-lam-viec/giao-nhan/{record.id}"
    made = paper.record(record, {"vi": "Bưu điện Hà Tu"}, {"vi": "Trung tâm Hà Tu"}, link, True, layout)
    assert (size(made)[0], code(made)) == (width, link)
    said = words(made)
    for part in (record.name, "Cộng: 2 hồ sơ", "Bưu điện Hà Tu", "Bên nhận"):
        assert part in said, part


def test_a_record_says_each_line_and_its_sums(office: Office) -> None:
    dossier = office.filed(state=State.AWAITING_PAYMENT)
    office.pay(dossier)
    ones = [office.signed(dossier), office.signed()]
    record = office.made(*ones)
    link = f"http://localhost/ban-lam-viec/giao-nhan/{record.id}"
    made = _paper(record, link)
    assert "Chưa xác nhận" in words(made)
    assert (size(made), code(made)) == ((210, 297), link)
    done = office.confirm(record, line2=("other", "Thiếu một bản sao"))
    said = words(_paper(done, link))
    for part in (
        done.name,
        "Cộng: 2 hồ sơ",
        "20.000 đồng",
        "Thiếu một bản sao",
        "01/2026/TT-BL",
        office.ha.name,
        office.quang.name,
        "kiểm đếm và xác nhận",
    ):
        assert part in said, part
    assert done.hash
    assert done.hash[:20] in said.replace(" ", "")


def _paper(record: Handover, link: str) -> bytes:
    return paper.record(record, {"vi": "Bưu điện Hà Tu"}, {"vi": "Trung tâm Hà Tu"}, link, True)


def test_forty_lines_go_on_over_pages(office: Office) -> None:
    one = office.signed()
    record = office.made(one)
    record.lines = [record.lines[0] | {"consignment": str(n)} for n in range(40)]
    made = _paper(record, "http://localhost/x")
    office.db.rollback()
    assert len(pages(made)) > 1
    assert words(made).count(one.number) == 40
    assert one.unit_id == POST
