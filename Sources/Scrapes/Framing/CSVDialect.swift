/// How a table of values separated by commas, semicolons or tabs is written.
struct CSVDialect: Sendable {
  var delimiter: UInt8
  /// The header row's names.
  var names: [String]

  /// Finds the dialect by the header row: at least one name that means something for an article,
  /// and rows of as many columns below. Nil when the text is no such table.
  init?(sniffing body: ArraySlice<UInt8>) {
    for delimiter in [UInt8(ascii: ","), 0x09, UInt8(ascii: ";"), UInt8(ascii: "|")] {
      let scanner = CSVScanner(delimiter: delimiter)
      let bytes = Array(body)
      var rows: [[[UInt8]]] = []
      var position = 0
      while rows.count < 8, let row = scanner.row(bytes, from: &position, isFinal: false) {
        if !(row.count == 1 && row[0].isEmpty) { rows.append(row) }
      }
      if rows.isEmpty {
        position = 0
        if let row = scanner.row(bytes, from: &position, isFinal: true) { rows.append(row) }
      }
      guard let header = rows.first else { continue }
      let names = header.map { String(decoding: $0, as: UTF8.self) }
      guard Self.isHeader(names) else { continue }
      let steady = rows.dropFirst().count { $0.count == names.count }
      guard rows.count > 1, steady * 2 >= rows.count - 1 else { continue }
      self.delimiter = delimiter
      self.names = names
      return
    }
    return nil
  }

  private static func isHeader(_ names: [String]) -> Bool {
    guard names.allSatisfy({ $0.utf8.count <= 60 && !$0.utf8.contains(0x0A) }) else { return false }
    let claims = names.compactMap { FieldRole.claim(of: $0) }
    let roles = Set(claims.map(\.role))
    if names.count == 1 {
      return roles.contains(.body)
        || ["newspapers", "articles", "news"].contains(names[0].lowercased())
    }
    return roles.contains(.body) || roles.contains(.headline) || roles.contains(.page)
      || (roles.contains(.url) && names.count > 2 && roles.count > 1)
  }
}

/// Cuts rows by RFC 4180: quotes, doubled quotes, line breaks inside quotes. Forgives quotes inside
/// unquoted fields.
struct CSVScanner: Sendable {
  let delimiter: UInt8
  /// A field beyond this is taken to have lost its closing quote.
  var fieldByteLimit = 16 << 20

  init(delimiter: UInt8) { self.delimiter = delimiter }

  /// The row that begins at `position`, which moves behind it; nil when the bytes end inside it
  /// (and `isFinal` is false) or before it.
  func row(_ bytes: [UInt8], from position: inout Int, isFinal: Bool) -> [[UInt8]]? {
    guard position < bytes.count else { return nil }
    var fields: [[UInt8]] = []
    var index = position
    while true {
      guard let field = self.field(bytes, from: &index, isFinal: isFinal) else { return nil }
      fields.append(field)
      if index >= bytes.count {
        guard isFinal else { return nil }
        break
      }
      let byte = bytes[index]
      index += 1
      if byte == delimiter { continue }
      if byte == 0x0D {
        if index < bytes.count, bytes[index] == 0x0A { index += 1 }
      }
      break
    }
    position = index
    return fields
  }

  private func field(_ bytes: [UInt8], from index: inout Int, isFinal: Bool) -> [UInt8]? {
    var field: [UInt8] = []
    guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
      let start = index
      while index < bytes.count, bytes[index] != delimiter, bytes[index] != 0x0A,
        bytes[index] != 0x0D
      {
        index += 1
      }
      return Array(bytes[start..<index])
    }
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
    guard isFinal else { return nil }
    field.append(contentsOf: bytes[start..<index])
    return field
  }
}
