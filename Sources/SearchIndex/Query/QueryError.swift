/// Why a query cannot be read: what is wrong, where, and what to do about it.
package struct QueryError: Error, Equatable, CustomStringConvertible {
  /// The query as it was typed.
  package var query: String
  /// The place of the mistake, in Unicode scalars from the beginning of the query; never empty.
  package var range: Range<Int>
  /// What is wrong, as a sentence without its full stop.
  package var message: String
  /// What to do about it, as a sentence without its full stop.
  package var hint: String

  package var description: String { "\(message). \(hint)." }

  /// The query with a line of carets under the place, for a terminal with letters of one width. Where
  /// text runs from right to left the message, which repeats the piece, is the better guide.
  package var marked: String {
    let scalars = Array(query.unicodeScalars)
    var line = ""
    for scalar in scalars {
      line.unicodeScalars.append(scalar.properties.isWhitespace ? " " : scalar)
    }
    let before = scalars.prefix(range.lowerBound).reduce(0) { $0 + Self.width($1) }
    let inside = scalars.dropFirst(range.lowerBound).prefix(range.count)
      .reduce(0) { $0 + Self.width($1) }
    return line + "\n" + String(repeating: " ", count: before)
      + String(repeating: "^", count: max(1, inside))
  }

  /// Columns of a terminal: two for letters of East Asian width, none for marks.
  private static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
