import Foundation
import JSONTree
import Testing

/// A text and what reading makes of it, as `Tests/Fixtures/json` holds them: `#case` and what it
/// shows, `#text`, and sections with results. Control characters stand as their pictures (`␊`).
private struct JSONCase {
  var title = ""
  var text = ""
  var results: [(name: String, lines: [String])] = []

  static func read(_ content: String) -> [JSONCase] {
    var cases: [JSONCase] = []
    var isText = false
    for line in content.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("#case ") {
        cases.append(JSONCase(title: String(line.dropFirst(6))))
        isText = false
      } else if line == "#text" {
        isText = true
      } else if line.hasPrefix("#") {
        isText = false
        cases[cases.count - 1].results.append((String(line), []))
      } else if isText {
        cases[cases.count - 1].text = String(line)
      } else if !line.isEmpty, let last = cases.last?.results.indices.last {
        cases[cases.count - 1].results[last].lines.append(String(line))
      }
    }
    return cases
  }

  var bytes: [UInt8] {
    let pictures: [(Character, UInt8)] = [("␊", 10), ("␍", 13), ("␉", 9), ("␀", 0), ("␞", 0x1E)]
    return text.flatMap { character in
      pictures.first { $0.0 == character }.map { [$0.1] } ?? Array(String(character).utf8)
    }
  }

  func rewritten(_ results: [(name: String, lines: [String])]) -> String {
    (["#case " + title, "#text", text] + results.flatMap { [$0.name] + $0.lines } + [""])
      .joined(separator: "\n")
  }
}

/// A value with its kinds, as fixtures show it.
private func shown(_ value: JSONValue) -> String {
  switch value.kind {
  case .object:
    "{" + value.members.map { "\(quoted($0.name)):\(shown($0.value))" }.joined(separator: ",") + "}"
  case .array: "[" + value.elements.map(shown).joined(separator: ",") + "]"
  case .string: quoted(value.string ?? "?")
  case .number: "number " + (value.scalarText ?? "?")
  case .true, .false, .null: "\(value.kind)"
  }
}

private func quoted(_ text: String) -> String {
  var writer = JSONWriter()
  writer.string(text)
  return String(decoding: writer.take(), as: UTF8.self)
}

private func shown(_ damage: JSONDamage) -> String {
  switch damage {
  case .repaired(let offset): "repaired at \(offset)"
  case .broken(let error): "broken at \(error.offset): \(error.kind)"
  case .trailingBytes(let offset): "trailing bytes at \(offset)"
  }
}

private func result(of bytes: [UInt8], _ mode: JSONMode) -> [String] {
  do {
    let document = try JSONDocument(parsing: bytes, mode: mode)
    return [shown(document.root)] + document.damage.map(shown)
  } catch {
    return ["error at \(error.offset): \(error.kind)"]
  }
}

/// What a stream gives when its bytes come in pieces of a size.
private func items(of bytes: [UInt8], pieceByteCount: Int) -> [String] {
  var stream = JSONStream()
  var lines: [String] = []
  func take() {
    while let item = stream.next() {
      switch item {
      case .value(let document, let offset): lines.append("\(offset): \(shown(document.root))")
      case .broken(let document, let offset, let error):
        let kept = document.map { shown($0.root) } ?? "nothing"
        lines.append("\(offset): broken, \(error.kind) at \(error.offset), kept \(kept)")
      case .tooLarge(let offset): lines.append("\(offset): too large")
      case .entered(let offset): lines.append("\(offset): entered")
      case .junk(let offset, let byteCount): lines.append("\(offset): \(byteCount) bytes of junk")
      }
    }
  }
  var start = 0
  while start < bytes.count {
    let end = min(bytes.count, start + pieceByteCount)
    stream.append(bytes[start..<end])
    start = end
    take()
  }
  stream.finish()
  take()
  return lines
}

