"""Puts the retention engine beside an existing Reflector installation, whose programs stay and notice nothing.

    look -> report -> install -> run (first 100, then all) -> verify; undo

This package works on another program's database, disk and buckets. A mistake here destroys data of people who never
chose this program. Its invariants:

1. The engine is unchanged. It finds its own tables and additional columns with constant defaults (schema.py), and
   artifact rows that triggers write (triggers.py).
2. No row of the other program is updated. Rows go only when they are expired and anonymous, together with the meetings
   and recordings that only such transcripts reference. NULL or dangling means "a user's" (reflector/policy.py).
3. A place is recognised by its bytes before any row goes: most of a sample of living rows must have theirs (sample.py).
   A copy of the database is recognised by its origin and its epoch (reflector/inventory/marker.py).
4. Reflector's tables have no foreign key to the other program's, and no trigger on its DELETE. So its statements
   neither fail nor wait because of us, and what it deletes has a grace time (pending.py).
5. Triggers name no columns. Its next migration can change every column.
"""
