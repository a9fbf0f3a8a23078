"""What other rooms may ask of privacy."""

from webapp.privacy.models import DataRequest, RetentionAct

__all__ = ["DataRequest", "RetentionAct"]
