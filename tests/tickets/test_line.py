"""Taking a number, being called, coming back, booking a time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest

from tests.people import UNIT
from tests.tickets.office import Office
from webapp import clock, retention
from webapp.db import uuid7
from webapp.tickets import service, setting, taking
from webapp.tickets.lifecycle import NEXT, Event, State
from webapp.tickets.models import QueueDay, QueueDesk, QueueTicket


def test_numbers_begin_at_one_every_day(office: Office) -> None:
    assert [office.take().number for _ in range(3)] == [1, 2, 3]
    tomorrow = service.days(office.db, office.unit, service.rules_of(office.db, UNIT))[1]
    clock.advance(tomorrow - clock.today())
    assert office.take().number == 1


def test_the_same_page_sent_twice_is_one_number(office: Office) -> None:
    page = uuid7()
    one, again = (service.take(office.db, page, office.unit, "", "phone") for _ in range(2))
    assert one is again


@pytest.mark.parametrize(("hour", "taken"), [(6, False), (7, True), (9, True), (12, True), (14, True), (18, False)])
def test_numbers_are_given_while_somebody_is_there_or_soon_will_be(office: Office, hour: int, taken: bool) -> None:
    clock.set_to(clock.local(clock.now()).replace(hour=hour, minute=5))
    if taken:
        assert office.take().number == 1
        return
    with pytest.raises(service.Shut):
        office.take()


def test_on_a_sunday_nobody_takes_a_number(office: Office) -> None:
    while clock.today().weekday() != 6:
        clock.advance(timedelta(days=1))
    with pytest.raises(service.Shut):
        office.take()


def test_the_next_is_called_and_who_was_there_is_done(office: Office) -> None:
    first, second = office.take(), office.take()
    desk = office.desk()
    assert office.next(desk) is first
    assert (first.state, first.desk_id, office.numbers()) == (State.CALLED, desk.id, [2])
    assert office.next(desk, 6) is second
    assert (first.state, second.state) == (State.DONE, State.CALLED)
    assert office.next(desk) is None
    assert second.state == State.DONE


def test_pressed_twice_it_calls_one(office: Office) -> None:
    office.take()
    second = office.take()
    desk = office.desk()
    for _ in range(2):
        called = service.call_next(office.db, desk, None)
    assert called
    assert (called.number, second.state) == (1, State.WAITING)


def test_two_desks_pressing_at_once_call_two_people(office: Office) -> None:
    for _ in range(8):
        office.take()
    desks = [office.desk(office.khanh, "1").id, office.desk(office.tu, "2").id]
    sessions = office.app.extensions["sessions"]
    office.db.commit()

    def press(desk_id: object) -> int:
        with office.app.app_context(), sessions.write.begin() as own:
            desk = own.get_one(QueueDesk, desk_id)
            here = taking_at(own, desk)
            called = service.call_next(own, desk, here)
            return called.number or 0 if called else 0

    with ThreadPoolExecutor(2) as pool:
        called = [list(pool.map(press, desks)) for _ in range(4)]
    assert sorted(number for pair in called for number in pair) == list(range(1, 9))


def taking_at(db, desk):
    from_line = service.line(db, desk.unit_id).at(desk)
    return from_line.id if from_line else None


def test_eight_people_at_once_get_eight_numbers(office: Office) -> None:
    sessions, unit = office.app.extensions["sessions"], office.unit
    office.db.commit()

    def come(_n: int) -> int:
        with office.app.app_context(), sessions.write.begin() as own:
            return service.take(own, uuid7(), unit, "", "tablet").number or 0

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(come, range(24))) == list(range(1, 25))


def test_who_missed_the_call_comes_back_to_their_turn(office: Office) -> None:
    first, desk = office.take(), office.desk()
    office.take()
    office.next(desk)
    service.missed(office.db, desk)
    office.db.commit()
    assert (first.state, office.numbers()) == (State.MISSED, [2])
    service.arrive(office.db, first)
    office.db.commit()
    assert office.numbers() == [1, 2]


def test_called_again_is_counted(office: Office) -> None:
    first, desk = office.take(), office.desk()
    office.next(desk)
    service.call_again(office.db, desk)
    assert (first.state, first.calls) == (State.CALLED, 2)


def test_a_number_given_up_is_not_called(office: Office) -> None:
    first, second = office.take(), office.take()
    service.leave(first)
    service.leave(first)  # harmless
    office.db.commit()
    assert office.next(office.desk()) is second
    service.leave(second)
    assert second.state == State.LEFT


def test_who_gives_up_at_that_very_moment_is_not_called(office: Office) -> None:
    first, second, desk = office.take(), office.take(), office.desk()
    token, first_id, second_id, desk_id = first.token, first.id, second.id, desk.id
    sessions = office.app.extensions["sessions"]
    office.db.commit()
    with ThreadPoolExecutor(1) as pool:
        with office.app.app_context(), sessions.write.begin() as own:
            service.leave(service.by_token(own, token, lock=True))
            own.flush()
            called = pool.submit(_call, office, desk_id)
        assert called.result() == second_id
    office.db.rollback()
    assert office.db.get_one(QueueTicket, first_id, populate_existing=True).state == State.LEFT


def _call(office: Office, desk_id: UUID) -> UUID | None:
    with office.app.app_context(), office.app.extensions["sessions"].write.begin() as own:
        called = service.call_next(own, own.get_one(QueueDesk, desk_id), None)
        return called.id if called else None


def test_nothing_else_can_happen_than_the_table_says(office: Office) -> None:
    for state in State:
        for event in Event:
            ticket = QueueTicket(state=state)
            if (state, event) in NEXT:
                taking.happen(ticket, event)
                assert ticket.state == NEXT[state, event]
            else:
                with pytest.raises(service.NotNow):
                    taking.happen(ticket, event)


def test_a_desk_has_one_clerk_and_a_clerk_one_desk(office: Office) -> None:
    one = office.desk(office.khanh, "1")
    with pytest.raises(service.LabelTaken):
        office.desk(office.tu, "1")
    office.db.rollback()
    two = office.desk(office.khanh, "2")
    assert (one.closed_at is not None, service.desk_of(office.db, office.khanh)) == (True, two)
    office.desk(office.tu, "1")


def test_nobody_opens_a_desk_elsewhere(office: Office) -> None:
    with pytest.raises(service.NotThere):
        service.open_desk(office.db, uuid7(), office.khanh, "ha-tu", "1")


def test_who_went_home_without_closing_has_no_desk_in_the_morning(office: Office) -> None:
    office.desk()
    clock.advance(timedelta(days=1))
    assert service.desk_of(office.db, office.khanh) is None
    assert service.line(office.db, UNIT).desks == 0


def test_how_long_it_takes_is_known_once_three_were_served(office: Office) -> None:
    for _ in range(8):
        office.take()
    desk = office.desk()
    said = []
    for _ in range(4):
        office.next(desk, 10)
        said.append(service.line(office.db, UNIT).estimate(2))
        office.db.commit()
    assert said[:3] == [None, None, None]
    assert (said[3].low, said[3].high) == (10, 30)


class TestBooking:
    def times(self, office: Office, day: int = 0):
        rules = service.rules_of(office.db, UNIT)
        days = service.days(office.db, office.unit, rules)
        return service.slots(office.db, office.unit, days[day], rules)

    def book(self, office: Office, at, group: str = "") -> QueueTicket:
        made = service.book(office.db, uuid7(), office.unit, at, group)
        office.db.commit()
        return made

    def test_a_time_takes_as_many_as_there_are_desks(self, office: Office) -> None:
        at, left = self.times(office)[0]
        for _ in range(left):
            assert self.book(office, at).number is None
        assert self.times(office)[0] == (at, 0)
        with pytest.raises(service.Full):
            self.book(office, at)

    def test_the_last_place_goes_to_one_of_two(self, office: Office) -> None:
        setting.change(office.db, UNIT, {"desks": 1, "per_desk": 1}, None)
        office.db.commit()
        (at, _left), sessions, unit = self.times(office)[0], office.app.extensions["sessions"], office.unit
        office.db.commit()

        def try_it(_n: int) -> bool:
            try:
                with office.app.app_context(), sessions.write.begin() as own:
                    service.book(own, uuid7(), unit, at, "")
            except service.Full:
                return False
            return True

        with ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(try_it, range(4))) == 1

    @pytest.mark.parametrize("minutes", [-60, 7, 60 * 24 * 30])
    def test_what_is_no_time_of_the_office_is_refused(self, office: Office, minutes: int) -> None:
        at, _left = self.times(office)[0]
        with pytest.raises(service.Full):
            self.book(office, at + timedelta(minutes=minutes))

    def test_on_time_one_goes_ahead_and_late_one_waits_like_everybody(self, office: Office) -> None:
        at, _left = self.times(office)[0]
        punctual, late = self.book(office, at), self.book(office, at)
        office.take()
        clock.set_to(at)
        service.arrive(office.db, punctual)
        office.db.commit()
        assert office.numbers() == [2, 1]
        clock.advance(timedelta(minutes=16))
        service.arrive(office.db, late)
        office.db.commit()
        assert office.numbers() == [2, 1, 3]

    def test_nobody_arrives_long_before_or_on_another_day(self, office: Office) -> None:
        booked = self.book(office, self.times(office, 1)[0][0])
        for ahead in (timedelta(0), timedelta(days=3)):
            clock.advance(ahead)
            with pytest.raises(service.NotNow):
                service.arrive(office.db, booked)

    def test_a_unit_may_take_no_bookings(self, office: Office) -> None:
        setting.change(office.db, UNIT, {"per_desk": 0}, None)
        assert {left for _at, left in self.times(office)} == {0}


def test_by_night_old_tickets_go_with_their_numbers_and_desks(office: Office) -> None:
    ticket, desk = office.take(), office.desk()
    office.next(desk)
    ids = ticket.id, desk.id
    clock.advance(retention.term(service.RULE) + timedelta(days=3))
    assert [service.forget(office.db, 50) for _ in range(2)] == [1, 0]
    office.db.commit()
    assert (office.db.get(QueueTicket, ids[0]), office.db.get(QueueDesk, ids[1])) == (None, None)
    assert office.db.query(QueueDay).all() == []
