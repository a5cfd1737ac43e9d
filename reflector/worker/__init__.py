"""The Celery application and its tasks: thin, with ids only in their messages."""
