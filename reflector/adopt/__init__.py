"""Puts the retention engine beside an existing Reflector installation, whose programs stay and notice nothing.

    look -> report -> install -> run (first 100, then all) -> verify; undo

look.py         what is there; sample.py looks whether the places are the right ones
report.py       what a run would erase; pretend.py lets the engine's preview read a database that is not adopted yet
install.py      installs and removes the engine: schema.py has its tables and columns, triggers.py its triggers
run.py          checks everything, and makes a run; refusals.py applies refusals of consent
verify.py       residue of the engine
pending.py      bytes of rows that the other program deleted
leaks.py        bytes that earlier cleanups of the other program left behind
reading.py      the rows in the form in which API and pages read them (ADOPT_SERVE)

This package works on another program's database, disk and buckets. A mistake here destroys data of people who never
chose this program. Its invariants:

1. The engine is unchanged. It finds its own tables and additional columns with constant defaults (schema.py), and
   artifact rows that triggers write (triggers.py).
2. No row of the other program is updated. Transcripts are deleted only when they are expired and anonymous, together
   with the meetings and recordings that only such transcripts reference. If the room of a meeting or the meeting of a
   recording is missing, the row counts as a user's (reflector/policy.py).
3. Before any row is deleted, the bytes of a sample of living rows are looked for. Most must be there (sample.py).
   A copy of the database is recognized by its origin and its epoch (reflector/inventory/marker.py).
4. Reflector's tables have no foreign key to the other program's, and its DELETE fires no trigger of ours. So its
   statements neither fail nor wait because of us. The bytes of rows that it deletes have a grace time (pending.py).
5. Our triggers name no columns, so the other program's next migration can change every column.
"""
