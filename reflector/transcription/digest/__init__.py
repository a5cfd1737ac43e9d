"""The digest: topics, a title and summaries of the words."""
