"""Drafts saved by the phone: as typed, by an id made there, never lost and never anybody else's."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from flask import Flask

from tests.dossiers.conftest import IN_PERSON, TENANCY, save, submitted
from tests.people import Browser
from tests.visitors import agree, confirm, fresh, keep_person, rows
from webapp.accounts.models import Person
from webapp.dossiers import draft_views, drafts
from webapp.dossiers.models import Dossier

ID = uuid4()
Now = Callable[[], Dossier]


def test_it_keeps_what_was_typed_however_unfinished(binh: Browser, dossier: Now) -> None:
    typed = {"name": "Trần  văn", "temp_from": "ngày mai", "documents": ["a", "b"], "note": "dòng 1\ndòng 2"}
    assert save(binh, ID, typed).json == {"revision": 1, "state": "draft", "undecided": []}
    assert dossier().fields == typed
    assert binh.get(f"/api/ho-so/{ID}").json == {
        "id": str(ID), "code": TENANCY, "fields": typed, "revision": 1, "state": "draft", "undecided": [],
    }  # fmt: skip


def test_it_is_harmless_to_save_the_same_again(binh: Browser, dossier: Now) -> None:
    for _ in range(3):
        assert save(binh, ID, {"name": "Bình"}, 0).json["revision"] == 1
    assert dossier().revision == 1


def test_it_goes_on_from_the_newest_revision(binh: Browser, dossier: Now) -> None:
    save(binh, ID, {"name": "một"})
    assert save(binh, ID, {"name": "hai"}, 1).json["revision"] == 2
    assert dossier().fields == {"name": "hai"}


def test_it_does_not_exist_for_another_account(binh: Browser, chi: Browser, dossier: Now) -> None:
    save(binh, ID, {"name": "Bình"})
    assert save(chi, ID, {"name": "Chi"}).status_code == 404
    assert chi.get(f"/api/ho-so/{ID}").status_code == 404
    assert chi.get(f"/ho-so/{ID}/don").status_code == 404
    assert dossier().fields == {"name": "Bình"}


def test_it_looks_the_same_whether_it_is_anothers_or_nobodys(binh: Browser, chi: Browser) -> None:
    save(binh, ID, {"name": "Bình"})
    theirs, nobodys = (chi.get(f"/api/ho-so/{one}") for one in (ID, uuid4()))
    assert (theirs.status_code, theirs.json) == (nobodys.status_code, nobodys.json)


def test_it_asks_who_is_not_signed_in_to_do_so(app: Flask, binh: Browser) -> None:
    save(binh, ID, {"name": "Bình"})
    stranger = fresh(app)
    assert stranger.get(f"/api/ho-so/{ID}", headers={"Accept": "application/json"}).status_code == 401
    assert save(stranger, ID, {"name": "x"}).status_code == 401
    assert stranger.get(f"/ho-so/{ID}/don").location == f"/dang-nhap?tiep=/ho-so/{ID}/don"


def test_it_belongs_to_the_browser_until_somebody_signs_in_there(app: Flask, dossier: Now) -> None:
    client = fresh(app)
    save(client, ID, {"name": "Bình"})
    assert client.get(f"/api/ho-so/{ID}").json["fields"] == {"name": "Bình"}
    assert dossier().account_id is None
    confirm(client)
    assert dossier().account_id is not None
    assert dossier().holder is None


def test_it_is_claimed_for_the_only_person_of_the_account(app: Flask, binh: Browser, dossier: Now) -> None:
    client = fresh(app)
    save(client, ID, {"name": "Bình"})
    confirm(client)
    assert dossier().person_id is not None
    assert binh.get(f"/api/ho-so/{ID}").status_code == 200


def test_it_never_claims_the_draft_of_another_browser(app: Flask, dossier: Now) -> None:
    save(fresh(app), ID, {"name": "Bình"})
    confirm(fresh(app))
    assert dossier().account_id is None


def test_it_keeps_the_browsers_token_as_a_blind_index(app: Flask, dossier: Now) -> None:
    client = fresh(app)
    save(client, ID, {"name": "Bình"})
    with client.session_transaction() as session:
        assert session["holder"] not in str(vars(dossier()))


def test_it_leaves_nothing_behind_for_the_next_person_at_this_browser(app: Flask) -> None:
    client = fresh(app)
    save(client, ID, {"name": "Bình"})
    confirm(client)
    client.post("/dang-xuat")
    agree(client)
    assert client.get(f"/api/ho-so/{ID}", headers={"Accept": "application/json"}).status_code == 401


def test_it_has_no_draft_for_a_procedure_that_is_not_published(app: Flask, binh: Browser) -> None:
    for code in ("9.999999", "", "../../etc/passwd", "\ud800", "x" * 500):
        assert save(binh, uuid4(), {}, code=code).status_code == 404
    assert rows(app, Dossier) == []


def test_it_has_no_draft_where_the_law_wants_the_person_there(app: Flask, binh: Browser) -> None:
    assert save(binh, ID, {"copy_count": "1"}, code=IN_PERSON).status_code == 409
    assert rows(app, Dossier) == []


def test_it_refuses_the_sixty_first_draft_clearly(app: Flask, binh: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "MOST_DRAFTS", 2)
    answers = [save(binh, uuid4(), {"name": "x"}).status_code for _ in range(3)]
    assert answers == [200, 200, 409]
    page = binh.post("/ho-so/", data={"code": TENANCY, "name": "x"})
    assert "Đang có quá nhiều bản nháp" in page.text


def test_it_limits_drafts_without_an_account_per_address(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draft_views, "PER_ADDRESS", (2, 3600))
    answers = [save(fresh(app), uuid4(), {"name": "x"}).status_code for _ in range(3)]
    assert answers == [200, 200, 429]


def test_it_bounds_the_bytes_of_drafts_without_an_account_per_address(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_views, "BYTES_PER_ADDRESS", (5000, 3600))
    answers = [save(fresh(app), uuid4(), {"name": "ă" * 1000}) for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert "vẫn còn trên máy này" in answers[-1].json["kept"]
    assert len(rows(app, Dossier)) == 2


def test_it_counts_no_bytes_of_who_is_signed_in(binh: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draft_views, "BYTES_PER_ADDRESS", (1, 3600))
    assert save(binh, ID, {"name": "x" * 1000}).status_code == 200


@pytest.mark.parametrize("signed_in", [True, False])
def test_it_refuses_a_draft_longer_than_any_form_and_keeps_the_one_before(
    app: Flask, binh: Browser, dossier: Now, signed_in: bool
) -> None:
    client = binh if signed_in else fresh(app)
    long = {str(number): "ă" * 10_000 for number in range(8)}
    assert save(client, ID, {"name": "Bình"}).status_code == 200
    answer = save(client, ID, long)
    assert (answer.status_code, answer.json["title"]) == (413, "Tờ khai dài quá")
    assert "vẫn còn trên máy này" in answer.json["kept"]
    page = client.post("/ho-so/", data={"id": str(ID), "code": TENANCY} | long)
    assert page.status_code == 413
    assert "Quay lại tờ khai" in page.text
    assert dossier().fields == {"name": "Bình"}


def test_it_takes_a_real_form_filled_in_to_the_brim(binh: Browser) -> None:
    rows_of_people = {f"members-{row}-{question}": "ễ" * 60 for row in range(50) for question in range(9)}
    assert save(binh, ID, rows_of_people).status_code == 200


@pytest.mark.parametrize(
    "fields",
    [
        None, [], "name=x", 5, {"name": 5}, {"name": None}, {"name": {"vi": "x"}}, {"name": [["x"]]}, {"name": ["x", 5]},
        {"name": True}, {"name": "x" * 20_001}, {"n" * 121: "x"}, {"name": ["x"] * 101}, {str(n): "" for n in range(1501)},
    ],
    ids=str,
)  # fmt: skip
def test_it_refuses_what_no_form_sends_instead_of_dropping_it(app: Flask, binh: Browser, fields: object) -> None:
    answer = save(binh, ID, fields)
    assert answer.status_code == 400
    assert answer.json["title"] == "Chưa đọc được điều vừa gửi"
    assert rows(app, Dossier) == []


@pytest.mark.parametrize("revision", ["1", 1.5, [], {}, "x" * 50])
def test_it_refuses_a_revision_that_is_no_number(binh: Browser, revision: object) -> None:
    assert save(binh, ID, {"name": "x"}, revision).status_code == 400


def test_it_keeps_text_without_the_halves_of_characters_that_nothing_can_store(binh: Browser, dossier: Now) -> None:
    assert save(binh, ID, {"name": "Bì\ud800nh"}).status_code == 200
    assert dossier().fields == {"name": "Bình"}


def test_it_does_not_change_what_was_handed_in(app: Flask, binh: Browser) -> None:
    made = submitted(binh)
    answer = save(binh, made, {"name": "đổi"})
    assert answer.status_code == 409
    assert answer.json["state"] != "draft"
    assert rows(app, Dossier)[0].fields["name"] == "Trần Văn Bình"


def test_it_acts_as_the_person_chosen_when_it_was_begun(app: Flask, binh: Browser, dossier: Now) -> None:
    keep_person(binh, full_name="Trần Thị Em")
    save(binh, ID, {"name": "Em"})
    chosen = dossier().person_id
    assert binh.get("/api/toi").json["person"]["full_name"] == "Trần Thị Em"
    assert [one.id for one in rows(app, Person) if one.facts["full_name"] == "Trần Thị Em"] == [chosen]
