"""Rooms, the meetings in them, and the consent of their participants."""
