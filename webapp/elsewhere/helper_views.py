"""The same steps beside the citizen, and what came of it: counted, taken back the same day."""

from uuid import UUID, uuid4

from flask import flash, g, redirect, url_for
from werkzeug.wrappers import Response

from webapp import access, staff_log, throttle
from webapp.elsewhere import service, written
from webapp.elsewhere.forms import KIND_WORDS, HelpForm
from webapp.elsewhere.views import bp, guide_page, have_page, phones_page
from webapp.i18n import _
from webapp.units import service as units

AT = "/giup/tai-khoan"
PER_HELPER = (60, 24 * 3600)  # helps a day that are counted


@bp.get(AT)
@access.staff(*service.HELPS)
def help_start() -> str:
    _team()
    noted = service.today(g.db, access.actor())
    staff_log.found("help_id", [one.id for one in noted])
    return phones_page(AT, noted=noted, kinds=KIND_WORDS, reasons=written.reasons())


@bp.get(f"{AT}/<phone>")
@access.staff(*service.HELPS)
def help_with(phone: str) -> str:
    _team()
    return have_page(AT, phone)


@bp.get(f"{AT}/<phone>/<have>")
@access.staff(*service.HELPS)
def help_on(phone: str, have: str) -> str:
    form = HelpForm(data={"id": str(uuid4())})  # not a uuid7: that would tell the minute
    return guide_page(AT, phone, have, _ward(), form=form)


@bp.post(f"{AT}/<phone>/<have>")
@access.staff(*service.HELPS)
def note(phone: str, have: str) -> Response | tuple[str, int]:
    form, ward = HelpForm.of_request(), _ward()
    if not form.validate():
        return guide_page(AT, phone, have, ward, form=form), 422
    told = service.Told(_uuid(form["id"].data), form["kind"].data, form["reason"].data or None)
    if not service.known(g.db, told.id):
        throttle.hit(g.db, "account help", str(access.actor().account_id), *PER_HELPER)
    service.note(g.db, access.actor(), told)
    staff_log.found("help_id", [told.id])
    flash(_("Đã ghi, cảm ơn. Không ghi gì về người được giúp."))
    return redirect(url_for("elsewhere.help_start"), 303)


@bp.post(f"{AT}/da-ghi/<uuid:help_id>/bo")
@access.staff(*service.HELPS)
def take_back(help_id: UUID) -> Response:
    staff_log.without_hour()
    service.take_back(g.db, access.actor(), help_id)
    flash(_("Đã bỏ lần ghi đó."))
    return redirect(url_for("elsewhere.help_start"), 303)


def _team() -> str:
    """That of whoever helps. Raises NotHelping. Of a help the day is kept and not the hour: the log of staff tells no more."""
    staff_log.without_hour()
    return service.team_of(g.db, access.actor())


def _ward() -> str:
    """Of the team, whose people it helps. Raises NotHelping."""
    return units.get(g.db, _team()).gso_code


def _uuid(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        return uuid4()
