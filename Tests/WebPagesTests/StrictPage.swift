/// A page read by the narrowest grammar that ours are written in: what is not exactly an element of that form is
/// an error, and so is everything that a browser might read in another way.
struct StrictPage {
  /// Elements in their order, each with the names of its attributes.
  private(set) var skeleton: [String] = []
  /// Values of attributes, by the attribute's name.
  private(set) var values: [(name: String, value: String)] = []
  /// All text, references resolved.
  private(set) var text = ""

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  init(_ bytes: [UInt8]) throws {
    guard let source = String(validating: bytes, as: UTF8.self) else {
      throw Failure(description: "not UTF-8")
    }
    for scalar in source.unicodeScalars {
      switch scalar.value {
      case 0..<9, 0xB..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF:
        throw Failure(description: "the character \(scalar.value)")
      default: break
      }
    }
    try read(Array(source.utf8))
    var open: [String] = []
    for element in skeleton {
      let name = String(element.prefix { $0 != " " })
      if name.hasPrefix("/") {
        guard open.popLast() == String(name.dropFirst()) else {
          throw Failure(description: "\(name) closes nothing")
        }
      } else if !element.hasSuffix(" /") {
        open.append(name)
      }
    }
    guard open.isEmpty else { throw Failure(description: "\(open) stays open") }
  }

  private mutating func read(_ bytes: [UInt8]) throws {
    var index = 0
    var run: [UInt8] = []
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "<") {
        text += try Self.resolved(run)
        run = []
        index = try element(bytes, index)
      } else {
        run.append(bytes[index])
        index += 1
      }
    }
    text += try Self.resolved(run)
  }

  private mutating func element(_ bytes: [UInt8], _ start: Int) throws -> Int {
    var index = start + 1
    func fail(_ what: String) -> Failure {
      let end = min(bytes.count, start + 80)
      return Failure(description: "\(what): \(String(decoding: bytes[start..<end], as: UTF8.self))")
    }
    func name() -> String {
      let from = index
      while index < bytes.count,
        (0x61...0x7A).contains(bytes[index] | 0x20) || (0x30...0x39).contains(bytes[index])
          || "-:!/?".utf8.contains(bytes[index])
            && (index == from || bytes[index] != UInt8(ascii: "/"))
      { index += 1 }
      return String(decoding: bytes[from..<index], as: UTF8.self)
    }
    let element = name()
    guard !element.isEmpty else { throw fail("no name") }
    if element.hasPrefix("!") || element.hasPrefix("?") {
      guard start == 0, let end = bytes[start...].firstIndex(of: UInt8(ascii: ">")) else {
        throw fail("a declaration in the page")
      }
      return end + 1
    }
    var names: [String] = []
    while index < bytes.count, bytes[index] == 0x20 {
      index += 1
      if bytes[index] == UInt8(ascii: "/") {
        index += 1
        names.append("/")
        break
      }
      let attribute = name()
      guard index + 1 < bytes.count, bytes[index] == UInt8(ascii: "="),
        bytes[index + 1] == UInt8(ascii: "\"")
      else { throw fail("no value") }
      let from = index + 2
      guard let end = bytes[from...].firstIndex(of: UInt8(ascii: "\"")) else { throw fail("open") }
      guard !bytes[from..<end].contains(UInt8(ascii: "<")) else { throw fail("markup in a value") }
      values.append((attribute, try Self.resolved(Array(bytes[from..<end]))))
      names.append(attribute)
      index = end + 1
    }
    guard index < bytes.count, bytes[index] == UInt8(ascii: ">") else { throw fail("no end") }
    skeleton.append(([element] + names).joined(separator: " "))
    return index + 1
  }

  /// Text with the five references that there may be resolved; any other is an error.
  private static func resolved(_ bytes: [UInt8]) throws -> String {
    let known = ["&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'"]
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: ">") || bytes[index] == UInt8(ascii: "\"") {
        throw Failure(description: "a sign that was not escaped")
      }
      if bytes[index] == UInt8(ascii: "&") {
        guard let end = bytes[index...].firstIndex(of: UInt8(ascii: ";")),
          let plain = known[String(decoding: bytes[index...end], as: UTF8.self)]
        else { throw Failure(description: "an ampersand that was not escaped") }
        result += plain.utf8
        index = end + 1
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
