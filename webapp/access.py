"""Who may do what: every route declares its audience, every object has a ground on which somebody may reach it.

A route without a declared audience is not served (create_app refuses to start). A page that a role may not open answers 403;
an object that is not mine answers 404, as if it did not exist. Whoever may act on another's dossier (officer, later helper,
family, clerk) is a *ground of access* that its room registers here, so that `dossiers` knows none of those rooms.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast
from uuid import UUID

from flask import Flask, abort, current_app, g, redirect, request, session, url_for
from flask_login import current_user
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from webapp import staff_log

View = TypeVar("View", bound=Callable[..., Any])
SLIPS = "slips"
"""In the browser's signed cookie: {id of a paper slip: the second it was opened}."""
STAFF = {"helper", "team_manager", "clerk", "officer", "supervisor", "leader", "admin"}


@dataclass(frozen=True)
class Help:
    """By whom somebody is helped, under which mandate; `name` and `team` as on the badge, `page` the mandate's for the helper.
    `stopped`: why nothing may be handed in any more (over, ended, frozen, team), "" while the mandate holds."""

    mandate_id: UUID
    helper_id: UUID
    name: str
    team: str
    page: str
    stopped: str = ""
    procedures: tuple[str, ...] = ()  # codes; none named: whatever is needed
    signs_on_paper: bool = False  # at a counter: the citizen's last word is signed on the sheet that lies there

    def allows(self, code: str) -> bool:
        return not self.procedures or code in self.procedures


@dataclass(frozen=True)
class Actor:
    """Who does something: kind is citizen, staff or system; `name` is what others may read («cán bộ Khánh»).

    `person_id`: for whom; `acting_id`: who of the household holds the phone, where that was asked; `helped`: by whom, where a
    helper's phone does it.
    """

    kind: str
    name: str
    account_id: UUID | None = None
    person_id: UUID | None = None
    roles: frozenset[tuple[str, str]] = frozenset()  # (role, unit id)
    acting_id: UUID | None = None
    helped: Help | None = None

    def has_role(self, *roles: str) -> bool:
        return any(role in roles for role, _unit in self.roles)

    def held(self, *roles: str) -> list[tuple[str, str]]:
        """Those of these roles that this actor has, each with its unit."""
        return [one for one in self.roles if one[0] in roles]

    def units(self, *roles: str) -> set[str]:
        """The units where this actor has one of the roles."""
        return {unit for role, unit in self.roles if role in roles}


SYSTEM = Actor("system", "Một Chạm")
ANYONE = Actor("citizen", "")


def actor() -> Actor:
    """Who makes this request."""
    return cast(Actor, current_user.actor) if current_user.is_authenticated else ANYONE


Behalf = Callable[[Session, Actor, UUID], Actor]
_behalf: list[Behalf] = []


def register_behalf(resolve: Behalf) -> None:
    """The room of mandates says for whom a helper fills in; it raises LookupError where there is nobody."""
    _behalf[:] = [resolve]


def for_whom(db: Session) -> Actor:
    """Who fills in: whoever makes this request or, where a helper's phone names its mandate (header `Mandate`), the citizen."""
    named = request.headers.get("Mandate")
    if not named:
        return actor()
    try:
        found = _behalf[0](db, actor(), UUID(named))
    except (ValueError, LookupError):
        abort(404)
    g.helped = found.helped
    return found


