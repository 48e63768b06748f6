"""What a server refuses, it refuses before it has read the body of the request.

The clients send the head of a request, or a part of its body, and then wait for the answer.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator

import pytest
from loopback import serving
from waiting import HANG

from nlpkit.server import bodies, problems
from nlpkit.server.keys import new_key

KEY, HASH = new_key()
FORM = "multipart/form-data; boundary=cut"
JSON = "application/json"
# Those that take a body, and the type of it.
PATHS = {
    "/v1/run": JSON,
    "/v1/stream": JSON,
    "/v1/translate": JSON,
    "/v1/summarize": JSON,
    "/v1/document": JSON,
    "/v1/jobs": JSON,
    "/v1/files": FORM,
    "/translate": JSON,
    "/detect": JSON,
    "/translate_file": FORM,
}
IN_BODY = ("/translate", "/detect", "/translate_file")  # these take the key in the body, too
OTHERS = sorted(set(PATHS) - set(IN_BODY))


@pytest.fixture(scope="module")
def keyed() -> Iterator[tuple[str, int]]:
    with serving(api_keys=[HASH]) as at:
        yield at


def head(path: str, *more: str, host: str = "localhost") -> bytes:
    lines = [f"POST {path} HTTP/1.1", f"Host: {host}", f"Content-Type: {PATHS[path]}", *more]
    return "\r\n".join([*lines, "", ""]).encode()


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


def part(name: str, value: str, more: str = "") -> bytes:
    lines = f'--cut\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n{value}'
    return lines.encode()


def status(at: tuple[str, int], *sent: bytes) -> int:
    """Send this, and no more; return the status of the answer, whose body is one of our errors."""
    with socket.create_connection(at, timeout=HANG) as client:
        for data in sent:
            client.sendall(data)
        answer = b""
        while b"\r\n\r\n" not in answer or not answer.rpartition(b"\r\n\r\n")[2]:
            answer += client.recv(65536)
        first, _, body = answer.partition(b"\r\n\r\n")
        code = int(first[9:12])
        assert code < 400 or set(json.loads(body)) == {"error", "hint"}
        return code


WAYS = ("Content-Length: 200000", "Transfer-Encoding: chunked")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("path", OTHERS)
def test_without_a_key_no_byte_is_waited_for(keyed: tuple[str, int], path: str, way: str) -> None:
    assert status(keyed, head(path, way)) == 401


@pytest.mark.parametrize("path", PATHS)
def test_a_wrong_key_is_refused_from_the_head(keyed: tuple[str, int], path: str) -> None:
    assert status(keyed, head(path, WAYS[0], "Authorization: Bearer wrong")) == 401


@pytest.mark.parametrize("path", PATHS)
def test_another_host_is_refused_from_the_head(keyed: tuple[str, int], path: str) -> None:
    assert status(keyed, head(path, WAYS[0], host="example.org")) == 421


@pytest.mark.parametrize("path", PATHS)
def test_a_body_that_is_too_large_is_refused_from_the_head(
    keyed: tuple[str, int], path: str
) -> None:
    large = "Content-Length: 100000000"
    assert status(keyed, head(path, large, f"Authorization: Bearer {KEY}")) == 413


def test_over_the_rate_nothing_is_read() -> None:
    with serving(api_keys=[HASH], key_rate="1/day") as at:
        own = f"Authorization: Bearer {KEY}"
        status(at, head("/v1/run", "Content-Length: 2", own), b"{}")
        assert {status(at, head(path, WAYS[0], own)) for path in PATHS} == {429}
    with serving(address_rate="1/day") as at:
        status(at, head("/v1/run", "Content-Length: 2"), b"{}")
        assert {status(at, head(path, WAYS[0])) for path in PATHS} == {429}


def test_a_large_file_without_a_key_is_refused_while_it_comes(keyed: tuple[str, int]) -> None:
    begun = part("source", "ru\r\n") + part("file", "x" * 70_000, '; filename="a.txt"')
    assert status(keyed, head("/translate_file", WAYS[1]), chunk(begun)) == 401
    assert status(keyed, head("/translate_file", WAYS[0]), begun) == 401
    wrong = part("api_key", "wrong\r\n") + begun
    assert status(keyed, head("/translate_file", WAYS[0]), wrong) == 401


@pytest.mark.parametrize("size", [10, 300_000])
def test_a_key_before_the_file_admits_it(keyed: tuple[str, int], size: int) -> None:
    text = "The library opened in May. " * (size // 27 + 1)
    fields = part("api_key", f"{KEY}\r\n") + part("source", "en\r\n") + part("target", "en\r\n")
    sent = fields + part("file", f"{text}\r\n", '; filename="a.txt"') + b"--cut--\r\n"
    limit = 413 if len(text) > 10_000 else 200
    assert status(keyed, head("/translate_file", f"Content-Length: {len(sent)}"), sent) == limit


def test_a_key_behind_a_short_file_admits_it(keyed: tuple[str, int]) -> None:
    file = part("file", "It opened in May.\r\n", '; filename="a.txt"')
    sent = file + part("target", "en\r\n") + part("api_key", f"{KEY}\r\n") + b"--cut--\r\n"
    assert status(keyed, head("/translate_file", f"Content-Length: {len(sent)}"), sent) == 200


@pytest.mark.parametrize("path", IN_BODY)
def test_a_body_that_stalls_before_its_key_is_refused(
    keyed: tuple[str, int], path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "SECONDS_FOR_KEY", 0.2)
    assert status(keyed, head(path, WAYS[0])) == 401
    assert status(keyed, head(path, WAYS[1]), chunk(b'{"q": "')) == 401


@pytest.mark.parametrize("sent", [b"", b"{}", b"[]", b"[" * 9_000, b"\xff", b'{"api_key": 7}'])
@pytest.mark.parametrize("path", IN_BODY)
def test_without_a_key_nothing_is_said_of_the_body(
    keyed: tuple[str, int], path: str, sent: bytes
) -> None:
    assert status(keyed, head(path, f"Content-Length: {len(sent)}"), sent) == 401


def test_the_rest_of_a_refused_body_is_not_read(
    keyed: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(problems, "SECONDS_HEARD", 0.2)
    with socket.create_connection(keyed, timeout=HANG) as client:
        client.sendall(head("/v1/files", "Content-Length: 400000"))
        answer = b""
        while read := client.recv(65536):  # the server closes the connection
            answer += read
    assert answer.startswith(b"HTTP/1.1 401")
    assert b"\r\nconnection: close\r\n" in answer.lower()
