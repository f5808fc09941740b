"""The words that firms and measures share: labels, lines of business, purposes of support."""
