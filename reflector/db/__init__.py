"""Who keeps rows."""
