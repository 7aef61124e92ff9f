import Bytes
import JSONTree

extension FormatName {
  static var yaml: FormatName { FormatName("yaml") }
}

/// A YAML file that is one article: a mapping of its fields.
struct YAMLFormat: Format {
  static let name = FormatName.yaml

  static let documentation = [
    FormatDocumentation(
      name: "YAML", read: "a mapping of one article's fields",
      producers: "PyYAML, scrapers that keep a file for each article",
      fields: "by the names below", refused: "lists, and mappings without an article")
  ]

  static let seeds = [
    FormatSeed(
      "yaml", fileName: "x.yaml",
      beginnings: [
        "title: a\ntext: ", "title: 'a\n  b'\ntext: |\n  ", "a: &b\nc: *b\n", "- a: b\n",
      ],
      sample: "title: A\nurl: https://a.example/\ntext: 'The harbour council voted on Tuesday to "
        + "buy a ferry\n  after three winters.'\n")
  ]

  func recognises(_ head: FileHead, at stage: SniffingStage) throws -> Bool {
    guard stage == .content, head.body.count <= YAMLReader.byteLimit,
      Self.isKey(head.body[...]) || head.body.starts(with: "- ".utf8)
        || head.body.starts(with: "---".utf8),
      let json = YAMLReader.json(of: String(decoding: head.body, as: UTF8.self)),
      let tree = try? JSONDocument(parsing: json)
    else { return false }
    if tree.root.isArray {
      let isList = tree.root.elements.allSatisfy {
        $0.isObject && $0.members.dropFirst().contains { _ in true }
      }
      if isList, tree.root[0] != nil { throw Refusals.unsupported("a YAML list") }
      return false
    }
    guard tree.root.isObject else { return false }
    if JSONSearch.likeness(tree.root) == .article { return true }
    let names = tree.root.members.map(\.name)
    if names.count >= 4, names.allSatisfy({ Self.isIdentifier($0) }) {
      throw Refusals.notAPage("a YAML file of settings or facts")
    }
    return false
  }

  /// True for `name:` at the beginning.
  private static func isKey(_ text: ArraySlice<UInt8>) -> Bool {
    let line = text.prefix { $0 != 0x0A }.prefix(80)
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return false }
    return isIdentifier(String(decoding: line[..<colon], as: UTF8.self))
      && (colon + 1 == line.endIndex || line[colon + 1] == 0x20 || line[colon + 1] == 0x0D)
  }

  private static func isIdentifier(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        ASCII.isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
          || byte == UInt8(ascii: ".")
      }
  }

  func open(_ input: FormatInput) throws -> any RecordFramer {
    let bytes = try input.window.takeAll(limit: input.settings.recordByteLimit)
    guard let json = YAMLReader.json(of: String(decoding: bytes, as: UTF8.self)) else {
      throw Refusals.broken("YAML", "it cannot be read to its end")
    }
    let window = ByteWindow(SourceStream(MemorySource(json)))
    return try JSONFramer(window, origin: input.origin.inside("yaml"), settings: input.settings)
  }
}
