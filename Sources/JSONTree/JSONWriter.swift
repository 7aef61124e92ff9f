import Bytes

/// Writes JSON as bytes, in the order of the calls.
///
/// Commas and colons are set by the writer. Control characters (also C1) and the line separators
/// U+2028 and U+2029 are escaped, so a value stays on one line everywhere and its characters cannot
/// steer a terminal.
package struct JSONWriter: Sendable {
  /// What has been written so far.
  package private(set) var bytes: [UInt8] = []
  /// True right after a bracket, a name, a line's end, or at the start.
  private var isFresh = true

  package init() {}

  /// Opens an object; members follow as `key` and a value.
  package mutating func beginObject() {
    separate()
    bytes.append(UInt8(ascii: "{"))
    isFresh = true
  }

  /// Closes the innermost object.
  package mutating func endObject() {
    bytes.append(UInt8(ascii: "}"))
    isFresh = false
  }

  /// Opens an array; its elements follow.
  package mutating func beginArray() {
    separate()
    bytes.append(UInt8(ascii: "["))
    isFresh = true
  }

  /// Closes the innermost array.
  package mutating func endArray() {
    bytes.append(UInt8(ascii: "]"))
    isFresh = false
  }

  /// Writes a member's name; its value is the next call.
  package mutating func key(_ name: String) {
    separate()
    quote(name)
    bytes.append(UInt8(ascii: ":"))
    isFresh = true
  }

  /// Writes a string.
  package mutating func string(_ value: String) {
    separate()
    quote(value)
  }

  /// Writes an integer.
  package mutating func integer(_ value: some BinaryInteger) { word(String(value)) }

  /// Writes a number; null where it is not finite, since JSON has no word for it.
  package mutating func number(_ value: Double) {
    word(value.isFinite ? String(describing: value) : "null")
  }

  /// Writes a truth value.
  package mutating func boolean(_ value: Bool) { word(value ? "true" : "false") }

  /// Writes null.
  package mutating func null() { word("null") }

  /// Writes a value that is JSON already, as it stands.
  package mutating func raw(_ value: some Sequence<UInt8>) {
    separate()
    bytes.append(contentsOf: value)
  }

  /// Writes a member with a string, and nothing when there is none.
  package mutating func member(_ name: String, _ value: String?) {
    guard let value else { return }
    key(name)
    string(value)
  }

  /// Writes a member with an integer, and nothing when there is none.
  package mutating func member(_ name: String, _ value: (some BinaryInteger)?) {
    guard let value else { return }
    key(name)
    integer(value)
  }

  /// Writes a member with a truth value, and nothing when there is none.
  package mutating func member(_ name: String, _ value: Bool?) {
    guard let value else { return }
    key(name)
    boolean(value)
  }

  /// Writes a member with an array of strings, and nothing when it is empty.
  package mutating func member(_ name: String, _ values: [String]) {
    guard !values.isEmpty else { return }
    key(name)
    beginArray()
    for value in values { string(value) }
    endArray()
  }

  /// Ends a line, for one value a line.
  package mutating func endLine() {
    bytes.append(0x0A)
    isFresh = true
  }

  /// Hands over what has been written and starts afresh.
  package mutating func take() -> [UInt8] {
    defer {
      bytes = []
      isFresh = true
    }
    return bytes
  }

  private mutating func word(_ text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func separate() {
    if !isFresh { bytes.append(UInt8(ascii: ",")) }
    isFresh = false
  }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { unsafe append(escaping: $0.span) }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func append(escaping text: Span<UInt8>) {
    let isSpecial = Self.isSpecial.span
    var index = 0
    // Up to where the text is written.
    var written = 0
    while index < text.count {
      let byte = text[index]
      if !isSpecial[Int(byte)] {
        index &+= 1
        continue
      }
      let length = Self.escapedByteCount(text, at: index)
      if length > 0 {
        append(plain: text.extracting(written..<index))
        written = index + length
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
          bytes.append(UInt8(ascii: "\\"))
          bytes.append(byte)
        case 0x0A: bytes.append(contentsOf: "\\n".utf8)
        case 0x0D: bytes.append(contentsOf: "\\r".utf8)
        case 0x09: bytes.append(contentsOf: "\\t".utf8)
        case 0xC2: escape(UInt32(text[index + 1]))
        case 0xE2: escape(0x2000 + UInt32(text[index + 2] & 0x3F))
        default: escape(UInt32(byte))
        }
      }
      index += max(1, length)
    }
    assert(written <= text.count)
    append(plain: text.extracting(written..<text.count))
  }

  private mutating func append(plain text: Span<UInt8>) {
    unsafe text.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
  }

  /// Bytes that are escaped, or may open what is: controls, quotes, backslashes, C1 controls, and the
  /// line and paragraph separators.
  private static let isSpecial: [Bool] = (0..<256).map { byte in
    byte < 0x20 || [0x22, 0x5C, 0x7F, 0xC2, 0xE2].contains(byte)
  }

  /// How many bytes the escape at `index` stands for; 0 when what begins there is written as it is.
  private static func escapedByteCount(_ text: Span<UInt8>, at index: Int) -> Int {
    switch text[index] {
    case 0xC2: index + 1 < text.count && text[index + 1] < 0xA0 ? 2 : 0
    case 0xE2:
      index + 2 < text.count && text[index + 1] == 0x80 && text[index + 2] & 0xFE == 0xA8 ? 3 : 0
    default: 1
    }
  }

  private mutating func escape(_ unit: UInt32) {
    bytes.append(contentsOf: "\\u".utf8)
    for shift in [12, 8, 4, 0] as [UInt32] {
      bytes.append(Hex.digit(UInt8(unit >> shift & 0xF)))
    }
  }
}
