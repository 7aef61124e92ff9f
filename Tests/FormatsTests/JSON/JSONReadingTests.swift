import Model
import Formats
import Testing

private let post = """
  {"id":7,"date":"2025-02-13T12:38:35","date_gmt":"2025-02-13T11:38:35","link":"https://a.example/x",
  "title":{"rendered":"Pier &#8216;closed&#8217; &amp; repaired"},
  "content":{"rendered":"<p>\(prose[0])</p><p>\(prose[1])</p>"},"excerpt":{"rendered":"<p>Short</p>"},
  "class_list":{"0":"post"},"author":3}
  """

@Suite("JSON of scrapers")
struct JSONReadingTests {
  @Test("a WordPress post gives its link, its decoded title, and GMT from the field that is GMT")
  func wordPress() throws {
    let record = try #require(try read(post).first)
    let article = try #require(record.article)
    #expect(record.refusal == nil)
    #expect(record.provenance.format == "wordpress")
    #expect(article.url == "https://a.example/x")
    #expect(article.headline == "Pier ‘closed’ & repaired")
    #expect(article.datePublished?.iso == "2025-02-13T11:38:35Z")
    #expect(article.datePublished?.zone == .gmtField)
    #expect(article.authors.isEmpty)
    #expect(article.articleBody.contains("northern quay"))
  }

  @Test("without date_gmt a WordPress date has no zone, and zeros are no date")
  func wordPressLocal() throws {
    let local = post.replacing("\"date_gmt\":\"2025-02-13T11:38:35\"", with: "\"date_gmt\":null")
    let article = try read(local).first?.article
    #expect(article?.datePublished?.iso == "2025-02-13T12:38:35")
    #expect(article?.datePublished?.zone == .absent)
    let zeros = post.replacing("2025-02-13T11:38:35", with: "0000-00-00T00:00:00")
    #expect(try read(zeros).first?.article?.datePublished?.zone == .absent)
  }

  @Test("posts in arrays, with marks before and scripts after, give a record each")
  func wordPressTrailing() throws {
    #expect(try read("\u{FEFF}\u{FEFF}[\(post),\(post)]").count == 2)
    let trailing = try readAll(Array("\(post)<script>window.x=1</script>".utf8))
    #expect(trailing.records.reasons == [nil])
    #expect(trailing.reader.notes.contains { $0.hasPrefix("trailing-bytes") })
    #expect(!trailing.reader.isContainer)
  }

  @Test("WordPress' way to say no is a refusal that quotes it")
  func wordPressError() throws {
    let answer = #"{"code":"rest_forbidden","message":"Sorry, no.","data":{"status":401}}"#
    let record = try #require(try read(answer).first)
    #expect(record.refusal?.reason == .errorResponse)
    #expect(record.refusal?.detail.contains("Sorry, no.") == true)
  }

  @Test(
    "fields are found under the names that scrapers give them",
    arguments: [
      #"{"title":"T","maintext":"X","date_publish":"2025-02-13 10:00:00","url":"https://a.example/1"}"#,
      #"{"headline":"T","articleBody":"X","datePublished":"2025-02-13T10:00:00","url":"https://a.example/1"}"#,
      #"{"CONTENT_TITLE":"T","CONTENT_TEXT":"X","CONTENT_PUBLISHED_DATE":"2025-02-13T10:00:00","link":"https://a.example/1"}"#,
      #"{"title":"T","newstext":"X","published_at":"2025-02-13T10:00:00","source":"https://a.example/1"}"#,
      #"{"title":"T","content":["X"],"date":"2025-02-13T10:00:00","href":"https://a.example/1"}"#,
    ])
  func aliases(text: String) throws {
    let long = text.replacing("\"X\"", with: "\"\(prose[0])\"")
    let article = try #require(try read(long).first?.article)
    #expect(article.headline == "T")
    #expect(article.articleBody == prose[0])
    #expect(article.datePublished?.iso.hasPrefix("2025-02-13T10:00:00") == true)
    #expect(article.url == "https://a.example/1")
  }

