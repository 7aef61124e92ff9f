import Foundation
import Model
import Testing
import WebPages

@Suite struct SearchFeedTests {
  private let feed = SearchFeed(
    query: "bridge", listings: [Samples.listing("é")], feedPath: "/feed.atom?q=bridge",
    pagePath: "/?q=bridge")

  @Test(
    "an entry of Atom has a lasting id, the alternate link first, both times, an author, and absolute links"
  )
  func atom() {
    let text = String(decoding: feed.atom(Samples.context), as: UTF8.self)
    let entry = text.drop { $0 != "\n" }.split(separator: "<entry").last.map(String.init) ?? ""
    #expect(entry.contains("<id>urn:winnow:article:01JP0A5M2Y8W4R6T9QKX3B7C11</id>"))
    let first = entry.firstRange(of: "<link ")
    #expect(
      first.map {
        entry[$0.lowerBound...].hasPrefix(
          "<link rel=\"alternate\" type=\"text/html\" href=\"https://harbour.example/1\"")
      } == true)
    #expect(entry.contains("<published>2031-03-05T09:01:00Z</published>"))
    #expect(entry.contains("<updated>2031-03-05T09:01:00Z</updated>"))
    #expect(entry.contains("<author><name>xé</name></author>"))
    #expect(entry.contains("<title type=\"text\">xé</title>"))
    #expect(!text.contains("href=\"/"))
  }

  @Test("a feed keeps its ids on another port")
  func stable() {
    var elsewhere = Samples.context
    elsewhere.origin = "http://127.0.0.1:9999"
    func names(_ bytes: [UInt8]) -> [Substring] {
      String(decoding: bytes, as: UTF8.self).split(separator: "<id>").dropFirst()
        .map { $0.prefix { $0 != "<" } }
    }
    let here = names(feed.atom(Samples.context))
    #expect(here.count == 2)
    #expect(here == names(feed.atom(elsewhere)))
  }

  @Test("JSON Feed has ids as strings, titles as plain text and the fields of its version")
  func json() throws {
    let object = try JSONSerialization.jsonObject(with: Data(feed.json(Samples.context)))
    let top = try #require(object as? [String: Any])
    #expect(top["version"] as? String == "https://jsonfeed.org/version/1.1")
    #expect(top["feed_url"] as? String == "http://127.0.0.1:8620/feed.atom?q=bridge")
    let item = try #require((top["items"] as? [[String: Any]])?.first)
    #expect(item["id"] as? String == "urn:winnow:article:01JP0A5M2Y8W4R6T9QKX3B7C11")
    #expect(item["title"] as? String == "xé")
    #expect((item["authors"] as? [[String: String]])?.first == ["name": "xé"])
    #expect(item["date_published"] as? String == "2031-03-05T09:01:00Z")
  }
}
