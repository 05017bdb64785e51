"""Ten outlets of several systems that have changed, and new ones, asked on loopback as the live ones are.

What `shengmei sites check` says of the ten stands in docs/add-a-site.md.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawler.spiders.web import Answer, Web, article, html, moved
from tests.program import shengmei

DOCS = Path(__file__).parents[3] / "docs/add-a-site.md"
TITLES = ("渡口的灯修好了三盏", "堤上的守夜人又添一个", "春耕正忙田间地头机声隆隆", "县里的桥通车了两天")
FORMS = {
    "trs": "/xw/202605/t20260518_90{}.shtml",
    "founder": "/2026-05/18/content_91{}.htm",
    "enorth": "/system/2026/05/18/03001{}.shtml",
    "cjyun": "/p/12{}.html",
    "numbers": "/detail/177907680012{}.html",
}
BEFORE = {  # what the site files say: a family, or a pattern
    "trs": 'family = "trs"',
    "founder": 'family = "founder"',
    "enorth": 'family = "enorth"',
    "cjyun": 'family = "cjyun"',
    "numbers": r"article_url = '^/detail/\d{16}\.html$'",
}
CHANGED = {  # outlet: its system as the site file has it, and what it serves now
    "one": ("trs", "numbers"),
    "two": ("founder", "trs"),
    "three": ("enorth", "founder"),
    "four": ("numbers", "cjyun"),
    "five": ("cjyun", "enorth"),
    "six": ("trs", "moved"),
    "seven": ("founder", "gone"),
    "eight": ("trs", "json"),
    "nine": ("cjyun", "forbidden"),
    "ten": ("enorth", "sold"),
}


def base(name: str) -> str:
    return f"http://{name}.changed.example"


def addresses(name: str, form: str) -> list[str]:
    return [base(name) + form.format(1200 + number) for number in range(len(TITLES))]


def listed(links: list[str]) -> Answer:
    items = "".join(f'<li><a href="{url}">{title}</a></li>' for url, title in zip(links, TITLES, strict=True))
    return html(f'<html><head><meta charset="utf-8"></head><ul>{items}</ul></html>')


def serve(web: Web, name: str, now: str) -> None:
    """The list of an outlet at /news/, and its articles, as they are now."""
    at = f"{base(name)}/news/"
    links = addresses(name, FORMS.get(now, FORMS["trs"]))
    web.pages |= {url: html(article(title)) for url, title in zip(links, TITLES, strict=True)}
    web.pages[at] = listed(links)
    if now == "moved":
        web.pages[f"{base(name)}/latest/"] = web.pages[at]
        web.pages[at] = moved(f"{base(name)}/latest/", 301)
    elif now == "gone":
        web.pages[at] = Answer(status=404)
    elif now == "json":
        entries = ", ".join(
            f'{{"title": "{title}", "url": "{url}"}}' for url, title in zip(links, TITLES, strict=True)
        )
        web.pages[at] = Answer(
            f'{{"data": [{entries}]}}'.encode(), headers={"Content-Type": "application/json"}
        )
    elif now == "forbidden":
        web.pages[f"{base(name)}/robots.txt"] = Answer(b"User-agent: *\nDisallow: /news/\n")
    elif now == "sold":
        web.pages[at] = moved("http://portal.sold.example/", 301)
        web.pages["http://portal.sold.example/"] = html("<p>域名转让</p>")


def site_file(name: str, before: str) -> str:
    return f"""name = "示例{name}"
domains = ["{name}.changed.example"]
lists = ["{base(name)}/news/"]
{BEFORE[before]}

[[references]]
year = 2024
source = "its own pages"
"""


def test_ten_changed_outlets_are_told_as_the_docs_show(web, data, tmp_path):
    sites = tmp_path / "sites"
    sites.mkdir()
    for name, (before, now) in CHANGED.items():
        (sites / f"{name}.toml").write_text(site_file(name, before), encoding="utf-8")
        serve(web, name, now)
    command = ("sites", "check", *CHANGED, "--delay", "0", "--data", str(data))
    done = shengmei(*command, check=False, http_proxy=web.address, SHENGMEI_SITES=str(sites))
    assert done.returncode == 4, done.stderr
    said = [line.rstrip() for line in done.stdout.splitlines() if line.strip()]
    block = (
        DOCS.read_text(encoding="utf-8").partition("$ shengmei sites check one two")[2].partition("```")[0]
    )
    shown = [line.rstrip() for line in block.splitlines()[1:] if line.strip()]
    assert len(shown) > 20
    place = 0
    for line in shown:
        if line.strip() != "…":
            assert line in said[place:], f"lacks: {line}\nsays:\n" + "\n".join(said)
            place = said.index(line, place) + 1
    assert not any("/nine.changed.example/news/" in url for url in web.asked)
    assert not data.exists()


@pytest.mark.parametrize(
    ("system", "pattern"),
    [("founder", r"^/\d{4}-\d{2}/\d{2}/content_\d{6}\.htm$"), ("numbers", r"^/detail/\d+\.html$")],
)
def test_a_new_outlet_is_begun_from_its_live_list(web, tmp_path, system, pattern):
    links = addresses("begun", FORMS[system])
    web.pages[f"{base('begun')}/news/"] = listed(links)
    done = shengmei(
        "sites", "new", f"{base('begun')}/news/", "--to", str(tmp_path), check=False, http_proxy=web.address
    )
    assert done.returncode == 0, done.stderr
    (file,) = tmp_path.glob("*.py")
    assert str(file) in done.stdout
    text = file.read_text(encoding="utf-8")
    assert f'article_url=r"{pattern}"' in text
    assert "begun.changed.example" in text
    compile(text, str(file), "exec")
    assert list((tmp_path / "fixtures").glob("*/article.html"))
