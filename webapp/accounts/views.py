"""Sign in with a phone number, see and end sign-ins, choose who of the household is meant."""

from uuid import UUID

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from flask_login import current_user
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from webapp import access
from webapp.accounts import codes, phone, service
from webapp.accounts.forms import CodeForm, ConsentForm, PhoneForm
from webapp.accounts.login import close_session, open_session
from webapp.accounts.models import Account
from webapp.i18n import _, current
from webapp.pages import local_path

bp = Blueprint("accounts", __name__, template_folder="templates")
CONSENT = "du-lieu-ca-nhan-1"


@bp.get("/dang-nhap")
@access.public
def sign_in() -> str:
    return render_template("accounts/sign_in.html", form=PhoneForm(), back=_back())


@bp.post("/dang-nhap")
@access.public
def send_code() -> Response | str | tuple[str, int]:
    form = PhoneForm.of_request()
    if not form.validate():
        return render_template("accounts/sign_in.html", form=form, back=_back()), 422
    sent = codes.send_code(g.db, form["phone"].data, request.remote_addr or "", current())
    session["code"] = str(sent.id)
    return redirect(url_for("accounts.enter_code", tiep=_back()), 303)


@bp.get("/dang-nhap/ma")
@access.public
def enter_code() -> Response | str:
    sent = _sent_code()
    if sent is None:
        return redirect(url_for("accounts.sign_in", tiep=_back()), 303)
    return _code_page(CodeForm(), sent)


@bp.post("/dang-nhap/ma")
@access.public
def confirm() -> Response | tuple[str, int]:
    sent = _sent_code()
    if sent is None:
        return redirect(url_for("accounts.sign_in", tiep=_back()), 303)
    form = CodeForm.of_request()
    confirmed = codes.check(g.db, sent.id, form["code"].data) if form.validate() else None
    if confirmed is None:
        if not form.errors:
            form["code"].errors = [_("Mã chưa đúng, hoặc đã quá 5 phút.")]
        return _code_page(form, sent), 422
    return _welcome(service.register_or_find(g.db, confirmed, current()))


@bp.get("/tai-khoan/dong-y")
@access.signed_in
def consent() -> str:
    return render_template("accounts/consent.html", form=ConsentForm(), back=_back())


@bp.post("/tai-khoan/dong-y")
@access.signed_in
def give_consent() -> Response | tuple[str, int]:
    form = ConsentForm.of_request()
    if not form.validate():
        return render_template("accounts/consent.html", form=form, back=_back()), 422
    service.agree(g.db, current_user.sign_in.account_id, CONSENT, render_template("accounts/consent_text.html"))
    return redirect(url_for("accounts.card", tiep=_back()), 303)


@bp.get("/tai-khoan")
@access.signed_in
def account() -> str:
    mine = current_user.sign_in
    return render_template("accounts/account.html", mine=mine, sign_ins=service.sign_ins(g.db, mine.account_id),
                           passkeys=service.passkeys(g.db, mine.account_id), masked=phone.masked(mine.account.phone))  # fmt: skip


@bp.get("/tai-khoan/ai")
@access.signed_in
def who() -> str:
    return render_template("accounts/who.html", account=current_user.sign_in.account, chosen=current_user.sign_in.person_id, back=_back())


@bp.post("/tai-khoan/ai/<uuid:person_id>")
@access.signed_in
def choose(person_id: UUID) -> Response:
    try:
        service.choose(g.db, current_user.sign_in, person_id)
    except service.NotYours:
        raise NotFound from None
    return redirect(local_path(_back()), 303)


@bp.post("/dang-xuat")
@access.public
def sign_out() -> Response:
    if current_user.is_authenticated:
        service.end_sign_in(g.db, current_user.sign_in.account_id, current_user.sign_in.id)
    close_session()
    answer = redirect("/", 303)
    answer.headers["Clear-Site-Data"] = '"storage"'
    return answer


@bp.post("/dang-xuat/<uuid:sign_in_id>")
@access.signed_in
def end_one(sign_in_id: UUID) -> Response:
    service.end_sign_in(g.db, current_user.sign_in.account_id, sign_in_id)
    return redirect(url_for("accounts.account"), 303)


@bp.post("/dang-xuat/tat-ca")
@access.signed_in
def end_all() -> Response:
    service.end_all_sign_ins(g.db, current_user.sign_in.account_id)
    close_session()
    return redirect("/", 303)


def _welcome(found: Account) -> Response:
    """Signed in: on to consent, to choosing the person, to the desk, or back to where one came from."""
    back, device = _back(), request.user_agent.string
    made = service.sign_in(g.db, found, device)
    open_session(made)
    if not service.has_agreed(g.db, found.id, CONSENT):
        return redirect(url_for("accounts.consent", tiep=back), 303)
    if made.person_id is None and found.persons:
        return redirect(url_for("accounts.who", tiep=back), 303)
    if found.roles and back == "/":
        back = "/ban-lam-viec"
    return redirect(back, 303)


def _sent_code() -> codes.OneTimeCode | None:
    known = session.get("code")
    return codes.find(g.db, UUID(known)) if known else None


def _code_page(form: CodeForm, sent: codes.OneTimeCode) -> str:
    left = codes.tries_left(sent)
    return render_template("accounts/code.html", form=form, phone=sent.phone, left=left, back=_back())


def _back() -> str:
    return local_path(request.values.get("tiep"))
