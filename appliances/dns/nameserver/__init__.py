"""An authoritative name server: zone files become finished replies when the image is built.

Build time: zonefile (read, check) -> tree (names) -> resolve (what to answer) -> encode (wire
format) -> build (lay out). Run time: answer (the frozen data), query (a query in, a reply out).
"""
