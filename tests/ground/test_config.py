"""Settings: complete or not started, and a demonstration cannot be left on by accident."""

import base64

import pytest

from webapp.config import Config, Misconfigured

LIVE = {
    "SECRET_KEY": "s" * 32,
    "MASTER_KEY": base64.b64encode(b"m" * 32).decode(),
    "BANK_SECRET": "b",
    "PUBLIC_URL": "https://motcham.example.vn",
}


def read(tmp_path, **changes):
    env = LIVE | {"DATA": str(tmp_path)} | changes
    return Config.from_env({name: value for name, value in env.items() if value is not None})


def test_it_reads_a_complete_set(tmp_path):
    config = read(tmp_path, DATABASE_URL="postgresql:///motcham", PROXIES="1", EXTRA_HOSTS="a.vn, b.vn")
    assert (config.demo, config.host, config.secure) == (False, "motcham.example.vn", True)
    assert (config.database_url, config.proxies, config.extra_hosts) == ("postgresql:///motcham", 1, ("a.vn", "b.vn"))


@pytest.mark.parametrize("name", LIVE)
@pytest.mark.parametrize("value", [None, ""])
def test_it_names_what_is_missing(tmp_path, name, value):
    with pytest.raises(Misconfigured, match=f"{name} is missing"):
        read(tmp_path, **{name: value})


def test_it_names_everything_that_is_missing_at_once(tmp_path):
    with pytest.raises(Misconfigured) as refusal:
        Config.from_env({"DATA": str(tmp_path)})
    assert all(name in str(refusal.value) for name in LIVE)


@pytest.mark.parametrize("key", ["short", base64.b64encode(b"m" * 31).decode(), base64.b64encode(b"m" * 33).decode()])
def test_it_refuses_a_master_key_that_is_not_32_bytes(tmp_path, key):
    with pytest.raises(Misconfigured, match="MASTER_KEY must be 32 bytes"):
        read(tmp_path, MASTER_KEY=key)


def test_it_refuses_a_short_secret_key(tmp_path):
    with pytest.raises(Misconfigured, match="SECRET_KEY is too short"):
        read(tmp_path, SECRET_KEY="s" * 31)


def test_it_refuses_an_address_without_https_outside_the_demonstration(tmp_path):
    with pytest.raises(Misconfigured, match="https"):
        read(tmp_path, PUBLIC_URL="http://motcham.example.vn")


@pytest.mark.parametrize(
    "url", ["https://motcham.example.vn", "http://8.8.8.8", "http://[2001:4860::1]", "motcham.example.vn"]
)
def test_a_demonstration_refuses_a_public_address(tmp_path, url):
    with pytest.raises(Misconfigured, match="unset DEMO"):
        read(tmp_path, DEMO="1", PUBLIC_URL=url)


@pytest.mark.parametrize("names", ["motcham.gov.vn", "laptop.local, motcham.gov.vn:8000", "8.8.8.8", ".gov.vn", "vn"])
def test_a_demonstration_refuses_a_public_name_among_further_hosts(tmp_path, names):
    with pytest.raises(Misconfigured, match="unset DEMO"):
        read(tmp_path, DEMO="1", PUBLIC_URL=None, EXTRA_HOSTS=names)


def test_a_demonstration_answers_to_names_of_its_own_network(tmp_path):
    names = ("laptop.local", "192.168.1.20", "[::1]:8000")
    assert read(tmp_path, DEMO="1", PUBLIC_URL=None, EXTRA_HOSTS=",".join(names)).extra_hosts == names


@pytest.mark.parametrize(
    "url", ["http://localhost:8000", "https://192.168.1.20:8443", "http://laptop.local", "http://[::1]:8000"]
)
def test_a_demonstration_runs_on_this_computer_and_its_own_network(tmp_path, url):
    assert read(tmp_path, DEMO="1", PUBLIC_URL=url).public_url == url


def test_a_demonstration_keeps_its_secrets_for_the_next_start(tmp_path):
    one, two = (Config.from_env({"DEMO": "1", "DATA": str(tmp_path)}) for _ in range(2))
    assert one == two
    assert (tmp_path / "demo-secrets.json").stat().st_mode & 0o077 == 0


def test_a_demonstration_never_shows_its_secrets(tmp_path):
    config = Config.from_env({"DEMO": "1", "DATA": str(tmp_path)})
    assert config.bank_secret not in repr(config)
    assert repr(config.secret_key) not in repr(config)


def test_only_a_demonstration_may_set_the_clock(tmp_path):
    assert read(tmp_path, DEMO="1", PUBLIC_URL=None, CLOCK="2026-11-23").clock == "2026-11-23"
    with pytest.raises(Misconfigured, match="CLOCK"):
        read(tmp_path, CLOCK="2026-11-23")


@pytest.mark.parametrize(("name", "value"), [("CLOCK", "tomorrow"), ("PROXIES", "one")])
def test_it_names_a_setting_it_cannot_read(tmp_path, name, value):
    with pytest.raises(Misconfigured, match=f"{name}={value}"):
        read(tmp_path, DEMO="1", PUBLIC_URL=None, **{name: value})


