/// Cuts rows by RFC 4180: quotes, doubled quotes, line breaks inside quotes. Forgives quotes inside
/// unquoted fields, and gives up on quotes that never close.
struct CSVScanner: Sendable {
  let delimiter: UInt8
  /// A field beyond this is taken to have lost its closing quote.
  var fieldByteLimit = 16 << 20
  /// False once quotes have proved to be ordinary characters.
  var readsQuotes = true
  /// True when the last row held a quote that did not close.
  private(set) var didGiveUp = false

  init(delimiter: UInt8) { self.delimiter = delimiter }

  /// The row that begins at `position`, which moves behind it; nil when the bytes end inside it
  /// and more may come. With `gaveUp` a quote that does not close is an ordinary character.
  mutating func row(
    _ bytes: [UInt8], from position: inout Int, isFinal: Bool, gaveUp: Bool = false
  ) -> [[UInt8]]? {
    assert(position >= 0)
    didGiveUp = false
    guard position < bytes.count else { return nil }
    var index = position
    if let fields = fields(bytes, from: &index, isFinal: isFinal, readsQuotes: readsQuotes) {
      position = index
      return fields
    }
    guard readsQuotes, gaveUp || index - position > fieldByteLimit else { return nil }
    index = position
    guard let fields = fields(bytes, from: &index, isFinal: isFinal, readsQuotes: false) else {
      return nil
    }
    didGiveUp = true
    assert(index > position)
    position = index
    return fields
  }

  private func fields(
    _ bytes: [UInt8], from index: inout Int, isFinal: Bool, readsQuotes: Bool
  ) -> [[UInt8]]? {
    var fields: [[UInt8]] = []
    while true {
      let isQuoted = readsQuotes && index < bytes.count && bytes[index] == UInt8(ascii: "\"")
      if isQuoted {
        guard let field = quoted(bytes, from: &index, isFinal: isFinal) else { return nil }
        fields.append(field)
      } else {
        fields.append(plain(bytes, from: &index))
      }
      guard index < bytes.count else { return isFinal ? fields : nil }
      let byte = bytes[index]
      index += 1
      if byte == delimiter { continue }
      if byte == 0x0D, index < bytes.count, bytes[index] == 0x0A { index += 1 }
      return fields
    }
  }

  private func plain(_ bytes: [UInt8], from index: inout Int) -> [UInt8] {
    let start = index
    while index < bytes.count, bytes[index] != delimiter, bytes[index] != 0x0A, bytes[index] != 0x0D
    {
      index += 1
    }
    return Array(bytes[start..<index])
  }

  private func quoted(_ bytes: [UInt8], from index: inout Int, isFinal: Bool) -> [UInt8]? {
    var field: [UInt8] = []
    index += 1
    var start = index
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "\"") else {
        index += 1
        continue
      }
      let next = index + 1
      if next >= bytes.count, !isFinal { return nil }
      if next < bytes.count, bytes[next] == UInt8(ascii: "\"") {
        field.append(contentsOf: bytes[start...index])
        index += 2
        start = index
        continue
      }
      let endsField =
        next >= bytes.count || bytes[next] == delimiter || bytes[next] == 0x0A
        || bytes[next] == 0x0D
      if endsField {
        field.append(contentsOf: bytes[start..<index])
        index = next
        return field
      }
      // A quote in the middle of a field, not doubled: part of the text.
      index += 1
    }
    return nil
  }
}
