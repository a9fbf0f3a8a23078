"""The glossary, and marking its words in texts."""
