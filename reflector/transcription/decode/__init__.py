"""Decodes uploaded files in a confined child process, before anything else reads them."""
