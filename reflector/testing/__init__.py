"""Factories of rows, for tests and the demo."""
