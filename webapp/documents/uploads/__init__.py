"""Resumable uploads (tus 1.0): received in sealed parts, taken into the dossier when whole and checked."""
