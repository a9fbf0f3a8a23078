"""The citizen's pages: one link a mandate, where it is given, taken back or called not mine; and all that my account gave."""

from flask import flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp import access, clock
from webapp.accounts import service as accounts
from webapp.i18n import _
from webapp.mandates import beside, service, terms, words
from webapp.mandates.forms import AgreeForm
from webapp.mandates.helper_views import bp
from webapp.mandates.models import Mandate
from webapp.mandates.standing import Standing, standing


@bp.get("/nho-giup/<token>")
@access.public
def asked(token: str) -> str:
    return _page(service.by_token(g.db, token), AgreeForm())


def _page(found: Mandate, form: AgreeForm) -> str:
    who, how = access.actor(), standing(found, clock.now())
    return render_template(
        "mandates/asked.html", found=found, standing=how, named=words.named(g.db, found), token=found.token,
        text=words.text(g.db, found, found.text_id or terms.now().text), own=who.account_id == found.helper_id,
                panels=beside.of(g.db, [found]) if beside.citizens_own(found, who) else [],
        to_sign_in=not found.phone and who.account_id is None, form=form, to_agree=how == Standing.OFFERED and _to_agree(found),
    )  # fmt: skip


@bp.post("/nho-giup/<token>/dong-y")
@access.public
def give(token: str) -> Response | tuple[str, int]:
    found, form = service.by_token(g.db, token), AgreeForm.of_request()
    if not found.phone and access.actor().account_id is None:
        return redirect(url_for("accounts.sign_in", tiep=url_for("mandates.asked", token=token)), 303)
    new = standing(found, clock.now()) == Standing.OFFERED and _to_agree(found)
    if new and not form.validate():
        return _page(found, form), 422
    try:
        service.give(g.db, found, access.actor())
    except service.OwnHelp:
        flash(_("Người giúp không tự đồng ý cho mình được. Người nhờ quét mã bằng máy của chính họ."), "bad")
    except service.OnlyByLink:
        flash(_("Đường dẫn này gửi cho số điện thoại khác. Chỉ chủ số đó trả lời được."), "bad")
    except service.NotNow:
        pass  # the page says how it stands
    else:
        _keep_consent(found, new)
    return _back(token)


@bp.post("/nho-giup/<token>/khong")
@access.public
def refuse(token: str) -> Response:
    service.refuse(g.db, service.by_token(g.db, token))
    return _back(token)


@bp.post("/nho-giup/<token>/thoi")
@access.public
def revoke(token: str) -> Response:
    found = service.by_token(g.db, token)
    service.revoke(g.db, found, _by(found))
    return _back(token)


@bp.post("/nho-giup/<token>/khong-phai-toi")
@access.public
def not_me(token: str) -> Response:
    found = service.by_token(g.db, token)
    service.not_me(g.db, found, _by(found))
    return _back(token)


@bp.get("/ai-giup-toi")
@access.signed_in
def helpers() -> str:
    account_id = access.actor().account_id
    assert account_id is not None
    there, now = service.given_by(g.db, account_id), clock.now()
    named = words.all_named(g.db, there)
    found = [(one, standing(one, now), said) for one, said in zip(there, named, strict=True)]
    panels = beside.of(g.db, there)
    return render_template("mandates/helpers.html", found=found, active=Standing.ACTIVE, panels=panels)


def _to_agree(found: Mandate) -> bool:
    """By the link of a text message it makes an account: what signing up asks is asked here, unless that number said it before."""
    if not found.phone:
        return False
    account, who = accounts.account_by_phone(g.db, found.phone), access.actor().account_id
    if who and (account is None or account.id != who):
        return False  # somebody else's phone: it is refused anyway
    return account is None or not accounts.has_agreed(g.db, account.id, accounts.consent.current())


def _keep_consent(found: Mandate, new: bool) -> None:
    if new and found.account_id:
        accounts.agree(g.db, found.account_id, accounts.consent.current(), accounts.consent.words(), service.LINK)


def _by(found: Mandate) -> str:
    """Who said it, for the book: whoever has the link, unless they are signed in as the citizen or as the helper."""
    known = {found.account_id: "citizen", found.helper_id: "helper"}
    return known.get(access.actor().account_id or found.id, "link")


def _back(token: str) -> Response:
    return redirect(url_for("mandates.asked", token=token), 303)
