"""Made-up news with natural statistics: words by Zipf's law, lengths by a log-normal law, pages with menus around the text."""
import base64
import bisect
import hashlib
import itertools
import json
import math
import random

VOCABULARY_SIZE = 30_000
SYLLABLES = [first + vowel for first in "bcdfghklmnprstvw" for vowel in ("a", "e", "i", "o", "u", "ea", "ou")]


def vocabulary():
    """30,000 pronounceable words, the short ones frequent."""
    dice = random.Random(1)
    words, seen = [], set()
    while len(words) < VOCABULARY_SIZE:
        count = 1 + (len(words) > 60) + (len(words) > 3_000) + (dice.random() < 0.3)
        word = "".join(dice.choice(SYLLABLES) for _ in range(count)) + dice.choice(["", "", "n", "r", "s", "t", "l"])
        if word not in seen:
            seen.add(word)
            words.append(word)
    return words


class Corpus:
    """Articles by number: the same number is always the same article."""

    def __init__(self):
        self.words = vocabulary()
        self.sums = list(itertools.accumulate(1 / (rank + 2) for rank in range(VOCABULARY_SIZE)))

    def word(self, dice):
        return self.words[bisect.bisect(self.sums, dice.random() * self.sums[-1])]

    def sentence(self, dice):
        words = [self.word(dice) for _ in range(dice.randint(7, 24))]
        return " ".join(words).capitalize() + "."

    def article(self, number, mean_words=180):
        """A headline and paragraphs; every twentieth is a slightly changed copy of an earlier one."""
        copied = number % 20 == 19 and number > 200
        dice = random.Random(number - 150 if copied else number)
        headline = " ".join(self.word(dice) for _ in range(7)).capitalize()
        limit = min(2_000, max(40, int(math.exp(dice.gauss(math.log(mean_words), 0.5)))))
        paragraphs, count = [], 0
        while count < limit:
            text = " ".join(self.sentence(dice) for _ in range(dice.randint(1, 4)))
            paragraphs.append(text)
            count += text.count(" ") + 1
        if copied:
            paragraphs[-1] += " " + self.sentence(random.Random(number))
        return headline, paragraphs

    def text(self, number):
        headline, paragraphs = self.article(number)
        return (headline + "\n\n" + "\n\n".join(paragraphs) + "\n").encode()

    def page(self, number):
        """A page of some 40 kB: head with metadata and scripts, menus, teasers, the article, a footer."""
        headline, paragraphs = self.article(number, mean_words=420)
        dice = random.Random(-number)
        day = f"2026-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
        site = f"paper{number % 40}.example"
        menu = "".join(f'<li class="menu-item"><a href="/{self.word(dice)}">{self.word(dice).capitalize()}</a></li>' for _ in range(60))
        teasers = "".join(
            f'<article class="teaser card"><a href="/news/{dice.randrange(10**6)}"><h3>{self.sentence(dice)}</h3></a>'
            f'<p class="teaser__lead">{self.sentence(dice)}</p><span class="teaser__time">{dice.randint(1, 23)} hours ago</span></article>'
            for _ in range(30))
        script = "window.dataLayer=" + json.dumps([{self.word(dice): dice.random() for _ in range(20)} for _ in range(12)])
        data = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", "headline": headline, "datePublished": day,
                           "author": {"@type": "Person", "name": "Alma Berg"}, "publisher": {"@type": "Organization", "name": site}})
        body = "".join(f'<p class="article__paragraph">{text}</p>' for text in paragraphs)
        return (f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{headline} | {site}</title>'
                f'<link rel="canonical" href="https://{site}/news/{number}"><meta property="og:title" content="{headline}">'
                f'<meta property="article:published_time" content="{day}T08:00:00Z"><script>{script}</script>'
                f'<style>{".a{margin:0}" * 150}</style><script type="application/ld+json">{data}</script></head><body class="page">'
                f'<header><nav><ul class="menu">{menu}</ul></nav></header><main><article class="article"><h1>{headline}</h1>'
                f'<div class="byline">By <a rel="author" href="/alma">Alma Berg</a> <time datetime="{day}T08:00:00Z">{day}</time></div>'
                f'{body}</article><aside class="related">{teasers}</aside></main><footer><ul>{menu}</ul><p>All rights reserved.</p></footer>'
                f'<script>{script}</script></body></html>').encode()

    def json_line(self, number):
        headline, paragraphs = self.article(number)
        return json.dumps({"url": f"https://paper{number % 40}.example/news/{number}", "title": headline,
                           "date": f"2026-11-{1 + number % 28:02}T08:00:00Z", "text": "\n\n".join(paragraphs)}).encode() + b"\n"

    def warc_record(self, number):
        """A response as CC-NEWS has it."""
        page = self.page(number)
        body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n%b" % (len(page), page)
        digest = base64.b32encode(hashlib.sha1(page).digest()).decode()
        head = (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\n"
                f"WARC-Date: 2026-11-20T08:00:00Z\r\nWARC-Target-URI: https://paper{number % 40}.example/news/{number}\r\n"
                f"WARC-Payload-Digest: sha1:{digest}\r\nContent-Type: application/http; msgtype=response\r\n"
                f"Content-Length: {len(body)}\r\n\r\n").encode()
        return head + body + b"\r\n\r\n"
