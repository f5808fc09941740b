"""The codes that numbers of standards begin with: GB, DL, DB11, T/…"""

from __future__ import annotations

# National, of trades (行业标准代号), of engineering and special equipment; a province's digits
# follow DB (标准化法 第二条). A code stands before those that it begins with (GBZ, GB).
TRADES = (
    "GBZ|GBJ|GB|GJB|AQ|BB|CB|CECS|CH|CJJ?|CY|DA|DBJ?(?:[ ]?[0-9]{2,6}(?=[ ]?/|[ ]))?|DL|DY|DZ"
    "|EJ|FZ|GA|GC|GH|GM|GY|HB|HG|HJ|HS|HY|JB|JC|JGJ?|JJ[FG]|JR|JT[GJS]?|JY|LB|LD|LS|LY|MH|MT|MZ"
    "|NB|NY|QB|QC|QJ|QX|RB|RF|SB|SC|SF|SH|SJ|SL|SN|SW|SY|TB|TD|TSG|TY|WB|WH|WJ|WM|WS|WW|XB|XF"
    "|YB|YC|YD|YJ|YS|YY|YZ|ZY"
)
# A society's or a firm's own, behind T/ or Q/
OWN = "[TQ][ ]?/[ ]?[A-Z][A-Z0-9]{1,11}"
