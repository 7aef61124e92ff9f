/// Bytes on their way into or out of a column.
package struct Blob: SQLiteConvertible {
  package var bytes: [UInt8]

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// A blob.
  package var sqliteValue: SQLiteValue { .blob(bytes) }

  /// Reads a blob.
  package static func read(_ value: SQLiteValue) -> Blob? {
    if case .blob(let bytes) = value { Blob(bytes) } else { nil }
  }
}
