"""A paper of the wallet offered where it is asked for, and used by the citizen's own word."""

from uuid import uuid4

import pytest

from tests.documents.samples import picture
from tests.people import KHANH, UNIT, browser
from tests.wallet.conftest import FACE, LICENCE, LICENCE_ANSWERS, OLD
from webapp import clock
from webapp.documents import service as documents
from webapp.documents.service import Document
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, State
from webapp.wallet import papers
from webapp.wallet import service as wallet


def test_it_is_offered_where_it_is_asked_for(home):
    home.paper(OLD)
    page = home.papers_page(home.draft())
    assert "Dùng lại: Giấy phép lái xe" in page
    assert "Dùng giấy này" in page


def test_it_is_not_offered_for_another_kind_of_paper(home):
    home.paper(FACE)
    assert "Dùng lại: Giấy phép lái xe" not in home.papers_page(home.draft())


def test_using_it_puts_a_copy_under_a_key_of_its_own(home):
    paper, draft = home.paper(OLD), home.draft()
    assert home.use(paper, draft).status_code == 303
    [copy] = home.copies(draft)
    first = home.db.get_one(Document, paper.id)
    assert copy.wrapped_key != first.wrapped_key
    assert copy.stored_as != first.stored_as
    store = home.app.extensions["documents_store"]
    assert b"".join(documents.read(store, copy)) == b"".join(documents.read(store, first))


def test_a_copy_says_where_it_came_from_and_that_it_was_used_again(home):
    paper, draft = home.paper(OLD), home.draft()
    home.use(paper, draft)
    [copy] = home.copies(draft)
    assert (copy.reused_from, copy.reusable, copy.sha256, copy.filename) == (
        paper.id,
        True,
        paper.sha256,
        paper.filename,
    )


def test_a_second_tap_makes_no_second_copy(home):
    paper, draft = home.paper(OLD), home.draft()
    assert [home.use(paper, draft).status_code for _ in range(2)] == [303, 303]
    assert len(home.copies(draft)) == 1


def test_a_copy_taken_away_can_be_put_again(home):
    paper, draft = home.paper(OLD), home.draft()
    home.use(paper, draft)
    home.take_away(home.copies(draft)[0])
    home.use(paper, draft)
    assert len(home.copies(draft)) == 1


def test_it_is_not_offered_twice_for_the_same_paper(home):
    paper, draft = home.paper(OLD), home.draft()
    home.use(paper, draft)
    assert "Dùng giấy này" not in home.papers_page(draft)


def test_a_copy_stands_in_the_wallet_only_once(home):
    paper = home.paper(OLD)
    home.use(paper, home.draft())
    assert home.wallet_page().count("Gửi ngày") == 1


def test_a_dossier_that_waited_for_it_goes_to_the_office(home):
    paper, draft = home.paper(OLD), home.draft()
    home.paper(FACE, into=draft)
    home.hand_in(draft)
    answer = home.use(paper, draft)
    assert answer.location.endswith(f"/ho-so/{draft.id}")
    assert home.db.get_one(Dossier, draft.id).state == State.NEW


def test_the_same_file_sent_twice_is_one_paper_as_old_as_the_first(home):
    home.paper(FACE, days_ago=200)
    home.paper(FACE)
    page = home.papers_page(home.draft())
    assert "Đã hết hạn: Ảnh thẻ" in page
    assert "Dùng giấy này" not in page


def test_of_several_papers_the_older_ones_stand_behind(home):
    for colour, days in (("red", 30), ("blue", 20), ("green", 10)):
        home.paper(OLD, data=picture(colour=colour), days_ago=days)
    page = home.papers_page(home.draft())
    assert "Còn 2 giấy cũ hơn cùng loại" in page
    assert page.count("Dùng giấy này") == 3


def test_an_expired_paper_is_told_of_but_not_offered(home):
    home.paper(FACE, days_ago=200)
    page = home.papers_page(home.draft())
    assert "Đã hết hạn: Ảnh thẻ" in page
    assert "Dùng giấy này" not in page


def test_an_expired_paper_is_not_taken(home):
    paper, draft = home.paper(FACE, days_ago=200), home.draft()
    assert home.use(paper, draft, FACE).status_code == 409
    assert not home.copies(draft)


def test_a_refused_paper_is_not_offered_any_more(home):
    paper, draft = home.paper(OLD), home.draft()
    answer = home.post(f"/giay-to-cua-toi/{paper.id}/dung-goi-y", ve=f"/ho-so/{draft.id}/giay-to")
    assert answer.location.endswith(f"/ho-so/{draft.id}/giay-to")
    assert "Dùng giấy này" not in home.papers_page(draft)


