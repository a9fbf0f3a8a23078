"""What somebody wants to know, whichever way it is put; what is left says of which procedure."""

import pytest

from webapp.assistant import intents
from webapp.procedures import service as procedures

READING = intents.load(procedures.wording())

WANTED = [
    ("cần giấy tờ gì", ["papers"]),
    ("can giay to gi", ["papers"]),
    ("cần có những loại giấy gì", ["papers"]),
    ("cần j", ["papers"]),
    ("hết bnhiu tiền", ["fee"]),
    ("còn phí?", ["fee"]),
    ("phí ntn", ["fee"]),
    ("mấy hôm xog", ["time"]),
    ("lm onl dc k", ["online"]),
    ("nộp ở đâu và mất bao lâu", ["time", "where"]),
    ("ai thì được rút", ["who"]),
    ("xong thì nhận được tờ gì", ["result"]),
    ("how long does it take and how much", ["fee", "time"]),
    ("đất nhà tôi ở lâu năm", []),
    ("làm hộ chiếu", []),
    ("tạm ngừng một thời gian", []),
]


@pytest.mark.parametrize(("said", "wants"), WANTED)
def test_a_question_is_read_for_what_it_wants(said: str, wants: list[str]) -> None:
    assert list(READING.read(said).wants) == wants


MATTERS = [
    ("đăng ký kết hôn mất mấy ngày", ("đăng ký kết hôn", "kết hôn")),
    ("cho hỏi đk tạm trú cần j vậy ạ", ("đăng ký tạm trú vậy ạ", "tạm trú")),
    ("lệ phí trước bạ ở đâu", ("lệ phí trước bạ",)),
]


@pytest.mark.parametrize(("said", "ways"), MATTERS)
def test_what_is_left_is_the_matter_with_its_accents(said: str, ways: tuple[str, ...]) -> None:
    assert READING.read(said).ways == ways


def test_a_single_word_asks_only_where_nothing_else_is_said() -> None:
    assert READING.read("phí").wants == READING.read("phí ạ").wants == ("fee",)
    assert READING.read("phí làm đường").wants == ()


BEYOND = [
    "sao hồ sơ của tôi bị trả lại",
    "có bị phạt tiền không",
    "giờ này có đông không",
    "lương hưu được bao nhiêu một tháng",
]


@pytest.mark.parametrize("said", BEYOND)
def test_what_no_catalogue_tells_is_known_as_such(said: str) -> None:
    assert READING.read(said).beyond


def test_every_wording_is_read_as_it_was_meant() -> None:
    for name, lines in READING.wordings.items():
        for line in lines:
            asked = READING.read(line.replace("*", "mua"))
            assert asked.beyond if name == intents.BEYOND else name in asked.wants or asked.beyond, line
