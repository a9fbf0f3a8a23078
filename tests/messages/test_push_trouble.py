"""Push services that answer with trouble, devices that are gone, and keys that were changed."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from tests.messages.conftest import CONTACT, KEY, OLD_KEY, jobs, told, turn_on
from tests.people import AN, browser
from tests.push_service import Phone, claims
from webapp import clock
from webapp.dossiers.service import Event
from webapp.messages.channels import web_push
from webapp.messages.channels.web_push import WebPush


@pytest.mark.parametrize("status", [404, 410])
def test_an_address_that_is_gone_is_forgotten(dossier, happen, work, service, phone, db, status):
    service.answers[phone.path] = (status, {})
    happen(dossier, Event.RECEIVED)
    work()
    assert told(db) == []
    assert jobs(db) == []


def test_an_address_that_was_renewed_meanwhile_stays(dossier, happen, work, service, phone, db, an, monkeypatch):
    service.answers[phone.path] = (410, {})
    deliver = WebPush.deliver

    def renewed(self: WebPush, *said: object) -> None:
        turn_on(an, Phone(service.origin, "an-2"))
        deliver(self, *said)  # type: ignore[arg-type]

    monkeypatch.setattr(WebPush, "deliver", renewed)
    happen(dossier, Event.RECEIVED)
    work()
    assert [one.endpoint for one in told(db)] == [f"{service.origin}/push/an-2"]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_service_in_trouble_is_asked_again(dossier, happen, work, service, phone, db, status):
    service.answers[phone.path] = (status, {})
    happen(dossier, Event.RECEIVED)
    work()
    assert (len(service.arrived), len(told(db)), len(jobs(db))) == (1, 1, 1)
    service.answers.clear()
    clock.set_to(clock.now() + timedelta(minutes=1))
    work()
    assert (len(service.arrived), jobs(db)) == (2, [])


IN_TWO_HOURS = "in two hours"  # from when the test runs, not from when it was read


@pytest.mark.parametrize(
    ("said", "least", "most"),
    [
        ("1200", 1200, 1200), ("9" * 30, web_push.LONGEST_WAIT, web_push.LONGEST_WAIT), ("soon", 0, 0), ("-5", 0, 0),
        (IN_TWO_HOURS, 6000, 7200), ("Wed, 21 Oct 2015 07:28:00 GMT", 0, 0),
        ("Wed, 99 Foo 2015", 0, 0), ("²", 0, 0),
    ],
    ids=["seconds", "far too long", "words", "less than nothing", "in two hours", "long ago", "no day", "no digit"],
)  # fmt: skip
def test_it_waits_as_long_as_the_service_asks(dossier, happen, work, service, phone, db, said, least, most):
    if said == IN_TWO_HOURS:
        said = format_datetime(datetime.now(UTC) + timedelta(hours=2))
    service.answers[phone.path] = (429, {"Retry-After": said.encode().decode("latin-1")})
    happen(dossier, Event.RECEIVED)
    work()
    job = jobs(db)[0]
    assert least <= (job.due_at - job.claimed_at).total_seconds() <= most + 600


@pytest.mark.parametrize("status", [400, 401, 403, 413])
def test_a_refusal_for_good_is_not_repeated_and_forgets_nobody(
    dossier, happen, work, service, phone, db, status, caplog
):
    service.answers[phone.path] = (status, {})
    happen(dossier, Event.RECEIVED)
    work()
    assert (len(service.arrived), len(told(db)), jobs(db)) == (1, 1, [])
    assert f"answered a push with {status}" in caplog.text
    assert phone.path not in caplog.text


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_service_that_leads_elsewhere_is_not_followed(dossier, happen, work, service, phone, status):
    service.answers[phone.path] = (status, {"Location": f"{service.origin}/inside"})
    happen(dossier, Event.RECEIVED)
    work()
    assert [one.path for one in service.arrived] == [phone.path]


def test_a_service_that_does_not_answer_is_asked_again(dossier, happen, work, db, an, app_with):
    nowhere = "http://127.0.0.1:1"
    app = app_with(push_keys=(KEY,), push_contact=CONTACT, push_services=(nowhere,))
    for one in told(db):
        db.merge(one).endpoint = f"{nowhere}/push/an"
    db.commit()
    happen(dossier, Event.RECEIVED)
    work(app)
    assert [one.last_error for one in jobs(db)] == ["NotDelivered"]
    assert len(told(db)) == 1


def test_trouble_with_one_device_disturbs_no_other(app, db, dossier, happen, work, service, phone):
    tablet = Phone(service.origin, "tablet", secret=9)
    turn_on(browser(app, db, *AN), tablet)
    service.answers[phone.path] = (500, {})
    happen(dossier, Event.RECEIVED)
    work()
    (one,) = (each for each in service.arrived if each.path == tablet.path)
    assert tablet.read(one)
    assert len(jobs(db)) == 1


def test_a_service_taken_from_the_settings_is_asked_no_more(dossier, happen, work, service, db, app_with):
    happen(dossier, Event.RECEIVED)
    work(app_with(push_keys=(KEY,), push_contact=CONTACT))
    assert service.arrived == []
    assert told(db) == []


def test_after_the_key_was_changed_a_device_is_reached_with_the_one_it_knows(
    dossier, happen, work, service, phone, app_with
):
    now = app_with(push_keys=(OLD_KEY, KEY), push_contact=CONTACT, push_services=(service.origin,))
    happen(dossier, Event.RECEIVED)
    work(now)
    assert claims(service.arrived[0].headers["Authorization"])[1] == WebPush((KEY,), "").key


def test_after_the_key_was_changed_a_browser_hears_that_it_should_renew(an, db, app_with, service):
    now = app_with(push_keys=(OLD_KEY, KEY), push_contact=CONTACT, push_services=(service.origin,))
    token = an.get_cookie("motcham")
    assert token
    fresh = now.test_client()
    fresh.set_cookie("motcham", token.value)
    assert fresh.get("/api/bao-tin").json == {"key": WebPush((OLD_KEY,), "").key, "on": True, "renew": True}


def test_a_device_that_knows_a_key_we_have_no_more_is_forgotten(dossier, happen, work, service, db, app_with):
    happen(dossier, Event.RECEIVED)
    work(app_with(push_keys=(OLD_KEY,), push_contact=CONTACT, push_services=(service.origin,)))
    assert (service.arrived, told(db)) == ([], [])


def test_nothing_personal_lies_in_the_job(dossier, happen, db, account):
    happen(dossier, Event.RECEIVED)
    assert set(jobs(db)[0].payload) == {"message", "sign_in", "news", "lang"}
    assert str(account.id) not in jobs(db)[0].owner
