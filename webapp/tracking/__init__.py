"""Tracking: where a dossier stands, what to do now, how long it took; and the look-up without sign-in."""
