"""Finds a QR in a photograph, in a child process: for the ID card held before a camera that could not read it itself."""

from pathlib import Path

from webapp.child import Child, Failed, soon

SCRIPT = Path(__file__).with_name("card_child.py")
MOST_ANSWER = 20_000  # bytes; a QR holds three thousand letters, each written as up to six
_child = Child(at_once=1)


class NoCode(Exception):
    """Not a picture, too large a picture, or no QR in it."""


def read_qr(picture: bytes) -> str:
    """The text of the first QR in a JPEG, PNG, WebP or HEIC picture; raises `NoCode`, and `Busy` when there was no time."""
    if not picture:
        raise NoCode("nothing sent")
    try:
        said, _rest = _child.ask(SCRIPT, {}, picture, MOST_ANSWER, by=soon())
    except Failed as error:
        raise NoCode("not a picture") from error
    text = said.get("text")
    if not isinstance(text, str):
        raise NoCode("no code")
    return text.encode(errors="ignore").decode()  # half a letter could not be shown
