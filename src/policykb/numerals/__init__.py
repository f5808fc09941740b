"""Chinese and Arabic numbers, read exactly: 一百二十三 → 123, 2.6万家 → 26000 家."""

from policykb.numerals.figures import read_integer, read_number, write_number
from policykb.numerals.quantities import Quantity, find_quantities

__all__ = ["Quantity", "find_quantities", "read_integer", "read_number", "write_number"]
