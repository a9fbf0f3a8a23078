"""For whom a procedure is (`applicants`): a firm marries nobody. Said at the procedure, on the form, and refused at handing in."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from tests.dossiers.conftest import complete, filled_in, post
from tests.people import Browser
from tests.visitors import fresh, rows
from webapp.accounts.models import Person
from webapp.dossiers.models import Dossier
from webapp.dossiers.service import State
from webapp.procedures import service as procedures

Now = Callable[[], Dossier]
HOME, MARRIAGE = "1.004222", "1.000894"
SAID = "Thủ tục này chỉ dành cho: cá nhân."


def permanent() -> dict[str, Any]:
    """What a browser posts for permanent residence, which is for citizens only."""
    changes = {
        "residence_case": "so_huu",
        "from_abroad": "no",
        "housing_basis": None,
        "temp_from": None,
        "temp_to": None,
    }
    return complete(**changes)


@pytest.fixture
def firm(binh: Browser) -> Browser:
    """Bình, signed in as the firm he represents."""
    facts = {"organisation": "Công ty Hoa Biển", "tax_code": "0101234567", "full_name": "Trần Văn Bình"}
    assert binh.post("/tai-khoan/to-chuc", data={"kind": "business"} | facts).status_code == 303
    return binh


def choose_binh(client: Browser, app: Flask) -> None:
    citizen = next(one for one in rows(app, Person) if one.kind == "citizen")
    assert client.post(f"/tai-khoan/ai/{citizen.id}").status_code == 303


def test_the_procedure_says_for_whom_it_is(app: Flask) -> None:
    assert "Cá nhân" in fresh(app).get(f"/thu-tuc/{MARRIAGE}").text
    assert SAID not in fresh(app).get(f"/thu-tuc/{MARRIAGE}").text
    page = re.sub(r"<[^>]+>", "", fresh(app).get("/thu-tuc/1.004194").text)
    assert "Cá nhân; doanh nghiệp, hộ kinh doanh; cơ quan, tổ chức" in page


def test_a_firm_is_told_at_the_procedure_and_offered_another_person(firm: Browser) -> None:
    page = firm.get(f"/thu-tuc/{MARRIAGE}").text
    assert SAID in page
    assert "Công ty Hoa Biển" in page
    assert f"/tai-khoan/ai?tiep=/thu-tuc/{MARRIAGE}" in page
    assert ">Bắt đầu<" not in page
    assert SAID not in firm.get("/thu-tuc/1.004194").text


def test_a_firm_begins_no_draft(app: Flask, firm: Browser) -> None:
    assert post(firm, {}, MARRIAGE).location == f"/thu-tuc/{MARRIAGE}"
    assert rows(app, Dossier) == []


def test_what_a_firm_typed_is_kept_and_goes_no_further(firm: Browser, dossier: Now) -> None:
    page = post(firm, permanent(), HOME)
    assert page.status_code == 422
    assert SAID in page.text
    assert dossier().fields["new_address"] == "số 8, ngõ 5"
    assert dossier().answers is None


def test_it_goes_on_for_the_person_chosen_instead(app: Flask, firm: Browser, dossier: Now) -> None:
    post(firm, permanent(), HOME)
    made = dossier().id
    choose_binh(firm, app)
    assert SAID not in firm.get(f"/ho-so/{made}/don").text
    assert post(firm, permanent(), HOME, made).location == f"/ho-so/{made}/giay-to"
    firm.post(f"/ho-so/{made}/nop", data={"agree": "y"})
    assert dossier().state != State.DRAFT


def test_the_server_refuses_to_take_it_from_a_firm(app: Flask, firm: Browser, dossier: Now) -> None:
    made = filled_in(firm, complete())
    with app.app_context(), app.extensions["sessions"].write() as db:
        version = procedures.current(db, HOME).version_id
        db.execute(update(Dossier).values(version_id=version, code=HOME, fields=permanent()))
        db.commit()
    page = firm.get(f"/ho-so/{made}/doc-lai").text
    assert SAID in page
    assert "Nộp hồ sơ</button>" not in page
    assert firm.post(f"/ho-so/{made}/nop", data={"agree": "y"}).location == f"/ho-so/{made}/doc-lai"
    assert firm.get(f"/ho-so/{made}/mang-di").location == f"/ho-so/{made}/doc-lai"
    assert dossier().state == State.DRAFT


def test_the_phone_learns_who_is_chosen(firm: Browser, chi: Browser) -> None:
    assert firm.get("/api/toi").json["kind"] == "business"
    assert chi.get("/api/toi").json["kind"] == "citizen"
    assert 'data-module="applicant" data-for="citizen"' in chi.get(f"/thu-tuc/{HOME}/lam").text
