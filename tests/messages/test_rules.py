"""Dated data about messages: what ships is whole and says its source; a province's own file is checked and takes its place."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask import Flask
from sqlalchemy.orm import Session

from webapp import clock
from webapp.config import ROOT, Misconfigured
from webapp.messages import data_files, rules
from webapp.messages import service as messages
from webapp.messages.channels import sms_http, zns_templates

SHIPPED = ROOT / "webapp" / "messages" / "data"
SENT = {"reference": "H49ABCDE", "due": datetime(2026, 12, 1, 17, tzinfo=clock.VN)}


def entries(found: Any) -> list[dict[str, Any]]:
    """Everything that decides something: what has a source of its own."""
    kept = found if isinstance(found, list) else [one for one in found.values() if isinstance(one, dict)]
    return [one for one in kept if "source" in one] or [found]


@pytest.mark.parametrize("name", data_files.NAMES)
def test_what_ships_says_since_when_and_on_what_ground(name):
    found = entries(data_files.read(name))
    assert found
    for one in found:
        assert one.get("since") or one.get("from"), one
        assert one["source"]["text"]
        assert one["source"]["text_en"]
        assert one["source"]["mark"] in "CDIMS"


def own(folder: Path, name: str, **changes: Any) -> Path:
    """The file that ships, changed: `quiet__to="06:00"`."""
    found = yaml.safe_load((SHIPPED / f"{name}.yaml").read_text())
    for path, value in changes.items():
        at = found
        *before, last = path.split("__")
        for part in before:
            at = at[part]
        at[last] = value
    (folder / f"{name}.yaml").write_text(yaml.safe_dump(found, allow_unicode=True))
    return folder


def test_a_province_may_choose_its_own_night(tmp_path):
    made = rules.load(own(tmp_path, "sending", quiet__from="20:00", quiet__to="07:00"))
    evening = datetime(2026, 11, 23, 20, 1, tzinfo=clock.VN)
    assert made.leaves_at(evening) == datetime(2026, 11, 24, 7, tzinfo=clock.VN)


def test_a_night_within_one_day_is_understood(tmp_path):
    made = rules.load(own(tmp_path, "sending", quiet__from="12:00", quiet__to="13:30"))
    assert made.leaves_at(datetime(2026, 11, 23, 12, 10, tzinfo=clock.VN)).hour == 13
    assert made.leaves_at(datetime(2026, 11, 23, 23, tzinfo=clock.VN)).hour == 23


@pytest.mark.parametrize(
    ("name", "path", "value"),
    [
        ("sending", "quiet__from", "25:00"), ("sending", "retry__seconds", ["x"]), ("sending", "orders", {"zalo_first": ["pigeon"]}),
        ("sending", "orders", {"zalo_first": ["zns"], "other": ["sms"]}),
        ("sending", "default__order", "none"), ("sms", "gateway__fields", {"a": "{unknown}"}), ("sms", "most", {"default": "x"}),
        ("zns", "templates__draft_ends__title__vi", "Ngắn"), ("zns", "templates__draft_ends__text__vi", "Có <nguoi> lạ ở đây"),
        ("zns", "templates__draft_ends__text__en", "x" * 401), ("zns", "errors__temporary", ["x"]),
        ("zns", "templates__dossier_changed__words__paid__vi", "dài" * 20),
    ],
)  # fmt: skip
def test_a_wrong_file_is_named_and_the_app_does_not_start(app_with, tmp_path, name, path, value):
    own(tmp_path, name, **{path: value})
    with pytest.raises(Misconfigured, match=rf"{name}\.yaml"):
        app_with(message_data=tmp_path)


def test_a_file_that_is_no_yaml_is_named(app_with, tmp_path):
    (tmp_path / "sms.yaml").write_text("a: [")
    with pytest.raises(Misconfigured, match=r"sms\.yaml in MESSAGE_DATA cannot be read"):
        app_with(message_data=tmp_path)


ZNS = {"app_id": "1", "app_secret": "s", "refresh_token": "r", "url": "https://a", "token_url": "https://b"}


def test_zalo_without_any_approved_text_is_refused_outside_a_demonstration(app_with, tmp_path):
    live = {"demo": False, "public_url": "https://motcham.example.vn", "zns": ZNS}
    with pytest.raises(Misconfigured, match="names no id"):
        app_with(**live)
    app_with(**live, message_data=own(tmp_path, "zns", templates__paper_refused__id={"vi": "12345", "en": None}))


def test_the_nearest_text_that_is_complete_comes_first(app: Flask):
    found = zns_templates.values_for("dossier_changed", "received", "vi", SENT)
    assert list(found) == ["dossier_changed/received", "dossier_changed"]
    assert found["dossier_changed/received"] == {"code": "H49A-BCDE", "day": "01/12/2026"}
    assert found["dossier_changed"] == {"code": "H49A-BCDE", "status": "đã được tiếp nhận"}


def test_a_text_with_something_missing_is_no_choice():
    found = zns_templates.values_for("dossier_changed", "received", "vi", SENT | {"due": None})
    assert list(found) == ["dossier_changed"]
    assert zns_templates.values_for("dossier_changed", "unheard_of", "vi", SENT) == {}
    assert zns_templates.values_for("one_time_code", None, "vi", {"code": "123456"}) == {}


def test_a_name_that_is_too_long_is_cut_and_a_code_is_not():
    long = {"procedure": {"vi": "Đăng ký " * 60}, "at": SENT["due"]}
    name = zns_templates.values_for("draft_ends", None, "vi", long)["draft_ends"]["name"]
    assert (len(name), name[-1]) == (200, "…")
    assert zns_templates.values_for("paper_refused", None, "vi", {"reference": "X" * 40}) == {}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_registered_text_reads_whole(lang):
    for one in zns_templates.load()[0].values():
        title, text = one.filled(lang, dict.fromkeys(one.params, "H49A"))
        assert not set("<>") & set(title + text)
        assert one.demo[lang]


def test_every_message_about_a_dossier_has_a_registered_text(app: Flask, db: Session):
    """What the sender passes is what the text needs."""
    to = messages.To(None, "0912345678", "en")
    made = [
        messages.send(db, "dossier_changed", to, news="returned", **SENT),
        messages.send(db, "paper_refused", to, paper=None, why="x", reference="H49ABCDE"),
        messages.send(db, "draft_ends", to, procedure={"vi": "a", "en": "b"}, at=clock.now()),
    ]
    assert [list((one.out or {})["zns"]) for one in made] == [["dossier_changed"], ["paper_refused"], ["draft_ends"]]


def test_the_gateway_that_ships_is_the_one_of_the_sandbox():
    way = sms_http.load()[1]
    assert (way.bearer, way.form, set(way.fields)) == (True, False, {"id", "to", "from", "text", "encoding"})
