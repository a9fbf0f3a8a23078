"""The labelled dialogues, and the ask box as a browser sees it."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import yaml

from tests.page import Client

HERE = Path(__file__).parent
FILES = ("dialogues", "second")


@dataclass(frozen=True)
class Turn:
    """`about`: the procedure that is meant; `choose`: the ones that may be; neither: no catalogue can tell."""

    ask: str
    about: str = ""
    tells: tuple[str, ...] = ()
    choose: tuple[str, ...] = ()
    unknown: bool = False


def dialogues(name: str) -> Iterator[list[Turn]]:
    for one in yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8")):
        yield [
            Turn(**{key: tuple(said) if isinstance(said, list) else said for key, said in turn.items()})
            for turn in one["turns"]
        ]


@dataclass
class Reply(HTMLParser):
    """What stands in the last answer of a page: its texts, and the procedures that it leads to or offers."""

    page: str
    texts: list[str] = field(default_factory=list)
    about: str = ""
    offers: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        last = self.page.rindex('<section class="card reply"')
        self.feed(self.page[last : self.page.index("</section>", last)])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if led := re.fullmatch(r"/thu-tuc/([\d.]+)", values.get("href") or ""):
            self.about = led[1]
        if tag == "button" and values.get("name") == "code":
            self.offers.append(values["value"] or "")

    def handle_data(self, data: str) -> None:
        self.texts += [" ".join(data.split())] if data.strip() else []


def bare(text: str) -> str:
    """Without spaces: where a word is explained, a text is cut in pieces."""
    return "".join(text.split())


def run_together(page: str) -> str:
    """All texts of a page."""
    return bare("".join(_texts(page)))


def _texts(page: str) -> list[str]:
    parser, found = HTMLParser(), list[str]()
    parser.handle_data = found.append  # type: ignore[method-assign]
    parser.feed(page)
    parser.close()
    return found


class Asking:
    """Somebody at the ask box, who sends the turns before along as the page has them."""

    def __init__(self, client: Client) -> None:
        self.client, self.page = client, ""

    def __call__(self, question: str, **more: str) -> Reply:
        before = [html.unescape(said) for said in re.findall(r'name="luot" value="([^"]*)"', self._form)]
        answer = self.client.post("/hoi", data={"q": question, "luot": before, **more})
        assert answer.status_code == 200, answer.text
        self.page = answer.text
        return Reply(self.page)

    @property
    def _form(self) -> str:
        """The turns stand in every form of the page; this is the box's."""
        return self.page[self.page.rindex('class="search"') :] if self.page else ""
