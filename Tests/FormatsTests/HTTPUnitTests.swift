import Model
import Testing

@testable import Formats

@Suite("Heads and bodies of responses")
struct HTTPUnitTests {
  private func parsed(_ text: String) -> HTTPHead? { HTTPHead(Array(text.utf8)[...]) }

  @Test(
    "what begins a response is told from what looks like it",
    arguments: [
      ("HTTP/1.1 200 OK\r\n", true), ("HTTP/2 200 \r\n", true), ("HTTP/1.0 404 Not Found", true),
      ("HTTP/1.1 2x0 OK", false), ("HTTP/ 200 OK", false), ("HTTP/1.1  200 OK", false),
      ("HTTP/1.1 20", false), ("http/1.1 200 OK", false), ("HTTPS/1.1 200 OK", false),
      ("HTTP/1.1\t200 OK", false), ("HTTP/1.1 200", true), ("", false), ("HTTP/", false),
    ])
  func statusLine(text: String, isOne: Bool) {
    #expect(HTTPHead.isStatusLine(Array(text.utf8)[...]) == isOne)
  }

  @Test("a head gives its status, its headers in order, and where the body begins")
  func headers() throws {
    let text =
      "HTTP/1.1 203 Other\r\nContent-Type: text/HTML; Charset=\"UTF-8\"\r\nX: a\r\nX: b\r\n\r\nbody"
    let head = try #require(parsed(text))
    #expect(head.status == 203 && head.isWhole)
    #expect(head.headers.map(\.name) == ["content-type", "x", "x"])
    #expect(head["x"] == "a")
    #expect(head["missing"] == nil)
    #expect(head.charset == "UTF-8")
    #expect(head.contentType == "text/html")
    #expect(Array(text.utf8)[head.bodyOffset...].elementsEqual("body".utf8))
  }

  @Test("folded lines are joined, lines without a name go to the one before")
  func folding() throws {
    let lines = HeaderLines(
      Array("A: one\r\n  two\r\n\tthree\r\nstray words\r\nB:  four  \r\n\r\nrest".utf8)[...],
      hasFirstLine: false)
    #expect(lines["a"] == "one two three stray words")
    #expect(lines["b"] == "four")
    #expect(lines.isWhole)
  }

  @Test("a head without an empty line is not whole, and nothing is read beyond the limit")
  func unfinished() {
    let text = Array("A: one\r\nB: two".utf8)
    let open = HeaderLines(text[...], hasFirstLine: false)
    #expect(!open.isWhole && open.headers.count == 2 && open.bodyOffset == text.count)
    let limited = HeaderLines(text[...], hasFirstLine: false, byteLimit: 8)
    #expect(!limited.isWhole && limited.headers.count == 1 && limited.bodyOffset == 8)
  }

  @Test("parameters of a header are found without case, quotes and blanks")
  func parameters() {
    #expect(HeaderLines.parameter("charset", of: "text/html; charset=koi8-r") == "koi8-r")
    #expect(HeaderLines.parameter("charset", of: "text/html;CHARSET = 'x'") == "x")
    #expect(HeaderLines.parameter("charset", of: "charset=koi8-r") == nil)
    #expect(HeaderLines.parameter("charset", of: "text/html; charset=") == nil)
    #expect(HeaderLines.parameter("boundary", of: "a; x=1; boundary=\"--b\"") == "--b")
  }

  private func joined(_ text: String) -> String? {
    HTTPBody.dechunked(Array(text.utf8)).map {
      String(decoding: $0.bytes, as: UTF8.self) + ($0.isDamaged ? " (damaged)" : "")
    }
  }

  @Test("chunks are joined; damage keeps what there is; other bodies are left alone")
  func chunks() {
    #expect(joined("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n") == "abcde")
    #expect(joined("3;name=x\r\nabc\r\n0\r\n\r\n") == "abc")
    #expect(joined("A\r\n0123456789\r\na\r\n0123456789\r\n0\r\n") == "01234567890123456789")
    #expect(joined("3\nabc\n0\n") == "abc")
    #expect(joined("3\r\nabc\r\n5\r\nde") == "abcde (damaged)")
    #expect(joined("3\r\nabc\r\nno size") == "abcno size (damaged)")
    #expect(joined("3\r\nabc") == "abc (damaged)")
    #expect(joined("<html>") == nil)
    #expect(joined("face the music\r\n") == nil)
    #expect(joined("FFFFFFFF\r\nabc") == "abc (damaged)")
  }

  @Test("a page behind the size of its chunk is told from a page behind a number")
  func beginsWithChunk() {
    func begins(_ text: String) -> Bool { HTTPBody.beginsWithChunk(Array(text.utf8)[...]) }
    #expect(begins("3\r\n<p>\r\n0\r\n\r\n"))
    #expect(!begins("3\r\nabc\r\n0\r\n\r\n"))
    #expect(!begins("9\r\n<p>\r\n0\r\n\r\n"))
    #expect(!begins("0\r\n<p>\r\n0\r\n"))
    #expect(!begins("3\n<p>\r\n0\r\n"))
    #expect(!begins("\r\n<p>"))
    #expect(!begins("12345678901\r\n<p>"))
  }

  @Test("codings are taken off from the last to the first, and what is none stays")
  func codings() throws {
    let page = Array("<p>text".utf8)
    let packed = Pack.gzip(page)
    func decode(_ body: [UInt8], _ coding: String) throws -> (bytes: [UInt8], notes: [String]) {
      let text = "HTTP/1.1 200 OK\r\nContent-Encoding: \(coding)\r\n\r\n"
      let head = try #require(parsed(text))
      return try HTTPBody.decode(body, head: head, settings: ScrapeSettings())
    }
    #expect(try decode(packed, "gzip").bytes == page)
    #expect(try decode(Pack.gzip(packed), "gzip, gzip").bytes == page)
    #expect(try decode(packed, "identity").bytes == page)
    #expect(try decode(page, "gzip").notes == ["content-encoding-not-applied: gzip"])
    #expect(try decode(page, "unknown").bytes == page)
    #expect(try decode(Pack.stored(page), "deflate").bytes == page)
    #expect(throws: Refusal.self) { try decode(page, "gzip, gzip, gzip") }
    #expect(try decode(Array(packed.dropLast(12)), "gzip").notes == ["gzip-damaged"])
  }
}