S3 = {
    "FILES_AT": "s3://files/papers",
    "S3_ENDPOINT": "https://s3.example.vn",
    "S3_REGION": "hn-1",
    "S3_KEY": "the-key",
    "S3_SECRET": "the-secret",
}


def test_it_reads_where_files_are_kept(tmp_path):
    config = read(tmp_path, **S3)
    assert config.files_at == "s3://files/papers"
    assert config.s3 == {
        "endpoint": "https://s3.example.vn",
        "region": "hn-1",
        "key": "the-key",
        "secret": "the-secret",
    }
    assert not [word for word in ("the-key", "the-secret") if word in repr(config)]


def test_files_are_kept_in_data_where_nothing_is_said(tmp_path):
    assert read(tmp_path).files_at == ""


@pytest.mark.parametrize("name", sorted(S3.keys() - {"FILES_AT"}))
def test_it_refuses_half_an_object_store(tmp_path, name):
    with pytest.raises(Misconfigured, match=f"{name} is missing"):
        read(tmp_path, **(S3 | {name: ""}))


def test_it_refuses_an_object_store_that_is_not_used(tmp_path):
    with pytest.raises(Misconfigured, match="FILES_AT is not"):
        read(tmp_path, **(S3 | {"FILES_AT": None}))


@pytest.mark.parametrize("at", ["/srv/files", "s3://", "s3://B", "https://s3.example.vn/files", "s3://files/../x?y"])
def test_it_refuses_a_place_that_is_no_bucket(tmp_path, at):
    with pytest.raises(Misconfigured, match="FILES_AT must be"):
        read(tmp_path, **(S3 | {"FILES_AT": at}))


@pytest.mark.parametrize("endpoint", ["s3.example.vn", "https://a:b@s3.example.vn", "https://s3.example.vn/files"])
def test_it_refuses_an_endpoint_that_is_no_plain_address(tmp_path, endpoint):
    with pytest.raises(Misconfigured, match="S3_ENDPOINT must be"):
        read(tmp_path, **(S3 | {"S3_ENDPOINT": endpoint}))


def test_it_reads_the_keys_of_before(tmp_path):
    old = [base64.b64encode(letter * 32).decode() for letter in (b"a", b"b")]
    config = read(tmp_path, OLD_MASTER_KEYS=" ".join(old))
    assert config.old_master_keys == (b"a" * 32, b"b" * 32)
    assert "aaaa" not in repr(config)


def test_it_refuses_an_old_key_that_is_none(tmp_path):
    with pytest.raises(Misconfigured, match="OLD_MASTER_KEYS must be 32 bytes"):
        read(tmp_path, OLD_MASTER_KEYS="short")


PUSH = {"PUSH_KEY": base64.b64encode(b"p" * 32).decode(), "PUSH_CONTACT": "mailto:it@example.vn"}


def test_without_a_key_push_is_off(tmp_path):
    assert read(tmp_path).push_keys == ()


def test_it_reads_the_keys_of_push_the_newest_first(tmp_path):
    old = base64.b64encode(b"o" * 32).decode()
    config = read(tmp_path, **PUSH, OLD_PUSH_KEYS=old, PUSH_SERVICES="https://push.example.vn")
    assert config.push_keys == (b"p" * 32, b"o" * 32)
    assert config.push_services == ("https://push.example.vn",)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"PUSH_CONTACT": None}, "PUSH_CONTACT must say"),
        ({"PUSH_CONTACT": "it@example.vn"}, "PUSH_CONTACT must say"),
        ({"PUSH_KEY": None}, "PUSH_CONTACT is set but PUSH_KEY is not"),
        ({"PUSH_KEY": "short"}, "PUSH_KEY must be 32 bytes"),
        ({"OLD_PUSH_KEYS": "short"}, "OLD_PUSH_KEYS must be 32 bytes"),
        ({"PUSH_SERVICES": "http://127.0.0.1:8000"}, "PUSH_SERVICES"),
        ({"PUSH_SERVICES": "https://push.example.vn/any"}, "PUSH_SERVICES"),
    ],
)
def test_it_refuses_half_a_push(tmp_path, changes, said):
    with pytest.raises(Misconfigured, match=said):
        read(tmp_path, **(PUSH | changes))


def test_a_demonstration_makes_a_key_for_push_once(tmp_path):
    first, again = (read(tmp_path, DEMO="1", PUBLIC_URL=None).push_keys for _ in range(2))
    assert len(first) == 1
    assert first == again


def test_receipts_are_signed_with_the_keys_of_a_folder(tmp_path):
    assert read(tmp_path).signing is None
    assert read(tmp_path, SIGNING=str(tmp_path)).signing == tmp_path
    with pytest.raises(Misconfigured, match="SIGNING must be a folder"):
        read(tmp_path, SIGNING=str(tmp_path / "nowhere"))


def test_a_demonstration_signs_with_keys_of_its_own(tmp_path):
    assert read(tmp_path, DEMO="1", PUBLIC_URL=None).signing == tmp_path / "signing"
