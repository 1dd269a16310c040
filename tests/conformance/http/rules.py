"""Rules of RFC 9110 and RFC 9112 for a server, each as bytes to send and what must come back.

Behind the bytes of each rule a sound request is sent. Where the connection has to be closed, it
must not be answered; that is what smuggling would be.
"""

from __future__ import annotations

from dataclasses import dataclass, field

HOST = b"Host: a\r\n"
PROBE = b"GET /host HTTP/1.1\r\nHost: probe\r\nConnection: close\r\n\r\n"
LARGE = 1 << 21


@dataclass(frozen=True)
class Rule:
    """name: RFC, section and what it is about. statuses: of the responses to `sent`. closed:
    whether the connection is then closed. has, lacks: parts of what comes."""

    name: str
    sent: bytes
    statuses: list[int]
    has: list[bytes] = field(default_factory=list)
    lacks: list[bytes] = field(default_factory=list)
    closed: bool = False


def get(target: str = "/", *fields: str, method: str = "GET", version: str = "1.1") -> bytes:
    """A request without body to the host `a`."""
    lines = [f"{method} {target} HTTP/{version}", "Host: a", *fields, "", ""]
    return "\r\n".join(lines).encode("latin-1")


def post(body: bytes, *fields: str, version: str = "1.1") -> bytes:
    """A request of which the fields have to say how long it is."""
    return get("/body", *fields, method="POST", version=version) + body


def ok(name: str, sent: bytes, *has: bytes, lacks: bytes = b"", status: int = 200) -> Rule:
    """What is answered, on a connection that stays."""
    return Rule(name, sent, [status], list(has), [lacks] if lacks else [])


def no(name: str, sent: bytes, status: int, *has: bytes) -> Rule:
    """What is refused, with the connection closed."""
    said = [b"connection: close\r\n", *has]
    return Rule(name, sent, [status], said, [b"probe"], closed=True)


