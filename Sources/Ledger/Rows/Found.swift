/// The answer to an id that may be the beginning of several.
package enum Found<Row: Sendable>: Sendable {
  case found(Row)
  /// Some of the ids that begin so.
  case ambiguous([String])
  case none
}

extension Found: Equatable where Row: Equatable {}