def test_refusing_can_be_taken_back(home):
    paper = home.paper(OLD)
    for verb in ("dung-goi-y", "dung-goi-y", "goi-y-lai"):
        assert home.post(f"/giay-to-cua-toi/{paper.id}/{verb}").status_code == 303
    assert "Dùng giấy này" in home.papers_page(home.draft())


def test_refusing_leads_to_no_other_site(home):
    paper = home.paper(OLD)
    answer = home.post(f"/giay-to-cua-toi/{paper.id}/dung-goi-y", ve="https://example.com/")
    assert answer.location == "/"


def test_another_person_of_the_household_is_not_offered_it(home):
    home.paper(OLD)
    assert "Dùng giấy này" not in home.papers_page(home.draft(person=home.another_person()))


def test_it_says_whose_paper_it_is(home):
    home.paper(OLD)
    assert "Giấy của Nguyễn Thị An" in home.papers_page(home.draft())


def test_what_was_sent_before_anybody_was_chosen_is_offered_to_nobody(home):
    first, other = home.draft(), home.draft()
    home.paper(OLD, into=first)
    mine = papers.all_of(home.db, home.account.id)
    assert papers.for_kind(mine, first.person_id, "giay-phep-lai-xe", other)
    first.person_id = other.person_id = None
    assert papers.for_kind(mine, None, "giay-phep-lai-xe", other) == []


def test_another_person_of_the_household_cannot_take_it(home):
    paper, draft = home.paper(OLD), home.draft(person=home.another_person())
    assert home.use(paper, draft).status_code == 404
    assert not home.copies(draft)


@pytest.mark.parametrize("verb", ["dung-goi-y", "goi-y-lai"])
def test_a_strangers_paper_is_not_found(home, chi, verb):
    assert chi.post(f"/giay-to-cua-toi/{home.paper(OLD).id}/{verb}").status_code == 404


def test_a_stranger_can_use_neither_the_paper_nor_the_dossier(home, chi):
    paper, draft = home.paper(OLD), home.draft()
    assert home.use(paper, draft, client=chi).status_code == 404
    assert not home.copies(draft)


def test_a_paper_of_another_kind_is_not_taken(home):
    assert home.use(home.paper(FACE), home.draft(), OLD).status_code == 404


def test_a_paper_taken_away_is_not_found(home):
    paper = home.paper(OLD)
    home.take_away(paper)
    assert home.use(paper, home.draft()).status_code == 404


def test_a_paper_whose_file_is_broken_says_so_and_puts_nothing(home, tmp_path):
    paper, draft = home.paper(OLD), home.draft()
    for path in (one for one in (tmp_path / "files").rglob("*") if one.is_file()):
        path.write_bytes(b"\0" * path.stat().st_size)
    answer = home.use(paper, draft)
    assert answer.status_code == 500
    assert "Không mở được tệp này" in answer.text
    assert not home.copies(draft)


def test_nothing_is_put_out_of_turn(home):
    paper, draft = home.paper(OLD), home.draft()
    for slot in (OLD, FACE):
        home.paper(slot, into=draft, data=picture(colour="blue"))
    home.hand_in(draft)
    assert home.use(paper, draft).status_code == 409


def test_the_officer_reads_from_which_dossier_it_came(home):
    first = home.draft()
    paper = home.paper(OLD, into=first)
    home.paper(FACE, into=first)
    home.hand_in(first)
    draft = home.draft()
    home.use(paper, draft)
    home.hand_in(draft)
    page = browser(home.app, home.db, *KHANH, ("officer", UNIT)).get(f"/ban-lam-viec/{draft.id}").text
    reference = dossiers.shown(home.db.get_one(Dossier, first.id).reference)
    assert f"Dùng lại từ hồ sơ {reference}" in page


def test_a_copy_outlives_the_first_one(home):
    paper, draft = home.paper(FACE), home.draft()
    home.use(paper, draft, FACE)
    home.db.get_one(Document, paper.id).removed_at = clock.now()
    home.db.commit()
    [kept] = wallet.all_of(home.db, home.account.id)
    assert kept.document.reused_from == paper.id
    assert kept.until is None  # nobody knows any more from which day to count
    assert "Dùng giấy này" not in home.papers_page(home.draft())


def test_a_draft_without_an_account_is_offered_nothing(home, app):
    home.paper(OLD)
    anybody, draft = app.test_client(), uuid4()
    anybody.put(f"/api/ho-so/{draft}", json={"code": LICENCE, "fields": {"email": "x@example.com"}, "revision": None})
    home.settle()
    home.db.get_one(Dossier, draft).answers = LICENCE_ANSWERS
    home.db.commit()
    assert "Dùng giấy này" not in anybody.get(f"/ho-so/{draft}/giay-to").text
