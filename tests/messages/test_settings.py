"""SMS and Zalo in the environment: whole, off, or named as half."""

import pytest

from tests.ground.test_config import read
from webapp.config import Misconfigured

SMS = {"SMS_URL": "https://sms.example.vn/send", "SMS_KEY": "k", "SMS_SENDER": "MotCham"}
ZNS = {"ZNS_APP_ID": "1", "ZNS_APP_SECRET": "s", "ZNS_REFRESH_TOKEN": "r"}


def test_without_them_both_are_off(tmp_path):
    config = read(tmp_path)
    assert (config.sms, config.zns, config.message_data) == ({}, {}, None)


def test_it_reads_a_whole_set(tmp_path):
    config = read(tmp_path, **SMS, **ZNS, MESSAGE_DATA=str(tmp_path))
    assert config.sms == {"url": SMS["SMS_URL"], "key": "k", "sender": "MotCham"}
    assert config.zns["url"] == "https://business.openapi.zalo.me/message/template"
    assert config.zns["token_url"] == "https://oauth.zaloapp.com/v4/oa/access_token"
    assert config.message_data == tmp_path


@pytest.mark.parametrize("whole", [SMS, ZNS], ids=["sms", "zns"])
@pytest.mark.parametrize("number", [0, 1, 2])
def test_half_of_them_is_refused_by_name(tmp_path, whole, number):
    name = list(whole)[number]
    with pytest.raises(Misconfigured, match=f"{name} is missing"):
        read(tmp_path, **{other: value for other, value in whole.items() if other != name})


@pytest.mark.parametrize("sender", ["MotChamQuangNinh", "Một Chạm", "-x", "a#b"])
def test_a_sender_that_networks_refuse_is_refused(tmp_path, sender):
    with pytest.raises(Misconfigured, match="SMS_SENDER"):
        read(tmp_path, **SMS | {"SMS_SENDER": sender})


@pytest.mark.parametrize(
    "address", ["http://sms.example.vn", "sms.example.vn", "https://u:p@sms.example.vn", "https://a b"]
)
def test_an_address_that_is_not_safe_is_refused(tmp_path, address):
    with pytest.raises(Misconfigured, match="SMS_URL must be an address"):
        read(tmp_path, **SMS | {"SMS_URL": address})


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Misconfigured, match="MESSAGE_DATA must be a folder"):
        read(tmp_path, MESSAGE_DATA=str(tmp_path / "none"))


def test_keys_stand_in_no_repr(tmp_path):
    config = read(tmp_path, **SMS | {"SMS_KEY": "very-secret"}, **ZNS | {"ZNS_APP_SECRET": "most-secret"})
    assert not [word for word in ("very-secret", "most-secret") if word in repr(config)]
