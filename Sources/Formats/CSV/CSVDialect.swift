import Bytes
import Unicode
import TextEncodings

/// How a table of values separated by commas, semicolons or tabs is written.
struct CSVDialect: Sendable {
  var delimiter: UInt8
  /// The header row's names.
  var names: [String]
  /// False for tables that begin with their first row.
  var hasHeader = true
  /// True when a line before the header names the delimiter.
  var hasSeparatorLine = false

  /// Finds the dialect by the header row: at least one name that means something for an article,
  /// and rows of as many columns below. Nil when the text is no such table.
  init?(sniffing head: ArraySlice<UInt8>) {
    // The words of a header may be in any encoding; delimiters and quotes are ASCII in all of them.
    var body = head
    if UTF8Text.validEnd(in: Array(head).span, from: 0) + 3 < head.count {
      let decoded = CharsetReading.decode(Array(head.prefix(1 << 16))).utf8
      body = decoded[...]
    }
    if let line = Self.separatorLine(body) {
      hasSeparatorLine = true
      body = body[line.end...]
    }
    let bytes = Array(body)
    var isReadAsOneColumn = false
    for delimiter in [UInt8(ascii: ","), 0x09, UInt8(ascii: ";"), UInt8(ascii: "|")] {
      // A text without the delimiter is one column, whichever delimiter that is.
      if Find.first(delimiter, in: bytes.span) == nil {
        if isReadAsOneColumn { continue }
        isReadAsOneColumn = true
      }
      var scanner = CSVScanner(delimiter: delimiter)
      var rows: [[[UInt8]]] = []
      var position = 0
      while rows.count < 8, let row = scanner.row(bytes, from: &position, isFinal: false) {
        if !(row.count == 1 && row[0].isEmpty) { rows.append(row) }
      }
      if rows.isEmpty {
        position = 0
        if let row = scanner.row(bytes, from: &position, isFinal: true) { rows.append(row) }
      }
      // The last rows of a small table, or rows cut by the end of what was looked at.
      if rows.count == 1, let row = scanner.row(bytes, from: &position, isFinal: true) {
        rows.append(row)
      }
      guard let header = rows.first else { continue }
      let cells =
        rows.contains { $0.count > 2 }
        ? rows.map { $0.map { String(decoding: $0, as: UTF8.self) } } : []
      let names = CSVColumns.plain(
        header.map { PlainText.folding(String(decoding: $0, as: UTF8.self)) },
        Array(cells.dropFirst()))
      if delimiter == 0x09, Self.isTrafilaturaRow(names) {
        self.delimiter = delimiter
        self.names = Self.trafilaturaNames
        hasHeader = false
        return
      }
      if let found = CSVColumns.names(of: cells, isTabbed: delimiter == 0x09) {
        self.delimiter = delimiter
        self.names = found
        hasHeader = false
        return
      }
      guard Self.isHeader(names) else { continue }
      if names.count == 1, !Self.isColumnOfTexts(body, rows, names[0]) { continue }
      let steady = rows.dropFirst().count { $0.count == names.count }
      guard rows.count > 1, steady * 2 >= rows.count - 1 else { continue }
      assert(!names.isEmpty)
      self.delimiter = delimiter
      self.names = names
      return
    }
    return nil
  }

  /// Excel's own first line: `sep=;`.
  private static func separatorLine(_ body: ArraySlice<UInt8>) -> (delimiter: UInt8, end: Int)? {
    guard body.starts(with: "sep=".utf8), body.count > 6 else { return nil }
    let delimiter = body[body.startIndex + 4]
    var end = body.startIndex + 5
    if body[end] == 0x0D { end += 1 }
    return body[end] == 0x0A ? (delimiter, end + 1) : nil
  }

  /// Columns of the tables that trafilatura writes, which have no header.
  private static let trafilaturaNames = [
    "url", "id", "fingerprint", "hostname", "title", "image", "date", "text", "comments", "license",
    "pagetype",
  ]

  private static func isTrafilaturaRow(_ fields: [String]) -> Bool {
    fields.count == trafilaturaNames.count && WebAddress.isAbsolute(fields[0])
      && (fields[3].contains(".") || fields[3] == "null") && fields[7].utf8.count > 20
  }

  /// True where the rows below a header of one name are texts or records: no empty line between them,
  /// and either quoted or long, or below a name such as `text` that is written as programs write it.
  ///
  /// A dump of a page may begin with a line such as `News`; what follows there are the lines of a menu.
  private static func isColumnOfTexts(
    _ body: ArraySlice<UInt8>, _ rows: [[[UInt8]]], _ name: String
  )
    -> Bool
  {
    let lines = body.prefix(1 << 12).split(
      separator: 0x0A, maxSplits: 4, omittingEmptySubsequences: false
    ).dropFirst()
    guard let first = lines.first?.first else { return false }
    if [UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "[")].contains(first) { return true }
    let hasGap = lines.dropLast().contains { $0.allSatisfy(ASCII.isTextBlank) }
    let isLong = rows.dropFirst().allSatisfy { $0.count == 1 && $0[0].count >= 200 }
    return !hasGap
      && (isLong || FieldRole.claim(of: name)?.role == .body && name == name.lowercased())
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
