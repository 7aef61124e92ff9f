#!/usr/bin/env python3
"""Hands new entries of feeds to winnow: the entry's own text where the feed has all of it, else the page that it links to.

usage: fetch-feed.py SOURCE FEED-ADDRESS…

Needs feedparser. Remembers entries in ~/.local/state/winnow-feeds/SOURCE.json (WINNOW_FEED_STATE names another folder), so
that it can run every few minutes. WINNOW_INBOX names the inbox. winnow finds copies by itself: forgetting the state costs
time, not doubled articles.
"""
import json
import os
import pathlib
import sys
import urllib.request

import feedparser

from winnow_scrapy import hand_over, unique_name

FULL_TEXT_LENGTH = 1_500
AGENT = "winnow-recipe/1 (+https://example.org/contact)"


def text_of(entry):
    return max((part.value for part in entry.get("content", [])), key=len, default="")


def fetch(address):
    request = urllib.request.Request(address, headers={"User-Agent": AGENT})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.read(), answer.geturl()


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__.split("\n\n")[1])
    source, addresses = sys.argv[1], sys.argv[2:]
    folder = pathlib.Path(os.environ.get("WINNOW_INBOX", "/var/spool/winnow/inbox")) / source
    state = pathlib.Path(os.environ.get("WINNOW_FEED_STATE", "~/.local/state/winnow-feeds")).expanduser() / f"{source}.json"
    state.parent.mkdir(parents=True, exist_ok=True)
    feeds = json.loads(state.read_text()) if state.exists() else {}
    failed = False
    for address in addresses:
        known = feeds.setdefault(address, {"etag": None, "modified": None, "seen": []})
        feed = feedparser.parse(address, etag=known["etag"], modified=known["modified"], agent=AGENT)
        if feed.bozo and not feed.entries:
            print(f"fetch-feed: {address}: {feed.bozo_exception}", file=sys.stderr)
            failed = True
            continue
        known["etag"], known["modified"] = feed.get("etag"), feed.get("modified")
        seen = set(known["seen"])
        for entry in feed.entries:
            identity = entry.get("id") or entry.get("link")
            if not identity or identity in seen:
                continue
            try:
                if len(text_of(entry)) >= FULL_TEXT_LENGTH or not entry.get("link"):
                    item = {"url": entry.get("link"), "title": entry.get("title"), "date": entry.get("published"),
                            "author": entry.get("author"), "html": text_of(entry) or entry.get("summary", "")}
                    hand_over(json.dumps(item).encode(), folder, unique_name(".json"))
                else:
                    page, final = fetch(entry.link)
                    name = unique_name(".html")
                    # The sidecar first: it tells the page's address and the feed's date.
                    hand_over(json.dumps({"url": final, "date": entry.get("published")}).encode(), folder, name + ".json")
                    hand_over(page, folder, name)
            except OSError as error:
                # Tried again at the next run: it is not among those seen.
                print(f"fetch-feed: {entry.get('link')}: {error}", file=sys.stderr)
                failed = True
                continue
            known["seen"].append(identity)
        known["seen"] = known["seen"][-5_000:]
        written = state.with_suffix(".part")
        written.write_text(json.dumps(feeds))
        written.replace(state)
    sys.exit(failed)


if __name__ == "__main__":
    main()
