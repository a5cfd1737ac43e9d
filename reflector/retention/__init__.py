"""The retention engine: it erases anonymous data when its days are over.

The stages of a run, in their order: policy decides what is expired, plan finds the rows that are erased together, erase
deletes the rows, orphans finds rows that no transcript references, and drain erases the bytes. run.py runs the stages,
and report/verify.py checks the result independently.
"""
