"""Facts of the first outlet that every page of it repeats. `.example` is reserved for this: RFC 2606."""

from __future__ import annotations

SITE = "demo"
NAME = "行知长江示例"
SITE_ID = "90001"
HOST = "m.xingzhi.example"
PICTURE_HOST = "img.xingzhi.example"
HOSTS = (HOST, "www.xingzhi.example", PICTURE_HOST)
DISCLAIMER = "行知长江示例是演示站点，所有稿件、人名与机构均为虚构。"
CHANNELS = {"yangtze": "长江", "country": "各地"}  # catalogue in the address -> what the page calls it
LIST_IDS = {450: "yangtze", 451: "country"}


def picture(number: int, place: int, *, month: str, thumbnail: bool = False) -> str:
    """The address of a story's picture, `/a/90001/202505/{32 hex}.jpg`, or of its thumbnail."""
    name = f"{number:016x}{place:016x}.jpg"
    if thumbnail:
        return f"http://{PICTURE_HOST}/a/thumb/{SITE_ID}/{month}/{name}!w300_h300.jpg"
    return f"http://{PICTURE_HOST}/a/{SITE_ID}/{month}/{name}"
