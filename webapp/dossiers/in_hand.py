"""Who holds a dossier in this browser: its citizen, or whoever opened it by its paper slip."""

from flask import session
from flask_login import current_user

from webapp import access
from webapp.access import Actor
from webapp.dossiers.drafts import Holder
from webapp.dossiers.models import Dossier


def this_browser(who: Actor | None = None) -> Holder:
    """Of this request; `who` where a helper's phone names its mandate."""
    return Holder(who or access.actor(), session.get("holder"), session.get(access.SLIPS) or {})


def own(dossier: Dossier) -> bool:
    """Whether it is this person's or browser's own, not only opened by a slip."""
    return this_browser().holds(dossier)


def filler(dossier: Dossier) -> Actor:
    """Whose person and facts may go into it: of whoever opened a slip nothing, also where they are signed in themselves."""
    return access.actor() if own(dossier) else access.ANYONE


def opened_here() -> bool:
    """Whether a slip was opened in this browser by somebody who is not signed in: asked for it once more where it no longer holds."""
    return not current_user.is_authenticated and bool(session.get(access.SLIPS))
