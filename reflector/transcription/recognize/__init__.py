"""Recognition: audio becomes words with their times."""
