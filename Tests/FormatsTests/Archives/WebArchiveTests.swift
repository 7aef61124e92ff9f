import Model
import Foundation
import Formats
import Testing

private func response(_ title: String, headers: String = "") -> String {
  Pack.warc(
    "response", "https://a.example/\(title)", Pack.response(page(title), headers: headers))
}

@Suite("Web archives")
struct WebArchiveTests {
  @Test("every record is counted, pages are read, and the rest says what it is")
  func records() throws {
    let archive =
      Pack.warc("warcinfo", "file", "software: test\r\n") + response("one")
      + Pack.warc("request", "https://a.example/", "GET / HTTP/1.1\r\n\r\n")
      + Pack.warc("conversion", "https://a.example/t", "Title\n" + prose.joined(separator: "\n"))
    let found = try readAll(Array(archive.utf8)).records
    #expect(found.reasons == ["not-a-page", nil, "not-a-page", nil])
    #expect(found[1].article?.headline == "one")
    #expect(found[1].provenance.httpStatus == 200)
    #expect(found[1].provenance.warcRecordID == "urn:uuid:response-https://a.example/one")
    #expect(found[1].provenance.container == "warc")
    #expect(found[1].article?.url == "https://a.example/one")
    #expect(found[3].article?.articleBody.contains("northern quay") == true)
  }

  @Test(
    "a damaged gzip member gives nothing of itself to the next, nor takes anything of it",
    arguments: [60, 200, 400, 900])
  func tornMembers(place: Int) throws {
    let members = ["one", "two", "three"].map { Pack.gzip(Array(response($0).utf8)) }
    // The stored block of the second is cut here, and another one announced that runs on over the
    // header of the third: two bytes of length and their complement.
    let head = Array(members[1].prefix(11 + 4 + place))
    let block = [0] + Pack.little(102, 2) + Pack.little(~102, 2)
    var first = head
    for (offset, byte) in (Pack.little(place, 2) + Pack.little(~place, 2)).enumerated() {
      first[11 + offset] = byte
    }
    first[10] = 0
    let damaged = members[0] + first + block + [UInt8](repeating: 0x58, count: 90) + members[2]
    let found = try readAll(damaged)
    let pages = found.records.compactMap(\.article)
    #expect(pages.first?.headline == "one" && pages.last?.headline == "three")
    for page in pages {
      #expect(page.headline.map { page.url == "https://a.example/\($0)" } ?? true, "\(page)")
    }
    #expect(found.reader.notes.contains("gzip-damaged"))
  }

  @Test("a gzip member each, clipped and damaged members cost only themselves")
  func members() throws {
    let members = ["one", "two", "three"].map { Pack.gzip(Array(response($0).utf8)) }
    let whole = Array(members.joined())
    #expect(try readAll(whole).records.headlines == ["one", "two", "three"])
    var damaged = whole
    for index in members[0].count + 12..<members[0].count + 15 { damaged[index] ^= 0xFF }
    let found = try readAll(damaged)
    #expect(found.records.headlines.first == "one")
    #expect(found.records.headlines.last == "three")
    #expect(!found.reader.notes.isEmpty)
    let clipped = try readAll(Array(whole.dropLast(200)))
    #expect(clipped.records.headlines == ["one", "two", "three"])
    #expect(clipped.reader.notes.contains("gzip-cut-short"))
  }

  @Test("wrong lengths and missing line ends between records lose no record")
  func lengths() throws {
    let block = Pack.response(page("long"))
    let tooLong = Pack.warc("response", "u:1", block, length: block.utf8.count + 5000)
    #expect(try read(tooLong + response("next")).headlines == ["long", "next"])
    let glued = String(response("one").dropLast(2)) + response("two")
    #expect(try read(glued).headlines == ["one", "two"])
    let tooShort = Pack.warc("response", "u:1", block, length: block.utf8.count - 20)
    #expect(try read(tooShort + response("next")).headlines == ["long", "next"])
  }

