import Testing

@testable import HTMLTree

@Suite struct HostileInputTests {
  /// An input that grows with `count`: something once, something often, something once each time with
  /// its number.
  struct Pattern: CustomTestStringConvertible, Sendable {
    var prefix = ""
    var unit: String
    var isNumbered = false
    var closing = ""

    var testDescription: String { prefix + "(" + unit + ")ⁿ" + closing }

    func bytes(_ count: Int) -> [UInt8] {
      var bytes = Array(prefix.utf8)
      for number in 0..<count {
        bytes += Array(unit.utf8)
        if isNumbered { bytes += Array("\(number)>".utf8) }
      }
      for _ in 0..<(closing.isEmpty ? 0 : count) { bytes += Array(closing.utf8) }
      return bytes
    }
  }

  static let patterns: [Pattern] =
    [
      "<div>", "<p>", "<b>", "<a", "<a ", "<p><b>x", "<table>", "<table><tr><td>",
      "<select><option>", "<template>",
      "<svg>", "<svg><desc><p>", "<math><mi>", "<button>", "<p><button>", "<a><div>",
      "<b><div></b>", "<b><p></b>x",
      "<nobr>", "<ul><li>", "<dl><dd>", "<form>", "</p>", "</br>", "<frameset>", "<object><b>",
      "<h1>", "<ruby><rt>",
      "&amp;", "&", "&#", "&#1", "x</b>", "<!--", "<!-- --", "<!", "</", "</ ",
      "<script><!--<script", "\0", "\r", "< ",
      "<svg><![CDATA[x]]>", "<table><caption>", "<table><form>", "<a><p>x", "<html a=1 b=2>",
      "<!doctype html>",
      "<select><selectedcontent><option>a", "<table><b>x",
      "<object><select><option><selectedcontent>",
    ].map { Pattern(unit: $0) }
    + [
      Pattern(prefix: "<p ", unit: "a=1 "), Pattern(unit: "<b x=", isNumbered: true),
      Pattern(unit: "<p><b x=", isNumbered: true), Pattern(unit: "<t", isNumbered: true),
      Pattern(unit: "<body a", isNumbered: true), Pattern(unit: "<html a", isNumbered: true),
      Pattern(prefix: "<table>", unit: "x<tr>"), Pattern(prefix: "<table>", unit: "x</b>"),
      Pattern(prefix: "<p><button>", unit: "<div>"), Pattern(unit: "<svg>", closing: "</x>"),
      Pattern(prefix: "<b>", unit: "<div>x", closing: "</b>"),
      Pattern(unit: "<i><b><p>", closing: "</b></i>"),
      Pattern(prefix: "<b><div>", unit: "<br>", closing: "</b><b>"),
      Pattern(unit: "<font><p>", closing: "</font></p>"),
      Pattern(prefix: "<script>", unit: "</scrip"),
      Pattern(prefix: "<textarea>", unit: "</textare&"),
      Pattern(prefix: "<svg><![CDATA[", unit: "]]"), Pattern(prefix: "<svg><![CDATA[", unit: "a\0"),
      Pattern(prefix: "<frameset>", unit: "a "), Pattern(prefix: "<table>", unit: "\0"),
    ]

  /// What a parse has done, in steps: none of it depends on the machine.
  private func steps(_ bytes: [UInt8]) -> Int {
    var options = ParseOptions()
    // Low, so that the smaller input reaches it too.
    options.depthLimit = 32
    var builder = TreeBuilder(
      source: PreparedSource(bytes, limit: .max), context: nil, options: options)
    builder.run(bytes.span)
    return builder.work + builder.nodes.count + builder.tokenizer.attributes.count
      + builder.tokenizer.decoded.count
  }

  @Test("ten times the input takes no more than about ten times the steps", arguments: patterns)
  func linearTime(pattern: Pattern) {
    let (few, many) = (steps(pattern.bytes(600)), steps(pattern.bytes(6_000)))
    #expect(many <= 12 * few + 20_000)
  }

  @Test("the tree takes memory in proportion to the input", arguments: patterns)
  func linearSpace(pattern: Pattern) {
    let bytes = pattern.bytes(2_000)
    let page = HTMLDocument(parsing: bytes)
    #expect(page.nodeCount <= 4_096 + bytes.count)
    #expect(page.decoded.count <= 1_024 + 10 * bytes.count)
    #expect(page.attributes.count <= 1_024 + 4 * bytes.count)
  }

