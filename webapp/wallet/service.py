"""What other rooms may ask of wallet."""

from webapp.wallet.models import Declined

__all__ = ["Declined"]
