"""For clients that can only GET and POST: `X-HTTP-Method-Override` says what a request to the uploads really is."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

METHOD = re.compile(r"[A-Za-z]{1,12}")


class Override:
    """Before routing, below `root` only. Errors there are JSON: no page is ever asked for at these addresses."""

    def __init__(self, app: "WSGIApplication", root: str) -> None:
        self.app, self.root = app, root

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == self.root or path.startswith(self.root + "/"):
            environ["HTTP_ACCEPT"] = "application/json"
            meant = environ.get("HTTP_X_HTTP_METHOD_OVERRIDE", "")
            if meant:  # what is no method at all is refused like one that nobody offers, not taken for the real one
                environ["REQUEST_METHOD"] = meant.upper() if METHOD.fullmatch(meant) else "UNKNOWN"
        return self.app(environ, start_response)