  @Test("deep nesting is cut at the cap, its text kept, and a note says so")
  func depthCap() {
    var options = ParseOptions()
    options.depthLimit = 20
    let page = HTMLDocument(
      parsing: Array(String(repeating: "<div>x", count: 100).utf8), options: options)
    #expect(page.notes == .depth)
    #expect(page.textContent(of: .document).count == 100)
    let deepest = page.descendants(of: .document).map { Array(page.ancestors(of: $0)).count }.max()
    #expect(deepest == 21)
    #expect(HTMLDocument(parsing: Array("<div><div>".utf8), options: options).notes.isEmpty)
  }

  @Test("tables at the depth cap keep their rows in order")
  func tablesAtDepthCap() {
    var options = ParseOptions()
    options.depthLimit = 4
    for depth in 0..<6 {
      let text =
        String(repeating: "<div>", count: depth)
        + "<table><tr><td>a<table><tr><td>b</table>c</table>d"
      let page = HTMLDocument(parsing: Array(text.utf8), options: options)
      #expect(page.textContent(of: .document) == "abcd")
    }
  }

  @Test("a large attribute on an unclosed formatting element is not repeated for ever")
  func repeatedAttributes() {
    let large = "<p><b class='" + String(repeating: "x", count: 10_000) + "'>"
    let page = HTMLDocument(parsing: Array((large + String(repeating: "<p>y", count: 5_000)).utf8))
    #expect(page.notes == .formatting)
    let bytes = page.descendants(of: .document).reduce(0) {
      $0 + (page.attribute(.class, of: $1)?.count ?? 0)
    }
    #expect(bytes < 200_000)
    #expect(page.textContent(of: .document).count == 5_000)
  }

  @Test("what lies beyond the length cap is not read, and a note says so")
  func lengthCap() {
    var options = ParseOptions()
    options.byteLimit = 6
    let page = HTMLDocument(parsing: Array("<p>abcdef".utf8), options: options)
    #expect(page.textContent(of: .document) == "abc")
    #expect(page.notes == .length)
  }

  @Test("more names than can be numbered leave a note, not a trap")
  func nameCap() {
    let page = HTMLDocument(parsing: Pattern(unit: "<t", isNumbered: true).bytes(70_000))
    #expect(page.notes.contains(.names))
    #expect(page.name(of: NodeID(rawValue: UInt32(page.nodeCount - 1))).isEmpty)
  }

  @Test("any soup of tags gives a tree whose links agree", arguments: 0..<60)
  func soup(seed: Int) {
    let words = [
      "<b>", "</b>", "<a>", "</a>", "<p>", "</p>", "<div>", "</div>", "<table>", "</table>", "<tr>",
      "<td>", "</td>",
      "<caption>", "<select>", "<option>", "</select>", "<template>", "</template>", "<svg>",
      "<desc>", "</svg>", "x",
      " ", "&lt", "<!--c-->", "<button>", "<form>", "</form>", "<nobr>", "<col>", "<frameset>",
      "<body c=d>", "<h1>",
      "<li>", "<object>", "</object>", "<math>", "<mi>", "<selectedcontent>", "<script>s</script>",
      "\0", "<pre>\n",
    ]
    var text: [UInt8] = []
    for byte in ScanTests.noise(300, seed: UInt64(seed), of: Array(0..<UInt8(words.count))) {
      text += Array(words[Int(byte)].utf8)
    }
    var options = ParseOptions()
    options.depthLimit = seed % 2 == 0 ? 512 : 6
    expectSoundLinks(HTMLDocument(parsing: text, options: options))
    expectSoundLinks(HTMLDocument(parsingFragment: text, context: .table, options: options))
  }

  private func expectSoundLinks(_ page: HTMLDocument) {
    var seen = 0
    for node in page.descendants(of: .document) {
      seen += 1
      guard seen < page.nodeCount else { break }
      let parent = page.parent(of: node)
      #expect(parent != nil)
      if let previous = page.previousSibling(of: node) {
        #expect(page.nextSibling(of: previous) == node && page.parent(of: previous) == parent)
      } else {
        #expect(parent.flatMap { page.firstChild(of: $0) } == node)
      }
      if page.nextSibling(of: node) == nil {
        #expect(parent.flatMap { page.lastChild(of: $0) } == node)
      }
    }
    #expect(seen < page.nodeCount)
  }
}
