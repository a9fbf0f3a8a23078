"""The sandbox phones: they play the SMS gateway and Zalo, and show what arrived as a phone would show it."""
