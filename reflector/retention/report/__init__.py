"""Reports: the effect of a run, the state of the promise, residue, and the reason why a row is still there.

Nothing in this package erases or dooms anything.
"""
