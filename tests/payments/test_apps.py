"""Bank apps on the same phone: only those that fill the transfer in, written as the service wants it, nothing of a person."""

from urllib.parse import parse_qs, urlsplit

import pytest

from webapp.payments import apps
from webapp.payments.banks import bank_name

BACK = "https://motcham.example.vn/nop-phi/0190"
BILL = ("970436", "9999000006685", "TRUNG TAM PVHCC PHUONG HONG GAI", 20_000, "MC7K2P9QX4", BACK)


def test_only_apps_that_were_said_to_fill_in_are_offered():
    assert [name for name, _url in apps.links(*BILL)] == [
        "MBBank",
        "VietinBank iPay",
        "BIDV SmartBanking",
        "ACB ONE",
        "OCB OMNI",
    ]


def test_a_link_is_written_as_the_service_says():
    assert apps.links(*BILL)[0][1] == (
        "https://dl.vietqr.io/pay?app=mb&am=20000&tn=MC7K2P9QX4&ba=9999000006685@vcb"
        f"&bn=TRUNG+TAM+PVHCC+PHUONG+HONG+GAI&url={BACK}"
    )


def test_the_app_is_the_payers_and_the_bank_the_receivers():
    asked = {urlsplit(url).query.split("&")[0] for _name, url in apps.links("970405", *BILL[1:])}
    assert asked == {"app=mb", "app=icb", "app=bidv", "app=acb", "app=ocb"}
    assert all("@vba&" in url for _name, url in apps.links("970405", *BILL[1:]))


def test_a_link_holds_nothing_but_account_amount_reference_and_the_way_back():
    for _name, url in apps.links(*BILL):
        assert set(parse_qs(urlsplit(url).query)) == {"app", "am", "tn", "ba", "bn", "url"}


def test_the_name_of_the_account_may_be_left_out():
    assert "bn=" not in apps.links(*BILL[:2], "", *BILL[3:])[0][1]


@pytest.mark.parametrize("bin", ["970999", "", "vcb"])
def test_a_receiving_bank_that_is_not_known_has_no_links(bin):
    assert apps.links(bin, *BILL[1:]) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {1: "9999&am=1"}, {1: ""}, {2: "Nguyễn Văn An"}, {3: 0}, {3: -5}, {4: ""}, {4: "a&am=1"}, {5: "javascript:alert(1)"},
        {5: f"{BACK}?a=1&am=1"}, {5: f"{BACK}#am"}, {5: ""},
    ],
)  # fmt: skip
def test_what_an_address_cannot_carry_is_refused(wrong):
    with pytest.raises(ValueError, match="a link takes"):
        apps.links(*(wrong.get(place, value) for place, value in enumerate(BILL)))


def test_the_list_names_banks_that_are_banks_and_when_an_app_began_to_fill_in():
    known = apps.directory()
    assert all(bank_name(bin) for bin in known.codes)
    assert {app.bin for app in known.apps} <= set(known.codes)
    assert [str(app.filled_in) for app in known.apps if app.id == "bidv"] == ["2026-01-09"]
