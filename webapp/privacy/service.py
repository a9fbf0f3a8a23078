"""What other rooms may ask of privacy: applying the rules of retention, and writing down what they cleared."""

from webapp.privacy.clearing import (
    anonymous_drafts,
    answer,
    due_requests,
    ended_dossiers,
    left_dossiers,
    left_messages,
    old_drafts,
    persons_left,
    unknown_files,
    warn_of_drafts,
)
from webapp.privacy.deleting import act
from webapp.privacy.models import DataRequest, RetentionAct

__all__ = [
    "DataRequest", "RetentionAct", "act", "anonymous_drafts", "answer", "due_requests", "ended_dossiers", "left_dossiers", "left_messages", "old_drafts",
    "persons_left", "unknown_files", "warn_of_drafts",
]  # fmt: skip
