"""Runs one Python library on pages, in the environment where the libraries are.

usage: library_tools.py TOOL URL PAGE OUT [URL PAGE OUT …]    PAGE: the page's file; OUT: a folder for what is written
"""
import json
import os
import sys

TOOLS = {}
FILES = {}  # the file of each page by its address


def tool(function):
    TOOLS[function.__name__.replace("_", "-")] = function
    return function


def write(out, name, content):
    mode = "wb" if isinstance(content, bytes) else "w"
    with open(os.path.join(out, name), mode, **({} if mode == "wb" else {"encoding": "utf-8"})) as file:
        file.write(content)


# Text and Markdown

@tool
def html2text(url, page, out):
    import html2text
    write(out, "page.md", html2text.html2text(page))


@tool
def html2text_unfolded(url, page, out):
    import html2text
    reader = html2text.HTML2Text(baseurl=url)
    reader.body_width = 0
    reader.ignore_links = True
    write(out, "page.txt", reader.handle(page))


@tool
def markdownify(url, page, out):
    from markdownify import markdownify
    write(out, "page.md", markdownify(page, heading_style="ATX"))


@tool
def markdownify_underlined(url, page, out):
    from markdownify import markdownify
    write(out, "page.md", markdownify(page))


@tool
def markitdown(url, page, out):
    import io
    from markitdown import MarkItDown
    write(out, "page.md", MarkItDown().convert_stream(io.BytesIO(page.encode()), file_extension=".html").text_content)


@tool
def html_to_markdown(url, page, out):
    from html_to_markdown import convert
    result = convert(page)
    write(out, "page.md", result if isinstance(result, str) else result.content)


@tool
def inscriptis(url, page, out):
    from inscriptis import get_text
    write(out, "page.txt", get_text(page))


@tool
def boilerpy3_article(url, page, out):
    from boilerpy3 import extractors
    write(out, "page.txt", extractors.ArticleExtractor().get_content(page))


@tool
def boilerpy3_everything(url, page, out):
    from boilerpy3 import extractors
    write(out, "page.txt", extractors.KeepEverythingExtractor().get_content(page))


@tool
def justext(url, page, out):
    import justext
    lists = {"en": "English", "de": "German", "fr": "French", "ru": "Russian", "ar": "Arabic"}
    words = lists.get(url.split("/")[3])
    stop = justext.get_stoplist(words) if words else frozenset()
    more = dict(length_low=40, length_high=110, stopwords_low=0.2, stopwords_high=0.25)
    if not words: more = dict(length_low=20, length_high=50, stopwords_low=0, stopwords_high=0)
    paragraphs = justext.justext(page.encode(), stop, **more)
    write(out, "page.txt", "\n".join(p.text for p in paragraphs if not p.is_boilerplate) + "\n")


@tool
def resiliparse(url, page, out):
    from resiliparse.extract.html2text import extract_plain_text
    write(out, "page.txt", extract_plain_text(page, main_content=True))


@tool
def resiliparse_everything(url, page, out):
    from resiliparse.extract.html2text import extract_plain_text
    write(out, "page.txt", extract_plain_text(page, main_content=False, alt_texts=True))


@tool
def beautifulsoup(url, page, out):
    from bs4 import BeautifulSoup
    write(out, "page.txt", BeautifulSoup(page, "lxml").get_text("\n", strip=True))


@tool
def readability(url, page, out):
    from readability import Document
    document = Document(page)
    write(out, "page.html", document.summary())


@tool
def readability_json(url, page, out):
    from readability import Document
    document = Document(page)
    write(out, "page.json", json.dumps({"url": url, "title": document.short_title(), "summary": document.summary()}))


# trafilatura

def trafilatura(kind, suffix, **more):
    def run(url, page, out):
        import trafilatura
        text = trafilatura.extract(page, url=url, output_format=kind, **more)
        if text:
            write(out, "page." + suffix, text)
    return run


KINDS = dict(txt="txt", markdown="md", json="json", xml="xml", xmltei="xml", csv="csv", html="html")
for kind, suffix in KINDS.items():
    TOOLS["trafilatura-" + kind] = trafilatura(kind, suffix, with_metadata=True)
