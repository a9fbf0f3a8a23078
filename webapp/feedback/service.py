"""What other rooms may ask of feedback: what the night does, and what an account's closing takes along."""

from webapp.feedback.leaving import (
    LINK,
    PERSON,
    PETITION,
    PHONE,
    RATING,
    WORDS,
    end_links,
    forget,
    forget_persons,
    forget_petitions,
    forget_phones,
    forget_ratings,
    forget_words,
    said,
)

__all__ = [
    "LINK", "PERSON", "PETITION", "PHONE", "RATING", "WORDS", "end_links", "forget", "forget_persons", "forget_petitions", "forget_phones",
    "forget_ratings", "forget_words", "said",
]  # fmt: skip
