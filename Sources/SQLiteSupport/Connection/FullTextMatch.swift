internal import CSQLite

/// One row that a full-text query found. Only valid in the call that it is given to.
@safe package struct FullTextMatch: ~Copyable {
  private let api: UnsafePointer<Fts5ExtensionApi>
  private let context: OpaquePointer?
  /// The numbers that the first argument behind the table holds, as the bytes of doubles.
  package let numbers: [Double]

  init(
    _ api: UnsafePointer<Fts5ExtensionApi>, _ context: OpaquePointer?, numbers: [Double]
  ) {
    unsafe self.api = unsafe api
    unsafe self.context = unsafe context
    self.numbers = numbers
  }

  /// Calls `body` with phrase and column of each place where a phrase begins, until the end of the row.
  /// Phrases are counted in the order in which the query names them.
  package func forEachInstance(_ body: (_ phrase: Int, _ column: Int) -> Void) {
    var count: Int32 = 0
    guard unsafe api.pointee.xInstCount(context, &count) == SQLITE_OK else { return }
    var (phrase, column, offset) = (Int32(0), Int32(0), Int32(0))
    for index in 0..<count {
      guard unsafe api.pointee.xInst(context, index, &phrase, &column, &offset) == SQLITE_OK
      else { return }
      body(Int(phrase), Int(column))
    }
  }

  /// How many words a column has; 0 where that cannot be read.
  package func wordCount(column: Int) -> Int {
    var count: Int32 = 0
    guard unsafe api.pointee.xColumnSize(context, Int32(column), &count) == SQLITE_OK else {
      return 0
    }
    return Int(count)
  }
}
