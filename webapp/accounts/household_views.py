"""The people of a house: who holds this phone, and on what ground one acts for another, asked once for each two."""

from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from webapp import clock
from webapp.access import signed_in
from webapp.accounts import grounds, household
from webapp.accounts.forms import GroundForm
from webapp.accounts.models import Person
from webapp.accounts.views import bp
from webapp.accounts.way import back
from webapp.i18n import _

HOME = "/tai-khoan/nha"


@bp.get(HOME)
@signed_in
def house() -> str:
    """Everybody, who holds the phone, who acts for whom."""
    mine = current_user.sign_in
    people = {one.id: one for one in mine.account.persons}
    said = list(g.db.scalars(household.all_of(mine.account_id)))
    return render_template(
        "accounts/house.html", people=people, pairs=[_pair(people, row) for row in said],
        holders=[one for one in people.values() if one.kind == "citizen" and not household.is_minor(one)],
        holder=people.get(mine.acting_id), called=household.called,
    )  # fmt: skip


@bp.get("/tai-khoan/nguoi-lam")
@signed_in
def who_acts() -> Response | str:
    """`cho`: for whom; asks who holds the phone where several may (again with `doi`), then what they are to that person."""
    of = _person(request.args.get("cho", ""))
    may, by = _may_and_by(of)
    if by is None or "doi" in request.args:
        return render_template("accounts/who_acts.html", may=may, of=of, back=back(), called=household.called)
    return redirect(back(), 303) if by.id == of.id else _ask(by, of, _form(of))


@bp.post("/tai-khoan/nguoi-lam/<uuid:person_id>")
@signed_in
def hold(person_id: UUID) -> Response:
    """That person holds this phone; on to what they are to `cho`."""
    of = _person(request.form.get("cho", ""))
    by = next((one for one in _may_and_by(of)[0] if one.id == person_id), None)
    if by is None:
        raise NotFound
    household.hold(current_user.sign_in, by)
    return redirect(url_for("accounts.who_acts", cho=of.id, tiep=back()), 303)


@bp.post("/tai-khoan/nguoi-lam/la-gi")
@signed_in
def say() -> Response | tuple[str, int]:
    """`nguoi_lam` is `ground` to `cho`: kept, or put right."""
    of = _person(request.form.get("cho", ""))
    by = next((one for one in _may_and_by(of)[0] if str(one.id) == request.form.get("nguoi_lam")), None)
    if by is None or by.id == of.id:
        raise NotFound
    form = _form(of)
    if not form.validate():
        return _ask(by, of, form), 422
    words = household.words_of(question(of), grounds.known(form["ground"].data))
    household.say(g.db, by, of, form["ground"].data, form["paper"].data, words)
    flash(_("Đã ghi. Lần sau không hỏi lại."))
    return redirect(back(), 303)


def question(of: Person) -> str:
    """In the words of the page; the hash of it is kept with the answer."""
    return str(_("Ông/bà là gì của %(name)s?", name=household.called(of)))


def _form(of: Person) -> GroundForm:
    form = GroundForm(request.form if request.method == "POST" else None)
    return form.offer(grounds.offered(clock.today(), of.kind, household.is_minor(of)))


def _ask(by: Person, of: Person, form: GroundForm) -> str:
    return render_template(
        "accounts/ground.html", form=form, by=by, of=of, question=question(of), back=back(), called=household.called,
        grounds=form.grounds, several=len(_may_and_by(of)[0]) > 1,
    )  # fmt: skip


def _may_and_by(of: Person) -> tuple[list[Person], Person | None]:
    mine = current_user.sign_in
    may = household.may_act(mine.account.persons, of)
    return may, next((one for one in may if one.id == mine.acting_id), may[0] if len(may) == 1 else None)


def _pair(people: dict[UUID, Person], row: household.Standing) -> dict[str, object]:
    by, of = people[row.acting_id], people[row.for_id]
    ground = grounds.known(row.said["ground"])
    called = ground.called(str(by.facts.get("gender", "")))
    return {"by": by, "of": of, "called": called, "stands": household.stands(row, of), "paper": row.said.get("paper")}


def _person(typed: str) -> Person:
    found: Person | None = next((one for one in current_user.sign_in.account.persons if str(one.id) == typed), None)
    if found is None:
        raise NotFound
    return found
