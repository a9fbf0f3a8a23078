"""«Giấy tờ của tôi»: the papers kept, using one for another dossier, and what is not to be offered any more."""

from uuid import UUID

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from webapp import access, errors, throttle
from webapp.accounts import service as accounts
from webapp.documents import service as documents
from webapp.dossiers import service as dossiers
from webapp.i18n import _, _l
from webapp.pages import local_path
from webapp.wallet import declining, papers, using

bp = Blueprint("wallet", __name__, template_folder="templates")
PER_ACCOUNT = (100, 3600)  # papers used again, seconds: nobody fills the disk
NOT_NOW = errors.Words(
    _l("Lúc này chưa dùng lại giấy này được"),
    _l("Hồ sơ đang ở chỗ cán bộ, giấy này đã đủ số tệp, hoặc giấy cũ đã hết hạn."),
    _l("Giấy cũ và những giấy đã gửi vẫn còn nguyên."),
    _l("Mở lại hồ sơ để xem cần làm gì tiếp, hoặc chụp lại giấy."),
)


@bp.get("/giay-to-cua-toi")
@access.signed_in
def page() -> str:
    """Every paper of the account, by person and kind."""
    account_id = _account()
    names = accounts.names(g.db, account_id)
    people = [(names.get(person, ""), kinds) for person, kinds in papers.groups(g.db, account_id)]
    return render_template("wallet/papers.html", people=people)


@bp.post("/giay-to-cua-toi/<uuid:document_id>/dung")
@access.signed_in
def use(document_id: UUID) -> Response:
    """`ho_so` the dossier, `giay` which of its papers: the citizen's own word, nothing is copied without it."""
    who, slot = access.actor(), request.form.get("giay", "")
    dossier = _dossier()
    source = using.usable(g.db, dossier, slot, document_id, who).document
    store = current_app.extensions["documents_store"]
    g.db.expunge(source)
    g.db.rollback()  # nothing is written yet: nobody waits for the database while the file is read
    body = b"".join(documents.read(store, source))
    dossier = _dossier()
    throttle.hit(g.db, "papers used again", str(who.account_id), *PER_ACCOUNT)
    source = using.usable(g.db, dossier, slot, document_id, who).document
    using.use(g.db, store, dossier, slot, source, body, who)
    if dossier.state not in documents.TURN:
        flash(_("Đã đủ giấy tờ. Hồ sơ đã đến cơ quan."))
        return redirect(f"/ho-so/{dossier.id}", 303)
    return redirect(url_for("documents.papers", dossier_id=dossier.id, _anchor=f"giay-{slot}"), 303)


@bp.post("/giay-to-cua-toi/<uuid:document_id>/dung-goi-y")
@access.signed_in
def decline(document_id: UUID) -> Response:
    """«Đừng gợi ý nữa»; `ve` leads back."""
    papers.mine(g.db, access.actor().account_id, document_id)
    declining.decline(g.db, _account(), declining.PAPER, document_id)
    flash(_("Sẽ không gợi ý giấy này nữa. Muốn gợi ý lại thì vào mục Giấy tờ của tôi."))
    return _back()


@bp.post("/giay-to-cua-toi/<uuid:document_id>/goi-y-lai")
@access.signed_in
def allow(document_id: UUID) -> Response:
    papers.mine(g.db, access.actor().account_id, document_id)
    declining.allow(g.db, _account(), document_id)
    return _back()


@bp.errorhandler(papers.NoSuchPaper)
@bp.errorhandler(dossiers.NoSuchDossier)
@bp.errorhandler(documents.NoSuchSlot)
def not_mine(_error: Exception) -> Response:
    return errors.show(404)


@bp.errorhandler(documents.NotYourTurn)
@bp.errorhandler(documents.NotAccepted)
@bp.errorhandler(documents.OtherContent)
@bp.errorhandler(using.Expired)
def not_now(_error: Exception) -> Response:
    return errors.show(409, NOT_NOW)


@bp.errorhandler(documents.StoreError)
def not_now_either(_error: documents.StoreError) -> Response:
    """The store does not answer just now; a file that is damaged is answered by documents itself."""
    return errors.show(503)


def _account() -> UUID:
    account_id = access.actor().account_id
    if account_id is None:
        raise papers.NoSuchPaper
    return account_id


def _dossier() -> dossiers.Dossier:
    """The dossier of the form sent, the person's own. Raises `NoSuchDossier`."""
    try:
        return dossiers.owned(g.db, access.actor(), UUID(request.form.get("ho_so", "")))
    except ValueError as error:
        raise BadRequest from error


def _back() -> Response:
    typed = request.form.get("ve")
    return redirect(local_path(typed) if typed else url_for("wallet.page"), 303)
