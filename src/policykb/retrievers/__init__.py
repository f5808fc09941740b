"""The library as a retriever of other frameworks: one thin module and one extra for each.

    pip install 'policykb[langchain]'     from policykb.retrievers.langchain import PolicyRetriever
    pip install 'policykb[llamaindex]'    from policykb.retrievers.llamaindex import PolicyRetriever
    pip install 'policykb[haystack]'      from policykb.retrievers.haystack import PolicyRetriever

Each gives passages with their text verbatim and, as metadata, `citation`, `page`, `eid`, the
document's fields and the score. Where the library holds no answer they give nothing, rather than
the nearest passages.
"""
