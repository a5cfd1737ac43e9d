"""The retention engine: it erases anonymous data when its days are over.

The stages of a run, in their order:

plan.py         finds expired transcripts, and the rows that are erased together with them
erase.py        deletes the rows and dooms their artifacts
orphans.py      finds expired meetings and recordings that no transcript references
drain.py        erases the bytes of doomed artifacts, which doomed.py selects
background.py   begins to drain while rows are still being erased

run.py runs the stages, and reflector/policy.py decides what is expired. Around a run:

replay.py       before a run: applies the journal to a restored database
recheck.py      after a run: runs `verify`, and stores what it found
strays.py       finds stored bytes that should not be there
unsent.py       erases a transcript whose text was for one answer, if that answer was never sent
forget.py       closes artifacts that can no longer be erased
retries.py      says when an artifact whose erasure failed is tried again
failures.py     counts failed items
report/         answers questions, and erases nothing
"""
