internal import CSQLite

/// The row that a statement stands at. Only valid in the call that it is given to.
@safe package struct StatementRow: ~Copyable {
  private let handle: OpaquePointer

  init(_ handle: OpaquePointer) { unsafe self.handle = handle }

  /// A column's number; 0 for NULL.
  package func integer(at index: Int) -> Int64 {
    unsafe sqlite3_column_int64(handle, Int32(index))
  }

  /// True for NULL.
  package func isNull(at index: Int) -> Bool {
    unsafe sqlite3_column_type(handle, Int32(index)) == SQLITE_NULL
  }

  /// Calls `body` with the bytes of a column's text; with none for NULL.
  package func withText<Value>(at index: Int, _ body: (Span<UInt8>) -> Value) -> Value {
    guard let start = unsafe sqlite3_column_text(handle, Int32(index)) else {
      return body([UInt8]().span)
    }
    let count = unsafe Int(sqlite3_column_bytes(handle, Int32(index)))
    return unsafe body(Span(_unsafeStart: start, count: count))
  }
}
