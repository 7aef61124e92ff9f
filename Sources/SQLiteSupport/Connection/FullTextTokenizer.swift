internal import CSQLite

/// How FTS5 cuts a text into words, as a function of this program.
///
/// A table names it in `tokenize`; the connection must have it before the table is used, and a program
/// without it cannot read the table.
package final class FullTextTokenizer: Sendable {
  /// Takes one word: its form for comparing, and the bytes of the text that it stands for. False ends
  /// the work.
  package typealias Emit = (_ word: [UInt8], _ range: Range<Int>) -> Bool

  package let name: String
  fileprivate let tokenize: @Sendable (_ text: [UInt8], _ emit: Emit) -> Void

  /// `tokenize`: Gives the words of a text in order; the same text always has the same words.
  package init(
    name: String, _ tokenize: @escaping @Sendable (_ text: [UInt8], _ emit: Emit) -> Void
  ) {
    self.name = name
    self.tokenize = tokenize
  }
}

extension Database {
  /// Makes a tokenizer known to this connection. Throws `DatabaseError` where FTS5 is missing.
  package func register(_ tokenizer: FullTextTokenizer) throws {
    let api = try unsafe fullTextInterface()
    var functions = unsafe fts5_tokenizer(
      xCreate: { context, _, _, made in
        // One tokenizer serves all tables: the connection holds it, see `xDestroy` below.
        unsafe made?.pointee = OpaquePointer(context)
        return SQLITE_OK
      },
      xDelete: { _ in },
      xTokenize: { made, context, _, text, count, take in
        guard let made = unsafe made, let take = unsafe take else { return SQLITE_MISUSE }
        let tokenizer = unsafe Unmanaged<FullTextTokenizer>.fromOpaque(UnsafeRawPointer(made))
          .takeUnretainedValue()
        // FTS5 keeps the text alive for the call; it may be null where there is none.
        let bytes = unsafe UnsafeRawBufferPointer(start: text, count: text == nil ? 0 : Int(count))
        var code = SQLITE_OK
        tokenizer.tokenize(unsafe Array(bytes)) { word, range in
          unsafe word.withUnsafeBytes { word in
            let start = unsafe word.baseAddress?.assumingMemoryBound(to: CChar.self)
            code = unsafe take(
              context, 0, start, Int32(word.count), Int32(range.lowerBound),
              Int32(range.upperBound))
          }
          return code == SQLITE_OK
        }
        return code
      })
    let context = unsafe Unmanaged.passRetained(tokenizer).toOpaque()
    let code = unsafe api.pointee.xCreateTokenizer(api, tokenizer.name, context, &functions) {
      if let context = unsafe $0 {
        unsafe Unmanaged<FullTextTokenizer>.fromOpaque(context).release()
      }
    }
    guard code == SQLITE_OK else {
      throw DatabaseError(code: code, message: "the tokenizer \(tokenizer.name) cannot be set up")
    }
  }

  /// FTS5's functions of this connection, which SQLite hands out through a bound pointer.
  func fullTextInterface() throws -> UnsafeMutablePointer<fts5_api> {
    let statement = try makeStatement(sql: "SELECT fts5(?)")
    var api: UnsafeMutablePointer<fts5_api>?
    // SQLite writes through the pointer while the statement runs, and not later.
    unsafe withUnsafeMutablePointer(to: &api) { target in
      unsafe sqlite3_bind_pointer(statement.handle, 1, target, "fts5_api_ptr", nil)
      unsafe sqlite3_step(statement.handle)
    }
    statement.reset()
    guard let api = unsafe api else {
      throw DatabaseError(code: SQLITE_ERROR, message: "this SQLite has no FTS5")
    }
    return unsafe api
  }
}
