"""File names are for reading only."""

import pytest
from flask import Flask
from flask_babel import Babel

from webapp.documents.names import saved_name, say_size, shown_name


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("giấy phép.jpg", "giấy phép.jpg"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\An\\anh.jpg", "anh.jpg"),
        ("a\x00b\x07c.jpg", "abc.jpg"),
        ("anh\u202egpj.exe", "anhgpj.exe"),
        ("gia\u0302\u0301y.pdf", "gi\u1ea5y.pdf"),
        ("..", "tep"),
        ("", "tep"),
        (None, "tep"),
        ("/", "tep"),
    ],
)
def test_it_shows_the_last_part_without_tricks(sent: str | None, shown: str) -> None:
    assert shown_name(sent) == shown


def test_it_shortens_a_long_name_and_keeps_its_ending() -> None:
    name = shown_name("a" * 500 + ".jpeg")
    assert len(name) == 120
    assert name.endswith("a.jpeg")


@pytest.mark.parametrize(
    ("shown", "media_type", "saved"),
    [
        ("IMG_1.HEIC", "image/jpeg", "IMG_1.jpg"),
        ("virus.exe", "image/jpeg", "virus.jpg"),
        ('a"b:c.pdf', "application/pdf", "a_b_c.pdf"),
        ("không đuôi", "application/pdf", "không đuôi.pdf"),
    ],
)
def test_it_saves_under_the_ending_of_what_it_is(shown: str, media_type: str, saved: str) -> None:
    assert saved_name(shown, media_type) == saved


@pytest.mark.parametrize(("size", "words"), [(1, "1 kB"), (310_400, "310 kB"), (1_240_000, "1,2 MB")])
def test_it_says_a_size_as_people_do(size: int, words: str) -> None:
    app = Flask("texts")
    Babel(app, default_locale="vi")
    with app.test_request_context():
        assert say_size(size) == words
