"""The digest: words become topics, a title and summaries."""
