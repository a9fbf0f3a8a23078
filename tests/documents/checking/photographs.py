"""Photographs for the tests of the quality gate, drawn once: 16 good ones of the unseen set and one of each strength."""

from dataclasses import dataclass
from functools import cache

from PIL import Image

from tools.papers.fitting import Seen
from tools.papers.photographs import Wanted, photograph, wanted
from webapp.documents.checking.quality import measures


@dataclass(frozen=True)
class Photo:
    want: Wanted
    picture: Image.Image
    seen: Seen


def _photo(want: Wanted) -> Photo:
    picture = photograph(want)
    return Photo(want, picture, Seen(want, measures(picture)))


@cache
def photographs() -> list[Photo]:
    return [_photo(want) for want in wanted(unseen=True, good=16, each=1, first=8000)]
