import Bytes
import Testing

@testable import HTMLTree

@Suite struct TokenizerTests {
  private func tokens(
    _ text: String, _ state: HTMLToken.InitialState = .data, after tag: String = ""
  ) -> [HTMLToken] {
    HTMLToken.tokens(in: Array(text.utf8), initialState: state, lastStartTag: tag)
  }

  private func start(_ name: String, _ attributes: [String: String] = [:]) -> HTMLToken {
    .startTag(name: name, attributes: attributes, isSelfClosing: false)
  }

  @Test(
    "references are decoded by the longest name of the table",
    arguments: [
      ("&amp;&lt;&gt;&quot;&nbsp;", "&<>\"\u{A0}"), ("&notin;&notit;", "\u{2209}\u{AC}it;"),
      ("&ampere", "&ere"), ("&NotEqualTilde;", "\u{2242}\u{338}"), ("&", "&"), ("& x", "& x"),
      ("&nosuch;", "&nosuch;"), ("&#8217;&#x2019&#X41;", "\u{2019}\u{2019}A"),
      ("&#150;", "\u{2013}"), ("&#0;&#xD800;&#x110000;", "\u{FFFD}\u{FFFD}\u{FFFD}"),
      ("&#;", "&#;"),
      ("&#99999999999999999999;", "\u{FFFD}"), ("&#x;", "&#x;"), ("&am", "&am"),
    ])
  func references(source: String, expected: String) {
    #expect(tokens(source) == [.characters(expected)])
    #expect(tokens("<a b='\(source)'>").first != nil)
  }

  @Test("in an attribute a name without semicolon before a letter or = is no reference")
  func attributeReferences() {
    #expect(
      tokens("<a href='?a=1&copy=2&lt;&reg'>") == [start("a", ["href": "?a=1&copy=2<\u{AE}"])])
  }

  @Test(
    "attributes are read as the standard says",
    arguments: [
      ("<p a>", ["a": ""]), ("<p a = 'b' c=d>", ["a": "b", "c": "d"]), ("<p a=b/c>", ["a": "b/c"]),
      ("<p =a=b>", ["=a": "b"]), ("<p a=\"x>y\">", ["a": "x>y"]),
      ("<p a='1'b='2'>", ["a": "1", "b": "2"]),
      ("<p/a/b>", ["a": "", "b": ""]), ("<p a=>", ["a": ""]),
      ("<p A-LONG-NAME-INDEED=1>", ["a-long-name-indeed": "1"]),
      ("<p \0=\0>", ["\u{FFFD}": "\u{FFFD}"]), ("<p a\u{1}b=c>", ["a\u{1}b": "c"]),
      ("<p a='&#10;'>", ["a": "\n"]), ("<p a=x&gt>", ["a": "x>"]),
    ])
  func attributes(source: String, expected: [String: String]) {
    #expect(tokens(source) == [start("p", expected)])
  }

  @Test(
    "a tag that the page ends in is dropped",
    arguments: ["<", "<a", "<a b", "<a b=", "<a b='c", "</a", "<a b=c"])
  func unfinished(source: String) {
    #expect(tokens("x" + source) == [.characters(source == "<" ? "x<" : "x")])
  }

  @Test(
    "comments end where the standard says",
    arguments: [
      ("<!--a-->", "a"), ("<!-->", ""), ("<!--->", ""), ("<!--a--!>", "a"), ("<!--a--", "a"),
      ("<!--a-", "a"), ("<!--a--!", "a"), ("<!----->", "-"), ("<!--a--b-->", "a--b"),
      ("<!x>", "x"), ("<?x>", "?x"), ("</ x>", " x"), ("<!-- a > b -->", " a > b "),
      ("<!--\0-->", "\u{FFFD}"),
    ])
  func comments(source: String, expected: String) {
    #expect(tokens(source) == [.comment(expected)])
  }

  @Test(
    "raw text ends at the right end tag only",
    arguments: [
      ("a</b></title >z", HTMLToken.InitialState.rcdata, "a</b>"),
      ("a</titles></TITLE\n>z", .rcdata, "a</titles>"), ("&lt;</title/>z", .rawText, "&lt;"),
      ("<!--<script></script>--></title>z", .rawText, "<!--<script></script>-->"),
    ])
  func rawText(source: String, state: HTMLToken.InitialState, expected: String) {
    let found = tokens(source, state, after: "title")
    #expect(found == [.characters(expected), .endTag(name: "title"), .characters("z")])
  }

  @Test(
    "a script ends at its end tag, but not inside <!--<script>",
    arguments: [
      ("a</script>", "a"), ("<!--a</script>", "<!--a"),
      ("<!--<script>a</script>b</script>", "<!--<script>a</script>b"),
      ("<!--<script>--></script>", "<!--<script>-->"), ("<!--<scripty></script>", "<!--<scripty>"),
      ("<!--><script></script>", "<!--><script>"),
      ("a < b && c<\0</script>", "a < b && c<\u{FFFD}"),
    ])
  func scripts(source: String, expected: String) {
    let found = tokens(source, .scriptData, after: "script")
    #expect(found == [.characters(expected), .endTag(name: "script")])
  }

  @Test("line ends are LF everywhere", arguments: ["a\r\nb", "a\rb", "a\nb"])
  func lineEnds(source: String) {
    #expect(tokens(source) == [.characters("a\nb")])
    #expect(tokens("<p x='\(source)'>") == [start("p", ["x": "a\nb"])])
    #expect(tokens("\(source)\r") == [.characters("a\nb\n")])
  }

  @Test("the table of references is whole and sorted by its bytes")
  func tableOfReferences() {
    let entries = NamedCharacters.table.utf8.split(separator: UInt8(ascii: ","))
      .map { String(decoding: $0.prefix { $0 != 0x20 }, as: UTF8.self) }
    #expect(entries.count == NamedCharacters.count)
    #expect(
      zip(entries, entries.dropFirst()).allSatisfy { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    for name in entries where name.hasSuffix(";") {
      #expect(tokens("&" + name) != [.characters("&" + name)])
    }
  }
}

