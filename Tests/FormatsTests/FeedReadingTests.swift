import Model
import Formats
import Testing

@Suite("Feeds")
struct FeedReadingTests {
  private let rss = """
    \n\n<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Pier News</title>
    <link>https://a.example/</link><language>en</language>
    <item><title>One &amp;amp; only &lt;b&gt;pier&lt;/b&gt;</title><link>/one</link>
    <pubDate>Thu, 13 Feb 2025 11:38:35 GMT</pubDate><dc:creator>Ada Example</dc:creator>
    <category>Harbour</category><description>Short</description>
    <c:encoded><![CDATA[<p>\(prose[0])</p><p>\(prose[1])</p>]]></c:encoded></item>
    <item><title><![CDATA[Two & more]]></title><guid>https://a.example/two</guid>
    <description>AT&T said &nbsp;so & left</description></item>
    """

  @Test("items come out whole although the feed is not closed and begins with blanks")
  func items() throws {
    let records = try read(rss)
    #expect(records.headlines == ["One & only pier", "Two & more"])
    let article = try #require(records[0].article)
    #expect(article.url == "https://a.example/one")
    #expect(article.datePublished?.iso == "2025-02-13T11:38:35Z")
    #expect(article.authors.map(\.name) == ["Ada Example"])
    #expect(article.articleSection == ["Harbour"])
    #expect(article.publisher?.name == "Pier News")
    #expect(article.language == "en")
    #expect(article.articleBody == prose[0] + "\n\n" + prose[1])
    #expect(records[1].article?.url == "https://a.example/two")
    #expect(records[1].article?.articleBody.hasPrefix("AT&T said") == true)
  }

  @Test("Atom's entries are read with inline and escaped markup and their links")
  func atom() throws {
    let feed = """
      <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/d/">
      <title>Pier</title><entry><title type="html">A &amp;lt;i&amp;gt;b</title>
      <link rel="self" href="https://a.example/self"/><link href="../x"/>
      <updated>2025-02-13T12:00:00+02:00</updated><author><name>Ada Example</name></author>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>\(prose[0])</p></div></content>
      </entry><entry><title>Plain</title><summary>\(prose[1])</summary></entry></feed>
      """
    let records = try read(feed)
    #expect(records.headlines == ["A <i>b", "Plain"])
    #expect(records[0].article?.url == "https://a.example/x")
    #expect(records[0].article?.datePublished?.iso == "2025-02-13T12:00:00+02:00")
    #expect(records[0].article?.authors.map(\.name) == ["Ada Example"])
    #expect(records[0].article?.articleBody == prose[0])
  }

  @Test("WordPress' export gives posts with GMT dates and says what is no post")
  func export() throws {
    let wxr = """
      <?xml version="1.0"?><rss xmlns:content="http://purl.org/rss/1.0/modules/content/"
      xmlns:wp="http://wordpress.org/export/1.2/"><channel><item><title>T</title>
      <link>https://a.example/?p=1</link><content:encoded><![CDATA[\(prose[0])]]></content:encoded>
      <wp:post_date>2025-02-13 12:38:35</wp:post_date>
      <wp:post_date_gmt>2025-02-13 11:38:35</wp:post_date_gmt>
      <wp:post_type>post</wp:post_type></item></channel></rss>
      """
    let record = try #require(try read(wxr).first)
    #expect(record.provenance.format == "wxr")
    #expect(record.article?.datePublished?.iso == "2025-02-13T11:38:35Z")
    #expect(record.article?.datePublished?.zone == .gmtField)
  }

  @Test("the encoding is told from the whole feed, not from one short item")
  func encoding() throws {
    let words = ["Порт", "Мост", "Суд", "Дума", "Река", "Хлеб"]
    let items = words.map { "<item><title>\($0)</title><description>\($0)</description></item>" }
    let feed = "<?xml version='1.0' encoding='windows-1251'?><rss><channel>" + items.joined()
    let bytes = feed.unicodeScalars.map { scalar -> UInt8 in
      scalar.value < 0x80
        ? UInt8(scalar.value) : UInt8(truncatingIfNeeded: scalar.value - 0x410 + 0xC0)
    }
    let records = try readAll(bytes).records
    #expect(records.headlines == words)
    #expect(records[0].provenance.charset == "windows-1251")
    #expect(records[0].provenance.charsetSource == "xml")
  }

  @Test("a feed without an item is refused in words")
  func empty() throws {
    let records = try read("<rss version='2.0'><channel><title>x</title></channel></rss>")
    #expect(records.reasons == ["empty"])
  }

  @Test("any cut of a feed gives records and never a crash")
  func cuts() throws {
    let bytes = Array(rss.utf8)
    for end in stride(from: 60, to: bytes.count, by: 7) {
      #expect(try readAll(Array(bytes[..<end])).records.count <= 3)
    }
  }
}
