import Bytes
import JSONTree

/// The values of a JSON-LD script as pages write it, also where it is no valid JSON.
///
/// Several values one after the other, comments and CDATA marks around them, quotation marks as
/// character references, and quotation marks inside strings that nobody escaped are read.
enum LinkedDataScript {
  static func values(in script: [UInt8]) -> [JSONValue] {
    var rest = unescaped(script)[...]
    var found: [JSONValue] = []
    while found.count < 50, let start = start(in: rest) {
      let end = end(of: rest[start...])
      found += value(Array(rest[start..<end]))
      assert(end > start, "a value has a first byte")
      rest = rest[end...]
    }
    return found
  }

  /// The value as it stands; else with its inner quotation marks escaped; else as far as it goes.
  private static func value(_ bytes: [UInt8]) -> [JSONValue] {
    if let tree = try? JSONDocument(parsing: bytes, mode: .exact) { return [tree.root] }
    if let tree = try? JSONDocument(parsing: escapingInnerQuotes(bytes), mode: .exact) {
      return [tree.root]
    }
    if let tree = try? JSONDocument(parsing: bytes, mode: .lenient) { return [tree.root] }
    return []
  }

  /// The first bracket that opens a value; `<![CDATA[` has one of its own.
  private static func start(in bytes: ArraySlice<UInt8>) -> Int? {
    bytes.indices.first {
      bytes[$0] == UInt8(ascii: "{")
        || (bytes[$0] == UInt8(ascii: "[")
          && ($0 == bytes.startIndex
            || (bytes[$0 - 1] != UInt8(ascii: "!") && !ASCII.isLetter(bytes[$0 - 1]))))
    }
  }

  /// Behind the bracket that closes the value which begins the bytes; their end where none does.
  private static func end(of bytes: ArraySlice<UInt8>) -> Int {
    var depth = 0
    var isInString = false
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if isInString {
        if byte == UInt8(ascii: "\\") {
          index += 1
        } else if byte == UInt8(ascii: "\"") {
          isInString = !closes(bytes, index)
        }
      } else {
        switch byte {
        case UInt8(ascii: "\""): isInString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          depth -= 1
          if depth == 0 { return index + 1 }
        default: break
        }
      }
      index += 1
    }
    return bytes.endIndex
  }

  /// True when a quotation mark ends its string: a sign of JSON follows it.
  private static func closes(_ bytes: ArraySlice<UInt8>, _ quote: Int) -> Bool {
    var next = quote + 1
    while next < bytes.endIndex, next - quote < 200, bytes[next] <= 0x20 { next += 1 }
    guard next < bytes.endIndex else { return true }
    return [
      UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: "/"),
    ].contains(bytes[next]) || (next > quote + 1 && bytes[next] == UInt8(ascii: "\""))
  }

  private static func escapingInnerQuotes(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + 16)
    var isInString = false
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if isInString, byte == UInt8(ascii: "\\"), index + 1 < bytes.count {
        out.append(byte)
        index += 1
        out.append(bytes[index])
      } else if byte == UInt8(ascii: "\"") {
        if !isInString {
          isInString = true
        } else if closes(bytes[...], index) {
          isInString = false
        } else {
          out.append(UInt8(ascii: "\\"))
        }
        out.append(byte)
      } else {
        out.append(byte)
      }
      index += 1
    }
    return out
  }

  /// A script without a single quotation mark may have them as character references.
  private static func unescaped(_ script: [UInt8]) -> [UInt8] {
    guard !script.contains(UInt8(ascii: "\"")), script.contains(UInt8(ascii: "&")) else {
      return script
    }
    var out: [UInt8] = []
    var index = 0
    while index < script.count {
      if script[index] == UInt8(ascii: "&"),
        let (name, value) = references.first(where: { script[index...].starts(with: $0.name) })
      {
        out.append(value)
        index += name.count
      } else {
        out.append(script[index])
        index += 1
      }
    }
    return out
  }

  private static let references: [(name: [UInt8], value: UInt8)] = [
    ("&quot;", "\""), ("&#34;", "\""), ("&#034;", "\""), ("&#x22;", "\""), ("&amp;", "&"),
    ("&#39;", "'"), ("&apos;", "'"), ("&lt;", "<"), ("&gt;", ">"),
  ].map { (Array($0.0.utf8), Array($0.1.utf8)[0]) }
}