@Suite("Texts of JSON, sound and damaged")
struct JSONFixtureTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures/json")

  /// The cases of a file; with WINNOW_UPDATE_FIXTURES=1 first written anew by `results`.
  private func cases(
    _ name: String, _ results: (JSONCase) -> [(name: String, lines: [String])]
  ) throws -> [JSONCase] {
    let file = Self.folder.appendingPathComponent(name)
    let cases = JSONCase.read(try String(contentsOf: file, encoding: .utf8))
    if ProcessInfo.processInfo.environment["WINNOW_UPDATE_FIXTURES"] != nil {
      let text = cases.map { $0.rewritten(results($0)) }.joined(separator: "\n")
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(cases.count > 20)
    return cases
  }

  private func values(_ one: JSONCase) -> [(name: String, lines: [String])] {
    [("#exact", result(of: one.bytes, .exact)), ("#lenient", result(of: one.bytes, .lenient))]
  }

  @Test("each text gives the values, errors and damage that stand beside it")
  func values() throws {
    for one in try cases("values.txt", values) {
      let found = values(one)
      #expect(found.map(\.lines) == one.results.map(\.lines), "\(one.title)")
    }
  }

  @Test("what exact reading accepts, lenient reading reads the same, without damage")
  func modes() throws {
    for one in try cases("values.txt", values) {
      guard let exact = try? JSONDocument(parsing: one.bytes) else { continue }
      let lenient = try JSONDocument(parsing: one.bytes, mode: .lenient)
      #expect(shown(lenient.root) == shown(exact.root) && lenient.damage.isEmpty, "\(one.title)")
    }
  }

  @Test("each stream gives the items that stand beside it, in pieces of any size")
  func streams() throws {
    let found = try cases("streams.txt") { one in
      [("#items", items(of: one.bytes, pieceByteCount: 1 << 20))]
    }
    for one in found {
      for count in [1, 2, 3, 7, 1 << 20] {
        let lines = items(of: one.bytes, pieceByteCount: count)
        #expect([lines] == one.results.map(\.lines), "\(one.title), pieces of \(count)")
      }
    }
  }

  @Test("a stream that is resumed at an element gives the rest of the items")
  func resuming() throws {
    let bytes = Array(#"[{"a":1},{"a":2},[3],{"a":4}]"#.utf8)
    var stream = JSONStream()
    stream.append(bytes)
    stream.finish()
    var count = 0
    while case .value = stream.next() {
      count += 1
      var rest = JSONStream(startingAt: stream.offset, inArray: stream.isInArray)
      rest.append(bytes[Int(stream.offset)...])
      rest.finish()
      var left = 0
      while case .value(_, let offset) = rest.next() {
        #expect(offset >= stream.offset)
        left += 1
      }
      #expect(left == 4 - count)
    }
    #expect(count == 4)
  }

  @Test("a value beyond the limit is passed over in an array and entered outside of one")
  func tooLarge() {
    let long = String(repeating: "x", count: 500)
    func kinds(_ text: String) -> [String] {
      var stream = JSONStream(valueByteLimit: 100)
      var kinds: [String] = []
      for byte in text.utf8 {
        stream.append([byte])
        while let item = stream.next() { kinds.append(Self.kind(of: item)) }
      }
      stream.finish()
      while let item = stream.next() { kinds.append(Self.kind(of: item)) }
      return kinds
    }
    #expect(kinds(#"[{"a":"\#(long)"},{"b":1}]"#) == ["too large", "value"])
    #expect(
      kinds(#"{"n":"\#(long)","list":[{"b":1},{"b":2}],"other":[{"c":3}]}"#)
        == ["entered", "value", "value", "value"])
  }

  private static func kind(of item: JSONStream.Item) -> String {
    switch item {
    case .value: "value"
    case .broken: "broken"
    case .tooLarge: "too large"
    case .entered: "entered"
    case .junk: "junk"
    }
  }

  @Test("what the writer writes is read back the same, whatever characters are in it")
  func writing() throws {
    for value in (0...0x2FF).compactMap(Unicode.Scalar.init) + ["\u{2028}", "\u{2029}", "😀"] {
      let text = "a\(Character(value))b"
      var writer = JSONWriter()
      writer.beginArray()
      writer.string(text)
      writer.endArray()
      let bytes = writer.take()
      #expect(try JSONDocument(parsing: bytes).root[0]?.string == text)
      #expect(bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
    }
  }
}
