"""A short address leads straight to its page, and all that is kept of it is a number."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect, select, text
from sqlalchemy.orm import Session

from tests.page import Client
from tests.people import UNIT
from tests.posters.wall import CODE, Wall
from webapp import clock, retention
from webapp.posters import addresses, counting, service
from webapp.posters.models import Poster, PosterScan

LEADS = {
    ("procedure", CODE): f"/thu-tuc/{CODE}", ("steps", CODE): f"/thu-tuc/{CODE}/cac-buoc", ("field", "cu-tru"): "/linh-vuc/cu-tru",
    ("unit", UNIT): f"/noi-nop/{UNIT}", ("queue", UNIT): f"/lay-so/{UNIT}",
}  # fmt: skip


@pytest.mark.parametrize(("target", "page"), LEADS.items())
def test_it_leads_to_the_page(client: Client, wall: Wall, target: tuple[str, str], page: str) -> None:
    answer = client.get(f"/q/{wall.short(*target)}")
    assert (answer.status_code, answer.headers["Location"], answer.headers["Cache-Control"]) == (303, page, "no-store")
    assert client.get(page).status_code == 200


def test_typed_in_capitals_or_with_a_space_it_leads_there_too(client: Client, wall: Wall) -> None:
    short = wall.short()
    for typed in (short.upper(), f" {short[:2]} {short[2:]}"):
        assert client.get(f"/q/{typed}").status_code == 303
    assert wall.scans() == {short: 2}


@pytest.mark.parametrize("typed", ["33333", "o0o0o", "abc", "1.004194", "x" * 300, "é%", "33333/"])
def test_one_that_nobody_has_leads_to_the_search_with_a_kind_word(client: Client, wall: Wall, typed: str) -> None:
    wall.short()
    answer = client.get(f"/q/{typed}")
    assert answer.status_code == 404
    if "/" not in typed:
        assert "Không có áp phích nào mang địa chỉ này" in answer.text
        assert 'action="/tim"' in answer.text
    assert wall.scans() == {}


def test_a_poster_of_what_is_no_longer_there_leads_to_the_search(client: Client, wall: Wall) -> None:
    short = wall.short("procedure", "9.999999")
    assert "Áp phích này đã cũ" in client.get(f"/q/{short}").text
    assert wall.scans() == {}


def test_every_scan_is_one_more_of_its_day(client: Client, wall: Wall) -> None:
    short, other = wall.short(), wall.short("unit", UNIT)
    for _scan in range(3):
        client.get(f"/q/{short}")
    client.get(f"/q/{other}")
    clock.advance(timedelta(days=1))
    client.get(f"/q/{short}")
    found = {(one.short, one.day): one.count for one in wall.db.scalars(select(PosterScan))}
    today = clock.today()
    assert found == {(short, today - timedelta(days=1)): 3, (other, today - timedelta(days=1)): 1, (short, today): 1}


def test_nothing_but_the_number_is_kept(client: Client, wall: Wall) -> None:
    before = _rows(wall.db)
    answer = client.get(f"/q/{wall.short()}", headers={"User-Agent": "Mozilla/5.0 (Linux; Android 9) Firefox/130.0"})
    after = _rows(wall.db)
    assert {name for name, rows in after.items() if rows != before[name]} == {"posters", "poster_scans"}
    assert set(PosterScan.__table__.columns.keys()) == {"short", "day", "count"}
    assert "Set-Cookie" not in answer.headers


def _rows(db: Session) -> dict[str, int]:
    db.commit()
    found = {
        name: db.scalar(text(f"SELECT count(*) FROM {name}")) for name in inspect(db.connection()).get_table_names()
    }  # noqa: S608
    db.commit()
    return found


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"}, {"X-Moz": "prefetch"}, {"Sec-Fetch-Mode": "no-cors"},
        {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}, {"User-Agent": "facebookexternalhit/1.1"}, {"User-Agent": "curl/8.5"},
    ],
)  # fmt: skip
def test_a_look_ahead_or_a_robot_gets_there_uncounted(client: Client, wall: Wall, headers: dict[str, str]) -> None:
    assert client.get(f"/q/{wall.short()}", headers=headers).status_code == 303
    assert wall.scans() == {}


def test_asking_for_the_head_only_counts_nothing(client: Client, wall: Wall) -> None:
    assert client.head(f"/q/{wall.short()}").status_code == 303
    assert wall.scans() == {}


def test_two_who_make_the_same_at_once_get_the_same_address(wall: Wall) -> None:
    first = wall.short()
    assert wall.short() == first
    assert wall.short(unit="ha-tu") != first
    assert len(wall.posters()) == 2


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["procedure", "steps", "field"]), st.sampled_from("abcde")), max_size=12))
def test_whatever_is_made_in_whatever_order_each_has_one_address_of_its_own(
    wall: Wall, wanted: list[tuple[str, str]]
) -> None:
    before = wall.posters()
    made = addresses.make(wall.db, UNIT, wanted)
    wall.db.commit()
    after = wall.posters()
    assert {(UNIT, *one): short for one, short in made.items()}.items() <= after.items()
    assert before.items() <= after.items()
    assert len(set(after.values())) == len(after)


def test_no_address_holds_a_letter_that_looks_like_another() -> None:
    assert not set("0o1il2z5sbgquvae") & set(addresses.ALPHABET)
    assert len(set(addresses.ALPHABET)) == len(addresses.ALPHABET) == 19


def test_numbers_go_when_their_term_is_over_and_addresses_stay(client: Client, wall: Wall) -> None:
    short = wall.short()
    client.get(f"/q/{short}")
    clock.advance(retention.term(service.RULE))
    client.get(f"/q/{short}")
    assert service.forget(wall.db, 50) == 0
    clock.advance(timedelta(days=1))
    assert service.forget(wall.db, 50) == 1
    wall.db.commit()
    assert wall.scans() == {short: 1}
    assert wall.db.scalars(select(Poster.short)).all() == [short]


def test_the_page_adds_up_thirty_days(client: Client, wall: Wall) -> None:
    short = wall.short()
    client.get(f"/q/{short}")
    for days, shown in ((counting.SHOWN - 1, 1), (1, 0)):
        clock.advance(timedelta(days=days))
        assert counting.lately(wall.db, [UNIT]).get((UNIT, "procedure", CODE), 0) == shown
        wall.db.commit()
