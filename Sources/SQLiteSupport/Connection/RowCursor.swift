/// Rows that are read when they are asked for. The statement must not be used otherwise meanwhile;
/// it is free again when the cursor goes.
package final class RowCursor {
  private let statement: Statement

  init(_ statement: Statement, _ arguments: StatementArguments) throws {
    self.statement = statement
    try statement.begin(arguments)
  }

  deinit { statement.reset() }

  /// The next row; nil at the end.
  package func next() throws -> Row? { try statement.step() }
}