TOOLS["trafilatura-plain"] = trafilatura("txt", "txt")


# Extractors with fields

@tool
def newspaper4k(url, page, out):
    import newspaper
    article = newspaper.Article(url, language=url.split("/")[3])
    article.download(input_html=page)
    article.parse()
    write(out, "page.json", article.to_json())


@tool
def goose3(url, page, out):
    from goose3 import Goose
    with Goose({"enable_image_fetching": False}) as goose:
        write(out, "page.json", json.dumps(goose.extract(raw_html=page).infos, default=str, ensure_ascii=False))


@tool
def extruct(url, page, out):
    import extruct
    write(out, "page.json", json.dumps(extruct.extract(page, base_url=url), ensure_ascii=False, indent=2))


@tool
def news_please(url, page, out):
    from newsplease import NewsPlease
    article = NewsPlease.from_html(page, url=url)
    write(out, "page.json", json.dumps(article.get_serializable_dict(), ensure_ascii=False))


# Rows

def rows(url):
    """What a scraper of its own keeps of a page: the fields by the page's own elements."""
    from lxml import html
    tree = html.fromstring(open(FILES[url], encoding="utf-8").read())
    data = json.loads(tree.xpath("//script[@type='application/ld+json']/text()")[0])
    texts = tree.xpath("//article/p[not(@class)] | //div[@class='entry-content']/p")
    return [{
        "url": url, "title": data["headline"], "author": data["author"]["name"], "published": data["datePublished"],
        "source": data["publisher"]["name"], "text": "\n\n".join(p.text_content() for p in texts),
    }]


def frame(url):
    import pandas
    return pandas.DataFrame(rows(url))


for orient in ["records", "columns", "split", "index", "table"]:
    TOOLS["pandas-json-" + orient] = lambda url, page, out, orient=orient: frame(url).to_json(
        os.path.join(out, "rows.json"), orient=orient)
TOOLS["pandas-json-lines"] = lambda url, page, out: frame(url).to_json(
    os.path.join(out, "rows.jsonl"), orient="records", lines=True, force_ascii=False)
TOOLS["pandas-csv"] = lambda url, page, out: frame(url).to_csv(os.path.join(out, "rows.csv"))
TOOLS["pandas-tsv"] = lambda url, page, out: frame(url).to_csv(os.path.join(out, "rows.tsv"), sep="\t", index=False)
TOOLS["pandas-xml"] = lambda url, page, out: frame(url).to_xml(os.path.join(out, "rows.xml"))
TOOLS["pandas-csv-xz"] = lambda url, page, out: frame(url).to_csv(os.path.join(out, "rows.csv.xz"), index=False)
TOOLS["pandas-csv-tar"] = lambda url, page, out: frame(url).to_csv(os.path.join(out, "rows.tar.bz2"), index=False)


@tool
def python_pprint(url, page, out):
    import pprint
    write(out, "rows.txt", pprint.pformat(rows(url)) + "\n")


@tool
def pyyaml(url, page, out):
    import yaml
    write(out, "row.yaml", yaml.safe_dump(rows(url)[0], allow_unicode=True))


@tool
def python_frontmatter(url, page, out):
    import frontmatter
    row = rows(url)[0]
    post = frontmatter.Post(row["text"], title=row["title"], author=row["author"], date=row["published"], link=url)
    write(out, "post.md", frontmatter.dumps(post))


# Feeds

@tool
def feedgen_rss(url, page, out):
    feedgen(url).rss_file(os.path.join(out, "feed.xml"), pretty=True)


@tool
def feedgen_atom(url, page, out):
    feedgen(url).atom_file(os.path.join(out, "feed.xml"))


