import Foundation
import HTMLTree
import Testing

/// A page and the tree that the standard makes of it, as `Tests/Fixtures/trees` holds them:
/// `#case` and what it shows, `#context` and `#options` where they are wanted, `#html`, `#tree`.
private struct TreeCase {
  var title = ""
  var context: [String] = []
  var options = ParseOptions()
  var header: [String] = []
  var html = ""
  var tree = ""

  /// The cases of a file.
  static func read(_ text: String) -> [TreeCase] {
    var cases: [TreeCase] = []
    var section = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let words = line.split(separator: " ")
      switch words.first {
      case "#case":
        cases.append(TreeCase(title: String(line.dropFirst(6))))
        section = ""
      case "#context":
        cases[cases.count - 1].context = words.dropFirst().map(String.init)
        cases[cases.count - 1].header.append(String(line))
      case "#options":
        cases[cases.count - 1].read(options: words.dropFirst())
        cases[cases.count - 1].header.append(String(line))
      case "#html", "#tree": section = String(line)
      default: cases[cases.count - 1].add(String(line), to: section)
      }
    }
    return cases
  }

  private mutating func read(options words: ArraySlice<Substring>) {
    for word in words {
      if word == "scripting" { options.isScriptingOn = true }
      if word.hasPrefix("depth=") { options.depthLimit = Int(word.dropFirst(6)) ?? 512 }
    }
  }

  private mutating func add(_ line: String, to section: String) {
    if section == "#html" { html += html.isEmpty ? line : "\n" + line }
    if section == "#tree" { tree += tree.isEmpty ? line : "\n" + line }
  }

  /// The page as the parser reads it. The files hold control characters as `\r`, `\0` and `\f`.
  var page: HTMLDocument? {
    let text = html.replacing("\\r", with: "\r").replacing("\\0", with: "\0")
      .replacing("\\f", with: "\u{C}").replacing("\\n", with: "\n")
    guard let name = context.first else {
      return HTMLDocument(parsing: Array(text.utf8), options: options)
    }
    let isForeign = context.count > 1
    guard let tag = TagName(known: name) else { return nil }
    return HTMLDocument(
      parsingFragment: Array(text.utf8), context: tag, namespace: isForeign ? .svg : .html,
      options: options)
  }

  /// The case as the file holds it, with the tree that the parser makes now.
  var rewritten: String {
    (["#case " + title] + header + ["#html", html, "#tree", page?.outline() ?? "", ""])
      .joined(separator: "\n")
  }
}

@Suite("Trees of made-up pages")
struct TreeFixtureTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures/trees")

  @Test(
    "each page gives the tree that stands beside it; WINNOW_UPDATE_FIXTURES=1 writes it anew",
    arguments: ["documents", "blocks", "formatting", "tables", "foreign", "templates", "tokens"])
  func trees(name: String) throws {
    let file = Self.folder.appendingPathComponent(name + ".txt")
    let cases = TreeCase.read(try String(contentsOf: file, encoding: .utf8))
    if ProcessInfo.processInfo.environment["WINNOW_UPDATE_FIXTURES"] != nil {
      let text = cases.map(\.rewritten).joined(separator: "\n")
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(cases.count > 5)
    for one in cases {
      let page = try #require(one.page, "\(one.title)")
      let tree = one.tree.hasSuffix("\n") ? String(one.tree.dropLast()) : one.tree
      #expect(page.outline() == tree, "\(one.title)")
    }
  }

  @Test(
    "a page cut at any byte gives a tree whose links agree",
    arguments: ["documents", "blocks", "formatting", "tables", "foreign", "templates", "tokens"])
  func cuts(name: String) throws {
    let file = Self.folder.appendingPathComponent(name + ".txt")
    for one in TreeCase.read(try String(contentsOf: file, encoding: .utf8)) {
      let bytes = Array(one.html.utf8)
      for count in 0...bytes.count {
        let page = HTMLDocument(parsing: Array(bytes[..<count]), options: one.options)
        for node in page.descendants(of: .document) {
          let parent = try #require(page.parent(of: node))
          let previous = page.previousSibling(of: node)
          #expect(previous.map { page.nextSibling(of: $0) == node } ?? true)
          #expect(previous != nil || page.firstChild(of: parent) == node)
        }
      }
    }
  }
}
