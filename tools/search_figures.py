"""`python -m tools.search_figures`: how well the labelled questions are answered, into the tables of docs/search.md."""

from collections import Counter

from tests.procedures.labelled import KINDS, Score, ask_both, codes, nothing, questions, score
from tools.bench.report import DOCS, between

SETS = ("blind", "seen", "later")


def quality() -> str:
    rows = ["| Set | Questions | hit@1 | hit@3 |", "| --- | --: | --: | --: |"]
    sets = {name: questions(name) for name in SETS}
    for name, asked in (*sets.items(), ("all", [one for each in sets.values() for one in each])):
        rows.append(_row(f"**{name}**", score(asked, codes)))
        for kind in KINDS:
            if of_kind := [one for one in asked if one.kind == kind]:
                rows.append(_row(kind, score(of_kind, codes)))
    return "\n".join(rows)


def verdicts() -> str:
    """How often each verdict is given, and how often a right code is offered with it."""
    rows = [
        "| Set | opened at once | clear | two | ask | nothing | opened or clear, but wrong |",
        "| --- | --: | --: | --: | --: | --: | --: |",
    ]
    for name in (*SETS, "ask"):
        asked = [(one, ask_both(one.say)) for one in questions(name)]
        said = Counter("opened" if answer.opens else answer.verdict for _one, answer in asked)
        wrong = sum(a.verdict == "clear" and a.offered[0].code not in one.codes for one, a in asked)
        rows.append(
            f"| {name} | {' | '.join(str(said[verdict]) for verdict in ('opened', 'clear', 'two', 'ask', 'nothing'))} | {wrong} |"
        )
    unsure = questions("ask")
    offered = sum(set(one.codes) <= {hit.code for hit in ask_both(one.say).offered} for one in unsure)
    found = sum(bool(codes(say)) for say in nothing())
    return "\n".join(
        [*rows, "", f"Ambiguous: everything is offered for {offered} of {len(unsure)}. Nothing meant: {found} of {len(nothing())} find something."]
    )  # fmt: skip


def _row(name: str, one: Score) -> str:
    return f"| {name} | {one.all} | {one.first / one.all:.3f} | {one.three / one.all:.3f} |"


def main() -> None:
    path = DOCS / "search.md"
    text = path.read_text(encoding="utf-8")
    for mark, table in (("quality", quality()), ("verdicts", verdicts())):
        text = between(text, mark, table)
        print(table)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
