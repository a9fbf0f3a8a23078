"""Five walk-ins in a row by keyboard and scanner gun; two clerks on one computer; a cut line; a power cut; nothing left of anybody."""

import contextlib
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Playwright, expect

from e2e.clerk import Clerk, left_in, renting, stores_of, tenancy
from e2e.conftest import PHONE, Demo, photograph
from e2e.counter_desk import BAY, CHIN, FLOAT, MO, NU, PEOPLE, SAU, THO, Desk, at_work, card, file_of, secrets_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "folder"


@pytest.fixture
def ha(playwright: Playwright, demo: Demo, folder: Path) -> Iterator[Clerk]:
    desk = Desk(playwright, folder)
    with contextlib.closing(desk.start()) as context:
        yield at_work(context.pages[0], demo)


def nothing_left(ha: Clerk, folder: Path, name: str) -> None:
    """Of this customer: in the folder on the disk, in what a script finds, in cookies."""
    held = stores_of(ha.page)
    assert held["things"] == [], held
    assert not [url for url in held["caches"] if re.search(r"/(ho-so|khach/[0-9a-f]{8}|quay|tra-giup)", url)], held[
        "caches"
    ]
    said = str(held) + str(ha.page.context.cookies())
    for secret in (name, PEOPLE[name][0], file_of(name)):
        assert secret not in said
    assert left_in(folder, secrets_of(name)) == []


def with_two_papers(ha: Clerk, name: str) -> None:
    """Rents: the contract and what the landlord says come off the desk's scanner."""
    ha.sit(card(name), name)
    ha.open("Đăng ký tạm trú")
    ha.fill(renting(name, *PEOPLE[name]))
    ha.scan_paper(file_of(name), photograph("Hop dong thue nha"))
    ha.scan_paper(file_of(name), photograph("Chu nha dong y"))
    ha.read_over()
    ha.send()


def of_their_own(ha: Clerk, name: str, **more: str) -> None:
    """Lives in their own house: no paper is asked for."""
    ha.sit(card(name), name)
    ha.open("Đăng ký tạm trú")
    ha.fill(tenancy(name, *PEOPLE[name], **more))
    ha.read_over()
    ha.send()


def nothing_to_pay(ha: Clerk) -> None:
    expect(ha.page.locator("main article")).to_contain_text("Đã nộp, chờ tiếp nhận", timeout=60_000)
    expect(ha.page.locator("[data-key=f8]")).to_have_count(0)


def test_five_walk_ins_by_keyboard_and_gun(
    ha: Clerk, folder: Path, context_of: Callable[..., BrowserContext], tell: Callable[[str], None]
) -> None:
    phone = context_of(**PHONE).new_page()
    ha.begin_shift(FLOAT)
    for name, come, pay, how in (
        (NU, with_two_papers, lambda: ha.cash("10000"), "two papers, cash"),
        (THO, of_their_own, lambda: ha.cash("7000"), "cash"),
        (SAU, of_their_own, lambda: ha.card("482913"), "card"),
        (BAY, of_their_own, lambda: ha.by_code(phone), "VietQR"),
        (CHIN, partial(of_their_own, **{"nop-declared": "elderly"}), lambda: nothing_to_pay(ha), "nothing to pay"),
    ):
        come(ha, name)
        pay()
        keys, scans, seconds = ha.next()
        tell(f"{name}, {how}: {keys} keys, {scans} scan, {seconds:.0f} s of app time")
        nothing_left(ha, folder, name)
    ha.end_shift(FLOAT + 2 * 7000)
    assert not ha.problems


def test_a_paper_that_has_arrived_is_not_asked_for_again(ha: Clerk) -> None:
    """The page is loaded anew in between; on the sheet that the customer signs stands what is there."""
    ha.sit(card(MO), MO)
    ha.open("Đăng ký tạm trú")
    ha.fill(renting(MO, *PEOPLE[MO]))
    papers, standing = ha.page.locator(".on-its-way"), ha.page.locator(".saved")
    for left in (1, 0):
        ha.scan_paper(file_of(MO), photograph("Hop dong thue nha"))
        expect(papers.last).to_contain_text("Đã nhận đủ", timeout=60_000)
        ha.page.reload()
        expect(papers).to_have_count(2 - left)
        expect(standing).to_contain_text(f"Còn thiếu {left}" if left else "Đã đủ giấy tờ")
    ha.read_over()
    expect(ha.page.locator("[data-part=read]")).to_contain_text(re.compile(f"{file_of(MO)}.*{file_of(MO)}", re.S))
    ha.next()


def test_what_is_searched_for_would_be_found(folder: Path) -> None:
    """Else nothing could ever be left."""
    for number, secret in enumerate(secrets_of(NU)):
        kept = folder / f"{number}" / "kept"
        kept.parent.mkdir(parents=True)
        kept.write_bytes(b"before" + secret + b"after")
    assert len(left_in(folder, secrets_of(NU))) == len(secrets_of(NU))
