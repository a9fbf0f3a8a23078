"""Drawn photographs of papers, for the quality gate: sheets, handwriting, tables they lie on, light and a phone's camera."""
