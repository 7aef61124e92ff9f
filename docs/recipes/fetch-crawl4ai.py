#!/usr/bin/env python3
"""Crawls pages by crawl4ai and hands each over as it was loaded, with its address. Needs crawl4ai.

usage: fetch-crawl4ai.py SOURCE ADDRESS…

--plain as first argument fetches without a browser. The page's own markup is handed over, not crawl4ai's Markdown: dates,
authors and the site's name stand in it.
"""
import asyncio
import json
import os
import pathlib
import sys

from crawl4ai import AsyncWebCrawler

from winnow_scrapy import hand_over, unique_name


async def crawl(source, addresses, plain):
    folder = pathlib.Path(os.environ.get("WINNOW_INBOX", "/var/spool/winnow/inbox")) / source
    options = {}
    if plain:
        from crawl4ai.async_crawler_strategy import AsyncHTTPCrawlerStrategy
        options["crawler_strategy"] = AsyncHTTPCrawlerStrategy()
    failed = False
    async with AsyncWebCrawler(**options) as crawler:
        for address in addresses:
            result = await crawler.arun(address)
            if not result.success:
                print(f"fetch-crawl4ai: {address}: {result.error_message}", file=sys.stderr)
                failed = True
                continue
            name = unique_name(".html")
            url = result.redirected_url or result.url
            hand_over(json.dumps({"url": url}).encode(), folder, name + ".json")
            hand_over(result.html.encode(), folder, name)
    return failed


if __name__ == "__main__":
    words = sys.argv[1:]
    plain = words[:1] == ["--plain"]
    words = words[plain:]
    if len(words) < 2:
        sys.exit(__doc__.split("\n\n")[1])
    sys.exit(asyncio.run(crawl(words[0], words[1:], plain)))