@Suite struct ScanTests {
  /// Bytes that a fixed generator makes, few kinds of them so that hits are many.
  static func noise(_ count: Int, seed: UInt64, of letters: [UInt8]) -> [UInt8] {
    var state = seed
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return letters[Int(state >> 33) % letters.count]
    }
  }

  @Test(
    "looking for bytes eight at a time finds what looking one at a time finds", arguments: 0..<40)
  func scanning(seed: Int) {
    let letters: [UInt8] = [
      0x61, 0x3C, 0x26, 0, 0x80, 0xFF, 0x3B, 0x3D, 0x25, 0x27, 0x01, 0x20, 0x2F, 0x3E, 0x7F,
    ]
    let bytes = ScanTests.noise(100 + seed, seed: UInt64(seed), of: letters)
    for start in 0...bytes.count {
      let rest = bytes[start...]
      let three = Scan.first(of: 0x3C, 0x26, 0, in: bytes.span, from: start)
      #expect(three == rest.firstIndex { [0x3C, 0x26, 0].contains($0) } ?? bytes.count)
      let two = Scan.first(of: 0x3C, 0x80, in: bytes.span, from: start)
      #expect(two == rest.firstIndex { [0x3C, 0x80].contains($0) } ?? bytes.count)
      let one = Scan.first(of: 0xFF, in: bytes.span, from: start)
      #expect(one == rest.firstIndex(of: 0xFF) ?? bytes.count)
      let attribute = Scan.nameEnd(bytes.span, from: start, stopsAtEquals: true)
      let attributeEnd = rest.firstIndex { $0 <= 0x20 || [0x2F, 0x3E, 0x3D].contains($0) }
      #expect(attribute == attributeEnd ?? bytes.count)
      let tag = Scan.nameEnd(bytes.span, from: start, stopsAtEquals: false)
      #expect(tag == rest.firstIndex { $0 <= 0x20 || [0x2F, 0x3E].contains($0) } ?? bytes.count)
    }
    let plain = bytes.filter { $0 != 0 && $0 != 0xFF }
    let isInPlain = Scan.contains(0, 0xFF, in: plain.span)
    #expect(!isInPlain)
    for place in stride(from: 0, to: plain.count, by: 7) {
      var marked = plain
      marked[place] = 0
      let isFound = Scan.contains(0xFF, 0, in: marked.span)
      #expect(isFound)
    }
  }

  @Test("lowering eight bytes at once touches capitals and nothing else")
  func lowering() {
    for byte in UInt8.min...UInt8.max {
      let word = UInt64(byte) | UInt64(byte) << 56 | 0x0041_5A5B_4060_0000
      let expected =
        UInt64(ASCII.lowercased(byte)) | UInt64(ASCII.lowercased(byte)) << 56
        | 0x0061_7A5B_4060_0000
      #expect(Scan.lowered(word) == expected)
    }
  }
}

@Suite struct NameTableTests {
  @Test("every known name has its number, and a name keeps its number when the table grows")
  func numbers() {
    for (number, word) in TagName.knownNames.split(whereSeparator: \.isWhitespace).enumerated() {
      #expect(TagName(known: String(word))?.rawValue == UInt16(number))
    }
    for (number, word) in AttributeName.knownNames.split(whereSeparator: \.isWhitespace)
      .enumerated()
    {
      #expect(AttributeName(known: String(word))?.rawValue == UInt16(number))
    }
    var table = NameTable.tags
    let numbers = (0..<5000).map { table.intern(Array("x-name-\($0)".utf8)) }
    #expect(Set(numbers).count == 5000)
    for (index, number) in numbers.enumerated() {
      let page = Array("<X-NAME-\(index)>".utf8)
      let found = table.find(page.span, 1, page.count - 1)
      #expect(found == number)
      #expect(table.name(number).elementsEqual("x-name-\(index)".utf8))
    }
  }

  @Test("names beyond the limits share one number and have no letters")
  func limits() {
    var table = NameTable.attributes
    #expect(table.intern([UInt8](repeating: 0x61, count: 5000)) == NameTable.overflow)
    #expect(table.name(NameTable.overflow).isEmpty)
    for number in 0..<70_000 { _ = table.intern(Array("n\(number)".utf8)) }
    #expect(table.count <= 60_000)
    #expect(table.intern(Array("n69999".utf8)) == NameTable.overflow)
    #expect(table.intern(Array("n5".utf8)) != NameTable.overflow)
  }
}
