"""The books of an office: money that waits for a person, days held against a statement, and the check of the journal."""
