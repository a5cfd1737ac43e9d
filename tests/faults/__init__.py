"""Faults for tests: processes that die between two effects, stores that fail, and the search for raw traces."""
