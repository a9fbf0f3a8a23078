"""Whose an upload is, and what proves that its owner's own page or program sent something."""

from uuid import UUID, uuid4

import pytest
from flask import Flask

from tests.documents.conftest import CODE, OLD, Person, sign_in
from tests.documents.uploads.conftest import HELLO, PIECE, Tus, packed
from webapp.access import ANYONE
from webapp.accounts.models import SignIn
from webapp.db import uuid7
from webapp.dossiers import service as dossiers
from webapp.units import service as units


@pytest.fixture
def stranger(chi: Person) -> Tus:
    return Tus(chi.client)


@pytest.fixture
def nobody(app: Flask) -> Tus:
    return Tus(app.test_client())


@pytest.fixture
def holder(app: Flask) -> tuple[Tus, UUID]:
    """A browser that began a draft without signing in, and the draft."""
    client, token = app.test_client(), "f" * 32
    with client.session_transaction() as session:
        session["holder"] = token
    with app.app_context(), app.extensions["sessions"].write.begin() as db:
        made = dossiers.start(db, dossiers.Holder(ANYONE, token), uuid7(), CODE)
        made.answers, made.unit_id = {"licence_class": "A1"}, units.receiving_units(db)[0].id
        return Tus(client), made.id


def meant_for(dossier_id: UUID, **more: str) -> str:
    return packed(dossier=str(dossier_id), slot=OLD, **more)


def every_way(tus: Tus, path: str) -> set[int]:
    asked = [tus.head(path), tus.patch(path, HELLO), tus.ask("DELETE", path), tus.ask("GET", path, Tus_Resumable=None)]
    return {answer.status_code for answer in asked}


def test_to_anyone_else_it_does_not_exist(tus: Tus, stranger: Tus) -> None:
    path = tus.made()
    assert every_way(stranger, path) == {404}
    assert tus.offset(path) == 0


def test_whoever_is_not_signed_in_is_told_so_whether_it_exists_or_not(tus: Tus, nobody: Tus) -> None:
    known, unknown = tus.made(), f"/tai-len/{uuid4()}"
    assert every_way(nobody, known) == every_way(nobody, unknown) == {401}
    assert nobody.head(known).headers["Tus-Resumable"] == "1.0.0"
    assert nobody.ask("GET", known).json == nobody.ask("GET", unknown).json


def test_nobody_begins_an_upload_without_a_draft(nobody: Tus, dossier_id: UUID) -> None:
    assert nobody.create().status_code == 401
    assert nobody.create(5, Upload_Metadata=meant_for(dossier_id)).status_code == 401
    assert nobody.create(5, Upload_Metadata=meant_for(uuid4())).status_code == 401


def test_a_holder_without_a_dossier_begins_nothing(holder: tuple[Tus, UUID]) -> None:
    assert holder[0].create().status_code == 401


def test_the_browser_that_holds_the_draft_may_send(holder: tuple[Tus, UUID], stranger: Tus, nobody: Tus) -> None:
    tus, draft = holder
    path = tus.made(12, Upload_Metadata=meant_for(draft))
    assert tus.patch(path, HELLO).status_code == 204
    assert every_way(stranger, path) == {404}
    assert every_way(nobody, path) == {401}


def test_after_signing_in_the_upload_of_a_claimed_draft_goes_on(
    app: Flask, holder: tuple[Tus, UUID], an: Person, nobody: Tus
) -> None:
    tus, draft = holder
    path = tus.made(12, Upload_Metadata=meant_for(draft))
    tus.patch(path, HELLO[:5])
    with app.app_context(), app.extensions["sessions"].write.begin() as db:
        dossiers.claim(db, "f" * 32, an.actor.account_id, an.actor.person_id)
    assert Tus(an.client).patch(path, HELLO[5:], 5).status_code == 204
    assert every_way(tus, path) == {401}


def test_an_ended_sign_in_is_401_and_a_new_one_goes_on(app: Flask, tus: Tus, db, kept) -> None:
    path = tus.made()
    tus.patch(path, HELLO[:5])
    db.query(SignIn).update({"ended_at": SignIn.created_at})
    db.commit()
    assert tus.patch(path, HELLO[5:], 5).status_code == 401
    again = Tus(sign_in(app, "0912000001").client)
    assert again.patch(path, HELLO[5:], again.offset(path)).status_code == 204
    assert kept(path) == HELLO


def test_a_dossier_of_somebody_else_does_not_exist(stranger: Tus, dossier_id: UUID) -> None:
    assert stranger.create(5, Upload_Metadata=meant_for(dossier_id)).status_code == 404


def test_an_officer_who_may_read_a_dossier_may_not_send_for_it(officer: Person, dossier_id: UUID) -> None:
    assert Tus(officer.client).create(5, Upload_Metadata=meant_for(dossier_id)).status_code == 404


def test_a_known_id_of_somebody_else_is_refused(tus: Tus, stranger: Tus) -> None:
    said = packed(id=str(uuid4()))
    tus.made(5, Upload_Metadata=said)
    assert stranger.create(5, Upload_Metadata=said).status_code == 409


@pytest.mark.parametrize(
    "said",
    [{"Origin": "https://example.org"}, {"Origin": "null"}, {"Origin": "http://localhost:1"},
     {"Referer": "https://example.org/a"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}],
)  # fmt: skip
def test_another_site_sends_nothing(tus: Tus, said: dict[str, str]) -> None:
    path = tus.made()
    assert tus.patch(path, HELLO, **said).status_code == 403
    assert tus.ask("DELETE", path, **said).status_code == 403
    assert tus.create(5, **said).status_code == 403
    assert tus.offset(path) == 0


def test_our_own_page_sends(tus: Tus) -> None:
    assert tus.patch(tus.made(), HELLO, Origin="http://localhost").status_code == 204


def test_without_origin_the_header_of_the_protocol_is_the_proof(tus: Tus) -> None:
    assert tus.patch(tus.made(), HELLO, Tus_Resumable=None).status_code == 412


def test_elsewhere_the_header_proves_nothing(tus: Tus, dossier_id: UUID) -> None:
    assert tus.ask("POST", f"/ho-so/{dossier_id}/giay-to/{OLD}/nhan").status_code == 403


def test_a_piece_may_be_larger_than_a_form(tus: Tus, kept) -> None:
    path, data = tus.made(3 << 20), bytes(3 << 20)
    assert tus.patch(path, data).status_code == 204
    assert kept(path) == data


def test_a_body_beyond_every_file_is_refused(tus: Tus) -> None:
    answer = tus.ask("POST", data=bytes(26 << 20), Upload_Length=5, Content_Type=PIECE)
    assert (answer.status_code, answer.mimetype) == (413, "application/json")


def test_the_token_of_a_holder_is_not_kept(holder: tuple[Tus, UUID], row) -> None:
    tus, draft = holder
    kept = row(tus.made(5, Upload_Metadata=meant_for(draft))).holder
    assert kept == dossiers.Holder(ANYONE, "f" * 32).blind != "f" * 32
