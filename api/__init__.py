"""The HTTP API and the page, over the same functions as the command line."""
