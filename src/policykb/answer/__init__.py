"""What do I tell this reader? Facts and passages as the JSON of the contract, with citations.

Each answer has a module, and nothing is gathered here: a search shall not wait for what only other
answers need, patterns that take longer to compile than the search itself.
"""
