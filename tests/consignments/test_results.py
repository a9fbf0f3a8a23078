"""Results that come back: given by the card that is shown, or sent on by mail; originals; the numbers of a day."""

from datetime import timedelta

import pytest

from tests import people
from tests.consignments.office import CARD, OTHER_CARD, OTHER_POST, PAPERS, POST, Office
from webapp import clock, retention
from webapp.consignments import service
from webapp.consignments.service import Move, NoSuchConsignment, NotNow, Tally
from webapp.db import uuid7
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Event, State

BA = {"name": "Trần Văn Ba", "number": "022070000123"}
ITEM, OTHER_ITEM = "EB123456785VN", "RR473124829VN"


def test_a_result_comes_by_a_record_the_other_way_round(office: Office) -> None:
    one = office.handed_over()
    assert service.results_ready(office.db, office.quang) == []
    office.resolve(one)
    assert [row.id for row in service.results_ready(office.db, office.quang)] == [one.id]
    record = office.results(one)
    assert (record.lines[0]["originals"], record.lines[0]["papers"]) == (1, 1)
    with pytest.raises(NotNow):
        office.confirm(record, office.quang)
    office.confirm(record)
    back = office.again(one)
    assert (back.result, back.result_at) == ("here", record.confirmed_at)
    assert office.places(one) == ["post", "agency", "agency"]


def test_a_result_that_did_not_come_waits_at_the_agency(office: Office) -> None:
    one = office.handed_over()
    office.resolve(one)
    office.confirm(office.results(one), line1=("missing", "Phong bì rỗng"))
    assert (office.again(one).result, office.again(one).missing) == ("awaited", "Phong bì rỗng")
    assert office.places(one) == ["agency"] * 3
    office.confirm(office.results(one), line1=("other", "Không có bản gốc kèm"))
    assert (office.again(one).result, office.places(one)) == ("here", ["agency"] * 3)


def test_only_the_agency_gives_and_only_what_is_resolved(office: Office) -> None:
    one = office.handed_over()
    with pytest.raises(NotNow):
        office.results(one)
    office.resolve(one)
    for who in (office.ha, office.nga):
        with pytest.raises(service.NoSuchRecord):
            office.results(one, who=who)


@pytest.mark.parametrize(("shown", "name"), [
    (CARD, people.AN[1]), (f"{CARD}|012345678|Nguyễn Thị An|12031985|Nữ|Hồng Gai|01012022", people.AN[1]),
    (BA["number"], BA["name"]),
])  # fmt: skip
def test_it_is_given_to_whose_card_is_shown_with_the_originals(office: Office, shown: str, name: str) -> None:
    one = office.here(authorised=BA)
    office.do(service.give, office.ha, one.id, shown)
    found, dossier = office.again(one), office.dossier(one)
    assert (found.result, found.given_to, found.given_by_id) == ("given", name, office.ha.account_id)
    assert office.places(one) == ["returned", "agency", "agency"]
    last = dossier.events[-1]
    assert (dossier.state, last.event, last.actor_account_id, last.unit_id) == (
        State.HANDED_OVER, "handed_over", office.ha.account_id, POST,
    )  # fmt: skip
    office.do(service.give, office.ha, one.id, shown)
    assert len(office.dossier(one).events) == len(dossier.events)


@pytest.mark.parametrize("shown", [OTHER_CARD, "", CARD[:11], CARD + "0", "0" + CARD, "x" * 900])
def test_another_card_gets_nothing(office: Office, shown: str) -> None:
    one = office.here()
    with pytest.raises(service.NotTheirs):
        office.do(service.give, office.ha, one.id, shown)
    assert (office.again(one).result, office.dossier(one).state) == ("here", State.RESOLVED)


def test_without_any_number_to_compare_with_nothing_is_given(office: Office) -> None:
    one = office.here()
    person = office.till.an.persons[0]
    person.facts = {"full_name": people.AN[1]}
    office.db.commit()
    with pytest.raises(service.NoNumber):
        office.do(service.give, office.ha, one.id, CARD)
    office.db.expire_all()
    assert not service.known_number(office.db, service.one(office.db, office.ha, one.id))


