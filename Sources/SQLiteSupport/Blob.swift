package import GRDB

/// Bytes on their way into or out of a column.
///
/// GRDB's currency for them is Foundation's `Data`; its conformances are all that is needed of
/// Foundation, so that it is never imported.
package struct Blob: DatabaseValueConvertible {
  package var bytes: [UInt8]

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// As GRDB says.
  package var databaseValue: DatabaseValue {
    guard case .blob(let data) = DatabaseValue.Storage.blob(Self.collected(bytes)) else {
      preconditionFailure("a blob is a blob")
    }
    return data.databaseValue
  }

  /// As GRDB says.
  package static func fromDatabaseValue(_ value: DatabaseValue) -> Blob? {
    guard case .blob(let data) = value.storage else { return nil }
    return Blob([UInt8](data))
  }

  private static func collected<Bytes: RangeReplaceableCollection<UInt8>>(
    _ bytes: [UInt8]
  ) -> Bytes {
    Bytes(bytes)
  }
}

extension Row {
  /// The bytes of a column; empty for a column that holds none.
  package func bytes(at index: Int) -> [UInt8] {
    (try? withUnsafeData(atIndex: index) { data in data.map { [UInt8]($0) } }) ?? []
  }
}
