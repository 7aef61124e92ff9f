/// The values of a statement's parameters, in their order; nil is NULL.
package struct StatementArguments: ExpressibleByArrayLiteral {
  private(set) var values: [SQLiteValue]

  package init(arrayLiteral elements: (any SQLiteConvertible)?...) {
    values = elements.map { $0?.sqliteValue ?? .null }
  }

  /// Adds values behind the others.
  package static func += (left: inout StatementArguments, right: StatementArguments) {
    left.values += right.values
  }
}
