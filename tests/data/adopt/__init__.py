"""The schema of an existing installation of 2026-02, see README.md."""
