import Testing
import WebPages

@Suite struct HostilePageTests {
  @Test(
    "600 hostile texts at every place of every page change neither its elements nor its attributes")
  func everyPage() throws {
    #expect(HostileText.all.count >= 500)
    // What differs by the length of a text alone, such as a lead that is cut, is the same in both.
    let plain = try Samples.pages("abc").map { (name: $0.name, page: try StrictPage($0.bytes)) }
    // Who took from whom, and so the form of a story's page, follows from the words: its elements are of known kinds.
    let kinds = Set(
      try ["abc", "two words", "12 crowns were paid.", "", "é é é é é é é é é é"].flatMap { text in
        try Samples.pages(text).flatMap { try StrictPage($0.bytes).skeleton }
      })
    for text in HostileText.all {
      for (index, page) in try Samples.pages(text).enumerated() {
        let read: StrictPage
        do {
          read = try StrictPage(page.bytes)
        } catch {
          Issue.record("\(page.name) with \(text.debugDescription.prefix(80)): \(error)")
          continue
        }
        // Marks of words, and repairs at accents that join, may cut a text elsewhere.
        let free: Set<String> = ["del", "/del", "ins", "/ins", "span class", "/span"]
        let expected = plain[index].page.skeleton.filter { !free.contains($0) }
        let found = read.skeleton.filter { !free.contains($0) }
        if page.name == "story" {
          #expect(kinds.isSuperset(of: found), "\(text.debugDescription.prefix(80))")
        } else {
          #expect(found == expected, "\(page.name) with \(text.debugDescription.prefix(80))")
        }
        for (name, value) in read.values where ["href", "src", "action"].contains(name) {
          #expect(WebLink.isSafe(value), "\(page.name): \(name) is \(value.prefix(80))")
        }
        #expect(!read.values.contains { $0.name.hasPrefix("on") || $0.name == "style" })
      }
    }
  }

  @Test("hostile texts stand in Atom as text, and its elements stay what they are")
  func feeds() throws {
    func feed(_ text: String) -> SearchFeed {
      SearchFeed(
        query: "x" + text, listings: [Samples.listing(text)], feedPath: "/feed.atom?q=a",
        pagePath: "/?q=a")
    }
    let plain = try StrictPage(feed("abc").atom(Samples.context)).skeleton
    for text in HostileText.all {
      #expect(
        try StrictPage(feed(text).atom(Samples.context)).skeleton == plain,
        "\(text.debugDescription.prefix(80))")
    }
  }

  @Test("a quotation mark with an accent behind it ends no attribute")
  func accent() throws {
    var page = Markup()
    page.element("p", ["title": "\"\u{301} onfocus=alert(1)"], text: "<\u{301}b>&\u{300}")
    #expect(
      String(decoding: page.bytes, as: UTF8.self)
        == "<p title=\"&quot;\u{301} onfocus=alert(1)\">&lt;\u{301}b&gt;&amp;\u{300}</p>")
  }

  @Test(
    "an address that is no place of winnow's own and no address of the web leads nowhere",
    arguments: [
      "javascript:alert(1)", "JAVASCRIPT:x", " javascript:x", "data:text/html,x", "//evil.example",
      "/\\evil.example",
      "vbscript:x", "\tjavascript:x", "httpx://a",
    ])
  func addresses(_ address: String) {
    var page = Markup()
    page.link(address, "x")
    #expect(String(decoding: page.bytes, as: UTF8.self) == "<a href=\"#\">x</a>")
  }
}
