import Testing

@testable import HTMLTree

@Suite struct HTMLDocumentTests {
  @Test("a page's head and body are there even when its tags are not")
  func impliedTags() {
    let page = HTMLDocument(parsing: Array("<title>T</title><p>a<p>b &amp; c".utf8))
    #expect(
      page.outline() == """
        | <html>
        |   <head>
        |     <title>
        |       "T"
        |   <body>
        |     <p>
        |       "a"
        |     <p>
        |       "b & c"
        """)
  }

  @Test("an attribute is found by its known name, and its words in either case")
  func attributes() throws {
    let page = HTMLDocument(parsing: Array("<div class='Big  INTRO' id=x>".utf8))
    let div = try #require(
      page.descendants(of: .document).first { page.tag(of: $0) == .div })
    #expect(page.attributeString(.id, of: div) == "x")
    #expect(page.hasWord("intro", in: .class, of: div))
    #expect(!page.hasWord("int", in: .class, of: div))
    #expect(page.attribute(.href, of: div) == nil)
  }
}
