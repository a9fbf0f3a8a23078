"""Where a person goes on: back to where they came from, by way of what is still to be said first."""

from flask import g, request, url_for

from webapp.accounts import service
from webapp.accounts.models import SignIn
from webapp.pages import local_path

WAITING = "/dang-cho"
RECEIVE = "/gia-dinh/nhan"


def back() -> str:
    """The page one came from (`tiep`), of this site only; the sign-in pages themselves lead to the front page."""
    path = local_path(request.values.get("tiep"))
    return "/" if path.startswith("/dang-nhap") else path


def has_agreed(mine: SignIn) -> bool:
    return service.has_agreed(g.db, mine.account_id, service.consent.current())


def onward(mine: SignIn, back: str) -> str:
    """After signing in: to consent, to saying who one is, to choosing the person, to work, or back.

    Who comes from what waits to be sent has said all that on the phone: nothing is asked again before it was sent. Who
    takes over their own things from the household's phone is known already.
    """
    if back == WAITING:
        return back
    if not has_agreed(mine):
        return url_for("accounts.consent", tiep=back)
    if back.startswith(RECEIVE):
        return back
    if not mine.account.persons:
        return url_for("accounts.card", tiep=back)
    if mine.person_id is None:
        return url_for("accounts.who", tiep=back)
    work = service.work_page((one.role, one.unit_id) for one in mine.account.roles)
    return work if work and back == "/" else back
