"""Reports: what a run would do, whether the promise is kept, what is left, and why something is still there.

Nothing in this package erases or dooms anything.
"""
