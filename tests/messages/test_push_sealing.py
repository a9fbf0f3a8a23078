"""The sealing of pushes, held against the examples of the standards and opened again as a phone does."""

import json

import pytest
from cryptography.exceptions import InvalidSignature, InvalidTag

from tests.push_service import Phone, b64, claims, unb64
from webapp.messages.channels.push_sealing import data, private_key, sealed, text, vapid

# RFC 8291, section 5 and appendix A
PLAIN = b"When I grow up, I want to be a watermelon"
SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
PHONE = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH, SALT = "BTBZMqHH6r4Tts7J_aSIgg", "DGv6ra1nlYgDCS1FRnbzlw"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
    "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)
KEY = private_key(b"k" * 32)


def test_it_gives_the_body_that_the_standard_gives():
    assert text(sealed(PLAIN, data(PHONE), data(AUTH), private_key(data(SENDER)), data(SALT))) == BODY


def test_a_phone_opens_what_was_sealed_for_it_with_every_mark_of_vietnamese():
    phone, words = Phone("http://push.test", "an"), "Hồ sơ đã được tiếp nhận, ông/bà không phải làm gì thêm"
    body = sealed(words.encode(), phone.public, phone.auth, KEY, b"s" * 16)
    assert phone.open(body).decode() == words


def test_another_phone_cannot_open_it():
    body = sealed(PLAIN, Phone("http://push.test", "an").public, b"a" * 16, KEY, b"s" * 16)
    with pytest.raises(InvalidTag):
        Phone("http://push.test", "chi", secret=8).open(body)


def test_the_sender_proves_itself_to_one_service():
    said, key = claims(vapid(KEY, "https://push.test", "mailto:a@b.vn", 1_800_000_000))
    assert said == {"aud": "https://push.test", "exp": 1_800_000_000, "sub": "mailto:a@b.vn"}
    assert len(unb64(key)) == 65


def test_a_proof_that_was_changed_is_none():
    header = vapid(KEY, "https://push.test", "mailto:a@b.vn", 1_800_000_000)
    head, body, rest = header.split(".", 2)
    other = b64(json.dumps({"aud": "https://other.test"}).encode())
    with pytest.raises(InvalidSignature):
        claims(".".join([head, other, rest]))


@pytest.mark.parametrize("bad", ["B", "B A", "B.A", "é"])
def test_what_is_no_base64_is_refused(bad):
    with pytest.raises(ValueError, match=r"."):
        data(bad)
