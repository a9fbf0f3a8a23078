"""A hundred records sampled from the national portal say what a person wrote down who read them; and the same of two written here."""

import random
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from tests.national import crawl
from tests.national.hundred import HUNDRED, NAMES, SEED
from webapp.national import reading
from webapp.national.record import Fee, Record, Term

DAY = date(2026, 11, 23)
LEVELS = {"b": "Cấp bộ", "t": "Cấp tỉnh", "x": "Cấp xã", "k": "Cơ quan khác"}
CHANNELS = {"o": "online", "p": "post", "d": "in_person"}
UNITS = {"w": "Ngày làm việc", "d": "Ngày", "h": "Giờ", "?": None}
OURS = """
9.000001 | x | od:3w:free | 1 1 | | Bước 1: Nộp đơn.
9.000002 | t | o:5w:~20000 d:2?:~free p:-:? | 2 1 0+2 | unit famt amt contra joined | Bước 1
"""
RECORDS = crawl.real()
WRITTEN = {
    one["ma_thu_tuc"]: one
    for one in (
        crawl.record(),
        crawl.record(
            "9.000002",
            "Cấp thẻ thả diều",
            "Trực tuyến5 Ngày làm việc20,000 VNĐ(25.000 đồng/thẻ)Trực tiếp2Miễn phí(25.000 đồng/thẻ)Dịch vụ bưu chính120,000 VNĐ",
            "Đơn1 bản chínhẢnh0 bản chính,2 bản sao",
            cap_thuc_hien="Cấp tỉnh",
        ),
    )
}
LINES = [*(HUNDRED.strip().splitlines() if RECORDS else []), *OURS.strip().splitlines()]


@pytest.mark.parametrize("line", LINES, ids=[line[:8] for line in LINES])
def test_it_reads_what_a_person_reads(line):
    code, levels, ways, papers, doubts, steps = (part.strip() for part in line.split("|"))
    raw = (RECORDS | WRITTEN)[code]
    read = reading.read(raw, DAY)
    assert read.name == " ".join(unicodedata.normalize("NFC", raw["ten_thu_tuc"]).split())
    assert read.levels == tuple(LEVELS[one] for one in levels.split())
    assert _ways(read) == _written(ways)
    assert {doubt.kind for doubt in read.doubts if doubt.where != "laws"} == {NAMES[one] for one in doubts.split()}
    _check_papers(read, papers)
    if steps:
        assert " ".join(read.steps).startswith(steps)


def test_the_hundred_were_sampled_and_not_chosen():
    written = [line[:8] for line in HUNDRED.strip().splitlines()]
    assert len(set(written)) == 100
    if RECORDS:
        assert written == sorted(random.Random(SEED).sample(sorted(RECORDS), 100))


def _written(ways: str) -> list[tuple[str, str, str]]:
    rows = []
    for row in ways.replace(":=", ":=§").split(" ") if "=" not in ways else [ways]:
        channels, term, fee = row.replace("§", "").split(":")
        rows += [(CHANNELS[one], term, fee) for one in channels]
    return rows


def _ways(read: Record) -> list[tuple[str | None, str, str]]:
    return [(way.channel, _term(way.term), _fee(way.fees[0])) for way in read.ways if len(way.fees) == 1]


def _term(term: Term | None) -> str:
    if term is None:
        return "-"
    if term.count is None:
        return f"={term.words}"
    return f"{term.count}{next(sign for sign, unit in UNITS.items() if unit == term.unit)}"


def _fee(fee: Fee) -> str:
    if fee.words == "Không có thông tin":
        return "-"
    if fee.words == "Miễn phí":
        return "free" if fee.free else "~free"
    return ("~" if fee.doubtful else "") + str(fee.amount) if fee.amount is not None else "?"


def _check_papers(read: Record, papers: str) -> None:
    if papers:
        number, *quantities = papers.split()
        assert len(read.papers) == int(number)
        read_so = [f"{one.originals}+{one.copies}" if one.copies else str(one.originals) for one in read.papers]
        assert read_so[: len(quantities)] == quantities


def test_nearly_all_of_the_file_is_read():
    """At least 99 of 100 records, each with a way in; of the rest nothing is lost."""
    records: Mapping[str, Any] = RECORDS or WRITTEN
    read = [reading.read(raw, DAY) for raw in records.values()]
    assert len(read) == len(records)
    assert sum(bool(one.ways) for one in read) >= 0.99 * len(read)
    assert sum(bool(one.groups) for one in read) >= 0.98 * len(read)
