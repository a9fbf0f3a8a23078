"""A booklet of A5 pages, two and two on A4: printed on both sides (turned on the short edge), folded in the middle."""

import io

import pikepdf

A4 = (0, 0, 841.89, 595.276)  # points, lying


def order(pages: int) -> list[tuple[int | None, int | None]]:
    """(left, right) of each side of paper in the order of printing, pages from 0 on; None: nothing. Four pages to a sheet."""
    whole = -(-pages // 4) * 4
    sides = [(whole - 1 - n, n) if n % 2 == 0 else (n, whole - 1 - n) for n in range(whole // 2)]
    return [(left if left < pages else None, right if right < pages else None) for left, right in sides]


def folded(booklet: bytes) -> bytes:
    """Only to print: what a screen reader needs stays in the booklet page by page."""
    with pikepdf.open(io.BytesIO(booklet)) as pages, pikepdf.new() as made:
        for sides in order(len(pages.pages)):
            paper = made.add_blank_page(page_size=A4[2:])
            for at, page in enumerate(sides):
                if page is not None:
                    paper.add_overlay(
                        pages.pages[page], pikepdf.Rectangle(at * A4[2] / 2, 0, (at + 1) * A4[2] / 2, A4[3])
                    )
        made.docinfo["/Title"] = pages.docinfo.get("/Title", "")
        out = io.BytesIO()
        made.save(out)
    return out.getvalue()
