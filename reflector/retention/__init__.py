"""The promise and the machine that keeps it: what belongs to nobody is gone when its days are over.

The stages, in the order of a run: policy says what is expired, plan what goes with it, erase takes the rows away,
drain the bytes, orphans what nothing leads to; verify looks again from the outside; run is all of it.
"""