  @Test("articles are found inside wrappers, each with its path")
  func wrappers() throws {
    let item = #"{"title":"T","text":"\#(prose[0])","link":"https://a.example/"}"#
    let wrapped =
      #"{"newspapers":{"bbc":{"rss":"x","articles":[\#(item),\#(item)]},"b":{"articles":[\#(item)]}}}"#
    let found = try readAll(Array(wrapped.utf8))
    #expect(found.records.headlines == ["T", "T", "T"])
    #expect(found.reader.isContainer)
    #expect(found.records[2].provenance.locator?.hasPrefix("$.newspapers.b.articles[0]") == true)
    let api = #"{"status":"ok","totalResults":1,"articles":[\#(item)]}"#
    #expect(try read(api).headlines == ["T"])
  }

  @Test("a source that is a name is the publisher, and one that is an address is the address")
  func source() throws {
    let named = #"{"title":"T","text":"\#(prose[0])","source":{"id":null,"name":"The Pier"}}"#
    #expect(try read(named).first?.article?.publisher?.name == "The Pier")
    let address = #"{"title":"T","text":"\#(prose[0])","source":"https://a.example/1"}"#
    #expect(try read(address).first?.article?.url == "https://a.example/1")
  }

  @Test("a broken line costs itself, and U+2028 ends no line")
  func brokenLine() throws {
    let line = { (name: String) in #"{"title":"\#(name)","text":"\#(prose[0])"}"# }
    let text = line("a\u{2028}b") + "\n" + #"{"title":"cut","text":"x"# + "\n\n" + line("c")
    let found = try readAll(Array(text.utf8))
    #expect(found.records.headlines.last == "c")
    #expect(found.records.headlines.first == "a\u{2028}b")
    #expect(found.reader.notes.contains { $0.hasPrefix("broken value") })
    #expect(found.reader.format == "json-lines")
  }

  @Test("an array that breaks off gives what was whole before")
  func cutArray() throws {
    let text = #"[{"title":"a","text":"\#(prose[0])"},{"title":"b","te"#
    #expect(try read(text).headlines.first == "a")
  }

  @Test("an answer that a browser saved as a page is read as the JSON that it is")
  func preformatted() throws {
    let escaped = post.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    let saved =
      "<html><head><meta charset=\"utf-8\"></head><body><pre style=\"word-wrap: break-word;\">"
      + escaped + "</pre></body></html>"
    let record = try #require(try read(saved, name: "index.html").first)
    #expect(record.provenance.format == "wordpress")
    #expect(record.article?.headline == "Pier ‘closed’ & repaired")
  }

  @Test("text that only begins like JSON is text")
  func photo() throws {
    let text = "[Photo] The pier\n\n" + prose.joined(separator: "\n\n")
    #expect(try readAll(Array(text.utf8)).reader.format == "text")
  }

  @Test("JSON in a legacy encoding or in UTF-16 is decoded")
  func encodings() throws {
    let text =
      #"{"title":"Été à Besançon","text":"\#(prose[0]) Les réparations coûtent très cher."}"#
    let latin = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    #expect(try readAll(latin).records.headlines == ["Été à Besançon"])
    let wide = text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    #expect(try readAll([0xFF, 0xFE] + wide).records.headlines == ["Été à Besançon"])
    #expect(try readAll(wide).records.headlines == ["Été à Besançon"])
  }

  @Test("markup in a text field is text, and in a content field markup")
  func markup() throws {
    let text = #"{"title":"T","text":"A <b>bold</b> claim <script>x</script>"}"#
    #expect(try read(text).first?.article?.articleBody == "A <b>bold</b> claim <script>x</script>")
    let content = #"{"title":"T","content":"<p>\#(prose[0])</p><p>\#(prose[1])</p>"}"#
    #expect(try read(content).first?.article?.articleBody == prose[0] + "\n\n" + prose[1])
  }

  @Test("a description stands in for a text, with a note; a bare headline is refused")
  func stubs() throws {
    let short = #"{"title":"T","description":"Only this.","url":"https://a.example/"}"#
    let record = try #require(try read(short).first)
    #expect(record.article?.articleBody == "Only this.")
    #expect(record.provenance.notes.contains("text-from-description"))
    let bare = try #require(try read(#"{"title":"T","url":"https://a.example/"}"#).first)
    #expect(bare.refusal?.reason == .noText)
    #expect(bare.article?.headline == "T")
  }
}