def test_what_the_agency_handed_over_itself_is_not_handed_over_twice(office: Office) -> None:
    one = office.here()
    office.do(dossiers.apply, office.dossier(one), dossiers.Event.HANDED_OVER, office.quang)
    before = len(office.dossier(one).events)
    office.do(service.give, office.ha, one.id, CARD)
    assert (office.again(one).result, len(office.dossier(one).events)) == ("given", before)


def test_by_mail_step_by_step_until_it_is_delivered(office: Office) -> None:
    one = office.here(delivery="mail", address="Tổ 3, khu 5")
    for _ in range(2):
        office.do(service.post, office.ha, one.id, ITEM.lower())
    assert (office.again(one).result, office.places(one)[0]) == ("posted", "mail")
    for move, seen in (
        (Move.ON_THE_WAY, 1),
        (Move.ON_THE_WAY, 1),
        (Move.ON_THE_WAY, 2),
        (Move.DELIVERED, 3),
        (Move.DELIVERED, 3),
    ):
        office.do(service.track, office.ha, one.id, move, seen)
    found = office.again(one)
    assert [step["move"] for step in found.tracking or []] == ["posted", "on_the_way", "on_the_way", "delivered"]
    assert (found.result, found.given_to, office.dossier(one).state) == ("delivered", people.AN[1], State.HANDED_OVER)
    assert office.places(one)[0] == "returned"


def test_when_it_was_delivered_is_what_the_carrier_says(office: Office) -> None:
    one = office.here(delivery="mail", address="Tổ 3, khu 5")
    office.do(service.post, office.ha, one.id, ITEM)
    clock.set_to(clock.now() + timedelta(days=2))
    then = clock.now() - timedelta(days=1)
    office.do(service.track, office.ha, one.id, Move.DELIVERED, 1, then)
    found = office.again(one)
    assert (found.given_at, (found.tracking or [])[-1]["at"]) == (then, then.isoformat())


def test_what_came_back_lies_here_and_may_be_sent_again(office: Office) -> None:
    one = office.here(delivery="mail", address="Tổ 3, khu 5")
    office.do(service.post, office.ha, one.id, ITEM)
    office.do(service.track, office.ha, one.id, Move.CAME_BACK, 1)
    assert (office.again(one).result, office.places(one)[0]) == ("here", "post")
    office.do(service.post, office.ha, one.id, OTHER_ITEM)
    assert office.again(one).item_code == OTHER_ITEM
    with pytest.raises(NotNow):
        office.do(service.track, office.ha, one.id, Move.DELIVERED, 1)  # an old page
    assert office.dossier(one).state == State.RESOLVED


def test_what_is_collected_here_is_not_sent_and_a_mistyped_code_is_refused(office: Office) -> None:
    collected, sent = office.here(), office.here(delivery="mail", address="x")
    with pytest.raises(NotNow):
        office.do(service.post, office.ha, collected.id, ITEM)
    with pytest.raises(service.NotAnItem):
        office.do(service.post, office.ha, sent.id, "EB123456784VN")


def test_found_by_reference_or_code_or_number_at_this_post_office_only(office: Office) -> None:
    one = office.here()
    dossier = office.dossier(one)
    for typed in (dossier.reference or "", dossier.official_code or "", one.number.lower()):
        found = service.find_result(office.db, office.ha, typed)
        assert found is not None
        assert found.id == one.id
        assert service.find_result(office.db, office.tu, typed) is None
    for verb in (service.give, service.post):
        with pytest.raises(NoSuchConsignment):
            office.do(verb, office.tu, one.id, CARD if verb is service.give else ITEM)


