import Formats
import Model
import Testing

@Suite("Errors and barriers inside of records")
struct CarriedErrorTests {
  @Test(
    "a status in the record refuses it",
    arguments: [
      #""statusCode":403"#, #""status_code":"404""#, #""httpStatusCode":503"#, #""status":410"#,
      #""metadata":{"statusCode":403}"#, #""crawl":{"httpStatusCode":404}"#,
      #""warning":"Target URL returned error 403: Forbidden""#,
    ])
  func status(members: String) throws {
    let row =
      #"{"url":"https://a.example/1","title":"Pier repairs","text":"\#(prose[0])",\#(members)}"#
    #expect(try read(row).first?.refusal?.reason == .errorResponse)
  }

  @Test("a status says nothing against a dated or signed article of some length")
  func statusOfWhole() throws {
    let report = "A report on the pier was read to the council on Monday, and all were glad of it. "
    let text = String(repeating: report, count: 3) + prose[0] + String(repeating: report, count: 5)
    let start =
      #"{"url":"https://a.example/1","title":"Pier repairs","text":"\#(text)","status":404"#
    for sign in [#""date":"2031-03-05""#, #""author":"Ada Quill""#] {
      #expect(try read(start + ",\(sign)}").first?.refusal == nil)
    }
    #expect(try read(start + "}").first?.refusal?.reason == .errorResponse)
  }

  @Test(
    "other figures are no error",
    arguments: [
      #""statusCode":200"#, #""status":"publish""#, #""status":20000"#, #""status":1"#,
      #""warning":"This page may be a copy.""#, #""code":404"#,
    ])
  func noStatus(members: String) throws {
    let row =
      #"{"url":"https://a.example/1","title":"Pier repairs","text":"\#(prose[0])",\#(members)}"#
    #expect(try read(row).first?.refusal == nil)
  }

  static let errors: [(String, String, RefusalReason)] = [
    ("403 Forbidden", "You have no permission to view this. Ask who runs this server.", .blockPage),
    ("Just a moment...", "Your browser is looked at. Ray ID: 77", .blockPage),
    ("Robot Check", "Your browser must take cookies. Type what you see.", .blockPage),
    ("Page not found - The Pier Post", "The page was moved, or it never was.", .softMissing),
    ("Seite nicht gefunden", "Die Seite gibt es nicht. Weiter zur Startseite.", .softMissing),
    ("Page introuvable", "La page a été supprimée ou déplacée.", .softMissing),
    ("503 Service Unavailable", "This server is busy. Reload later.", .errorResponse),
    ("a.example", "Please enable JS and disable any ad blocker", .blockPage),
  ]

  @Test(
    "a headline that is an error, with words about pages below, is refused as the page would be",
    arguments: errors)
  func named(title: String, text: String, reason: RefusalReason) throws {
    let row = #"{"url":"https://a.example/1","title":"\#(title)","text":"\#(text)"}"#
    #expect(try read(row).first?.refusal?.reason == reason)
    let csv = "url,title,text\nhttps://a.example/1,\"\(title)\",\"\(text)\"\n"
    #expect(try read(csv).first?.refusal?.reason == reason)
  }

  @Test(
    "an article that mentions such words stays",
    arguments: [
      ("Access denied: walkers turned away from the pier", prose[0]),
      ("Robot check finds cracks in the pier", "A robot went below the deck on Monday."),
      ("Page not found", prose[0]),
      ("Library finds lost page of the harbour chronicle", "The page was cut out long ago."),
      ("Pier repairs", "The council's website said: the page you are looking for is gone."),
    ])
  func mentioned(title: String, text: String) throws {
    let row = #"{"url":"https://a.example/1","title":"\#(title)","text":"\#(text)"}"#
    #expect(try read(row).first?.refusal == nil)
  }

  @Test("an answer of a store of files is an error")
  func store() {
    let answer =
      "<?xml version=\"1.0\"?>\n<Error><Code>AccessDenied</Code><Message>No.</Message></Error>\n"
    #expect(refusal(of: Array(answer.utf8))?.reason == .errorResponse)
  }
}
