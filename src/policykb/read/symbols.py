"""Signs that Word keeps by the code of a symbol font (w:sym, 17.3.3.30)."""

from __future__ import annotations

_GREEK = dict(
    zip(
        "ABGDEZHQIKLMNXOPRSTUFCYWabgdezhqiklmnxoprstufcyw",
        "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψω",
        strict=True,
    )
)
_RELATIONS = dict(
    zip(
        (0xA3, 0xB3, 0xB1, 0xB4, 0xB8, 0xB9, 0xBB, 0xB0, 0xA5, 0xB7, 0xAE, 0xE5, 0xF2, 0xD6),
        "≤≥±×÷≠≈°∞·→∑∫√",
        strict=True,
    )
)
# The boxes and ticks of forms.
_BOXES = {
    "wingdings": {0x6F: "□", 0x71: "□", 0x72: "□", 0xA8: "□", 0xFE: "☑", 0xFD: "☒", 0xFC: "√",
                  0xFB: "×", 0x6C: "●", 0x6E: "■", 0xD8: "➢", 0xE0: "→"},
    "wingdings 2": {0xA3: "□", 0x30: "□", 0x2A: "□", 0x52: "☑", 0x53: "☒", 0x50: "√", 0x4F: "×"},
}  # fmt: skip


def symbol(font: str, code: str) -> str:
    """The sign of a hexadecimal code in that font; "" for one that is not known.

    symbol("Symbol", "F0B3") is ≥: such fonts keep their signs from F000 on.
    """
    try:
        at = int(code, 16)
    except ValueError:
        return ""
    if not 0xF000 <= at <= 0xF0FF:
        return chr(at) if 0x20 <= at < 0xE000 else ""
    at -= 0xF000
    if font.lower() == "symbol":
        return _RELATIONS.get(at) or _GREEK.get(chr(at)) or (chr(at) if 0x20 <= at < 0x7F else "")
    return _BOXES.get(font.lower(), {}).get(at, "")
