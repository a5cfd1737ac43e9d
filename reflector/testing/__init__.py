"""What others need to test against Reflector: factories of rows, and a search for what is left of them."""
