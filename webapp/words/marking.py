"""Pure: marks the official words of a text, each the first time it stands there, as links to what they mean.

A text may be HTML of ours. What is inside a link, a button, a label or a heading stays as it is, and so do tags and
attributes: marked text without its marks is the text of before.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from markupsafe import Markup, escape

from webapp.words.terms import Term

TAG = re.compile(r"""(<!--.*?-->|<(?:[^<>"']|"[^"]*"|'[^']*')*>)""", re.DOTALL)
NAME = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
# not to be tapped twice over, not prose, or shown as written; `dd` are
# answers in the words of who gave them, `small` citations of laws
LEFT_ALONE = frozenset(
    {"a", "button", "summary", "label", "legend", "h1", "h2", "h3", "dd", "small", "select", "option", "textarea"}
    | {"script", "style", "title", "svg", "code", "template", "dialog"}
)
# said with a term in it and meaning something else
OTHERWISE = {"vi": ("một cửa hàng", "một cửa hiệu", "nơi tiếp nhận"), "en": ("original register",)}

Show = Callable[[Term, Markup], Markup]


class Marker:
    """Marks in one language. `show` makes the link of a term and the words as they stand in the text."""

    def __init__(self, terms: Iterable[Term], lang: str, show: Show) -> None:
        said = {_folded(words): term for term in terms for words in term.spellings(lang)}
        left = {_folded(words): None for words in OTHERWISE[lang] if _folded(words) not in said}
        self.said: dict[str, Term | None] = {**left, **said}
        self.show = show
        longest_first = sorted(self.said, key=len, reverse=True)
        either = "|".join(re.escape(words).replace(r"\ ", r"\s+") for words in longest_first)
        self.pattern = re.compile(rf"(?<![\w-])(?:{either})(?![\w-])", re.IGNORECASE)

    def mark(self, text: str) -> Markup:
        """A plain text is escaped; Markup is taken for HTML."""
        seen: set[str] = set()
        return Markup("".join(self._parts(str(escape(text)), seen)))  # noqa: S704  pieces of what was escaped, and links of ours

    def _parts(self, html: str, seen: set[str]) -> Iterator[str]:
        inside: Counter[str] = Counter()  # by name: an end without a beginning ends nothing else
        folded = 0
        within: set[str] = set()  # what is folded away is a text of its own: a word marked there is not seen outside
        for part in TAG.split(html):
            tag = NAME.match(part)
            step = 0 if tag is None or part.endswith("/>") else -1 if tag[1] else 1
            name = tag[2].lower() if tag else ""
            if name in LEFT_ALONE:
                inside[name] = max(0, inside[name] + step)
            elif name == "details":
                folded, within = max(0, folded + step), within if folded else set()
            alone = part.startswith("<") or any(inside.values())
            yield part if alone else self._marked(part, within if folded else seen)

    def _marked(self, text: str, seen: set[str]) -> str:
        def show(found: re.Match[str]) -> str:
            term = self.said[_folded(found[0])]
            if term is None or term.quiet or term.id in seen:
                return found[0]
            seen.add(term.id)
            return str(self.show(term, Markup(found[0])))  # noqa: S704  the words as they stand in the HTML

        return self.pattern.sub(show, text)


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())