def feedgen(url):
    from feedgen.feed import FeedGenerator
    row = rows(url)[0]
    feed = FeedGenerator()
    feed.load_extension("dc")
    feed.id(url.rsplit("/", 1)[0])
    feed.title(row["source"])
    feed.link(href=url.rsplit("/", 1)[0])
    feed.description(row["source"])
    feed.language(url.split("/")[3])
    entry = feed.add_entry()
    entry.id(url)
    entry.title(row["title"])
    entry.link(href=url)
    entry.author(name=row["author"], email="desk@example.org")
    entry.dc.dc_creator(row["author"])
    entry.published(row["published"])
    entry.updated(row["published"])
    entry.content("".join(f"<p>{text}</p>" for text in row["text"].split("\n\n")), type="CDATA")
    return feed


@tool
def rfeed(url, page, out):
    import datetime
    import rfeed
    row = rows(url)[0]
    item = rfeed.Item(
        title=row["title"], link=url, description=row["text"], creator=row["author"], guid=rfeed.Guid(url),
        pubDate=datetime.datetime.fromisoformat(row["published"]).astimezone(datetime.timezone.utc).replace(tzinfo=None))
    feed = rfeed.Feed(title=row["source"], link=url, description=row["source"], items=[item])
    write(out, "feed.rss", feed.rss())


@tool
def feedgenerator(url, page, out):
    import datetime
    import feedgenerator
    row = rows(url)[0]
    feed = feedgenerator.Rss201rev2Feed(row["source"], url, row["source"], language=url.split("/")[3])
    markup = "".join(f"<p>{text}</p>" for text in row["text"].split("\n\n"))
    feed.add_item(
        row["title"], url, markup, author_name=row["author"],
        pubdate=datetime.datetime.fromisoformat(row["published"]))
    write(out, "feed.xml", feed.writeString("utf-8"))


# Archives

@tool
def warcio(url, page, out):
    from warcio.capture_http import capture_http
    import requests  # after capture_http, as its page says
    with capture_http(os.path.join(out, "capture.warc.gz")):
        requests.get(url, timeout=30)


@tool
def mailbox(url, page, out):
    import email.message
    import email.utils
    import mailbox
    import datetime
    row = rows(url)[0]
    message = email.message.EmailMessage()
    message["From"] = email.utils.formataddr((row["author"], "desk@example.org"))
    message["To"] = "reader@example.org"
    message["Subject"] = row["title"]
    message["Date"] = datetime.datetime.fromisoformat(row["published"])
    message.set_content(row["text"])
    message.add_alternative("".join(f"<p>{text}</p>" for text in row["text"].split("\n\n")), subtype="html")
    box = mailbox.mbox(os.path.join(out, "letters.mbox"))
    box.add(message)
    box.flush()


@tool
def tarfile(url, page, out):
    import tarfile
    with tarfile.open(os.path.join(out, "pages.tar.xz"), "w:xz") as archive:
        archive.add(FILES[url], "pages/article.html")


@tool
def scrapy(url, page, out):
    import subprocess
    spider = os.path.join(out, "spider.py")
    write(out, "spider.py", SPIDER)
    outputs = [part for name in ("items.jsonl", "items.csv", "items.xml") for part in ("-o", os.path.join(out, name))]
    command = [sys.executable, "-m", "scrapy", "runspider", spider, "-a", "url=" + url, *outputs, "-s", "LOG_LEVEL=ERROR"]
    subprocess.run(command, check=True, cwd=out)
    os.remove(spider)


SPIDER = '''
import json
import scrapy

class Article(scrapy.Spider):
    name = "article"

    def __init__(self, url, **more):
        super().__init__(**more)
        self.start_urls = [url]

    def parse(self, response):
        data = json.loads(response.css("script[type='application/ld+json']::text").get())
        yield {
            "url": response.url, "title": response.css("h1::text").get(), "author": data["author"]["name"],
            "date": data["datePublished"],
            "text": response.css("article > p:not([class])::text, .entry-content > p::text").getall(),
        }
'''


def main():
    """Each page by itself: what a tool cannot do with one is said and left out."""
    status = 0
    for url, page, out in zip(*[iter(sys.argv[2:])] * 3):
        FILES[url] = page
        try:
            TOOLS[sys.argv[1]](url, open(page, encoding="utf-8").read(), out)
        except Exception as failure:
            print(f"{os.path.basename(out)}: {type(failure).__name__}: {str(failure).split(chr(10))[0]}", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
