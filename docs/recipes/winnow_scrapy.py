"""Hands what a Scrapy spider finds to winnow. Needs nothing but Scrapy and the standard library.

Two ways; take one.

Each item as a file of its own, as soon as it is there (settings.py):

    ITEM_PIPELINES = {"winnow_scrapy.WinnowPipeline": 900}
    WINNOW_INBOX = "/var/spool/winnow/inbox"

All items of a run as one file of JSON Lines, when the spider ends:

    FEED_STORAGES = {"winnow": "winnow_scrapy.WinnowFeedStorage"}
    FEEDS = {"winnow:///var/spool/winnow/inbox/myspider/%(time)s.jsonl": {"format": "jsonlines"}}

An item's fields may have any usual names: url, title or headline, date, author, and text, body or html. Where the response
itself is to be kept, give its text as html: winnow finds the article in it.

A file is written under a name that begins with a dot, synced, and renamed: winnow never reads half of one. When the disk is
full or the inbox cannot be written, the item or the run fails with that error, and nothing half is left under a final name.
"""
import json
import os
import pathlib
import secrets
import tempfile
import time


def hand_over(data, folder, name):
    """Puts bytes into an inbox folder, durable on return; returns the path."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    hidden = folder / f".{secrets.token_hex(8)}.part"
    try:
        with open(hidden, "xb") as file:
            # winnow belongs to the group of its inbox.
            os.fchmod(file.fileno(), 0o660)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        final = folder / name
        os.rename(hidden, final)
    except BaseException:
        hidden.unlink(missing_ok=True)
        raise
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    return final


def unique_name(ending):
    return f"{time.time_ns()}-{secrets.token_hex(4)}{ending}"


class WinnowPipeline:
    """An item pipeline: each item becomes a JSON file in the inbox folder of its spider."""

    def __init__(self, inbox, source):
        self.folder = pathlib.Path(inbox) / source

    @classmethod
    def from_crawler(cls, crawler):
        return cls(crawler.settings.get("WINNOW_INBOX", "/var/spool/winnow/inbox"), crawler.spider.name)

    def process_item(self, item):
        from itemadapter import ItemAdapter
        data = json.dumps(ItemAdapter(item).asdict(), ensure_ascii=False, default=str)
        hand_over(data.encode(), self.folder, unique_name(".json"))
        return item


class WinnowFeedStorage:
    """A feed storage: the file of a run is handed over when it is complete."""

    def __init__(self, uri, *, feed_options=None):
        path = pathlib.Path(uri.removeprefix("winnow://"))
        if not path.is_absolute():
            raise ValueError(f"{uri} has no absolute path; write winnow:///var/spool/winnow/inbox/SPIDER/%(time)s.jsonl")
        # A time of day has colons; some file systems and shells do not like them.
        self.folder, self.name = path.parent, path.name.replace(":", "-")

    def open(self, spider):
        return tempfile.TemporaryFile("w+b")

    def store(self, file):
        file.seek(0)
        data = file.read()
        file.close()
        # A run that found nothing leaves no file behind.
        if data.strip():
            hand_over(data, self.folder, self.name)
