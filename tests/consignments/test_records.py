"""Records of handing over: made, counted together line by line, frozen; and the law's moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests import people
from tests.consignments.office import AGENCY, Office
from webapp import clock
from webapp.consignments import panel, service
from webapp.consignments.records import Answer
from webapp.consignments.service import Between, NoSuchRecord, NotNow
from webapp.db import uuid7
from webapp.desk import returns
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Event, State
from webapp.tills import service as tills


def test_a_record_says_what_goes_and_confirming_it_hands_it_over(office: Office) -> None:
    paid = office.filed(state=State.AWAITING_PAYMENT)
    office.pay(paid)
    ones = [office.signed(paid), office.signed()]
    record = office.made(*ones)
    assert [(line["papers"], line["originals"], line["fees"]["amount"]) for line in record.lines] == [
        (4, 3, 20_000),
        (4, 3, 0),
    ]
    assert {office.again(one).state for one in ones} == {"listed"}
    done = office.confirm(record)
    assert (done.state, done.given_by, done.received_by) == ("confirmed", office.ha.name, office.quang.name)
    assert service.total(done).amount == 20_000
    assert len(service.total(done).receipts) == 1
    assert [office.again(one).state for one in ones] == ["handed_over"] * 2
    assert office.places(ones[0]) == ["agency"] * 3


def test_what_was_given_back_over_the_counter_does_not_go_along(office: Office) -> None:
    dossier = office.filed(state=State.AWAITING_PAYMENT)
    office.pay(dossier)
    taking = office.db.query(tills.TakingRow).one()
    office.do(tills.give_back, office.ha, taking, uuid7(), "Thu nhầm")
    line = office.made(office.signed(dossier)).lines[0]
    assert (line["fees"]["amount"], line["fees"]["receipts"], line["fees"]["takings"]) == (0, [], [])


def test_numbers_of_a_day_have_no_gaps_also_after_one_was_refused(office: Office) -> None:
    first = office.made(office.signed())
    with pytest.raises(service.NothingChosen):
        office.made()
    assert [first.number, office.made(office.signed()).number] == [1, 2]
    clock.set_to(clock.now() + timedelta(days=1))
    assert office.made(office.signed()).number == 1


def test_the_same_form_makes_one_record_and_a_line_stands_on_one(office: Office) -> None:
    one, form = office.signed(), uuid7()
    assert office.made(one, record_id=form).id == office.made(one, record_id=form).id == form
    with pytest.raises(NotNow):
        office.made(one)


def test_a_missing_line_goes_back_with_its_reason(office: Office) -> None:
    ones = [office.signed(), office.signed()]
    record = office.made(*ones)
    missing = next(n for n, line in enumerate(record.lines, 1) if line["consignment"] == str(ones[0].id))
    done = office.confirm(record, **{f"line{missing}": ("missing", "Không có phong bì")})
    back = office.again(ones[0])
    assert (back.state, back.missing, back.handover_id, back.handed_at) == ("signed", "Không có phong bì", None, None)
    assert office.places(back) == ["post"] * 3
    assert (office.again(ones[1]).state, service.total(done).dossiers) == ("handed_over", 1)
    assert [one.id for one in service.lying(office.db, office.ha)] == [back.id]
    office.confirm(office.made(back))
    assert (office.again(back).state, office.again(back).missing) == ("handed_over", None)


def test_with_a_difference_it_is_handed_over_and_the_note_stays(office: Office) -> None:
    one = office.signed()
    done = office.confirm(office.made(one), line1=("other", "Tờ khai chỉ có 1 bản"))
    assert done.answers == {str(one.id): {"found": "other", "note": "Tờ khai chỉ có 1 bản"}}
    assert office.again(one).state == "handed_over"


def test_every_line_is_answered_and_what_is_wrong_is_said(office: Office) -> None:
    record = office.made(office.signed())
    (line,) = (UUID(one["consignment"]) for one in record.lines)
    said: list[dict[UUID, Answer]] = [{}, {line: Answer("missing")}, {line: Answer("x")}, {uuid7(): Answer("there")}]
    for answers in said:
        with pytest.raises(service.NoteMissing):
            office.do(service.confirm, office.quang, record.id, answers)
    assert service.record(office.db, office.quang, record.id).state == "made"


def test_who_gives_cannot_confirm_and_strangers_find_nothing(office: Office) -> None:
    record = office.made(office.signed())
    with pytest.raises(NotNow):
        office.confirm(record, office.ha)
    for who in (office.tu, office.nga):
        with pytest.raises(NoSuchRecord):
            office.confirm(record, who)
        with pytest.raises(NoSuchRecord):
            office.do(service.drop, who, record.id)
    with pytest.raises(NotNow):
        office.do(service.drop, office.quang, record.id)
    with pytest.raises(NoSuchRecord):
        office.made(office.signed(), who=office.tu)


def test_a_record_takes_only_what_goes_between_these_two(office: Office) -> None:
    one = office.signed()
    wrong = Between(service.TO_AGENCY, "buu-dien-ha-tu", "viet-hung")
    with pytest.raises(NotNow):
        office.do(service.make, office.ha, uuid7(), wrong, [one.id])
    with pytest.raises(NotNow):
        office.made(one, office.signed(services="receive", delivery="here"))


def test_what_is_being_corrected_or_turned_elsewhere_is_not_handed_over(office: Office) -> None:
    one, other = office.signed(), office.signed()
    office.do(dossiers.reopen, office.dossier(one), people.Actor("citizen", people.AN[1], office.till.an.id))
    moved = office.dossier(other)
    moved.unit_id = "viet-hung"
    office.db.commit()
    for found in (one, other):
        with pytest.raises(NotNow):
            office.made(found)
        office.do(service.take_back, office.ha, found.id)


def test_two_offices_tap_at_once_and_it_happens_once(office: Office) -> None:
    """Two records over the same papers, then two confirmations of one record."""
    ones = [office.signed(), office.signed()]
    ids, forms = [one.id for one in ones], [uuid7(), uuid7()]
    between = Between(service.TO_AGENCY, "buu-dien-ha-tu", AGENCY)

    def make(form: UUID) -> bool:
        with office.app.app_context(), office.app.extensions["sessions"].write.begin() as db:
            try:
                return bool(service.make(db, office.ha, form, between, ids))
            except NotNow:
                db.rollback()
                return False

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(make, forms)) == [False, True]
    record = office.db.query(service.Handover).one()
    record_id, lines = record.id, [UUID(line["consignment"]) for line in record.lines]
    office.db.rollback()

    def confirm(found: str) -> tuple[str, object]:
        with office.app.app_context(), office.app.extensions["sessions"].write.begin() as db:
            said = {one: Answer(found, "" if found == "there" else "Không có") for one in lines}
            done = service.confirm(db, office.quang, record_id, said)
            return str(done.hash), done.confirmed_at

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(confirm, ["there", "missing"])
    assert first == second
    assert len({office.again(one).state for one in ones}) == 1


def test_given_up_its_lines_lie_there_again(office: Office) -> None:
    one = office.signed()
    record = office.made(one)
    for _ in range(2):
        assert office.do(service.drop, office.ha, record.id).state == "dropped"
    assert office.again(one).state == "signed"
    with pytest.raises(NotNow):
        office.confirm(record)
    office.confirm(office.made(one))


def just_now(moment: datetime | None) -> bool:
    return moment is not None and timedelta(0) <= clock.now() - moment < timedelta(minutes=1)


CHANGES = ("number = 9", "received_by = 'x'", "state = 'made'", "hash = 'x'", "lines = '[]'", "confirmed_at = made_at")


@pytest.mark.parametrize("change", CHANGES)
def test_a_confirmed_record_does_not_change(office: Office, change: str) -> None:
    record = office.made(office.signed())
    office.db.execute(text("update handovers set number = 5"))
    office.db.commit()
    office.db.refresh(record)
    done = office.confirm(record)
    clock.set_to(clock.now() + timedelta(minutes=1))
    hashed = done.hash
    for statement in (f"update handovers set {change}", "delete from handovers"):
        with pytest.raises(DBAPIError, match="a confirmed record does not change|foreign key|FOREIGN KEY"):
            office.db.execute(text(statement))
        office.db.rollback()
    found = service.record(office.db, office.ha, record.id)
    assert (found.hash, service.hashed(service.said_by(found))) == (hashed, hashed)
    assert office.confirm(record).confirmed_at == done.confirmed_at  # twice is once


def test_the_desk_receives_nothing_before_the_record_and_counts_from_it(office: Office) -> None:
    """Signed on Monday, handed over on Tuesday at ten, taken up on Thursday: three working days from Tuesday."""
    one = office.signed()
    with pytest.raises(dossiers.PapersNotHere):
        office.do(dossiers.receive, office.dossier(one), office.quang)
    clock.set_to(clock.now() + timedelta(days=1, hours=1))
    handed = office.confirm(office.made(one)).confirmed_at
    clock.set_to(clock.now() + timedelta(days=2))
    direct = office.filed()
    for found in (office.dossier(one), office.till.again(direct)):
        office.do(dossiers.receive, found, office.quang)
    ours, theirs = office.dossier(one), office.till.again(direct)
    assert ours.received_at == handed
    assert just_now(theirs.received_at)
    assert ours.due_at is not None
    assert theirs.due_at is not None
    promise = dossiers.promise(office.db, ours)
    assert promise is not None
    assert ours.due_at == promise.due < theirs.due_at
    assert (ours.official_code or "").split("-")[1] == f"{clock.today():%y%m%d}"


def test_what_is_not_signed_or_was_taken_back_holds_nothing_up(office: Office) -> None:
    written, back = office.written(), office.signed()
    office.do(service.take_back, office.ha, back.id)
    only_result = office.signed(services="receive", delivery="here")
    for one in (written, back, only_result):
        office.do(dossiers.receive, office.dossier(one), office.quang)
        assert just_now(office.dossier(one).received_at)


def test_after_a_supplement_the_law_counts_from_when_it_is_complete(office: Office) -> None:
    one = office.handed_over()
    boss = office.actor(("0912000060", "Hồ Thị Mai"), "supervisor", AGENCY)
    office.do(returns.ask, office.dossier(one), {"paper:khai-sinh": "Mờ"}, boss)
    clock.set_to(clock.now() + timedelta(days=2))
    an = people.Actor("citizen", people.AN[1], office.till.an.id)
    office.do(dossiers.apply, office.dossier(one), Event.SUPPLEMENTED, an)
    complete = office.dossier(one).events[-1].at
    clock.set_to(clock.now() + timedelta(days=1))
    office.do(dossiers.receive, office.dossier(one), office.quang)
    assert office.dossier(one).received_at == complete


def test_a_supplement_on_paper_counts_from_its_own_record_and_its_fee_goes_along_once(office: Office) -> None:
    paid = office.filed(state=State.AWAITING_PAYMENT)
    office.pay(paid)
    first = office.handed_over(paid)
    office.do(returns.ask, office.dossier(first), {"paper:khai-sinh": "Mờ"}, office.quang)
    second = office.signed(paid)
    office.do(
        dossiers.apply, office.dossier(second), Event.SUPPLEMENTED, people.Actor("citizen", "An", office.till.an.id)
    )
    with pytest.raises(dossiers.PapersNotHere):
        office.do(dossiers.receive, office.dossier(second), office.quang)
    clock.set_to(clock.now() + timedelta(days=1))
    record = office.made(second)
    assert record.lines[0]["fees"]["amount"] == 0
    assert counts(office, second) == [False, False]
    handed = office.confirm(record).confirmed_at
    clock.set_to(clock.now() + timedelta(days=1))
    assert counts(office, second) == [False, True]
    office.do(dossiers.receive, office.dossier(second), office.quang)
    assert office.dossier(second).received_at == handed
    assert counts(office, second) == [False, True]


def counts(office: Office, one: service.Consignment) -> list[bool]:
    """Of which hand-over the citizen reads that the term counts from it."""
    shown = panel.status(office.db, office.dossier(one))
    office.db.commit()
    assert shown
    return [said["counts"] for said in shown.known["consignments"]]


def test_whose_result_alone_goes_by_post_reads_of_it_too(office: Office) -> None:
    one = office.signed(services="receive", delivery="here")
    assert panel.status(office.db, office.dossier(one)) is not None
    office.db.commit()
    office.do(service.take_back, office.ha, one.id)
    assert panel.status(office.db, office.dossier(one)) is None
