"""Forms with pieces missing and files with odd bytes are refused in words; nothing is written."""

import io
from typing import Any

import pytest

from tests.books.test_deciding import at, of, refused, twice
from tests.books.test_reconciling import AT, HEAD, take
from tests.page import Client
from tests.payments.till import Till
from webapp import clock
from webapp.db import uuid7

__all__ = ["refused", "twice"]


def test_a_refund_without_an_amount_is_asked_for_again(lan: Client, refused: Any) -> None:
    assert lan.post(of(refused), data={"id": str(uuid7()), "reason": "Hồ sơ bị từ chối"}).status_code == 422


@pytest.mark.parametrize("page", ["", "/tra-lai"])
def test_a_decision_without_a_reason_too(lan: Client, twice: Any, page: str) -> None:
    assert lan.post(at(twice, page), data={"id": str(uuid7())}).status_code == 422


def test_a_statement_without_its_day_is_asked_for_again(lan: Client, till: Till) -> None:
    sent = {"id": str(uuid7()), "provider": "sepay", "file": (io.BytesIO(HEAD.encode()), "a.csv")}
    assert lan.post(AT, data=sent, content_type="multipart/form-data").status_code == 422


@pytest.mark.parametrize("column", [2, 5, 6], ids=["account", "content", "reference"])
def test_a_statement_with_a_nul_in_it_is_no_text(lan: Client, till: Till, column: int) -> None:
    cells = ["9001", f"{clock.today()} 08:00:00", "8800112233", "20000", "in", "MC", "FT1"]
    cells[column] += "\x00"
    answer = take(lan, ",".join(cells))
    assert answer.status_code == 422
