internal import CSQLite

/// One compiled statement. Used by one thread at a time, as its connection is.
@safe package final class Statement {
  /// For calls that this type has no word for; valid as long as the object.
  let handle: OpaquePointer
  private let connection: OpaquePointer
  private var isBusy = false

  /// `handle`: Finalized with this object, which must go before the connection is closed.
  init(_ handle: OpaquePointer, of connection: OpaquePointer) {
    unsafe self.handle = handle
    unsafe self.connection = connection
  }

  deinit { unsafe sqlite3_finalize(handle) }

  /// Runs the statement to its end; rows are passed over.
  package func execute(arguments: StatementArguments = []) throws {
    try begin(arguments)
    defer { reset() }
    while try advance() {}
  }

  /// Binds all parameters.
  func begin(_ arguments: StatementArguments) throws {
    precondition(!isBusy, "a statement is used while its rows are still read")
    let count = unsafe Int(sqlite3_bind_parameter_count(handle))
    precondition(arguments.values.count == count, "a statement has other parameters")
    for (index, value) in arguments.values.enumerated() {
      let code = bind(value, at: Int32(index + 1))
      guard code == SQLITE_OK else { throw unsafe DatabaseError(of: connection, code: code) }
    }
    isBusy = true
  }

  /// The next row; nil at the end.
  func step() throws -> Row? {
    guard try advance() else { return nil }
    let count = unsafe sqlite3_column_count(handle)
    return Row(values: (0..<count).map(value(at:)))
  }

  /// Runs the statement and calls `body` with each row, whose columns are read in place: for answers of
  /// very many rows.
  package func forEachRow(
    arguments: StatementArguments = [], _ body: (borrowing StatementRow) -> Void
  ) throws {
    try begin(arguments)
    defer { reset() }
    while try advance() { body(unsafe StatementRow(handle)) }
  }

  /// Makes the statement ready for its next use.
  func reset() {
    unsafe sqlite3_reset(handle)
    isBusy = false
  }

  private func advance() throws -> Bool {
    switch unsafe sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code: throw unsafe DatabaseError(of: connection, code: code)
    }
  }

  private func bind(_ value: SQLiteValue, at index: Int32) -> Int32 {
    let transient = unsafe winnow_sqlite_transient()
    switch value {
    case .null: return unsafe sqlite3_bind_null(handle, index)
    case .integer(let number): return unsafe sqlite3_bind_int64(handle, index, number)
    case .real(let number): return unsafe sqlite3_bind_double(handle, index, number)
    case .text(""): return unsafe winnow_sqlite_bind_empty(handle, index)
    case .text(var text):
      return text.withUTF8 { bytes in
        unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
          unsafe sqlite3_bind_text64(
            handle, index, characters.baseAddress, UInt64(characters.count),
            transient, UInt8(SQLITE_UTF8))
        }
      }
    case .blob(let bytes):
      if bytes.isEmpty { return unsafe sqlite3_bind_zeroblob(handle, index, 0) }
      return unsafe bytes.withUnsafeBytes { buffer in
        unsafe sqlite3_bind_blob64(
          handle, index, buffer.baseAddress, UInt64(buffer.count), transient)
      }
    }
  }

  private func value(at index: Int32) -> SQLiteValue {
    switch unsafe sqlite3_column_type(handle, index) {
    case SQLITE_INTEGER: return unsafe .integer(sqlite3_column_int64(handle, index))
    case SQLITE_FLOAT: return unsafe .real(sqlite3_column_double(handle, index))
    case SQLITE_TEXT:
      let start = unsafe sqlite3_column_text(handle, index)
      let count = unsafe Int(sqlite3_column_bytes(handle, index))
      return unsafe .text(
        String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self))
    case SQLITE_BLOB:
      let start = unsafe sqlite3_column_blob(handle, index)
      let count = unsafe Int(sqlite3_column_bytes(handle, index))
      return unsafe .blob([UInt8](UnsafeRawBufferPointer(start: start, count: count)))
    default: return .null
    }
  }
}
