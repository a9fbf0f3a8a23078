"""A clerk's shift at a counter: money taken for bills, corrected only by counter-entries, proved by a sheet at its end."""
