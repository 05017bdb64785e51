"""A web of any hosts, served on loopback as a proxy, whose every answer a test chooses."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

ARTICLE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_示例网</title></head><body>
<div class="nav"><a href="/">首页</a> <a href="/list/">新闻</a></div>
<div class="main"><h1>{title}</h1><div class="info">2026-05-0{day} 09:30 来源：示例日报</div>
<div class="content"><p>五月的湖区，水面上的雾气还没有散尽，两岸的村民已经下田插秧，田埂上人来人往。</p>
<p>{text}</p><p>当地农技站说，今年的早稻面积比去年多出两成，种子和肥料都已经备齐，农户不必担心。</p></div></div>
<div class="foot">版权所有 示例网</div></body></html>"""


def article(
    title: str, text: str = "镇上的合作社把育好的秧苗送到地头，一天能插完三百亩。", day: int = 1
) -> str:
    """A plain article page of an unknown site."""
    return ARTICLE.format(title=title, text=text, day=day)


@dataclass(frozen=True)
class Answer:
    """What an address answers; `drop` closes the connection instead."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    drop: bool = False


def html(text: str, **more: Any) -> Answer:
    return Answer(text.encode(), **more)


def moved(target: str, status: int = 302) -> Answer:
    return Answer(status=status, headers={"Location": target})


class Web:
    """`pages`: full address to answer; everything else is 404. `answer` (or `answer_with_cookie`,
    which gets the cookies too, or `answer_with_headers`) is asked before, where it is set. `asked`: the
    addresses in order."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {}
        self.answer: Callable[[str], Answer | None] | None = None
        self.answer_with_cookie: Callable[[str, str], Answer | None] | None = None
        self.answer_with_headers: Callable[[str, Mapping[str, str]], Answer | None] | None = None
        self.answer_to_post: Callable[[str, bytes], Answer | None] | None = None
        self.asked: list[str] = []
        self.posted: list[tuple[str, str, bytes]] = []  # address, content type, body
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Head and body are two writes: without this the body waits 40 ms for the head's acknowledgement.
            disable_nagle_algorithm = True

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                web.posted.append((self.path, self.headers.get("Content-Type", ""), body))
                chosen = web.answer_to_post(self.path, body) if web.answer_to_post is not None else None
                self._send(chosen or Answer(status=405))

            def do_GET(self) -> None:
                web.asked.append(self.path)
                chosen = web.answer(self.path) if web.answer is not None else None
                if web.answer_with_cookie is not None:
                    chosen = web.answer_with_cookie(self.path, self.headers.get("Cookie", ""))
                if web.answer_with_headers is not None:
                    chosen = web.answer_with_headers(self.path, dict(self.headers))
                self._send(chosen or web.pages.get(self.path, Answer(status=404)))

            def _send(self, answer: Answer) -> None:
                if answer.drop:
                    self.close_connection = True
                    return
                self.send_response(answer.status)
                for name, value in {"Content-Type": "text/html", **answer.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)

            def log_message(self, *_: object) -> None:
                """Nothing: the test has `asked`."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Web:
        # It looks that often whether it shall stop; half a second, its default, is a long time in a test.
        often = {"poll_interval": 0.01}
        threading.Thread(target=self._server.serve_forever, kwargs=often, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
