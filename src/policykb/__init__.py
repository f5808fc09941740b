"""Chinese policy documents as a knowledge base: clauses, facts, search, citations."""
