import Bytes

/// Lists and dictionaries as Python prints them, which many scrapers write into tables.
enum PythonLiteral {
  /// The literal as JSON; nil for what is none. Linear, and no deeper than it is long.
  static func json(_ bytes: [UInt8]) -> [UInt8]? {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + bytes.count / 8)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        guard let end = appendString(bytes, from: index, to: &out) else { return nil }
        index = end
      case UInt8(ascii: "("):
        out.append(UInt8(ascii: "["))
        index += 1
      case UInt8(ascii: ")"):
        if out.last == UInt8(ascii: ",") { out.removeLast() }
        out.append(UInt8(ascii: "]"))
        index += 1
      case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"),
        UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "+"),
        UInt8(ascii: "."), 0x30...0x39:
        out.append(byte)
        index += 1
      case 0x20, 0x09...0x0D: index += 1
      case UInt8(ascii: "d"):
        guard let moment = PythonMoment.iso(bytes, from: index) else { return nil }
        appendQuoted(Array(moment.text.utf8), to: &out)
        index = moment.end
      default:
        let end = wordEnd(bytes, from: index)
        guard end > index, let word = word(bytes[index..<end]) else { return nil }
        out += word
        index = end
      }
    }
    return out
  }

  private static func wordEnd(_ bytes: [UInt8], from start: Int) -> Int {
    var index = start
    while index < bytes.count, ASCII.isLetter(bytes[index]) { index += 1 }
    return index
  }

  private static func word(_ word: ArraySlice<UInt8>) -> [UInt8]? {
    switch String(decoding: word, as: UTF8.self) {
    case "None", "nan", "NaN", "null": Array("null".utf8)
    case "True", "true": Array("true".utf8)
    case "False", "false": Array("false".utf8)
    case "e", "E": Array(word)
    // Marks of a string's kind before its quote.
    case "u", "b", "r": []
    default: nil
    }
  }

  private static func appendString(
    _ bytes: [UInt8], from start: Int, to out: inout [UInt8]
  ) -> Int? {
    let quote = bytes[start]
    var text: [UInt8] = []
    var index = start + 1
    while index < bytes.count, bytes[index] != quote {
      guard bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count else {
        text.append(bytes[index])
        index += 1
        continue
      }
      index += 2
      switch bytes[index - 1] {
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "x"): index = appendScalar(bytes, index, digits: 2, to: &text)
      case UInt8(ascii: "u"): index = appendScalar(bytes, index, digits: 4, to: &text)
      case UInt8(ascii: "U"): index = appendScalar(bytes, index, digits: 8, to: &text)
      case let other: text.append(other)
      }
    }
    guard index < bytes.count else { return nil }
    appendQuoted(text, to: &out)
    return index + 1
  }

  private static func appendScalar(
    _ bytes: [UInt8], _ start: Int, digits: Int, to text: inout [UInt8]
  ) -> Int {
    var value: UInt32 = 0
    var index = start
    while index < bytes.count, index < start + digits,
      let digit = Hex.value(of: bytes[index])
    {
      value = value << 4 | UInt32(digit)
      index += 1
    }
    UTF8Encoding.append((Unicode.Scalar(value) ?? "\u{FFFD}").value, to: &text)
    return index
  }

  /// Appends a string; neighbouring literals are one, as Python's printer folds long ones.
  private static func appendQuoted(_ text: [UInt8], to out: inout [UInt8]) {
    if out.last == UInt8(ascii: "\"") {
      out.removeLast()
    } else {
      out.append(UInt8(ascii: "\""))
    }
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        out.append(UInt8(ascii: "\\"))
        out.append(byte)
      case 0..<0x20:
        out += "\\u00".utf8
        out += [Hex.digit(byte >> 4), Hex.digit(byte & 15)]
      default: out.append(byte)
      }
    }
    out.append(UInt8(ascii: "\""))
  }
}
