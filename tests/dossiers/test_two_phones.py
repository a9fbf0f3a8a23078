"""Two phones fill in the same draft: what they changed apart is put together, what they changed alike is asked about."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from tests.dossiers.conftest import TENANCY, complete
from tests.people import Browser
from tests.visitors import rows
from webapp.dossiers import drafts
from webapp.dossiers.models import Dossier
from webapp.procedures.models import ProcedureVersion

Now = Callable[[], Dossier]
ID = uuid4()


def send(client: Browser, hand: str, fields: dict[str, Any], revision: int | None, *changed: str, **more: Any) -> Any:
    said = {
        "code": TENANCY,
        "fields": fields,
        "revision": revision,
        "hand": hand,
        "changed": list(changed) or None,
    } | more
    return client.put(f"/api/ho-so/{ID}", json=said)


@pytest.fixture
def two_answers(binh: Browser) -> None:
    """The name is answered differently by the phones «a» and «b»; «b» came second."""
    send(binh, "a", complete(), None)
    send(binh, "a", complete(name="Trần Văn Bính"), 1, "name")
    send(binh, "b", complete(name="Trần Bình"), 1, "name")


def test_it_puts_together_what_was_changed_apart(binh: Browser, dossier: Now) -> None:
    send(binh, "a", {"name": "Bình"}, None)
    send(binh, "a", {"name": "Bình", "new_address": "số 8"}, 1, "new_address")
    answer = send(binh, "b", {"name": "Trần Văn Bình"}, 1, "name").json
    assert answer == {
        "revision": 3, "state": "draft", "undecided": [], "fields": {"name": "Trần Văn Bình", "new_address": "số 8"},
    }  # fmt: skip
    assert dossier().fields == answer["fields"]


def test_it_sends_nothing_back_that_the_phone_knows(binh: Browser) -> None:
    assert send(binh, "a", {"name": "Bình"}, None).json == {"revision": 1, "state": "draft", "undecided": []}


@pytest.mark.usefixtures("two_answers")
def test_it_keeps_both_answers_and_shows_them_side_by_side(binh: Browser, dossier: Now) -> None:
    assert dossier().fields["name"] == "Trần Văn Bính"
    assert dossier().undecided == {"name": {"b": {"name": "Trần Bình"}}}
    page = binh.get(f"/ho-so/{ID}/don")
    assert 'id="hai-ban"' in page.text
    assert "Trần Văn Bính</button>" in page.text
    assert "Trần Bình</button>" in page.text


@pytest.mark.usefixtures("two_answers")
@pytest.mark.parametrize(("hand", "name"), [("b", "Trần Bình"), ("", "Trần Văn Bính")])
def test_it_goes_on_with_the_answer_that_was_chosen(binh: Browser, dossier: Now, hand: str, name: str) -> None:
    for _twice in range(2):
        assert binh.post(f"/ho-so/{ID}/chon", data={"question": "name", "hand": hand}).status_code == 303
    assert dossier().fields["name"] == name
    assert not dossier().undecided
    assert "hai-ban" not in binh.get(f"/ho-so/{ID}/don").text


@pytest.mark.usefixtures("two_answers")
def test_it_says_addresses_and_choices_in_words(binh: Browser) -> None:
    send(binh, "a", complete(housing_basis="thue", **{"nop-unit": "hong-gai"}), 3, "housing_basis")
    send(binh, "b", complete(housing_basis="muon"), 3, "housing_basis")
    page = binh.get(f"/ho-so/{ID}/don").text
    assert "thue</button>" not in page
    assert page.count("</button>\n  </form>") == 4


@pytest.mark.usefixtures("two_answers")
def test_it_is_not_handed_in_before_somebody_chose(binh: Browser, dossier: Now) -> None:
    page = binh.post("/ho-so/", data={"id": str(ID), "code": TENANCY, "revision": "3"} | complete(name="Trần Văn Bính"))
    assert page.status_code == 422
    assert 'id="hai-ban"' in page.text
    assert binh.get(f"/ho-so/{ID}/doc-lai").location == f"/ho-so/{ID}/don"
    assert binh.post(f"/ho-so/{ID}/nop", data={"agree": "y"}).location == f"/ho-so/{ID}/don"
    assert dossier().state == "draft"


@pytest.mark.usefixtures("two_answers")
def test_it_is_nobody_elses_to_choose(chi: Browser, dossier: Now) -> None:
    assert chi.post(f"/ho-so/{ID}/chon", data={"question": "name", "hand": "b"}).status_code == 404
    assert dossier().undecided


@pytest.mark.parametrize(("question", "hand"), [("name", "nobody"), ("no_question", "b"), ("", "")])
@pytest.mark.usefixtures("two_answers")
def test_it_ignores_a_choice_that_is_not_offered(binh: Browser, dossier: Now, question: str, hand: str) -> None:
    assert binh.post(f"/ho-so/{ID}/chon", data={"question": question, "hand": hand}).status_code == 303
    assert dossier().undecided == {"name": {"b": {"name": "Trần Bình"}}}


def test_it_keeps_what_a_page_without_scripts_did_not_know_of(binh: Browser, dossier: Now) -> None:
    send(binh, "a", complete(), None)
    send(binh, "a", complete(new_address="số 9"), 1, "new_address")
    binh.post("/ho-so/", data={"id": str(ID), "code": TENANCY, "revision": "1"} | complete(name="Trần Bình"))
    assert dossier().fields["name"] == "Trần Bình"
    assert dossier().fields["new_address"] == "số 9"
    assert dossier().undecided == {"new_address": {"": {"new_address": "số 8, ngõ 5"}}}


@pytest.mark.parametrize(
    "wrong",
    [{"changed": "name"}, {"changed": [5]}, {"hand": 5}, {"revision": "1"}, {"fields": None}],
    ids=str,
)
def test_it_refuses_what_no_phone_of_ours_sends(app: Flask, binh: Browser, wrong: dict[str, Any]) -> None:
    said = {"code": TENANCY, "fields": {"name": "x"}, "revision": None, "hand": "a", "changed": None} | wrong
    assert binh.put(f"/api/ho-so/{ID}", json=said).status_code == 400
    assert not rows(app, Dossier)


def test_it_bounds_what_strangers_of_ours_may_pile_up(binh: Browser, dossier: Now) -> None:
    send(binh, "a", {"name": "x"}, None)
    long = {"name": "ă" * 20_000}
    answers = [
        send(binh, f"hand {number}", long | {"name": f"{number}{long['name'][:19_000]}"}, 0, "name")
        for number in range(6)
    ]
    assert [one.status_code for one in answers][:3] == [200, 200, 200]
    assert answers[-1].status_code == 413
    assert dossier().fields == {"name": "x"}


def test_it_follows_a_procedure_that_was_published_anew(app: Flask, binh: Browser, dossier: Now) -> None:
    send(binh, "a", complete(), None, finished=True)
    old = dossier().version_id
    newer(app)
    assert dossier().answers
    answer = send(binh, "a", complete(name="Trần Bình"), 1, "name", finished=True)
    assert answer.json["stands"] is True
    assert dossier().version_id != old


def test_it_leaves_a_corrected_dossier_with_the_version_it_was_handed_in_by(
    app: Flask, binh: Browser, dossier: Now
) -> None:
    send(binh, "a", complete(), None, finished=True)
    binh.post(f"/ho-so/{ID}/nop", data={"agree": "y"})
    old = dossier().version_id
    newer(app)
    binh.post(f"/ho-so/{ID}/sua")
    send(binh, "a", complete(name="Trần Bình"), 1, "name")
    assert dossier().version_id == old


def newer(app: Flask) -> None:
    """A next version of the procedure is published."""
    with app.app_context(), app.extensions["sessions"].write() as db:
        old = db.scalars(select(ProcedureVersion).where(ProcedureVersion.code == TENANCY)).one()
        kept = {name: getattr(old, name) for name in ("code", "agency", "source_hash", "published_at")}
        db.add(
            ProcedureVersion(
                **kept,
                number=2,
                content_hash="f" * 64,
                definition=old.definition | {"everyday": {"vi": ["mới"], "en": ["new"]}},
            )
        )
        db.commit()


def test_it_bounds_what_is_remembered_of_questions_nobody_asks(binh: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "MOST_BYTES", 3000)
    answers = [
        send(binh, "a", {f"{'n' * 60}{round_}x{n}": "x" for n in range(20)}, round_).status_code for round_ in range(4)
    ]
    assert answers[0] == 200
    assert answers[-1] == 413
