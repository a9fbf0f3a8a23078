"""A slip at the counter: given with every draft, printed, and brought back to whatever desk."""

import io
from typing import Any
from uuid import UUID

import pikepdf
import pytest
from sqlalchemy.orm import Session

from tests.counter.desk import TAM, mandate_of, sit
from tests.counter.test_working import begin, filled, hand_in
from tests.people import Browser
from tests.receipts.test_receipts import text_of
from webapp.access import ANYONE, SYSTEM
from webapp.counter.models import CounterVisit
from webapp.db import uuid7
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier
from webapp.slips import service as slips


def slip_of(db: Session, dossier_id: UUID) -> slips.Slip:
    found = slips.of(db, db.get_one(Dossier, dossier_id))
    assert found
    return found


def bring(ha: Browser, visit: CounterVisit, code: str) -> Any:
    return ha.post(f"/khach/{visit.id}/viec", data={"id": str(uuid7()), "what": code})


def test_every_draft_of_the_counter_has_a_slip_from_the_start(db: Session, ha: Browser) -> None:
    visit = sit(ha, db)
    made = begin(ha, visit)
    first = slip_of(db, made).id
    begin(ha, visit, dossier_id=made)
    db.expire_all()
    assert slip_of(db, made).id == first


@pytest.mark.parametrize(("size", "width"), [("", 420), ("?kho=k80", 227)])
def test_it_prints_without_a_name(db: Session, ha: Browser, size: str, width: int) -> None:
    visit = sit(ha, db)
    made = begin(ha, visit)
    code = dossiers.shown(slip_of(db, made).code)
    answer = ha.get(f"/khach/{visit.id}/phieu/{made}.pdf{size}")
    assert answer.headers["Cache-Control"] == "no-store"
    with pikepdf.open(io.BytesIO(answer.data)) as pdf:
        said = text_of(pdf)
        assert round(float(pdf.pages[0].mediabox[2])) == width
    assert code in said
    for secret in ("Đỗ Thị Na", "022145000321", "1945"):
        assert secret not in said


def test_another_clerk_prints_none_of_it(db: Session, ha: Browser, tu: Browser) -> None:
    visit = sit(ha, db)
    made = begin(ha, visit)
    assert tu.get(f"/khach/{visit.id}/phieu/{made}.pdf").status_code == 404
    assert tu.get(f"/api/khach/phieu/{made}").status_code == 404


def test_the_browser_gets_it_for_when_the_line_is_cut(db: Session, ha: Browser) -> None:
    made = begin(ha, sit(ha, db))
    said = ha.get(f"/api/khach/phieu/{made}").json
    assert said["code"] == dossiers.shown(slip_of(db, made).code)
    assert said["qr"].startswith("<svg")


def test_at_another_desk_the_draft_goes_on(db: Session, ha: Browser, tu: Browser) -> None:
    visit = sit(ha, db)
    made = begin(ha, visit)
    code = dossiers.shown(slip_of(db, made).code)
    ha.post(f"/khach/{visit.id}/tiep")
    other = sit(tu, db)
    answer = bring(tu, other, code.lower())
    assert answer.headers["Location"].endswith(f"/lam#{made}")
    db.expire_all()
    assert db.get_one(Dossier, made).mandate_id == other.id


def test_its_qr_will_do(db: Session, ha: Browser) -> None:
    visit = sit(ha, db)
    made = begin(ha, visit)
    assert bring(ha, visit, slips.link(slip_of(db, made))).status_code == 303


def test_a_draft_of_nobodys_becomes_the_customers(db: Session, ha: Browser) -> None:
    """Begun at home without an account, the slip printed; with their card it is theirs."""
    anyone = dossiers.Holder(ANYONE, "t" * 32)
    draft = dossiers.start(db, anyone, uuid7(), "1.004194")
    dossiers.save(db, draft, {"name": "Đỗ Thị Na", "birth_date": "03/02/1945"})
    db.flush()
    code = slips.issue(db, uuid7(), draft, anyone.actor).code
    db.commit()
    visit = sit(ha, db)
    assert bring(ha, visit, code).status_code == 303
    db.expire_all()
    kept = db.get_one(Dossier, draft.id)
    assert (kept.person_id, kept.holder) == (mandate_of(db, visit).person_id, None)
    assert kept.fields["name"] == "Đỗ Thị Na"


def test_somebody_elses_slip_opens_nothing(db: Session, ha: Browser) -> None:
    first = sit(ha, db)
    made = begin(ha, first)
    code = slip_of(db, made).code
    second = sit(ha, db, TAM)
    answer = bring(ha, second, code)
    assert answer.status_code == 422
    assert "không mở được" in answer.text
    assert bring(ha, second, "AAAA-AAAA").status_code == 422


def test_a_slip_that_was_replaced_says_so(db: Session, ha: Browser) -> None:
    visit = sit(ha, db)
    made = begin(ha, visit)
    old = slip_of(db, made).code
    slips.issue(db, uuid7(), db.get_one(Dossier, made), SYSTEM)
    db.commit()
    assert "phiếu mới thay" in bring(ha, visit, old).text


def test_what_was_handed_in_opens_by_its_slip_and_closes_with_the_visit(db: Session, ha: Browser) -> None:
    visit = sit(ha, db)
    made = filled(ha, visit, birth_date="03/02/1945")
    assert hand_in(ha, visit, made).status_code == 200
    code = slip_of(db, made).code
    ha.post(f"/khach/{visit.id}/tiep")
    again = sit(ha, db)
    answer = bring(ha, again, code)
    assert answer.headers["Location"].endswith(f"/ho-so/{made}")
    assert ha.get(f"/ho-so/{made}").status_code == 200
    ha.post(f"/khach/{again.id}/tiep")
    assert ha.get(f"/ho-so/{made}").status_code == 404
