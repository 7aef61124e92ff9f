import Formats
import Model
import Testing

@Suite("Rows, responses and what programs write for themselves")
struct RowTests {
  @Test(
    "elements with an element for each field are records",
    arguments: [
      ("items", "item", "<value>", "</value>"), ("data", "row", "", ""),
      ("records", "article-item", "<![CDATA[", "]]>"), ("export", "Story", "<p>", "</p>"),
    ])
  func rows(root: String, row: String, open: String, close: String) throws {
    let rows = ["One & two", "Three"].enumerated().map { number, title in
      "<\(row)><index>\(number)</index><title>\(title.replacing("&", with: "&amp;"))</title>"
        + "<author>Ida Fenwick</author><published>2031-02-0\(number + 1)</published>"
        + "<body>\(open)\(prose[0])\(close)</body><url>https://a.example/\(number)</url></\(row)>"
    }
    let records = try read(
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<\(root)>\n\(rows.joined(separator: "\n"))</\(root)>\n"
    )
    #expect(records.headlines == ["One & two", "Three"])
    #expect(records[1].article?.url == "https://a.example/1")
    #expect(records[1].article?.datePublished?.iso == "2031-02-02")
    #expect(records[0].article?.articleBody == prose[0])
  }

  @Test("documents of extractors behind each other are an article each")
  func documents() throws {
    let documents = ["The pier is closed", "The pier is open"].map {
      "<doc title=\"\($0)\" date=\"2031-02-03\"><main><p>\(prose[0])</p></main><comments/></doc>\n"
    }
    #expect(try read(documents.joined()).headlines == ["The pier is closed", "The pier is open"])
    #expect(try read(documents[0]).headlines == ["The pier is closed"])
  }

  @Test(
    "responses behind each other are a page each, redirects left out",
    arguments: [true, false])
  func responses(hasLength: Bool) throws {
    let pages = ["The pier is closed", "The pier is open"].map { page($0) }
    let file = pages.map { page in
      "HTTP/1.1 301 Moved\r\nLocation: /\r\nServer: a\r\n\r\nHTTP/1.1 200 OK\r\nServer: a\r\n"
        + "Content-Type: text/html\r\n"
        + (hasLength ? "Content-Length: \(page.utf8.count)\r\n" : "") + "\r\n" + page + "\n"
    }
    #expect(try read(file.joined()).headlines == ["The pier is closed", "The pier is open"])
  }

  @Test("a feed that a browser shows as text is a feed")
  func feed() throws {
    let feed =
      "<?xml version=\"1.0\"?><rss><channel><title>N</title><item><title>A & b</title>"
      + "<description><![CDATA[<p>\(prose[0])</p>]]></description></item></channel></rss>"
    let shown = feed.replacing("&", with: "&amp;amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;")
    let records = try read("<html><head></head><body><pre style=\"a\">\(shown)</pre></body></html>")
    #expect(records.headlines == ["A & b"])
  }

  @Test(
    "what programs write for themselves is refused by name",
    arguments: [
      "url,http_status,path\nhttps://a.example/1,200,a.html\nhttps://a.example/2,200,b.html\n",
      "https://a.example/1\nhttps://a.example/2\n",
      "<html><head><title>Index of /news</title></head><body><a href=\"a\">a</a></body></html>",
      "<!DOCTYPE HTML><html><head><title>Directory listing for /</title></head><body></body></html>",
      "<html><head><title>A</title></head><body><a class=\"header-archivebox\">ArchiveBox</a></body></html>",
    ])
  func reports(text: String) {
    #expect(refusal(of: Array(text.utf8))?.reason == .notAPage)
  }

  @Test(
    "an address of a replay is the address that was replayed",
    arguments: [
      "https://web.archive.org/web/20310203040506/https://a.example/pier",
      "https://web.archive.org/web/20310203040506id_/https://a.example/pier",
      "http://localhost:8080/my-web-archive/20310203040506mp_/https:/a.example/pier",
      "https://a.example/pier",
    ])
  func replay(url: String) throws {
    let records = try read("{\"title\": \"A\", \"text\": \"\(prose[0])\", \"url\": \"\(url)\"}")
    #expect(records[0].article?.url == "https://a.example/pier")
  }

  @Test("an address in the query of another stays what it is")
  func query() throws {
    let url = "https://a.example/2031/share?u=/https://b.example/"
    let records = try read("{\"title\": \"A\", \"text\": \"\(prose[0])\", \"url\": \"\(url)\"}")
    #expect(records[0].article?.url == url)
  }

  @Test("the day on which a crawl fetched a page is not the day of its article")
  func crawlDates() throws {
    let rows = [
      "{\"text\": \"\(prose[0])\", \"url\": \"https://a.example/1\", \"dump\": \"CC-MAIN-2031-05\", "
        + "\"date\": \"2031-02-03T00:00:00Z\"}",
      "{\"text\": \"\(prose[1])\", \"timestamp\": \"2031-02-03T00:00:00Z\", "
        + "\"url\": \"https://a.example/2\"}",
    ]
    for record in try read(rows.joined(separator: "\n")) {
      #expect(record.article != nil && record.article?.datePublished == nil)
    }
  }

  @Test("text in UTF-8 that was encoded twice is read as what it was")
  func twice() throws {
    let text = "第二艘渡輪星期六重新啟航\n\n停航九個星期之後，開往外島的第二艘渡輪星期六重新啟航，船身在暴風中撞上碼頭。\n"
    let twice = String(String.UnicodeScalarView(text.utf8.map { Unicode.Scalar($0) }))
    let records = try read(twice)
    #expect(records[0].article?.articleBody.hasPrefix("停航九個星期") == true)
    #expect(records[0].provenance.notes.contains("utf-8-encoded-twice"))
  }
}
