internal import CSQLite

/// What SQLite says of a call that failed.
package struct DatabaseError: Error, CustomStringConvertible {
  /// The extended code, as in `sqlite3.h`.
  package var extendedCode: Int32
  package var message: String

  package init(code: Int32, message: String) {
    extendedCode = code
    self.message = message
  }

  /// The primary code.
  package var code: Int32 { extendedCode & 0xFF }

  /// Message and code.
  package var description: String { "\(message) (SQLite \(extendedCode))" }

  /// The last error of a connection.
  init(of connection: OpaquePointer?, code: Int32) {
    let message =
      unsafe connection.flatMap { unsafe sqlite3_errmsg($0) } ?? sqlite3_errstr(code)
    extendedCode = code
    self.message = unsafe message.map { unsafe String(cString: $0) } ?? "unknown error"
  }

  /// A table holds what it cannot hold.
  package static func damaged(_ detail: String) -> DatabaseError {
    DatabaseError(code: SQLITE_CORRUPT, message: detail)
  }
}