  @Test("chunks are joined, and a header that lies about them is not believed")
  func chunks() throws {
    let body = page("chunked")
    let half = body.utf8.count / 2
    let first = String(decoding: Array(body.utf8)[..<half], as: UTF8.self)
    let second = String(decoding: Array(body.utf8)[half...], as: UTF8.self)
    let hex = { (text: String) in String(text.utf8.count, radix: 16) }
    let chunked = "\(hex(first))\r\n\(first)\r\n\(hex(second));x=1\r\n\(second)\r\n0\r\n\r\n"
    let header = "Transfer-Encoding: chunked\r\n"
    for content in [chunked, body] {
      let record = Pack.warc("response", "u:1", Pack.response(content, headers: header))
      #expect(try read(record).headlines == ["chunked"])
    }
  }

  @Test("gzip and brotli bodies are decoded, and a page that is not encoded is taken as it is")
  func codings() throws {
    let head = { (coding: String) in
      Array(
        "HTTP/2 200 \r\nContent-Type: text/html\r\nContent-Encoding: \(coding)\r\n\r\n".utf8)
    }
    func record(_ block: [UInt8]) throws -> InterpretedRecord? {
      let start = Pack.warc("response", "u:1", "", length: block.count).dropLast(2)
      return try readAll(Array(start.utf8) + block + Array("\r\n\r\n".utf8)).records.first
    }
    // Zeros near the start of an archive are no UTF-16.
    let zipped = try record(head("gzip") + Pack.gzip(Array(page("zipped").utf8)))
    #expect(zipped?.article?.headline == "zipped")
    let plain = try record(head("gzip") + Array(page("plain").utf8))
    #expect(plain?.article?.headline == "plain")
    #expect(plain?.provenance.notes.contains("content-encoding-not-applied: gzip") == true)
    let brotli = try #require(
      Data(
        base64Encoded:
          "G50BAORyW6rfEO+7RRqNUKaCqOWtCrW6/xNsCGYzQhYVidSUqCTmroe3n9CyYdRtS+iKhnKhDR/H"
          + "dgnxCw4d2PssGHV2Y6Sn2rZgoIxXHcsUjwSIppo2+KArqVyHAxC1JM8hG7ErP2LdYFnIByRycIfC"
          + "+wBAGT1J8A/bzQH2UgoVf0+noSGT95vNocUeRIRHJ/BImmx2nVZ47EgQFa5SsWdzxBhy5QTbRb72"
          + "wTNDgbzGHqSMu8R+gJiRp8dgcD1TItMwtOe0AQ=="))
    let decoded = try record(head("br") + Array(brotli))
    #expect(decoded?.article?.headline == "squeezed")
  }

  @Test("answers that are no pages are refused by their status")
  func statuses() throws {
    let moved = Pack.warc("response", "u:1", Pack.response("x", status: "301 Moved Permanently"))
    #expect(try read(moved).reasons == ["error-response"])
  }

  @Test("ARC records are found by their lines, blanks in addresses included")
  func arc() throws {
    let body = Pack.response(page("old"))
    let arc =
      "filedesc://x.arc 0.0.0.0 20080430204825 text/plain 20\n1 0 Test\nURL IP-addr\n\n"
      + "http://a.example/with space 1.2.3.4 20080430204825 text/html \(body.utf8.count)\n\(body)\n"
    let found = try readAll(Array(arc.utf8))
    #expect(found.reader.format == "arc")
    #expect(found.records.last?.article?.headline == "old")
    #expect(found.records.last?.article?.url == "http://a.example/with space")
  }

  @Test("saved responses keep their status and are read by their body")
  func savedResponse() throws {
    let good = try #require(try read(Pack.response(page("saved"))).first)
    #expect(good.article?.headline == "saved")
    #expect(good.provenance.httpStatus == 200)
    let redirected =
      "HTTP/1.1 301 Moved\r\nLocation: /x\r\n\r\n" + Pack.response(page("behind"))
    #expect(try read(redirected).headlines == ["behind"])
    let bad = try #require(try read(Pack.response(page("x"), status: "404 Not Found")).first)
    #expect(bad.refusal?.reason == .errorResponse)
  }

  @Test("lists and containers that a crawler fetched are cut into their articles")
  func listsInside() throws {
    let item = { (title: String) in #"{"title":"\#(title)","text":"\#(prose[0])"}"# }
    let feed =
      "<?xml version=\"1.0\"?><rss><channel><title>c</title>"
      + ["f1", "f2"].map {
        "<item><title>\($0)</title><description>\(prose[0])</description></item>"
      }
      .joined() + "</channel></rss>"
    func served(_ body: String, _ type: String) -> String {
      Pack.warc(
        "response", "https://a.example/list",
        "HTTP/1.1 200 OK\r\nContent-Type: \(type)\r\n\r\n" + body)
    }
    let archive =
      response("one") + served(feed, "application/rss+xml")
      + served("[\(item("j1")),\(item("j2"))]", "application/json") + served(feed, "text/html")
      + served(item("l1") + "\n" + item("l2"), "application/x-ndjson") + served("[]", "text/json")
      + response("two")
    let found = try read(archive)
    #expect(
      found.headlines
        == ["one", "f1", "f2", "j1", "j2", "f1", "f2", "l1", "l2", nil, "two"])
    #expect(found[1].provenance.httpStatus == 200)
    #expect(found[1].provenance.warcRecordID == "urn:uuid:response-https://a.example/list")
    // The list's address is no article's.
    #expect(found[3].article?.url == nil)
    #expect(found[3].provenance.locator?.contains(": $[0]") == true)
    #expect(found[9].refusal?.reason == .noArticle)
  }

  @Test("an archive in an archive in an archive ends somewhere")
  func nesting() throws {
    var inner = response("deep")
    for level in 1...20 { inner = Pack.warc("resource", "file:\(level)", inner) }
    #expect(try read(inner + response("next")).headlines.last == "next")
  }

  @Test("a length that is no number, or beyond the file, loses no later record")
  func lyingLengths() throws {
    for length in ["-5", "99999999999999999999", "9999999999", "x"] {
      let block = Pack.warc("response", "https://a.example/one", Pack.response(page("one")))
        .replacing(/Content-Length: \d+/, with: "Content-Length: \(length)", maxReplacements: 1)
      let found = try read(block + response("two") + response("three"))
      #expect(found.headlines.suffix(2) == ["two", "three"], "\(length)")
      #expect(found.count == 3, "\(length)")
    }
  }

  @Test("the dictionary that a zstd archive begins with is used")
  func dictionary() throws {
    let base64 = """
      XSpNGLUAAAAotS/9YBkAXQUAYgsjGGDXA1MjbDnFbywj5i/cixUsspXyJOCVrrC6V1n6l10+28BN\
      On1DE1Vr//SfFAGCzTlVq858aOeMW/8lG8nSCO+Sbb+T1uuWDa8aIwABMRQOWQ7HP2rWOk6q8KQc\
      /VIK4tsYa31ZPK3Lt3SySwbWV0hoetsPapE+7rkXfXO/rAud+ukfjO3yQap6+QIKAFeMCakrPQju\
      wfkVW9aFCVZT1nKGGdRozTDzKLUv/WDzAM0FAAJKHxhw2QGAlqbJqqbaRnvSgIs9EdszBtWdHhNA\
      AATvvar5M8mzN90LTo1yc06fYbbPUKua+x1rVikhN6HGvdylzveMctV+t7nqJXvKEOFOrVl/8+mh\
      pVE65k/ppFaqtvy/VGyogvJmt7N5lCAMLYbiQVHEAAEQFMihiTWrXkcKFSAQHOYkPUQImWDcQIXd\
      G29KQ5Jp823Q18wRw3bq1SntanOyxEtlcqKJm3tY2N3SLkE+vMGTpngF
      """
    let archive = try #require(Data(base64Encoded: base64))
    #expect(try readAll(Array(archive)).records.headlines == ["squeezed"])
  }
}
