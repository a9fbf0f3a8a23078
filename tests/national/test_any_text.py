"""Whatever stands in a record or in a file: it is read or refused, never an error, and nothing that stood there is lost."""

import json
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.national.crawl import record
from webapp.national import reading, stream
from webapp.national.reading import KEYS

DAY = date(2026, 11, 23)
FREE_NOTE = "Trực tuyến5 Ngày làm việcMiễn phí("
PIECES = st.sampled_from(
    [
        "Trực tuyến", "Trực tiếp", "Dịch vụ bưu chính", "5 Ngày làm việc", "3 Ngày", "1", "8 Giờ", "Miễn phí", "Không có thông tin", "120,000 VNĐ",
        "40 Việt Nam Đồng", "10 USD", "(", ")", "((", "a) ", "135.000 đồng/lần", "đến hết ngày 31/12/2025", "99/99/9999", " ", "\n", "Tên giấy tờMẫu đơn, tờ khaiSố lượng",
        "1 bản chính", "0 bản chính,1 bản sao", "20251 bản chính", "31 bản chính", ".docx", "--", "Tên văn bản pháp lýMã văn bản", "85/2013/NĐ-CP", "QH13", "Mã: KQ.G1", "Từ khóa", "Mô tả",
        "Chọn cơ quan thực hiện", "Hình thức nộpThời gianPhí, lệ phíMô tả", "²", "٣", "\u0301" * 40, "\0", "\ud83d",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(PIECES, max_size=25).map("".join), st.text(max_size=200), st.text(st.characters(codec=None), max_size=60)
)
VALUES = st.one_of(TEXTS, st.none(), st.integers(), st.booleans(), st.lists(st.text(max_size=5), max_size=3))


@given(st.dictionaries(st.one_of(st.sampled_from(sorted(KEYS)), st.text(max_size=10)), VALUES, max_size=18))
@settings(max_examples=300)
def test_any_record_is_read_or_refused(raw: dict[str, Any]) -> None:
    try:
        read = reading.read(raw, DAY)
    except reading.Refused:
        assert not (reading.code_of(raw) and reading.name_of(raw))
    else:
        assert read.code
        assert read.name
        assert json.dumps([doubt.excerpt for doubt in read.doubts]).isascii()
        "".join(doubt.excerpt for doubt in read.doubts).encode()


@given(st.lists(PIECES, max_size=30).map("".join))
@settings(max_examples=300)
def test_no_word_of_the_ways_in_is_lost(text: str) -> None:
    """Each run of letters stands in some row, or among what was left."""
    read = reading.read(record() | {"cach_thuc_thuc_hien": text}, DAY)
    kept = " ".join(
        [*(f"{way.name} {way.term.words if way.term else ''} {way.note}" for way in read.ways),
         *(f"{fee.words} {fee.note}" for way in read.ways for fee in way.fees), *read.unread("ways")]
    )  # fmt: skip
    for word in ("Miễn phí", "135.000", "31/12/2025", "40 Việt Nam", "10 USD", "bản chính", "docx"):
        assert kept.count(word) >= (word in text)


@given(st.lists(PIECES, max_size=30).map("".join))
@settings(max_examples=300)
def test_no_word_of_the_papers_is_lost(text: str) -> None:
    read = reading.read(record() | {"thanh_phan_ho_so": text}, DAY)
    kept = " ".join(
        [*(group.title for group in read.groups), *(f"{paper.name} {' '.join(paper.forms)} {paper.quantity}" for paper in read.papers),
         *read.unread("papers")]
    )  # fmt: skip
    for word in ("Miễn phí", "135.000", "31/12/2025", "40 Việt Nam", "10 USD", "85/2013"):
        assert kept.count(word) >= (word in text)


@given(st.binary(max_size=400))
def test_any_bytes_are_lines_or_no_file(tmp_path_factory: pytest.TempPathFactory, sent: bytes) -> None:
    file = Path(tmp_path_factory.getbasetemp()) / "any.jsonl"
    file.write_bytes(sent)
    try:
        for _number, raw, why in stream.lines(file):
            assert (raw is None) == bool(why)
    except stream.UnreadableFile:
        assert sent.startswith(b"\x1f\x8b")


@pytest.mark.parametrize(
    ("part", "before", "again"),
    [
        ("can_cu_phap_ly", "", "1"), ("ket_qua_xu_ly", "", "Từ khóa"), ("cach_thuc_thuc_hien", FREE_NOTE, "1.000.000 đồng "),
        ("cach_thuc_thuc_hien", FREE_NOTE, "1.000.000 đồng; "), ("cach_thuc_thuc_hien", FREE_NOTE, "("), ("thanh_phan_ho_so", "", "1 bản chính"),
    ],
    ids=["digits", "buttons", "one clause", "clauses", "brackets", "papers"],
)  # fmt: skip
def test_no_text_takes_long_to_read(part: str, before: str, again: str) -> None:
    """A page reads its record anew; a text four times as long takes four times as long, not sixteen."""
    text = before + again * (60_000 // len(again))
    begun = time.process_time()
    reading.read(record() | {part: text + ")" * text.count("(")}, DAY)
    assert time.process_time() - begun < 5
