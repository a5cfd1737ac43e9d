"""The commands for operators. Each takes options, calls one function and prints its result."""
