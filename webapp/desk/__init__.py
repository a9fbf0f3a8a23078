"""Desk: the officers' list, what they do with a dossier, and the citizen's answer to a return."""
