"""Bình, signed in and known, with a complete form of temporary residence in his own house (no paper asked for)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from tests.people import Browser
from tests.visitors import at_home, rows
from webapp import clock
from webapp.db import uuid7
from webapp.dossiers.models import Dossier

TENANCY, TO_PORTAL, IN_PERSON = "1.004194", "1.001776", "2.000815"


def day(ahead: int) -> str:
    return f"{clock.today() + timedelta(days=ahead):%d/%m/%Y}"


def complete(**changes: Any) -> dict[str, Any]:
    """What a browser would post for temporary residence; a change to None leaves the question out."""
    fields = {
        "name": "Trần Văn Bình", "personal_id": "022085000123", "birth_date": "02/09/1985", "gender": "1",
        "phone": "0912000002", "residence_case": "ca_nhan", "agency": "06685", "new_address": "số 8, ngõ 5",
        "housing_basis": "so_huu", "temp_from": day(10), "temp_to": day(700), "household_mode": "lap_ho",
        "has_members": "no", "is_minor": "no", "declarant": "Trần Văn Bình", "commitment": "true",
    }  # fmt: skip
    return {name: value for name, value in (fields | changes).items() if value is not None}


def rented() -> dict[str, str]:
    """What changes for a rented place: its owner agrees on paper, and the contract is asked for."""
    owner = {"consent_owner": "giay", "consent_owner_name": "Đỗ Văn Hùng", "consent_owner_date": day(-3)}
    return {"housing_basis": "thue"} | owner


def for_the_portal(**changes: Any) -> dict[str, Any]:
    """The same for a social allowance, which is filed on the national portal and asks for the office."""
    fields = {
        "applicant_full_name": "Trần Văn Bình", "applicant_personal_id": "022085000123",
        "applicant_birth_date": "02/09/1985", "applicant_phone": "0912000002", "applicant_address-province": "22",
        "applicant_address-ward": "06685", "applicant_address-detail": "Tổ 3", "group": "khuyet_tat",
        "other_benefit": "no", "request_text": "Xin trợ cấp", "result_method": "2", "commitment": "true",
        "nop-unit": "hong-gai",
    }  # fmt: skip
    return fields | changes


@pytest.fixture
def binh(app: Flask) -> Browser:
    return at_home(app)


@pytest.fixture
def chi(app: Flask) -> Browser:
    return at_home(app, "0912000003", "Lê Thị Chi")


@pytest.fixture
def dossier(app: Flask) -> Callable[[], Dossier]:
    """The only dossier there is, as it is now."""

    def now() -> Dossier:
        (found,) = rows(app, Dossier)
        assert isinstance(found, Dossier)
        return found

    return now


def post(client: Browser, fields: dict[str, Any], code: str = TENANCY, dossier_id: object = "", **own: str) -> Any:
    return client.post("/ho-so/", data={"id": str(dossier_id), "code": code} | own | fields)


def save(client: Browser, dossier_id: UUID, fields: Any, revision: Any = None, code: Any = TENANCY) -> Any:
    return client.put(f"/api/ho-so/{dossier_id}", json={"code": code, "fields": fields, "revision": revision})


def filled_in(client: Browser, fields: dict[str, Any] | None = None, code: str = TENANCY) -> UUID:
    """A draft filled in to the end, ready to be read over."""
    made = uuid7()
    answer = post(client, fields or complete(), code, made)
    assert answer.location == f"/ho-so/{made}/giay-to", answer.text[:2000]
    return made


def submitted(client: Browser) -> UUID:
    made = filled_in(client)
    assert client.post(f"/ho-so/{made}/nop", data={"agree": "y"}).status_code == 303
    return made
