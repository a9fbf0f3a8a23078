"""A provider's statement, read line by line: all of it or nothing, and what cannot be read is named by its line."""

from datetime import date

import pytest

from webapp.payments.statements import BadStatement, Row, as_notice, dong, read, said

DAY = date(2026, 11, 23)
HEAD = "id,transactionDate,accountNumber,transferAmount,transferType,content,referenceCode"
LINE = "92704,2026-11-23 08:32:10,9999000006685,20000,in,MCABCDEFGH nop phi,FT26327000001"
CARDS = "vnp_TxnRef,vnp_TransactionNo,vnp_TransactionType,vnp_PayDate,vnp_Amount,vnp_TransactionStatus,vnp_BankCode,vnp_BankTranNo,fee"


def sepay(*lines: str, head: str = HEAD) -> bytes:
    return "\r\n".join([head, *lines]).encode()


def test_the_banks_lines() -> None:
    (row,) = read("sepay", sepay(LINE), DAY)
    assert row == Row(2, "came", "92704", 20_000, "9999000006685", "MCABCDEFGH nop phi", "FT26327000001")


def test_with_a_byte_order_mark_by_semicolon_and_in_another_order() -> None:
    head = "content;id;transferAmount;transactionDate;accountNumber;transferType;referenceCode;thêm"
    raw = b"\xef\xbb\xbf" + sepay('"a; b";7;1.234.000;2026-11-23 00:00:00;1;in;;x', head=head)
    (row,) = read("sepay", raw, DAY)
    assert (row.number, row.amount, row.content, row.bank_reference) == ("7", 1_234_000, "a; b", None)


def test_vnpays_lines_came_went_or_are_in_doubt() -> None:
    lines = [
        "MCABCDEFGHXYZXYZ,14123456,01,20261123083210,20000,00,NCB,VNP14123456,0",
        "MCABCDEFGHXYZXYZ,14123457,02,20261123093210,20000,05,NCB,VNP14123457,0",
        "MCABCDEFGHXYZXY2,14123458,01,20261123093210,20000,07,NCB,VNP14123458,0",
    ]
    rows = read("vnpay", sepay(*lines, head=CARDS), DAY)
    assert [(row.happened, row.number) for row in rows] == [
        ("came", "14123456"),
        ("out", "14123457"),
        ("doubtful", "14123458"),
    ]
    assert rows[0].attempt == "MCABCDEFGHXYZXYZ"


@pytest.mark.parametrize(
    ("text", "amount"),
    [("20000", 20_000), ("20.000", 20_000), ("20,000", 20_000), ("1.234.567", 1_234_567), ("20000.00", 20_000), ("20.000,00", 20_000),
     ("0", 0), ("", 0), ("-5", 0), ("1.23", 0), ("12,34,567", 0), ("1e3", 0), ("20 000", 0), ("٢٠", 0)],
)  # fmt: skip
def test_amounts(text: str, amount: int) -> None:
    assert dong(text) == amount


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("20000", "hai chuc"), "amount"), (("2026-11-23", "2026-11-24"), "day"), (("2026-11-23 08:32:10", "sáng"), "moment"),
        (("92704", ""), "number"), (("92704", "=1+1"), "number"),
    ],
    ids=["amount", "day", "moment", "no number", "formula"],
)  # fmt: skip
def test_a_line_that_cannot_be_read_is_named_and_nothing_is_taken(change: tuple[str, str], fault: str) -> None:
    with pytest.raises(BadStatement) as error:
        read(
            "sepay",
            sepay(LINE, LINE.replace("92704", "1").replace(*change) if fault != "number" else LINE.replace(*change)),
            DAY,
        )
    assert error.value.faults == [(3, fault)]


@pytest.mark.parametrize(
    ("raw", "fault"),
    [(b"", (1, "empty")), (b"\xff\xfe", (1, "text")), (b"id,content\n1,2", (1, "accountNumber")), (sepay(LINE, LINE), (3, "twice")),
     (b"x" * (4 * 1024 * 1024 + 1), (1, "size")), (b'id\n"' + b"a" * 200_000, (1, "text"))],
    ids=["empty", "text", "columns", "twice", "size", "cell"],
)  # fmt: skip
def test_what_is_no_statement(raw: bytes, fault: tuple[int, str]) -> None:
    with pytest.raises(BadStatement) as error:
        read("sepay", raw, DAY)
    assert error.value.faults[0] == fault


def test_an_empty_day_is_a_statement() -> None:
    assert read("sepay", sepay(""), DAY) == []


def test_a_line_is_understood_as_a_notice_would_be() -> None:
    (row,) = read("sepay", sepay(LINE), DAY)
    (told,) = said(as_notice(row))
    assert (told.happened, told.number, told.amount, told.accounts) == ("came", "92704", 20_000, ("9999000006685",))
    assert told.texts == ("MCABCDEFGH nop phi",)
