"""Tools for tests: factories of rows, faulty stores, simulated crashes, and a search for leftovers."""
