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


EVERY_ALPHABET = [
    "Giấy khai sinh của cháu Đặng Thị Ngọc Ánh.pdf", "паспорт.jpg", "διαβατήριο.png", "護照影本.jpg", "신분증.jpg", "パスポート.jpg",
    "หนังสือเดินทาง.pdf", "जन्म प्रमाण पत्र.pdf", "პასპორტი.jpg", "ገጽ.jpg", "📷🪪.heic",
]  # fmt: skip
TRICKS = [
    "../{}", "..\\..\\{}", "/etc/{}", "C:\\Windows\\{}", "\\\\server\\share\\{}", "....//....//{}", "a/../../{}", "{}/", "{}\\", "file:///{}",
    "%2e%2e/{}", "\u202e/{}", "a\x00/{}", " ./ {} ", "{}\r\nSet-Cookie: x=1/{}",
]  # fmt: skip


@pytest.mark.parametrize("trick", TRICKS)
@pytest.mark.parametrize("name", EVERY_ALPHABET)
def test_a_name_in_any_alphabet_loses_its_path_and_nothing_else(name: str, trick: str) -> None:
    assert shown_name(trick.replace("{}", name)) == name


@pytest.mark.parametrize("name", ["\u0645\u0633\u062a\u0646\u062f.pdf", "\u05ea\u05e2\u05d5\u05d3\u05d4.jpg"])
def test_a_name_written_from_right_to_left_stays(name: str) -> None:
    assert shown_name("\u202b../" + name + "\u202c") == name


@pytest.mark.parametrize(
    "name", ["\u2215..\u2215x.jpg", "\uff0e\uff0e\uff0fx.jpg", "con.jpg", "a\u2028b.jpg", "x" * 300, "." * 300]
)
def test_what_looks_like_a_path_is_saved_as_a_plain_name(name: str) -> None:
    saved = saved_name(shown_name(name), "image/jpeg")
    assert saved.endswith(".jpg")
    assert len(saved) <= 124
    assert not set(saved) & set('/\\:*?"<>|\r\n\0\u2028')


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
