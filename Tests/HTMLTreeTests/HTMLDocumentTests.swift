import HTMLTree
import Testing

private func parse(_ text: String) -> HTMLDocument { HTMLDocument(parsing: Array(text.utf8)) }

@Suite struct HTMLDocumentTests {
  /// The first element of that name.
  private func first(_ tag: TagName, _ page: HTMLDocument) throws -> NodeID {
    try #require(page.descendants(of: .document).first { page.tag(of: $0) == tag })
  }

  @Test("an attribute is found by its known name, and its words in either case")
  func attributes() throws {
    let page = parse("<div class='Big  INTRO' id=x DATA-Odd-Name=7>")
    let div = try first(.div, page)
    #expect(page.attributeString(.id, of: div) == "x")
    #expect(page.hasWord("intro", in: .class, of: div))
    #expect(page.hasWord("big", in: .class, of: div))
    #expect(!page.hasWord("int", in: .class, of: div))
    #expect(!page.hasWord("introx", in: .class, of: div))
    #expect(page.attribute(.href, of: div) == nil)
    #expect(page.attribute(.class, of: div, is: "big  intro"))
    let odd = try #require(page.attributeName("data-odd-name"))
    #expect(page.attributeString(odd, of: div) == "7")
    #expect(page.attributeName("data-never-seen") == nil)
  }

  @Test("of attributes with one name only the first counts")
  func duplicateAttributes() throws {
    let page = parse("<p a=1 b=2 A=3 a=4>")
    let paragraph = try first(.p, page)
    let all = page.attributes(of: paragraph).map {
      page.string($0.name) + "=" + page.string($0.value)
    }
    #expect(all == ["a=1", "b=2"])
  }

  @Test("a walk meets every node of a subtree once, in document order, and no other")
  func walk() throws {
    let page = parse("<ul><li>a<b>b</b><li>c</ul><p>d")
    let list = try first(.ul, page)
    let texts = page.descendants(of: list).compactMap { node in
      page.isText(node) ? page.text(of: node).map { page.string($0) } : nil
    }
    #expect(texts == ["a", "b", "c"])
    let bold = try first(.b, page)
    #expect(page.ancestors(of: bold).compactMap { page.tag(of: $0) } == [.li, .ul, .body, .html])
    #expect(page.isNode(bold, within: list))
    let item = try first(.li, page)
    #expect(page.nextSkippingChildren(of: item, within: list) == page.nextSibling(of: item))
    let last = try #require(page.lastChild(of: list))
    #expect(page.previousSibling(of: last) == item)
    #expect(page.nextSkippingChildren(of: last, within: list) == nil)
  }

  @Test("the text of a subtree leaves out what a template holds, unless the template is asked for")
  func textContent() throws {
    let page = parse("<div>a&amp;b<template>no<i>pe</i></template><p>c</div>d")
    #expect(page.textContent(of: try first(.div, page)) == "a&bc")
    let template = try first(.template, page)
    let contents = try #require(page.firstChild(of: template))
    #expect(page.kind(of: contents) == .templateContents)
    #expect(page.textContent(of: contents) == "nope")
  }

  @Test("text stays a range of the page unless something in it had to be decoded")
  func ranges() throws {
    let page = parse("<p>plain</p><p title='a&lt;b'>x&eacute;y")
    let texts = page.descendants(of: .document).compactMap { page.text(of: $0) }
    #expect(texts.map(\.sourceOffset) == [3, nil])
    #expect(texts.map { page.string($0) } == ["plain", "xéy"])
    #expect(texts.map { page.withBytes(of: $0) { $0.count } } == [5, 4])
  }

  @Test("names beyond the known ones are numbered per document and can be read back")
  func unknownNames() throws {
    let page = parse("<x-card>a</x-card><X-CARD b-c=d>")
    let name = try #require(page.tagName("x-card"))
    #expect(!name.isKnown)
    #expect(page.string(name) == "x-card")
    #expect(page.descendants(of: .document).filter { page.tag(of: $0) == name }.count == 2)
    #expect(TagName(known: "x-card") == nil)
    #expect(TagName(known: "figcaption") == .figcaption)
    #expect(AttributeName(known: "itemprop") == .itemprop)
  }

  @Test("a doctype's parts can be read, and decide about quirks mode")
  func doctype() throws {
    let strict = parse("<!DOCTYPE html><p>")
    let node = try #require(strict.firstChild(of: .document))
    #expect(try #require(strict.doctype(node)).name == "html")
    #expect(!strict.isQuirky)
    #expect(parse("<p>").isQuirky)
    let old = parse("<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 3.2 Final//EN\">")
    #expect(old.isQuirky)
    let oldNode = try #require(old.firstChild(of: .document))
    #expect(try #require(old.doctype(oldNode)).publicIdentifier == "-//W3C//DTD HTML 3.2 Final//EN")
  }

  @Test("a blank text is one of white space only")
  func blanks() {
    let page = parse("<pre> \n\t</pre><pre> .</pre><pre>&nbsp;</pre>")
    let blanks = page.descendants(of: .document).compactMap { page.text(of: $0) }
      .map { page.isBlank($0) }
    #expect(blanks == [true, false, false])
  }

  @Test("bytes that are not UTF-8 go through unchanged and become U+FFFD in a string")
  func invalidBytes() throws {
    let page = HTMLDocument(parsing: [0x61, 0xFF, 0xC3])
    let text = try #require(page.descendants(of: .document).compactMap { page.text(of: $0) }.first)
    #expect(Array(page.bytes(of: text)) == [0x61, 0xFF, 0xC3])
    #expect(page.string(text) == "a\u{FFFD}\u{FFFD}")
  }
}

@Suite struct CharacterNamesTests {
  @Test("each name of one character is known without its semicolon, as a page resolves it")
  func names() {
    #expect(CharacterNames.scalars.count > 2000)
    for (name, scalar) in CharacterNames.scalars {
      let text = "<p>&" + String(decoding: name, as: UTF8.self) + ";"
      let page = HTMLDocument(parsing: Array(text.utf8))
      let found = page.textContent(of: .document)
      #expect(found.unicodeScalars.map(\.value) == [scalar], "\(text)")
    }
    #expect(CharacterNames.scalars[Array("nbsp".utf8)] == 0xA0)
    #expect(CharacterNames.scalars[Array("hellip".utf8)] == 0x2026)
    #expect(CharacterNames.scalars[Array("ThickSpace".utf8)] == nil)
    #expect(CharacterNames.scalars[Array("nosuch".utf8)] == nil)
  }
}
