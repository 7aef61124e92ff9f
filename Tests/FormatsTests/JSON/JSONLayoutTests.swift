import Formats
import Model
import Testing

/// One invented article in the layouts in which services and tools keep text and description apart.
@Suite("JSON where the text lies beside or below what describes it")
struct JSONLayoutTests {
  private static let text = prose.joined(separator: "\\n\\n")
  private static let markup = prose.map { "<p>\($0)</p>" }.joined()
  private static let described =
    #""title":"Pier repairs begin","author":"Ida Fenwick","date":"2031-02-03T08:00:00Z""#
  private static let url = "https://a.example/pier"

  private static func pieces(_ block: (String) -> String) -> String {
    prose.map(block).joined(separator: ",")
  }

  static let layouts: [(name: String, json: String)] = [
    (
      "a description by its content",
      #"""
      {"header":{\#(described)},"url":"\#(url)","content":{"text":"\#(text)"}}
      """#
    ),
    (
      "a text and its description side by side",
      #"""
      {"page":{"about":{"url":"\#(url)",\#(described)},"payload":{"format":"text","text":"\#(text)"}}}
      """#
    ),
    (
      "fields below an item",
      #"""
      {"results":[{"webUrl":"\#(url)","fields":{\#(described),"bodyText":"\#(text)"}}]}
      """#
    ),
    (
      "an article below its address",
      #"""
      {"url":"\#(url)","article":{\#(described),"articleBody":"\#(text)"}}
      """#
    ),
    (
      "a feed reader's item",
      #"""
      {"title":"The Skerry Post","id":"feed/1","items":[{"alternate":[{"href":"\#(url)"}],\#(described),"content":{"direction":"ltr","content":"\#(markup)"}}]}
      """#
    ),
    (
      "a summary that is the text",
      #"""
      {"title":"The Skerry Post","items":[{"canonical":[{"href":"\#(url)"}],\#(described),"summary":{"content":"\#(markup)"}}]}
      """#
    ),
    (
      "main renderings",
      #"""
      {"url":"\#(url)","date":"2031-02-03T08:00:00Z","by":"By Ida Fenwick","headlines":[{"role":"print","value":"Pier"},{"role":"main","value":"Pier repairs begin"}],"bodies":[{"role":"main","contentType":"text/html","value":"\#(markup)"}]}
      """#
    ),
    (
      "nodes with contents",
      #"""
      {"items":[{"sys":{"id":"1"},"fields":{"url":"\#(url)",\#(described),"body":{"nodeType":"document","content":[\#(pieces { #"{"nodeType":"paragraph","content":[{"nodeType":"text","value":"\#($0)"}]}"# })]}}}]}
      """#
    ),
    (
      "blocks with children",
      #"""
      [{"url":"\#(url)",\#(described),"body":[\#(pieces { #"{"_type":"block","style":"normal","children":[{"_type":"span","text":"\#($0)"}]}"# })]}]
      """#
    ),
    (
      "blocks with data",
      #"""
      {"url":"\#(url)",\#(described),"content":{"time":1,"blocks":[\#(pieces { #"{"type":"paragraph","data":{"text":"\#($0)"}}"# })]}}
      """#
    ),
    (
      "a document of an editor",
      #"""
      {"url":"\#(url)",\#(described),"content":{"type":"doc","content":[\#(pieces { #"{"type":"paragraph","content":[{"type":"text","text":"\#($0)"}]}"# })]}}
      """#
    ),
    (
      "references to included things",
      #"""
      {"data":[{"type":"node--article","attributes":{"url":"\#(url)","title":"Pier repairs begin","created":"2031-02-03T08:00:00Z","body":{"processed":"\#(markup)"}},"relationships":{"uid":{"data":{"type":"user--user","id":"u1"}}}}],"included":[{"type":"user--user","id":"u1","attributes":{"display_name":"Ida Fenwick"}}]}
      """#
    ),
    (
      "attributes and authors in wrappers",
      #"""
      {"data":[{"id":1,"attributes":{"url":"\#(url)","title":"Pier repairs begin","content":"\#(text)","publishedAt":"2031-02-03T08:00:00Z","author":{"data":{"attributes":{"name":"Ida Fenwick"}}}}}]}
      """#
    ),
    (
      "rows with a row of names",
      #"""
      [["url","title","author","date","text"],["\#(url)","Pier repairs begin","Ida Fenwick","2031-02-03T08:00:00Z","\#(text)"]]
      """#
    ),
  ]

  @Test("text, headline, author, date and address are found in each", arguments: layouts.indices)
  func found(index: Int) throws {
    let layout = JSONLayoutTests.layouts[index]
    let records = try read(layout.json)
    #expect(records.count == 1, "\(layout.name)")
    let article = try #require(records.first?.article, "\(layout.name)")
    #expect(records[0].refusal == nil, "\(layout.name)")
    #expect(article.headline == "Pier repairs begin", "\(layout.name)")
    #expect(article.authors.map(\.name) == ["Ida Fenwick"], "\(layout.name)")
    #expect(article.datePublished?.iso == "2031-02-03T08:00:00Z", "\(layout.name)")
    #expect(article.url == JSONLayoutTests.url, "\(layout.name)")
    #expect(article.paragraphs.map(\.text) == prose, "\(layout.name)")
  }

  @Test("pages and texts may be listed by their addresses, or in pairs")
  func pairs() throws {
    let html = page("Pier repairs begin").replacing("\"", with: "\\\"")
    for json in [
      #"{"https://a.example/1":"\#(html)"}"#, #"[["https://a.example/1","\#(html)"]]"#,
    ] {
      let records = try read(json)
      #expect(records.headlines == ["Pier repairs begin"])
      #expect(records.first?.article?.url == "https://a.example/1")
    }
    let texts = try read(
      #"""
      {"https://a.example/1":"\#(JSONLayoutTests.text)","https://a.example/2":"\#(JSONLayoutTests.text)"}
      """#)
    #expect(texts.map { $0.article?.url } == ["https://a.example/1", "https://a.example/2"])
  }

  @Test("comments and related articles below an article without text do not become its text")
  func others() throws {
    let json =
      #"""
      {"title":"Pier repairs begin","url":"https://a.example/","comments":[{"author":"x","date":"2031-02-03","text":"\#(JSONLayoutTests.text)"}],"related":[{"title":"Another","url":"https://a.example/2","text":"\#(JSONLayoutTests.text)"}]}
      """#
    let records = try read(json)
    #expect(records.count == 1)
    #expect(records.first?.refusal?.reason == .noText)
  }

  @Test("what stands around several articles describes none of them")
  func several() throws {
    let json =
      #"""
      {"title":"A list","url":"https://a.example/list","first":{"text":"\#(JSONLayoutTests.text)"},"second":{"title":"Two","text":"\#(JSONLayoutTests.text)"}}
      """#
    let records = try read(json)
    #expect(records.headlines.contains("Two"))
    #expect(!records.contains { $0.article?.headline == "A list" && $0.refusal == nil })
  }

  @Test("headings, entries and quotes of an editor's tree keep their roles")
  func roles() throws {
    let json =
      #"""
      {"title":"T","url":"https://a.example/","content":{"type":"doc","content":[{"type":"heading","attrs":{"level":2},"content":[{"type":"text","text":"A quiet quay"}]},{"type":"paragraph","content":[{"type":"text","text":"\#(prose[0]) "},{"type":"text","marks":[{"type":"bold"}],"text":"So it is & stays."}]},{"type":"bulletList","content":[{"type":"listItem","content":[{"type":"paragraph","content":[{"type":"text","text":"One berth on the northern quay"}]}]}]}]}}
      """#
    let article = try #require(try read(json).first?.article)
    #expect(article.paragraphs.first == Paragraph(role: .heading, text: "A quiet quay"))
    #expect(article.paragraphs[1].text == prose[0] + " So it is & stays.")
    #expect(article.paragraphs.last?.text == "One berth on the northern quay")
  }

  @Test("the bold line that opens a chat's message is its headline")
  func message() throws {
    let json =
      #"""
      {"name":"The Skerry Post","type":"public_channel","messages":[{"id":2,"type":"message","date":"2031-02-03T08:00:00","text":[{"type":"bold","text":"Pier repairs begin"},"\n\n\#(JSONLayoutTests.text)"]}]}
      """#
    let article = try #require(try read(json).first?.article)
    #expect(article.headline == "Pier repairs begin")
    #expect(article.paragraphs.map(\.text) == prose)
  }

  @Test("a list of texts stays a list of paragraphs when one of them has markup")
  func listWithMarkup() throws {
    let json =
      #"""
      {"title":"Pier repairs begin","paragraphs":["<b>\#(prose[0])</b>","\#(prose[1])","\#(prose[2])"]}
      """#
    let article = try #require(try read(json).first?.article)
    #expect(article.paragraphs.map(\.text) == prose)
  }

  @Test("lines that call themselves adverts leave a text that a tool took them into")
  func adverts() throws {
    let json =
      #"""
      {"title":"Pier repairs begin","url":"https://a.example/","text":"\#(prose[0])\n\nAdvertisement: Coats at half price\n\n\#(prose[1])\n\n\#(prose[2])"}
      """#
    let article = try #require(try read(json).first?.article)
    #expect(article.paragraphs.map(\.text) == prose)
    #expect(article.removed.contains { $0.reason == .advert })
  }

  @Test("a relative address gives way to a whole one")
  func relative() throws {
    let json =
      #"""
      {"title":"T","url":"/pier","canonical_url":"https://a.example/pier","text":"\#(JSONLayoutTests.text)"}
      """#
    #expect(try read(json).first?.article?.url == "https://a.example/pier")
    let other =
      #"""
      {"title":"T","url":"https://a.example/x/pier","canonical_url":"/pier","text":"\#(JSONLayoutTests.text)"}
      """#
    let article = try read(other).first?.article
    #expect(article?.url == "https://a.example/x/pier")
    #expect(article?.canonicalURL == "https://a.example/pier")
  }
}
