"""How long robots.txt takes to read, and then for each address: ours beside Protego.

python -m benchmarks.robots
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from protego import Protego

from crawler.spiders.politeness import robots_rules

ADDRESSES = [f"http://x.example/d{number}/2026-05/18/content_{number}.htm?x=1" for number in range(5)]
KINDS = {"plain": "/d{0}/{0}/", "a star": "/d{0}/*.asp$", "a star first": "/*/{0}/*.asp"}


def seconds(call: Callable[[], object]) -> float:
    began = time.process_time()
    call()
    return time.process_time() - began


def ask_all(allowed: Callable[[str], bool]) -> list[bool]:
    return [allowed(url) for url in ADDRESSES]


def main() -> None:
    for count in (1_000, 180_000):
        for kind, pattern in KINDS.items():
            lines = "".join(f"Disallow: {pattern.format(number)}\n" for number in range(count))
            text = f"User-agent: *\n{lines}"
            robots_rules.MOST_BYTES = len(text)  # all of it, as Protego reads it
            ours, theirs = robots_rules.Rules(text.encode()), Protego.parse(text)
            read = seconds(partial(robots_rules.Rules, text.encode()))
            read_theirs = seconds(partial(Protego.parse, text))
            ask = seconds(partial(ask_all, ours.allowed)) / len(ADDRESSES) * 1000
            ask_theirs = seconds(partial(ask_all, partial(theirs.can_fetch, user_agent="shengmei")))
            print(
                f"{count:7} rules, {kind:12}  read {read:.2f} s, Protego {read_theirs:.2f} s;  an address "
                f"{ask:.2f} ms, Protego {ask_theirs / len(ADDRESSES) * 1000:.2f} ms"
            )


if __name__ == "__main__":
    main()
