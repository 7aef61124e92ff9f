internal import CSQLite

/// A function of this program for the rows that a full-text query finds, as `bm25` is one of SQLite.
///
/// It is called as `name(table, …)` in a query with MATCH, and sees where in the row the phrases are.
package final class FullTextFunction: Sendable {
  package let name: String
  fileprivate let value: @Sendable (borrowing FullTextMatch) -> Double

  /// `value`: The function's value for one row.
  package init(name: String, _ value: @escaping @Sendable (borrowing FullTextMatch) -> Double) {
    self.name = name
    self.value = value
  }
}

extension Database {
  /// Makes a function known to this connection. Throws `DatabaseError` where FTS5 is missing.
  package func register(_ function: FullTextFunction) throws {
    let api = try unsafe fullTextInterface()
    let context = unsafe Unmanaged.passRetained(function).toOpaque()
    let code = unsafe api.pointee.xCreateFunction(
      api, function.name, context,
      { api, match, result, argumentCount, arguments in
        guard let api = unsafe api, let data = unsafe api.pointee.xUserData(match) else { return }
        let function = unsafe Unmanaged<FullTextFunction>.fromOpaque(data).takeUnretainedValue()
        var numbers: [Double] = []
        if argumentCount > 0, let arguments = unsafe arguments {
          let count = unsafe Int(sqlite3_value_bytes(arguments[0]))
          let bytes = unsafe UnsafeRawBufferPointer(
            start: sqlite3_value_blob(arguments[0]), count: count)
          numbers.reserveCapacity(count / 8)
          for offset in stride(from: 0, to: count - 7, by: 8) {
            numbers.append(
              unsafe bytes.loadUnaligned(fromByteOffset: offset, as: Double.self))
          }
        }
        let row = unsafe FullTextMatch(api, match, numbers: numbers)
        unsafe sqlite3_result_double(result, function.value(row))
      },
      { if let data = unsafe $0 { unsafe Unmanaged<FullTextFunction>.fromOpaque(data).release() } })
    guard code == SQLITE_OK else {
      throw DatabaseError(code: code, message: "the function \(function.name) cannot be set up")
    }
  }
}
