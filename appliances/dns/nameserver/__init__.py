"""An authoritative name server: zone files become finished replies when the image is built.

Build time: zonefile (read, check) -> tree (names) -> resolve (what to answer) -> encode (wire
format), for every question (plan) -> layout (bytes); build has all of it done. Run time: directory
(the frozen data), query (a query in, a reply out).
"""
