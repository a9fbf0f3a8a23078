"""The session's cookie: never in an answer that others may be given, and made to last anew by pages only."""

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin

SIGNED_IN = "_user_id"  # where flask-login keeps who is signed in


class SessionCookie(SecureCookieSessionInterface):
    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Without a cookie there is nothing to prove: most first visits, and all that a proxy or a search engine asks."""
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Not with a `public` answer: a proxy may keep it and hand it to strangers, who would then be that person. Nothing
        in it depends on a cookie, so it is not marked `Vary: Cookie` either."""
        if response.cache_control.public:
            return
        if session.permanent and _is_a_persons_page(response):
            session.modified = True  # sent once more, so that who comes now and then stays signed in
        super().save_session(app, session, response)


def _is_a_persons_page(answer: Response) -> bool:
    """Not one that the phone may keep, nor the files and JSON that a page fetches by the dozen."""
    return answer.mimetype == "text/html" and answer.cache_control.no_store