CHUNKED = "Transfer-Encoding: chunked"
MESSAGES = [
    ok("9112_2_2_empty_lines_in_front", b"\r\n\r\n" + get(), b"page"),
    no("9112_2_2_bare_lf", b"GET / HTTP/1.1\nHost: a\n\n", 400),
    no("9112_2_2_bare_cr_in_a_field", get("/", "X: a\rb"), 400),
    no("9112_2_2_space_before_the_first_field", b"GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400),
    ok("9110_2_5_higher_minor_version", get(version="1.2"), b"page"),
    no("9112_2_3_lower_case_name", b"GET / http/1.1\r\n" + HOST + b"\r\n", 400),
    no("9110_15_6_6_http_2", get(version="2.0"), 505),
    no("9110_15_6_6_preface_of_http_2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
    no("9110_15_6_6_http_0_9_by_name", get(version="0.9"), 505),
    no("9112_3_http_0_9", b"GET /\r\n\r\n", 400),
    no("9112_3_two_spaces", b"GET  / HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    no("9112_3_space_in_the_target", b"GET /a b HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    no("9112_3_tabs", b"GET\t/\tHTTP/1.1\r\n" + HOST + b"\r\n", 400),
    no("9112_3_tls", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
    no("9112_3_long_target", get("/" + "a" * 9000), 414),
    no("9110_9_1_no_token", get(method="G(T"), 400),
    ok("9110_9_1_unknown_method", get(method="BREW"), status=501),
    ok("9110_9_1_methods_have_case", get(method="get"), status=501),
    ok("9112_3_2_1_origin_form", get("/path/b%20c?q=1%2B"), b'"b c 1+"'),
    no("9112_3_2_1_fragment", get("/#a"), 400),
    no("9112_3_2_1_malformed_percent", get("/%zz"), 400),
    no("9112_3_2_1_no_slash", get("a"), 400),
    ok("9112_3_2_2_absolute_form", get("http://b/path/c?q=d"), b'"c d"'),
    ok("9112_3_2_2_absolute_form_without_path", get("http://b"), b"page"),
    no("9112_3_2_2_absolute_form_needs_host_too", b"GET http://a/ HTTP/1.1\r\n\r\n", 400),
    no("9110_4_2_4_user_information", get("http://u:p@a/"), 400),
    no("9110_4_2_1_no_host", get("http:///a"), 400),
    no("9112_3_2_3_authority_form", get("a:80", method="CONNECT"), 501),
    no("9112_3_2_3_authority_form_of_get", get("a:80"), 400),
    ok("9112_3_2_4_asterisk_form", get("*", method="OPTIONS"), b"allow: ", status=204),
    no("9112_3_2_4_asterisk_form_of_get", get("*"), 400),
    no("9112_3_2_no_host", b"GET / HTTP/1.1\r\n\r\n", 400),
    no("9112_3_2_two_hosts", get("/", "Host: b"), 400),
    no("9112_3_2_the_same_host_twice", get("/", "Host: a"), 400),
    no("9112_3_2_malformed_host", b"GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400),
    no("9112_3_2_host_with_user", b"GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", 400),
    ok("9112_3_2_empty_host", b"GET /host HTTP/1.1\r\nHost:\r\n\r\n", b"<>"),
    Rule("9112_3_2_http_1_0_without_host", b"GET / HTTP/1.0\r\n\r\n", [200], [b"page"], [], True),
]

FIELDS = [
    no("9112_5_1_space_before_the_colon", get("/", "X : a"), 400),
    no("9112_5_1_tab_before_the_colon", get("/", "Content-Length\t: 5"), 400),
    no("9112_5_1_no_name", get("/", ": a"), 400),
    no("9112_5_no_colon", get("/", "X"), 400),
    no("9112_5_2_folded_field", get("/", "X: a", " b"), 400),
    no("9112_5_2_folded_by_a_tab", get("/", "X: a", "\tTransfer-Encoding: chunked"), 400),
    no("9110_5_1_name_is_a_token", get("/", "X(: a"), 400),
    no("9110_5_5_nul", get("/", "X: a\0b"), 400),
    no("9110_5_5_control_character", get("/", "X: \x7f"), 400),
    ok("9110_5_5_beyond_ascii", get("/host", "X: \xe9"), "é".encode()),
    ok("9110_5_1_names_have_no_case", b"GET /host HTTP/1.1\r\nhOsT: b\r\n\r\n", b"<b>"),
    ok("9110_5_3_several_fields_are_a_list", get("/host", "X: 1", "x: 2"), b"<a> 1, 2"),
    ok("9110_5_5_spaces_around", get("/host", "X: \t a \t "), b"<a> a"),
    no("6585_5_long_fields", get("/", "X: " + "a" * 20000), 431),
    no("6585_5_long_fields_without_end", get("/", "X: " + "a" * 40000)[:-4], 431),
    no("6585_5_many_fields", get("/", *["X: y"] * 200), 431),
]

BODIES = [
    ok("9112_6_2_length", post(b"abc", "Content-Length: 3"), b"<abc>"),
    ok("9112_6_3_7_no_length_is_no_body", post(b""), b"<>"),
    ok("9112_6_3_5_the_same_length_twice", post(b"a", *["Content-Length: 1"] * 2), b"<a>"),
    no("9112_6_3_5_lengths_in_a_list", post(b"a", "Content-Length: 1, 1"), 400),
    no("9112_6_3_5_two_lengths", post(b"ab", "Content-Length: 1", "Content-Length: 2"), 400),
    *[
        no(f"9110_8_6_length_{number}", post(b"abc", f"Content-Length: {text}"), 400)
        for number, text in enumerate(["+3", "-3", "0x3", "3 3", "3;", "3.0", "", "\xb3", "1e1"])
    ],
    no("9110_8_6_length_beyond_all", post(b"", "Content-Length: " + "9" * 30), 400),
    no("9110_15_5_14_long_body", post(b"", f"Content-Length: {LARGE}"), 413),
    no("9110_15_5_14_long_body_sent", post(bytes(LARGE), f"Content-Length: {LARGE}"), 413),
    ok("9112_7_1_chunked", post(b"3\r\nabc\r\n0\r\n\r\n", CHUNKED), b"<abc>"),
    ok("9112_7_1_sizes_in_any_case", post(b"00a\r\n0123456789\r\n0\r\n\r\n", CHUNKED), b"<0123"),
    ok("9112_7_1_1_extensions", post(b'3;x="y;z" ;w\r\nabc\r\n0;x\r\n\r\n', CHUNKED), b"<abc>"),
    no("9112_7_1_1_long_extension", post(b"3;" + b"x" * 500 + b"\r\nabc\r\n", CHUNKED), 400),
    no("9112_7_1_1_bare_lf_in_an_extension", post(b"3;x\nabc\r\n0\r\n\r\n", CHUNKED), 400),
    ok("9112_7_1_2_trailers", post(b"1\r\na\r\n0\r\nX: y\r\n\r\n", CHUNKED), b"<a>"),
    no("9112_7_1_2_malformed_trailer", post(b"0\r\nX : y\r\n\r\n", CHUNKED), 400),
    no("9112_7_1_2_long_trailers", post(b"0\r\n" + b"X: y\r\n" * 9000, CHUNKED), 431),
    *[
        no(f"9112_7_1_size_{number}", post(size + b"\r\nabc\r\n0\r\n\r\n", CHUNKED), 400)
        for number, size in enumerate(
            [b"", b"g", b"-3", b"+3", b"0x3", b"3 3", b" 3", b"3 ", b"3_0", b"3\n", b"\xb3"]
        )
    ],
    no("9112_7_1_size_overflow", post(b"ffffffffffffffff3\r\nabc\r\n", CHUNKED), 400),
    no("9112_7_1_size_beyond_the_limit", post(b"7fffffff\r\nabc\r\n", CHUNKED), 413),
    no("9112_7_1_more_than_the_size", post(b"3\r\nabcd\r\n0\r\n\r\n", CHUNKED), 400),
    no("9112_7_1_less_than_the_size", post(b"5\r\nabc\r\n0\r\n\r\n", CHUNKED), 400),
    no("9112_6_1_unknown_coding", post(b"0\r\n\r\n", "Transfer-Encoding: gzip, chunked"), 501),
    no("9112_6_1_chunked_twice", post(b"0\r\n\r\n", "Transfer-Encoding: chunked, chunked"), 501),
    no("9112_6_3_4_chunked_is_not_last", post(b"", "Transfer-Encoding: chunked, gzip"), 400),
    no("9112_6_1_http_1_0", post(b"0\r\n\r\n", CHUNKED, version="1.0"), 400),
]

SMUGGLED = b"GET /path/smuggled HTTP/1.1\r\nHost: a\r\n\r\n"
# what two servers in a row might read differently (RFC 9112, 11.2)
SMUGGLING = [
    no(f"9112_11_2_{name}", post(b"0\r\n\r\n" + SMUGGLED, *fields), status)
    for name, fields, status in [
        ("length_and_chunked", ["Content-Length: 5", CHUNKED], 400),
        ("chunked_and_length", [CHUNKED, "Content-Length: 5"], 400),
        ("space_behind_the_name", ["Content-Length: 5", "Transfer-Encoding : chunked"], 400),
        ("vertical_tab", ["Transfer-Encoding: \x0bchunked"], 400),
        ("nul_behind", ["Transfer-Encoding: chunked\0"], 400),
        ("next_line_behind", ["Transfer-Encoding: chunked\x85"], 400),
        ("hard_space_behind", ["Transfer-Encoding: chunked\xa0"], 400),
        ("quoted", ['Transfer-Encoding: "chunked"'], 400),
        ("parameter", ["Transfer-Encoding: chunked;x=y"], 400),
        ("other_name", ["Transfer-Encoding: xchunked"], 400),
        ("folded", ["Transfer-Encoding:", " chunked"], 400),
        ("hidden_by_a_fold", ["X: y", " Transfer-Encoding: chunked"], 400),
        ("hidden_by_cr", ["X: y\rTransfer-Encoding: chunked"], 400),
        ("hidden_by_lf", ["X: y\nTransfer-Encoding: chunked"], 400),
        ("two_codings", ["Transfer-Encoding: identity", CHUNKED], 501),
        ("identity", ["Transfer-Encoding: identity", "Content-Length: 5"], 400),
        ("signed_length", ["Content-Length: +0"], 400),
        ("comma_length", ["Content-Length: 0,"], 400),
    ]
] + [
    Rule(
        "9112_11_2_underscores_are_another_name",
        post(b"abcde", "Content-Length: 5", "Transfer_Encoding: chunked"),
        [200],
        [b"<abcde>"],
    ),
    Rule(
        "9112_6_3_a_body_of_get_is_read",
        get("/host", "Content-Length: 5") + b"GET /",
        [200],
        [b"<a>"],
    ),
]

CONNECTIONS = [
    Rule("9112_9_3_close", get("/", "Connection: x, Close"), [200], [b"page"], [b"probe"], True),
    Rule("9112_9_3_http_1_0", get(version="1.0"), [200], [b"page"], [b"probe"], True),
    ok(
        "9112_9_3_http_1_0_keep_alive",
        get("/", "Connection: keep-alive", version="1.0"),
        b"connection: keep-alive\r\n",
    ),
    Rule("9112_9_3_2_pipelining", get("/path/1") + get("/path/2") + get(), [200, 200, 200]),
    Rule("9112_9_3_2_pipelined_error", get() + get("/none") + get(), [200, 404, 200]),
    Rule(
        "9112_9_6_nothing_behind_an_error",
        get() + b"GET\r\n\r\n" + get(),
        [200, 400],
        lacks=[b"probe"],
        closed=True,
    ),
    Rule(
        "9112_7_1_streams_to_http_1_0_end_with_the_connection",
        get("/stream", "Connection: keep-alive", version="1.0"),
        [200],
        [b"\r\n\r\nonetwo"],
        [b"chunked", b"probe"],
        closed=True,
    ),
    ok(
        "9112_7_1_streams_are_chunked", get("/stream"), b"\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n"
    ),
    ok(
        "9110_10_1_1_expect",
        post(b"3\r\nabc\r\n0\r\n\r\n", CHUNKED, "Expect: 100-continue"),
        b"<abc>",
        lacks=b" 100 ",
    ),
    no("9110_15_5_18_unknown_expectation", get("/", "Expect: tea"), 417),
    Rule(
        "9110_10_1_1_http_1_0_expects_nothing",
        post(b"a", "Content-Length: 1", "Expect: 100-continue", version="1.0"),
        [200],
        [b"<a>"],
        [b" 100 "],
        closed=True,
    ),
    ok("9110_7_8_an_upgrade_is_ignored", get("/", "Connection: upgrade", "Upgrade: h2c"), b"page"),
]

METHODS = [
    ok("9110_9_3_2_head", get("/file", method="HEAD"), b"content-length: 1000", lacks=b"0123"),
    ok("9110_9_3_2_head_of_a_stream", get("/stream", method="HEAD"), b"chunked", lacks=b"one"),
    ok("9110_9_3_7_options", get("/body", method="OPTIONS"), b"allow: POST\r\n", status=204),
    ok("9110_15_5_6_method_not_allowed", get("/body"), b"allow: POST\r\n", status=405),
    ok("9110_15_5_6_of_a_page", get("/", method="PUT"), b"allow: GET, HEAD\r\n", status=405),
    ok("9110_15_5_5_not_found", get("/none"), status=404),
    ok("9110_15_3_5_no_content", get("/thing", method="DELETE"), lacks=b"length", status=204),
    ok("9110_6_6_1_date", get(), b"\r\ndate: ", b" GMT\r\n"),
    ok("9110_8_3_type", get(), b"\r\ncontent-type: text/plain\r\n"),
]


def part(name: str, value: str, *has: bytes, status: int = 206, more: str = "X: y") -> Rule:
    return ok(f"9110_14_{name}", get("/file", f"Range: {value}", more), *has, status=status)


WHOLE = b"content-length: 1000\r\n"
RANGES = [
    part("1_2_first_bytes", "bytes=0-4", b"\r\n\r\n01234", b"content-range: bytes 0-4/1000\r\n"),
    part("1_2_to_the_end", "bytes=995-", b"\r\n\r\n56789", b"content-range: bytes 995-999/1000"),
    part("1_2_the_last_bytes", "bytes=-2", b"\r\n\r\n89", b"content-range: bytes 998-999/1000"),
    part("1_2_beyond_the_end", "bytes=998-5000", b"content-range: bytes 998-999/1000"),
    part("1_2_more_than_there_is", "bytes=-5000", b"content-range: bytes 0-999/1000"),
    part("1_1_units_have_no_case", "Bytes=0-0", b"content-length: 1\r\n"),
    part("4_unsatisfiable", "bytes=1000-", b"content-range: bytes */1000\r\n", status=416),
    part("4_nothing", "bytes=-0", b"content-range: bytes */1000\r\n", status=416),
    part("2_backwards_is_ignored", "bytes=5-1", WHOLE, status=200),
    part("2_malformed_is_ignored", "bytes=a-b", WHOLE, status=200),
    part("2_no_range_is_ignored", "bytes=-", WHOLE, status=200),
    part("2_huge_is_ignored", f"bytes=0-{'9' * 40}", WHOLE, status=200),
    part("2_other_units_are_ignored", "lines=0-1", WHOLE, status=200),
    part("2_several_are_ignored", "bytes=0-1,4-5", WHOLE, status=200),
    part("2_parts_are_never_compressed", "bytes=0-4", b"01234", more="Accept-Encoding: gzip"),
    ok("9110_14_2_only_for_get", get("/file", "Range: bytes=0-1", method="HEAD"), WHOLE),
    ok("9110_14_3_accept_ranges", get("/file"), b"accept-ranges: bytes\r\n"),
    ok("9110_13_1_5_if_range_of_another", get("/file", "Range: bytes=0-1", 'If-Range: "x"'), WHOLE),
    ok(
        "9110_13_1_5_if_range_by_date",
        get("/file", "Range: bytes=0-1", "If-Range: Sat, 01 Jan 2000 00:00:00 GMT"),
        WHOLE,
    ),
]

CODINGS = [
    ok(
        f"9110_12_5_3_{name}",
        get("/file", f"Accept-Encoding: {value}"),
        b"vary: accept-encoding\r\n",
        b"content-encoding: gzip\r\n" if packed else WHOLE,
    )
    for name, value, packed in [
        ("gzip", "gzip", True),
        ("by_its_old_name", "x-gzip", True),
        ("among_others", "deflate, gzip;q=0.5, br", True),
        ("anything", "*", True),
        ("nothing_of_it", "gzip;q=0", False),
        ("nothing_of_it_in_full", "gzip;q=0.000", False),
        ("anything_but_it", "gzip;q=0, *", False),
        ("nothing_but_it", "*;q=0, gzip", True),
        ("the_plain_form_is_better", "gzip;q=0.3, identity;q=0.8", False),
        ("it_is_better", "identity;q=0.3, gzip;q=0.8", True),
        ("the_plain_form", "identity", False),
        ("nothing", "", False),
        ("others", "br, zstd", False),
        ("malformed_weight", "gzip;q=x", False),
    ]
]

ALL = [*MESSAGES, *FIELDS, *BODIES, *SMUGGLING, *CONNECTIONS, *METHODS, *RANGES, *CODINGS]
