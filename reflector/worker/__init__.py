"""The Celery application and its tasks: thin, with ids only in their messages."""

#: Each needs at least one worker.
QUEUES = ("retention", "transcription")
#: Kinds of processes that send heartbeats.
BEAT, WORKER = "beat", "worker"
