"""What other rooms may ask of posters: to forget what is too old."""

from webapp.posters.counting import RULE, forget

__all__ = ["RULE", "forget"]
