"""Text messages are counted as networks count them, and every template stays within the parts it may come to."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import meta

from webapp import clock
from webapp.config import ROOT
from webapp.db import uuid7
from webapp.dossiers.change import TELLS
from webapp.messages import service as messages
from webapp.messages import sms_text
from webapp.messages.channels import Outgoing, sms_http
from webapp.messages.sms_text import counted, plain
from webapp.visits.slots import Slot

GSM = st.text(st.sampled_from(sorted(sms_text.GSM | sms_text.TWICE)), max_size=700)
ANY = st.text(max_size=300)
VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxy" + "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
LONG_NAME = (
    "Đăng ký thành lập hộ kinh doanh cá thể do người được uỷ quyền thực hiện tại cấp xã theo hình thức trực tuyến"
)
# The longest that each variable of a text may plausibly be; a template with another variable has to say it here.
SAMPLES = {
    "reference": "H49ABCDE", "due": datetime(2027, 11, 23, 17, tzinfo=clock.VN), "at": datetime(2027, 11, 23, 17, tzinfo=clock.VN),
    "procedure": {"vi": LONG_NAME, "en": LONG_NAME}, "paper": {"vi": LONG_NAME, "en": LONG_NAME}, "why": LONG_NAME,
    "code": "123456", "minutes": 5, "address": "https://motcham.quangninh.gov.vn/nho-giup/" + "w" * 24, "what": "submitted",
    "unit": {"vi": "Tổ công nghệ số cộng đồng khu 12, phường Hồng Gai", "en": "Community digital team of area 12, Hồng Gai ward"},
    "until": datetime(2027, 11, 23, 17, tzinfo=clock.VN), "learn_by": datetime(2027, 11, 23, 17, tzinfo=clock.VN), "reason": LONG_NAME,
    "said": SimpleNamespace(helper="Nguyễn Thị Hồng Phương Thảo", procedures=[LONG_NAME], unit="Tổ công nghệ số cộng đồng khu 12, phường Hồng Gai", until=datetime(2027, 11, 23, 17, tzinfo=clock.VN)),
    "helper": "Nguyễn Thị Hồng Phương Thảo",
    "seal": "123456:" + "f" * 16,
    "team": {"vi": "Tổ công nghệ số cộng đồng khu 12, phường Hồng Gai", "en": "Community digital team of block 12, Hồng Gai Ward"},
    "slot": Slot(date(2027, 11, 23), "afternoon"),
}  # fmt: skip
TEXTS = sorted(ROOT.glob("webapp/*/templates/messages/texts/*.txt"))


@pytest.mark.parametrize(
    ("text", "encoding", "parts"),
    [
        ("", "gsm7", 1), ("a" * 160, "gsm7", 1), ("a" * 161, "gsm7", 2), ("a" * 306, "gsm7", 2), ("a" * 307, "gsm7", 3),
        ("ạ" * 70, "ucs2", 1), ("ạ" * 71, "ucs2", 2), ("ạ" * 134, "ucs2", 2), ("ạ" * 135, "ucs2", 3),
        ("€" * 80, "gsm7", 1), ("€" * 81, "gsm7", 2), ("😀" * 35, "ucs2", 1), ("😀" * 36, "ucs2", 2),
    ],
)  # fmt: skip
def test_it_counts_as_the_standard_says(text, encoding, parts):
    assert (counted(text).encoding, counted(text).parts) == (encoding, parts)


def test_an_escaped_character_is_not_split_between_two_parts():
    assert counted("a" * 152 + "€" + "a" * 151).parts == 2
    assert counted("a" * 152 + "€" + "a" * 152).parts == 3


@given(GSM)
def test_parts_hold_all_units_and_no_part_is_for_nothing(text):
    size = counted(text)
    assert size.encoding == "gsm7"
    assert size.units <= (160 if size.parts == 1 else 153 * size.parts)
    assert size.parts == 1 or size.units > 152 * (size.parts - 1)


@given(ANY, ANY)
def test_a_longer_text_never_has_fewer_parts(one, more):
    assert counted(one + more).parts >= counted(one).parts


@given(ANY)
def test_without_diacritics_everything_fits_the_small_alphabet(text):
    assert counted(plain(text)).encoding == "gsm7"


def test_vietnamese_letters_become_their_plain_ones():
    folded = plain(VIETNAMESE + VIETNAMESE.upper())
    assert re.fullmatch("[a-zA-Z]+", folded)
    assert plain("“Đã nộp” – hồ sơ H49A-BCDE…") == '"Da nop" - ho so H49A-BCDE...'


def kinds(template: str) -> list[str | None]:
    return [str(one) for one in TELLS] if template == "dossier_changed" else [None]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_template_stays_within_its_parts(app: Flask, db, path: Path, lang):
    names = meta.find_undeclared_variables(app.jinja_env.parse(path.read_text())) - {"_", "news"}
    names -= set(app.jinja_env.globals)
    assert names <= set(SAMPLES), f"say in SAMPLES how long {names - set(SAMPLES)} of {path.name} may be"
    writing = sms_http.load()[0]
    most = writing.most.get(path.stem, writing.most["default"])
    for news in kinds(path.stem):
        to = messages.To(None, "0912345678", lang)
        made = messages.send(db, path.stem, to, news=news, **{name: SAMPLES[name] for name in names})
        sent = Outgoing(uuid7(), "", path.stem, made.title, made.body, lang, (made.out or {})["sms"])
        text = writing.text(sent)
        assert counted(text).parts <= most, text
        assert not set(text) & set(writing.refused), text


def test_a_province_may_send_with_diacritics(tmp_path):
    own = (ROOT / "webapp/messages/data/sms.yaml").read_text().replace("vi: false", "vi: true")
    (tmp_path / "sms.yaml").write_text(own)
    message = Outgoing(uuid7(), "", "x", "Hồ sơ", "đã xong")
    assert sms_http.load(tmp_path)[0].text(message) == "Hồ sơ\nđã xong"
    assert sms_http.load()[0].text(message) == "Ho so\nda xong"


def test_the_day_of_the_samples_is_the_longest_kind_of_day(app: Flask):
    with app.app_context():
        assert app.jinja_env.filters["day"](clock.today() + timedelta(days=400)).count("/") == 2