def test_originals_that_lie_here_and_who_took_them_back(office: Office) -> None:
    one = office.here()
    (paper,) = service.held(office.db, office.ha)
    assert (paper.name, service.held(office.db, office.tu)) == ("Giấy khai sinh", [])
    with pytest.raises(NoSuchConsignment):
        office.do(service.give_back, office.tu, paper.id, "Ai đó")
    for to in ("Nguyễn Thị An", "Người khác"):
        office.do(service.give_back, office.ha, paper.id, to)
    found = office.again(one).papers[0]
    assert (found.place, found.returned_to) == ("returned", "Nguyễn Thị An")
    with pytest.raises(NoSuchConsignment):
        office.do(service.give_back, office.ha, uuid7(), "x")


def test_an_original_that_still_goes_to_the_agency_is_not_given_back_alone(office: Office) -> None:
    office.signed()
    paper = service.held(office.db, office.ha)[0]
    with pytest.raises(NotNow):
        office.do(service.give_back, office.ha, paper.id, "An")


def test_the_numbers_of_a_day(office: Office) -> None:
    today = clock.today()
    given = office.here()
    office.do(service.give, office.ha, given.id, CARD)
    office.signed()
    office.signed(services="receive", delivery="here")
    both = Tally(received=2, handed_over=1, results_received=1, results_given=1, originals_held=2)
    assert service.tally(office.db, POST, None, today) == both
    assert service.tally(office.db, POST, office.ha.account_id, today) == both
    nothing = Tally(0, 0, 0, 0, 0)
    assert service.tally(office.db, POST, office.tu.account_id, today) == nothing
    assert service.tally(office.db, OTHER_POST, None, today) == nothing
    assert service.tally(office.db, POST, None, today - timedelta(days=1)) == Tally(0, 0, 0, 0, 2)


def test_when_the_dossier_is_emptied_what_is_nobodys_proof_goes(office: Office) -> None:
    one = office.here(delivery="mail", address="Tổ 3", authorised=BA, note="Gọi trước")
    office.do(service.give, office.ha, one.id, CARD)
    office.do(dossiers.empty, office.dossier(one))
    found = office.again(one)
    assert (found.address, found.authorised, found.note, found.given_to) == (None, None, None, None)
    assert [paper.returned_to for paper in found.papers] == [None] * 3
    assert service.hashed(found.sheet) == found.sheet_hash


def test_after_five_years_no_name_is_left(office: Office) -> None:
    one = office.signed()
    clock.set_to(clock.now() + retention.term(service.RULE) - timedelta(days=1))
    assert office.do(service.forget, 10) == 0
    clock.set_to(clock.now() + timedelta(days=2))
    assert [office.do(service.forget, 10), office.do(service.forget, 10)] == [1, 0]
    found = office.again(one)
    assert (found.sheet, found.clerk, [paper.name for paper in found.papers]) == (None, "", [""] * 3)
    assert (found.number, found.state) == (one.number, "signed")


@pytest.mark.parametrize("event", [Event.STOPPED, Event.WITHDRAWAL_GRANTED, Event.HANDED_OVER])
def test_whatever_comes_of_it_the_originals_come_back(office: Office, event: Event) -> None:
    """Also where the agency stopped it, let it be withdrawn, or tapped «handed over» itself."""
    one = office.handed_over()
    office.do(dossiers.receive, office.dossier(one), office.quang)
    if event == Event.HANDED_OVER:
        office.do(dossiers.apply, office.dossier(one), Event.RESOLVED, office.quang)
    office.do(dossiers.apply, office.dossier(one), event, office.quang)
    before = office.dossier(one).state
    office.confirm(office.results(one))
    office.do(service.give, office.ha, one.id, CARD)
    assert (office.dossier(one).state, office.places(one)[0]) == (before, "returned")


def test_originals_come_back_also_where_the_result_is_electronic(office: Office) -> None:
    with_originals, without = office.signed(delivery="online"), office.signed(delivery="online", papers=PAPERS[1:])
    assert [office.again(one).result for one in (with_originals, without)] == ["awaited", "none"]


def test_a_copy_of_ones_data_says_what_went_by_post(office: Office) -> None:
    one = office.here()
    (said,) = service.said(office.db, one.dossier_id)
    assert (said["number"], said["result"], said["papers"][0]["name"]) == (one.number, "here", "Giấy khai sinh")
