"""Sign in with a phone number, see and end sign-ins, choose who of the household is meant."""

from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, request, session, url_for
from flask_login import current_user
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from webapp import access
from webapp.accounts import browser, codes, devices, phone, service
from webapp.accounts.forms import CodeForm, ConsentForm, PhoneForm
from webapp.accounts.login import close_session, open_session
from webapp.accounts.models import OneTimeCode
from webapp.accounts.way import back, onward
from webapp.i18n import _, current
from webapp.messages import subscriptions

bp = Blueprint("accounts", __name__, template_folder="templates")


@bp.get("/dang-nhap")
@access.public
def sign_in() -> Response | str:
    if current_user.is_authenticated:
        return redirect(onward(current_user.sign_in, back()), 303)
    browser.mine()  # before anything is asked: two taps on the button are then one browser's
    return render_template("accounts/sign_in.html", form=PhoneForm(), back=back())


@bp.post("/dang-nhap")
@access.public
def send_code() -> Response | tuple[str, int]:
    form = PhoneForm.of_request()
    if not form.validate():
        return render_template("accounts/sign_in.html", form=form, back=back()), 422
    sent = codes.send_code(g.db, form["phone"].data, browser.mine(), request.remote_addr or "", current())
    if not sent.new:
        flash(_("Mã vừa nhắn vẫn dùng được. Chưa thấy tin nhắn thì %(n)s giây nữa gửi lại.", n=sent.wait), "info")
    session["code"] = str(sent.id)
    return redirect(url_for("accounts.enter_code", tiep=back()), 303)


@bp.get("/dang-nhap/ma")
@access.public
def enter_code() -> Response | str:
    sent = _sent_code()
    return _code_page(CodeForm(), sent) if sent else redirect(url_for("accounts.sign_in", tiep=back()), 303)


@bp.post("/dang-nhap/ma")
@access.public
def confirm() -> Response | tuple[str, int]:
    sent, form = _sent_code(), CodeForm.of_request()
    if sent is None:
        return redirect(url_for("accounts.sign_in", tiep=back()), 303)
    confirmed = codes.check(g.db, sent.id, form["code"].data) if form.validate() else None
    if confirmed is None:
        if not form.errors:
            form["code"].errors = [_("Mã chưa đúng. Xem lại 6 số; có nhiều tin nhắn thì thử mã của tin kia.")]
        return _code_page(form, sent), 422
    account = service.register_or_find(g.db, confirmed, current())
    made = service.sign_in(g.db, account, devices.describe(request.user_agent.string), browser.mine())
    open_session(made)
    return redirect(onward(made, back()), 303)


@bp.get("/tai-khoan/dong-y")
@access.signed_in
def consent() -> str:
    return _consent_page(ConsentForm())


def _consent_page(form: ConsentForm) -> str:
    new = service.consent.news(g.db, current_user.sign_in.account_id)
    return render_template("accounts/consent.html", form=form, back=back(), new=new)


@bp.post("/tai-khoan/dong-y")
@access.signed_in
def give_consent() -> Response | tuple[str, int]:
    form = ConsentForm.of_request()
    if not form.validate():
        return _consent_page(form), 422
    mine = current_user.sign_in
    service.agree(g.db, mine.account_id, service.consent.current(), service.consent.words())
    return redirect(onward(mine, back()), 303)


@bp.get("/tai-khoan")
@access.signed_in
def account() -> str:
    mine = current_user.sign_in
    return render_template(
        "accounts/account.html", mine=mine, sign_ins=service.sign_ins(g.db, mine.account_id),
        told={one.sign_in_id for one in subscriptions.of(g.db, mine.account_id)},
        passkeys=service.passkeys(g.db, mine.account_id), masked=phone.masked(mine.account.phone),
    )  # fmt: skip


@bp.get("/tai-khoan/ai")
@access.signed_in
def who() -> str:
    mine = current_user.sign_in
    return render_template("accounts/who.html", account=mine.account, chosen=mine.person_id, back=back())


@bp.post("/tai-khoan/ai/<uuid:person_id>")
@access.signed_in
def choose(person_id: UUID) -> Response:
    """Papers are made for that person from now on; what the one who acts is to them is asked on the way, if it never was."""
    mine = current_user.sign_in
    try:
        service.choose(g.db, mine, person_id)
        service.household.acting(g.db, mine.account_id, mine.acting_id, person_id)
    except service.NotYours:
        raise NotFound from None
    except service.household.NotSaid:
        return redirect(url_for("accounts.who_acts", cho=person_id, tiep=back()), 303)
    return redirect(back(), 303)


@bp.post("/dang-xuat")
@access.public
def sign_out() -> Response:
    if current_user.is_authenticated:
        service.end_sign_in(g.db, current_user.sign_in.account_id, current_user.sign_in.id)
    close_session()
    answer = redirect("/", 303)
    answer.headers["Clear-Site-Data"] = '"cache"'  # not its storage: a draft not yet sent must survive (P9)
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


def _sent_code() -> OneTimeCode | None:
    known = session.get("code")
    return codes.find(g.db, UUID(known)) if known else None


def _code_page(form: CodeForm, sent: OneTimeCode) -> str:
    left = codes.tries_left(sent)
    return render_template("accounts/code.html", form=form, phone=sent.phone, left=left, back=back())
