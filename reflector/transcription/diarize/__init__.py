"""Speakers of a recording with one track, told apart by their voices."""
