"""From a recording to a transcript: one stage, one file."""
