/// One row of an answer, copied out of SQLite.
package struct Row: Sendable {
  let values: [SQLiteValue]

  /// A column's value, which must be of the type asked for: the caller's SQL and its table say so.
  package subscript<Value: SQLiteConvertible>(_ index: Int) -> Value {
    guard let value = Value.read(values[index]) else {
      preconditionFailure("column \(index) holds no \(Value.self)")
    }
    return value
  }

  /// A column's value; nil for NULL.
  package subscript<Value: SQLiteConvertible>(_ index: Int) -> Value? { Value.read(values[index]) }

  /// The bytes of a column; empty for a column that holds none.
  package func bytes(at index: Int) -> [UInt8] {
    if case .blob(let bytes) = values[index] { bytes } else { [] }
  }
}

extension Row {
  /// The first row of an answer; nil when there is none.
  package static func fetchOne(
    _ statement: Statement, arguments: StatementArguments = []
  ) throws -> Row? {
    try RowCursor(statement, arguments).next()
  }

  /// The first row of an answer; nil when there is none.
  package static func fetchOne(
    _ db: Database, sql: String, arguments: StatementArguments = []
  ) throws -> Row? {
    try fetchOne(db.makeStatement(sql: sql), arguments: arguments)
  }

  /// All rows of an answer.
  package static func fetchAll(
    _ statement: Statement, arguments: StatementArguments = []
  ) throws -> [Row] {
    let cursor = try RowCursor(statement, arguments)
    var rows: [Row] = []
    while let row = try cursor.next() { rows.append(row) }
    return rows
  }

  /// All rows of an answer.
  package static func fetchAll(
    _ db: Database, sql: String, arguments: StatementArguments = []
  ) throws -> [Row] {
    try fetchAll(db.makeStatement(sql: sql), arguments: arguments)
  }

  /// The rows of an answer, one after the other.
  package static func fetchCursor(
    _ statement: Statement, arguments: StatementArguments = []
  ) throws -> RowCursor {
    try RowCursor(statement, arguments)
  }
}

extension SQLiteConvertible {
  /// The first column of the first row; nil for NULL and when there is no row.
  package static func fetchOne(
    _ statement: Statement, arguments: StatementArguments = []
  ) throws -> Self? {
    try Row.fetchOne(statement, arguments: arguments).flatMap { read($0.values[0]) }
  }

  /// The first column of the first row; nil for NULL and when there is no row.
  package static func fetchOne(
    _ db: Database, sql: String, arguments: StatementArguments = []
  ) throws -> Self? {
    try fetchOne(db.makeStatement(sql: sql), arguments: arguments)
  }

  /// The first column of all rows.
  package static func fetchAll(
    _ statement: Statement, arguments: StatementArguments = []
  ) throws -> [Self] {
    try Row.fetchAll(statement, arguments: arguments).map { $0[0] }
  }

  /// The first column of all rows.
  package static func fetchAll(
    _ db: Database, sql: String, arguments: StatementArguments = []
  ) throws -> [Self] {
    try fetchAll(db.makeStatement(sql: sql), arguments: arguments)
  }
}
