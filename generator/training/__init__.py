"""Rebuilds what is shipped in generator/data from public data; stays out of the wheel."""
