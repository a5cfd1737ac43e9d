"""The commands for operators: take options, call one function, print what came of it."""
