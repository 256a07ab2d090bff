"""What nobody would write: in fields, in queries, in paths, in headers and cookies, and as a body."""

# ruff: noqa: E501 - lists of nonsense, each as it is

from __future__ import annotations

from hypothesis import strategies as st

from tests.staff.fuzzing.scene import SPENT

HUGE = "x" * 1_000_000
TEXTS: tuple[str | bytes, ...] = (
    "", " ", "\n", "\0", "a\0b", "\u202eevil", "\u2066x\u2069", "\u200b\u200b\u200b", "\u00a0", "e\u0301\u0301", "\ufeff",
    "\U0001f9d1\u200d\U0001f373", "\U000e0041", "a" + "\u0301" * 100, b"\xff\xfe", b"\xed\xa0\x80", b"\xc3(", b"%00",
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "{{ request.user }}", "{% debug %}", "${7*7}",
    "%(x)s %s %n", "'; DROP TABLE casework_case; --", "' OR 1=1 --", "\\", "~", "~~", "=HYPERLINK(1)", "../../etc/passwd",
    "\r\nSet-Cookie: x=1", "\x1b[31m", "None", "null", "true", "[]", "{}", "[[" * 4000, '{"a":' * 3000, '"\\ud800"',
    '{"roles": 1}', '{"roles": [[]], "team": "\\ud800"}', "x" * 301, "x" * 5000, "\u0130" * 64, "\u1e9e" * 40,
)  # fmt: skip
NUMBERS = (
    "-1", "0", "9" * 19, "9223372036854775807", "9223372036854775808", "2147483648", "1e400", "NaN", "Infinity", "-0.0",
    "1.5", "\uff11\uff12", "\u0661", "9" * 5000, "0x10", "1_000", "1,000.00", "00000001", "+1", " 1 ", "1e5", "\u00b2",
    "1" * 400 + "." + "1" * 400, "sNaN", "1E-400", "12345678901234567890123456789012345678901234567890.12",
)  # fmt: skip
NO_DAYS = ("2026-02-31", "2026-13-01", "0000-01-01", "10000-01-01", "2027-02-29", "-2026-01-01", "yesterday")
"""Days that are not in the calendar."""
DAYS = (*NO_DAYS, "0001-01-01", "9999-12-31", "9999-12-31T23:59", "0001-01-01T00:00", "2026-03-08T02:30", "1899-12-31",
        "2099-01-01", "2026-11-01T01:30", "24:00", "23:59:59.999999999", "\uff12\uff10\uff12\uff16-01-01")  # fmt: skip
KEYS: tuple[str | bytes, ...] = ("", "short", SPENT, "k" * 65, "k" * 5000, "a\0" * 10, "\u202e" * 20, "\u00e9" * 64)
TYPES = (
    "application/json", "text/plain", "application/xml", "multipart/form-data", "multipart/form-data; boundary=",
    "multipart/form-data; boundary=\u00e9", "multipart/form-data; boundary=other", "multipart/form-data; boundary=a-boundary",
    "application/x-www-form-urlencoded; charset=utf-16", "application/x-www-form-urlencoded; charset=hex",
    "application/x-www-form-urlencoded; charset=idna", "application/x-www-form-urlencoded; charset=nonsense",
    "application/x-www-form-urlencoded; charset=utf-7", "multipart/form-data; boundary=a-boundary; charset=rot13", "x", "",
)  # fmt: skip
_PART = b"--a-boundary\r\nContent-Disposition: form-data; name="
BODIES = (
    b"", b"&&&===&", b"key=%zz&%ff=%00", b"a" * 1_000_000, b"a=1&" * 2000, b"{", b"[" * 100_000, b"\xff" * 300,
    _PART + b'"key"', _PART + b'"key"\r\n\r\nx', _PART + b'"x"; filename="\r\n\r\n\x00\r\n--a-boundary--\r\n',
    _PART + b'"file"; filename="../../x\xe2\x80\xae.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\n@@@\r\n--a-boundary--\r\n',
    _PART + b"\r\n\r\n\r\n--a-boundary--\r\n", b"--a-boundary--\r\n", b"--a-boundary\r\n\r\n",
    _PART + b'"file"; filename*=nonsense\'\'%ff\r\nContent-Type: image/png; charset=hex\r\n\r\nx\r\n--a-boundary--\r\n',
)  # fmt: skip
HEADERS: tuple[dict[str, str], ...] = (
    {"host": "evil.example"}, {"host": "localhost:99999"}, {"host": "localhost\\@evil"}, {"host": "[::1"}, {"host": ""},
    {"x-forwarded-host": "evil.example"}, {"x-forwarded-proto": "https"}, {"x-forwarded-for": "' OR 1=1"},
    {"x-http-method-override": "DELETE"}, {"accept-language": "xx-" + "y" * 4000}, {"accept-language": "*;q=nonsense"},
    {"hx-request": "true"}, {"hx-request": "true", "hx-target": "<script>"}, {"hx-request": "true", "hx-current-url": "//["},
    {"hx-prompt": "%FF", "hx-request": "true", "hx-prompt-uri-autoencoded": "true"}, {"referer": "http://[/"},
    {"accept": "application/json"}, {"origin": "null"}, {"range": "bytes=9-1"}, {"if-modified-since": "never"},
    {"hx-request": "true", "hx-current-url": "%ff", "hx-current-url-uri-autoencoded": "true"}, {"user-agent": "\x00"},
)  # fmt: skip
COOKIES = (
    "django_language=xx", "django_language=../../etc", "django_language=" + "e" * 5000, "sessionid=x",
    "sessionid=" + "z" * 5000, "sessionid=\xff; csrftoken=\x00", "csrftoken=" + "x" * 32, "=;=;;", 'sessionid="\\377"',
    "messages=x; sessionid=" + "a" * 32, "sessionid=; django_language=es",
)  # fmt: skip
METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get", "post", "G\u00cbT", "HEAD", "CONNECT")
TAILS = (
    "%00",
    "%ff",
    "%2e%2e/",
    "../../",
    "//",
    "x/" * 2000,
    "%25%32%35",
    ";x=1",
    "%0d%0aX: 1/",
    "\u202e/",
    "%ed%a0%80/",
)
BRINGS = (
    "after",
    "before",
    "next",
    "list",
    "scope",
    "as",
    "task",
    "fact",
    "letter",
    "story",
    "on",
    "state",
    "%ff",
    "process",
)
"""Names of a query that pages read, and some that none does."""
QUERIES = ("%", "%%%", "&&&", "=", "a=%00", "after=~&before=~", "after=2026-01-01~9", "before=0001-01-01~-1",
           "after=9999-12-31~9223372036854775807", "after=9999-12-31~9223372036854775808", "after=2026-01-01~" + "9" * 5000,
           "after=%ff~%ff", "before=" + "~" * 500, "after=1&after=2", "x" * 9000, "&".join(["a=1"] * 1500))  # fmt: skip
MORE = (
    "office",
    "roles",
    "is_active",
    "case",
    "by",
    "on",
    "at",
    "step",
    "id",
    "pk",
    "closed_on",
    "user",
    "closure",
    "seen",
)
"""Names of columns, for whoever hopes that a form takes more than it shows."""

texts: st.SearchStrategy[str | bytes] = st.one_of(
    st.sampled_from(TEXTS), st.sampled_from(NUMBERS), st.sampled_from(DAYS),
    st.text(st.characters(codec="utf-8"), max_size=40), st.binary(max_size=20),
)  # fmt: skip
