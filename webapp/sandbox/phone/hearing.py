"""The little server's ears: Zalo's headers have an underscore in their names, which WSGI servers leave out."""

from typing import Any

from werkzeug.serving import WSGIRequestHandler

ZALO = ("access_token", "secret_key")


class Hearing(WSGIRequestHandler):
    """Also no line for every request: the log belongs to the app beside it."""

    def make_environ(self) -> dict[str, Any]:
        heard = {f"zalo.{name}": self.headers.get(name, "") for name in ZALO}
        return {**super().make_environ(), **heard}

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass
