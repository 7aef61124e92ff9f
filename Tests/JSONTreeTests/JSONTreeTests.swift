import JSONTree
import Testing

private func tree(_ text: String, _ mode: JSONMode = .exact) throws -> JSONDocument {
  try JSONDocument(parsing: Array(text.utf8), mode: mode)
}

@Suite("JSON trees")
struct JSONTreeTests {
  @Test("members and elements come back in the order of the text, the last of a name wins")
  func order() throws {
    let root = try tree(#"{"b":1,"a":[true,null,"x"],"b":2}"#).root
    #expect(root.members.map(\.name) == ["b", "a", "b"])
    #expect(root["b"]?.integer == 2)
    #expect(root["a"]?.elements.map(\.kind) == [.true, .null, .string])
    #expect(root["a"]?[2]?.string == "x")
    #expect(root["a"]?[3] == nil)
    #expect(root["c"] == nil)
  }

  @Test("escapes are resolved, and half a surrogate pair becomes U+FFFD")
  func escapes() throws {
    #expect(try tree(#""a\n\t\"\\\/\u00e9""#).root.string == "a\n\t\"\\/é")
    #expect(try tree(#""\ud83d\ude00""#).root.string == "😀")
    #expect(try tree(#""\ud83dx""#).root.string == "\u{FFFD}x")
    #expect(try tree(#""\ude00\ud83d\n""#).root.string == "\u{FFFD}\u{FFFD}\n")
    #expect(try tree(#"{"\u0061":1}"#).root["a"]?.integer == 1)
  }

  @Test(
    "what RFC 8259 forbids is refused in exact mode",
    arguments: [
      "", " ", "[1,]", "[,1]", "{\"a\":1,}", "{,}", "[1 2]", "{\"a\" 1}", "{a:1}", "[01]", "[1.]",
      "[-]", "[.5]", "[+1]", "[1e]", "nul", "[NaN]", "\"a\nb\"", "\"\\x\"", "\"\\u12g4\"", "[1]x",
      "[1", "{\"a\":", "'a'", "[1]]", "/**/1", "{\"a\":1 \"b\":2}", "[]]", "[}", "{]",
    ])
  func refusals(text: String) {
    #expect(throws: JSONError.self) { try tree(text) }
  }

  @Test(
    "what RFC 8259 allows is accepted in exact mode",
    arguments: [
      "1", "-0", "1.5e-3", "\"\"", "[]", " {} ", "[[],{}]", "null", "1E+2", "{\"\":0}",
      "\"\u{7F}\"",
      "[1,\n2]", "123456789012345678901234567890",
    ])
  func acceptances(text: String) throws {
    #expect(try tree(text).damage.isEmpty)
  }

  @Test("nesting deeper than the limit is an error and no crash")
  func depth() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: JSONError(kind: .tooDeep, offset: 512)) { try tree(deep) }
  }

  @Test("a value that breaks off keeps its whole members")
  func salvage() throws {
    let found = try tree(#"{"a":1,"b":{"c":2,"d":"x"#, .lenient)
    #expect(found.root["a"]?.integer == 1)
    #expect(found.root["b"]?["c"]?.integer == 2)
    #expect(found.root["b"]?["d"] == nil)
    #expect(found.damage == [.broken(JSONError(kind: .unexpectedEnd, offset: 24))])
  }

  @Test("what follows a whole value is reported with its place")
  func trailing() throws {
    let found = try tree("[1] <script>", .lenient)
    #expect(found.damage == [.trailingBytes(offset: 4)])
    #expect(found.root.elements.map(\.integer) == [1])
  }

  @Test("commas too many or too few, comments and NaN are mended in lenient mode")
  func mending() throws {
    let found = try tree("[1,,2 3,NaN,-Infinity,/* x */ 4,]", .lenient)
    #expect(found.root.elements.map(\.integer) == [1, 2, 3, nil, nil, 4])
    let members = try tree("{\"a\":1 \"b\":\"x\ty\",,}", .lenient)
    #expect(members.root["b"]?.string == "x\ty")
  }

  @Test("a text cut at any byte gives a tree or an error, and never a crash")
  func cuts() {
    let text = Array(#"{"a":[1,-2.5e3,{"b":"\u00e9\n"}],"c":null,"d":true}"#.utf8)
    for end in 0...text.count {
      let found = try? JSONDocument(parsing: Array(text[..<end]), mode: .lenient)
      #expect(end == 0 || found?.root.kind == .object)
    }
  }
}

@Suite("JSON writing")
struct JSONWriterTests {
  @Test("what is written reads back the same, on one line and without control characters")
  func roundTrip() throws {
    let strings = ["", "a\"b\\c", "\u{0}\u{1F}\u{7F}\u{85}\u{9B}", "é😀\u{2028}\u{2029}", "a\nb"]
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("none", nil as String?)
    writer.member("list", strings)
    writer.member("n", 12 as Int?)
    writer.key("x")
    writer.number(.infinity)
    writer.key("y")
    writer.beginArray()
    writer.beginObject()
    writer.endObject()
    writer.boolean(false)
    writer.endArray()
    writer.endObject()
    let text = writer.take()
    let parsed = try JSONDocument(parsing: text)
    #expect(parsed.root.members.map(\.name) == ["list", "n", "x", "y"])
    #expect(parsed.root["list"]?.elements.map(\.string) == strings)
    let scalars = String(decoding: text, as: UTF8.self).unicodeScalars
    #expect(!scalars.contains { $0.value < 0x20 || 0x7F..<0xA0 ~= $0.value })
  }
}

@Suite("JSON streams")
struct JSONStreamTests {
  /// What a stream makes of a text handed over in pieces: integers of `n`, and words for the rest.
  private func items(_ text: String, piece: Int, limit: Int = 1 << 20) -> [String] {
    var stream = JSONStream(valueByteLimit: limit)
    var found: [String] = []
    func drain() {
      while let item = stream.next() {
        switch item {
        case .value(let tree, _): found.append(tree.root["n"]?.scalarText ?? "value")
        case .broken: found.append("broken")
        case .tooLarge: found.append("tooLarge")
        case .entered: found.append("entered")
        case .junk: found.append("junk")
        }
      }
    }
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      stream.append(bytes[start..<min(start + piece, bytes.count)])
      start += piece
      drain()
    }
    stream.finish()
    drain()
    return found
  }

  @Test("arrays, lines and runs of values stream alike in pieces of any size", arguments: 1...9)
  func layouts(piece: Int) {
    #expect(items(#"[{"n":1},{"n":2}]"#, piece: piece) == ["1", "2"])
    #expect(items("{\"n\":1}\n\n{\"n\":2}\r\n", piece: piece) == ["1", "2"])
    #expect(items(#"[{"n":1}][{"n":2}]"#, piece: piece) == ["1", "2"])
    #expect(items(#"{"n":1}{"n":2} <script>"#, piece: piece) == ["1", "2", "junk"])
    #expect(items(#"[{"n":1},,{"n":2},"#, piece: piece) == ["1", "2"])
    #expect(items("[Infinity,-12.5e+3,/* c */{\"n\":NaN}]", piece: piece).count == 3)
  }

  @Test("a broken value costs no neighbour", arguments: [1, 3, 1000])
  func damage(piece: Int) {
    let lines = "{\"n\":1}\n{\"n\":2, \"t\": \"cut\n{\"n\":3}\n{\"n\":4}"
    #expect(items(lines, piece: piece) == ["1", "broken", "3", "4"])
    let array = #"[{"n":1},{"n":2,"t":x},{"n":3}]"#
    #expect(items(array, piece: piece) == ["1", "broken", "3"])
    #expect(items(#"[{"n":1},{"n":2"#, piece: piece) == ["1", "broken"])
  }

  @Test("an element beyond the limit is passed over, an object beyond it is entered")
  func limits() {
    let long = String(repeating: "x", count: 500)
    let array = "[{\"n\":1},{\"t\":\"\(long)\"},{\"n\":3}]"
    #expect(items(array, piece: 10, limit: 100) == ["1", "tooLarge", "3"])
    let wrapped = "{\"t\":\"\(long)\",\"a\":[{\"n\":1},{\"n\":2}],\"b\":{\"c\":[{\"n\":3}]}}"
    #expect(items(wrapped, piece: 10, limit: 100) == ["entered", "1", "2", "3"])
  }
}
