import GRDB

/// Bytes on their way into or out of a column.
///
/// GRDB's currency for them is Foundation's `Data`; its conformances are all this room needs of
/// Foundation, so that it is never imported.
struct Blob: DatabaseValueConvertible {
  var bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var databaseValue: DatabaseValue {
    guard case .blob(let data) = DatabaseValue.Storage.blob(Self.collected(bytes)) else {
      preconditionFailure("a blob is a blob")
    }
    return data.databaseValue
  }

  static func fromDatabaseValue(_ value: DatabaseValue) -> Blob? {
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
  func bytes(at index: Int) -> [UInt8] {
    (try? withUnsafeData(atIndex: index) { data in data.map { [UInt8]($0) } }) ?? []
  }
}
