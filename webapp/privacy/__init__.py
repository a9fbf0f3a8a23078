"""The room of what is one's own: seeing, taking along and deleting it, and how long anything is kept."""
