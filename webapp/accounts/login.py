"""How flask-login finds who is signed in: the cookie holds a token, the sign-in it names lives in the database."""

from flask import Flask, Response, after_this_request, current_app, g, session
from flask_login import LoginManager, UserMixin, login_user, logout_user

from webapp.access import SLIPS, Actor
from webapp.accounts import browser, service
from webapp.accounts.models import SignIn

KEYLESS = "keyless"


class CurrentUser(UserMixin):
    """The signed-in browser and who it acts as."""

    def __init__(self, sign_in: SignIn, unread: int = 0) -> None:
        self.sign_in, self.unread = sign_in, unread
        self.actor: Actor = service.actor_of(sign_in)

    def get_id(self) -> str:
        return self.sign_in.token


def attach(app: Flask) -> None:
    manager = LoginManager(app, add_context_processor=False)  # pages get `me`, which a lost database does not break
    manager.session_protection = None
    app.permanent_session_lifetime = service.LASTS  # the cookie must not give up before the sign-in does

    @manager.user_loader
    def _load(token: str) -> CurrentUser | None:
        found = service.signed_in(g.db, token) if "db" in g else None
        return CurrentUser(*found) if found else None


def open_session(sign_in: SignIn) -> None:
    """Sign this browser in; a fresh session, so that nothing else set before carries over."""
    browser.clear_session("holder", SLIPS)  # drafts begun or opened by a slip before signing in are claimed by these
    session.permanent = True
    login_user(CurrentUser(sign_in))
    after_this_request(_send_for_the_key)


def _send_for_the_key(answer: Response) -> Response:
    """A word to scripts, which cannot see the session: the key to what is kept on this phone is to be asked for, before anything is
    kept here as nobody's (js/offline/who.js, which takes the word away). Names nobody."""
    answer.set_cookie(KEYLESS, "1", samesite="Lax", secure=current_app.config["CONFIG"].secure)
    return answer


def close_session() -> None:
    logout_user()
    browser.clear_session()
