"""The child process: what it is believed, how long it may take, and what else it tells of a file."""

import io

import pikepdf
import pytest
from PIL import Image, ImageFilter

from tests.documents import samples
from webapp import child
from webapp.documents.checking import harmless
from webapp.documents.checking.harmless import make_harmless
from webapp.documents.checking.intake import check
from webapp.documents.limits import LIMITS, NotAccepted


def blurred() -> bytes:
    return samples.photographed(samples.paper().filter(ImageFilter.GaussianBlur(6)))


@pytest.fixture
def says(tmp_path, monkeypatch: pytest.MonkeyPatch):
    """Another child, that a hostile file has taken over."""

    def answer(program: str) -> None:
        script = tmp_path / "child.py"
        script.write_text(f"import sys\nout = sys.stdout.buffer\nsys.stdin.buffer.read()\n{program}\n")
        monkeypatch.setattr(harmless, "SCRIPTS", {"JPEG": str(script)})

    return answer


def refused() -> str:
    with pytest.raises(NotAccepted) as found:
        make_harmless(b"\xff\xd8\xff", "JPEG", LIMITS)
    return found.value.reason


HEAD = '{"ok": true, "type": "image/jpeg", "pages": 1, "quality": [], "small": 0}'


@pytest.mark.parametrize(
    "program",
    [
        "", "sys.exit(3)", "out.write(b'nonsense')", "out.write(b'{}\\n')", "out.write(b'[1]\\n')",
        f"out.write(b'{HEAD}\\n<html>')", "out.write(b'{\"ok\": false, \"reason\": \"<b>\"}\\n')",
        f"out.write(b'{HEAD}\\n\\xff\\xd8\\xff'.replace(b'\"pages\": 1', b'\"pages\": 61'))",
        f"out.write(b'{HEAD}\\n\\xff\\xd8\\xff'.replace(b'jpeg', b'html'))",
        f"out.write(b'{HEAD}\\n\\xff\\xd8\\xff' + bytes(60 << 20))",
        "import os; os.abort()",
    ],
)  # fmt: skip
def test_it_believes_no_nonsense(says, program: str) -> None:
    says(program)
    assert refused() == "broken"


def test_it_believes_an_answer_that_may_be_true(says) -> None:
    says(f"out.write(b'{HEAD}\\n\\xff\\xd8\\xff')")
    assert make_harmless(b"\xff\xd8\xff", "JPEG", LIMITS).body == b"\xff\xd8\xff"


def test_it_hands_on_only_words_it_knows(says) -> None:
    says(f"out.write(b'{HEAD}\\n\\xff\\xd8\\xff'.replace(b'[]', b'[\"blur\", \"<script>\"]'))")
    assert make_harmless(b"\xff\xd8\xff", "JPEG", LIMITS).quality == ("blur",)


def test_it_gives_up_on_a_file_that_takes_too_long(says, monkeypatch: pytest.MonkeyPatch) -> None:
    says("while True: pass")
    monkeypatch.setattr(child, "SECONDS", 0.3)
    assert refused() == "broken"


def test_the_child_knows_none_of_our_secrets(says, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASTER_KEY", "the key")
    says('import os\nif \'MASTER_KEY\' not in os.environ: out.write(b\'{"ok": false, "reason": "pages"}\\n\')')
    assert refused() == "pages"


@pytest.mark.parametrize("make", [samples.paper, lambda: Image.effect_noise((2000, 1500), 90).convert("RGB")])
def test_it_makes_a_small_picture(make) -> None:
    small = check(samples.photographed(make())).small
    assert len(small) <= 12_000
    assert max(Image.open(io.BytesIO(small)).size) == 240


def test_the_small_picture_of_a_pdf_is_its_first_page() -> None:
    red, blue = (samples.photographed(Image.new("RGB", (300, 400), colour)) for colour in ("red", "blue"))
    with Image.open(io.BytesIO(check(samples.phone_pdf(red, blue)).small)) as small:
        assert small.size == (180, 240)
        assert small.getpixel((90, 120))[0] > 200


def test_a_page_on_which_nothing_stands_is_a_page_like_any_other() -> None:
    with pikepdf.new() as made, io.BytesIO() as target:
        made.add_blank_page()
        del made.pages[0].obj["/Contents"]
        made.save(target)
        assert check(target.getvalue()).pages == 1


def test_a_small_picture_has_no_place_either() -> None:
    assert not Image.open(io.BytesIO(check(samples.photo_with_place()).small)).getexif()


def test_a_sharp_paper_is_good() -> None:
    assert check(samples.photographed(samples.paper())).quality == ()


def test_a_blurred_paper_is_taken_and_marked() -> None:
    assert check(blurred()).quality == ("blur",)


def test_each_page_of_a_phone_made_pdf_is_looked_at() -> None:
    dark = samples.photographed(samples.paper().point(lambda value: value // 6))
    sharp = samples.photographed(samples.paper())
    assert check(samples.phone_pdf(sharp, blurred(), dark)).quality == ("blur", "dark")


def test_a_pdf_of_text_is_no_photograph() -> None:
    assert check(samples.pdf(2)).quality == ()
