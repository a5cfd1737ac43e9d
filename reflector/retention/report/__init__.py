"""Reports for people: what a run would do, how the promise stands, what is left, and why something is still there."""