def _logs_help(view: View) -> View:
    """Pages of the citizen's own that a helper's phone may use under a mandate, or staff after a slip was opened there: what
    they got is in the log of staff."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        answer = view(*args, **kwargs)
        if helped := g.get("helped"):
            staff_log.seen(helped.helper_id, [*actor().held("helper", "clerk"), ("mandate", str(helped.mandate_id))])
        elif g.get("looked_by_staff"):
            seen_by_staff()
        return answer

    return cast(View, guarded)


def public(view: View) -> View:
    """Anyone may open it."""
    return _declare(_logs_help(view), "public")


def keepable(view: View) -> View:
    """The phone may keep this page for when there is no signal, as long as nobody is signed in (see security.py)."""
    view.keepable = True  # type: ignore[attr-defined]
    return shared(view)


def shared(view: View) -> View:
    """Without a session and words in the address it is the same for everybody for a minute (see shared.py)."""
    view.shared = True  # type: ignore[attr-defined]
    return view


def machine(view: View) -> View:
    """Another computer calls it and proves itself by a signature, not by a cookie."""
    return _declare(view, "machine")


def demo_only(view: View) -> View:
    """Exists in a demonstration only."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not current_app.config["CONFIG"].demo:
            abort(404)
        return view(*args, **kwargs)

    return _declare(cast(View, guarded), "demo")


def signed_in(view: View) -> View:
    """A person who has signed in; others are sent to sign in and come back."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not current_user.is_authenticated:
            return ask_to_sign_in()
        return view(*args, **kwargs)

    return _declare(_logs_help(cast(View, guarded)), "signed in")


def signed_in_or_slip(view: View) -> View:
    """The same, and whoever opened a dossier in this browser by its paper slip; which dossier is for the view to ask
    (dossiers.service.in_hand)."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not current_user.is_authenticated and not session.get(SLIPS):
            return ask_to_sign_in()
        return view(*args, **kwargs)

    return _declare(_logs_help(cast(View, guarded)), "signed in or slip")


def staff(*roles: str) -> Callable[[View], View]:
    """Somebody with one of these roles in any unit; which objects is for the grounds to say. What they got is in the log."""
    unknown = set(roles) - STAFF
    if unknown or not roles:
        raise ValueError(f"unknown roles: {unknown or 'none given'}")

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if not current_user.is_authenticated:
                return ask_to_sign_in()
            who = actor()
            if not who.has_role(*roles):
                abort(403)
            answer = view(*args, **kwargs)
            staff_log.seen(who.account_id, who.held(*roles))
            return answer

        return _declare(cast(View, guarded), "staff: " + ", ".join(roles))

    return declare


def seen_by_staff() -> None:
    """A page that is the citizen's own was shown to somebody who has a ground: that too stands in the log of staff."""
    who = actor()
    g.looked_by_staff = False
    staff_log.seen(who.account_id, who.roles)


def log_look() -> None:
    """Once this request is answered, what `seen_by_staff` says: one line, however often it was asked."""
    g.looked_by_staff = True


def lies_at(unit_id: str | None) -> None:
    """Which office has what this request is about: should it be refused, the page says whom to turn to."""
    g.lies_at = unit_id


def ask_to_sign_in() -> Response:
    """To the sign-in page and back here; a program gets 401."""
    if wants_json():
        abort(401)
    back = request.full_path.rstrip("?") if request.method == "GET" else (request.form.get("back") or "/")
    return redirect(url_for("accounts.sign_in", tiep=back), 303)


def wants_json() -> bool:
    best = request.accept_mimetypes.best_match(["text/html", "application/json"], default="text/html")
    return request.path.startswith("/api/") or request.is_json or best == "application/json"


def _declare(view: View, audience: str) -> View:
    view.audience = audience  # type: ignore[attr-defined]
    return view


def undeclared(app: Flask) -> list[str]:
    """Endpoints without an audience; create_app refuses to start while there is one."""
    return sorted(name for name, view in app.view_functions.items() if not hasattr(view, "audience"))


Ground = Callable[[Session, Actor, Any], bool]
_grounds: dict[str, Ground] = {}


def register_ground(name: str, holds: Ground) -> None:
    """A room says when an actor may reach a dossier, e.g. `register_ground("desk", officer_of_its_unit)`."""
    _grounds[name] = holds


def ground_for(db: Session, who: Actor, thing: Any) -> str | None:
    """The name of the first ground on which `who` may reach `thing`, or None."""
    return next((name for name, holds in _grounds.items() if holds(db, who, thing)), None)
