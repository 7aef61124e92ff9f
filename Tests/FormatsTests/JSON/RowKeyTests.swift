import Formats
import Model
import Testing

@Suite("Names and shapes of fields in rows")
struct RowKeyTests {
  static let body = prose.joined(separator: "\\n\\n")

  private func article(_ members: String, text: String = "text") throws -> Article? {
    let head = #"{"url":"https://a.example/1","title":"Pier repairs begin","#
    return try read(head + #""\#(text)":"\#(Self.body)"\#(members)}"#).first?.article
  }

  @Test(
    "a text is found under its tool's name, and under any name as the only prose of a row",
    arguments: [
      "plain_text", "plainText", "main_content", "extracted_text", "content_plain", "text_clean",
      "markdown_content", "contentMarkdown", "zz_payload", "Spalte 4",
    ])
  func bodies(name: String) throws {
    #expect(try article("", text: name)?.articleBody == prose.joined(separator: "\n\n"))
  }

  @Test(
    "no text is made of what speaks of something else, of data, or of one of several",
    arguments: [
      #""license_note":"\#(body)""#, #""author_description_long_comment":"\#(body)""#,
      #""zz_payload":"\#(String(repeating: "a.b.c,", count: 60))""#,
      #""zz_a":"\#(body)","zz_b":"\#(body)""#, #""zz_payload":"Short. Very short.""#,
    ])
  func noBodies(members: String) throws {
    let row = #"{"url":"https://a.example/1","title":"Pier repairs begin",\#(members)}"#
    #expect(try read(row).first?.refusal?.reason == .noText)
  }

  @Test("without an address or a headline an unknown name stays unknown")
  func unnamed() throws {
    let row = #"{"title":"Pier repairs begin","zz_payload":"\#(Self.body)","date":"2031-02-03"}"#
    #expect(try read(row).first?.refusal?.reason == .noText)
  }

  @Test(
    "dates are found under the names that tools give them",
    arguments: [
      "isoDate", "time_published", "timePublished", "date_utc", "date_str", "DC.date.issued",
      "og:article:published_time", "date_published_gmt",
    ])
  func dates(name: String) throws {
    let found = try article(#","\#(name)":"2031-02-03T08:00:00Z""#)
    #expect(found?.datePublished?.iso == "2031-02-03T08:00:00Z")
  }

  @Test(
    "of two dates of one day the one with an hour is taken; not that of the row, nor another day's",
    arguments: [
      ("dateTime", "2031-02-03T08:00:00Z", "2031-02-03T08:00:00Z"),
      ("dateTime", "2031-02-04T08:00:00Z", "2031-02-03"),
      ("created_at", "2031-02-03T08:00:00Z", "2031-02-03"),
    ])
  func finer(name: String, value: String, expected: String) throws {
    let found = try article(#","date":"2031-02-03","\#(name)":"\#(value)""#)
    #expect(found?.datePublished?.iso == expected)
  }

  @Test(
    "authors are found under the names and in the shapes that tools give them",
    arguments: [
      #""reporters":["Ida Fenwick"]"#, #""journalists":"Ida Fenwick""#,
      #""bylines":[{"name":"Ida Fenwick"}]"#, #""posted_by":"Ida Fenwick""#,
      #""author":"<a href=\"https://a.example/ida\">Ida Fenwick</a>""#,
      #""author":{"node":{"name":"Ida Fenwick"}}"#,
      #""authors":{"edges":[{"node":{"name":"Ida Fenwick"}}]}"#,
      ##""author":{"#text":"Ida Fenwick"}"##,
      #""author":["https://a.example/ida","Ida Fenwick"]"#,
    ])
  func authors(members: String) throws {
    #expect(try article(",\(members)")?.authors.map(\.name) == ["Ida Fenwick"])
  }

  @Test("names that stand one a line are a person each")
  func lines() throws {
    let found = try article(#","author":"Ida Fenwick\nBruno Tarn""#)
    #expect(found?.authors.map(\.name) == ["Ida Fenwick", "Bruno Tarn"])
  }

  @Test(
    "addresses are found under the names that tools give them",
    arguments: ["loadedUrl", "responded_url", "response_url", "full_url"])
  func addresses(name: String) throws {
    let row = #"{"\#(name)":"https://a.example/1","title":"Pier repairs","text":"\#(Self.body)"}"#
    #expect(try read(row).first?.article?.url == "https://a.example/1")
  }
}
