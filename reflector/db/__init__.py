"""The database: tables, sessions, migrations, and the removal of erased text from its files."""
