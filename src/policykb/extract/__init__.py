"""What does it promise? `facts.extract(document)` fills in a document's facts and its validity.

Nothing is gathered here: who asks a store needs single modules (whom a sentence charges), and shall
not wait for the patterns of all extractors to be compiled.
"""
