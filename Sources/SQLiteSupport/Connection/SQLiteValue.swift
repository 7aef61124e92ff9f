/// What a column or a parameter holds.
package enum SQLiteValue: Sendable, Equatable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob([UInt8])
}

/// A type that goes into parameters and comes out of columns.
package protocol SQLiteConvertible {
  /// The value as SQLite keeps it.
  var sqliteValue: SQLiteValue { get }
  /// The value that a column holds; nil when it is of another type.
  static func read(_ value: SQLiteValue) -> Self?
}

extension Int64: SQLiteConvertible {
  /// An integer.
  package var sqliteValue: SQLiteValue { .integer(self) }
  /// Reads an integer.
  package static func read(_ value: SQLiteValue) -> Int64? {
    if case .integer(let number) = value { number } else { nil }
  }
}

extension Int: SQLiteConvertible {
  /// An integer.
  package var sqliteValue: SQLiteValue { .integer(Int64(self)) }
  /// Reads an integer.
  package static func read(_ value: SQLiteValue) -> Int? { Int64.read(value).map { Int($0) } }
}

extension Double: SQLiteConvertible {
  /// A floating-point number.
  package var sqliteValue: SQLiteValue { .real(self) }
  /// Reads a number of either kind.
  package static func read(_ value: SQLiteValue) -> Double? {
    switch value {
    case .real(let number): number
    case .integer(let number): Double(number)
    default: nil
    }
  }
}

extension String: SQLiteConvertible {
  /// A text.
  package var sqliteValue: SQLiteValue { .text(self) }
  /// Reads a text.
  package static func read(_ value: SQLiteValue) -> String? {
    if case .text(let text) = value { text } else { nil }
  }
}
