"""What do I tell this reader? Facts and passages as the JSON of the contract, with citations."""

from policykb.answer.ask import ask
from policykb.answer.cite import citation
from policykb.answer.records import document_record, fact_records, hit_records, provision_records
from policykb.answer.reply import search_reply

__all__ = [
    "ask",
    "citation",
    "document_record",
    "fact_records",
    "hit_records",
    "provision_records",
    "search_reply",
]
