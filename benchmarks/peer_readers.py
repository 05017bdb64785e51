"""Reads pages with one peer, in the peers' own environment: `python peer_readers.py NAME < lines > answers`.

A line in: {"file", "path", "url"}; a line out: what score.py takes, and the processor seconds it took.
Imports nothing of this project.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable
from typing import Any

Answer = dict[str, Any]
DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)


def decoded(body: bytes) -> str:
    """The page's text by its own declaration, gb2312 and gbk as gb18030: gne takes text only."""
    found = DECLARED.search(body)
    name = found.group(1).decode().lower() if found else "utf-8"
    return body.decode("gb18030" if name.startswith("gb") else "utf-8", errors="replace")


def gne() -> Callable[[bytes, str], Answer]:
    from gne import GeneralNewsExtractor

    def read(body: bytes, _url: str) -> Answer:
        found = GeneralNewsExtractor().extract(decoded(body))
        names = [found["author"]] if found.get("author") else []
        return {
            "title": found["title"],
            "time": found["publish_time"],
            "authors": names,
            "body": found["content"],
        }

    return read


def newspaper4k() -> Callable[[bytes, str], Answer]:
    import newspaper

    def read(body: bytes, url: str) -> Answer:
        article = newspaper.Article(url, language="zh", fetch_images=False)
        article.download(input_html=decoded(body))
        article.parse()
        at = article.publish_date
        return {
            "title": article.title,
            "time": at.isoformat() if at else None,
            "authors": article.authors,
            "body": article.text,
        }

    return read


def trafilatura() -> Callable[[bytes, str], Answer]:
    from trafilatura import bare_extraction

    def read(body: bytes, url: str) -> Answer:
        found = bare_extraction(body, url=url, with_metadata=True, include_comments=False)
        if found is None:
            return {}
        given = found.as_dict()
        names = [given["author"]] if given.get("author") else []
        return {
            "title": given["title"],
            "time": given["date"],
            "authors": names,
            "source": given["sitename"],
            "body": given["text"],
        }

    return read


def main() -> None:
    read = {"gne": gne, "newspaper4k": newspaper4k, "trafilatura": trafilatura}[sys.argv[1]]()
    for line in sys.stdin:
        page = json.loads(line)
        with open(page["path"], "rb") as file:
            body = file.read()
        began = time.process_time()
        try:
            answer = read(body, page["url"])
        except Exception as error:  # a peer that fails on a page has no answer for it
            answer = {"failed": repr(error)[:200]}
        answer |= {"file": page["file"], "seconds": time.process_time() - began}
        print(json.dumps(answer, ensure_ascii=False, default=str))


if __name__ == "__main__":
    main()
