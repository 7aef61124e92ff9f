/// A file of a source, as health counts it.
package struct SourceFile: Sendable, Equatable {
  /// When it was claimed, in milliseconds since 1970.
  package var arrival: Int64
  /// Records that gave no article, or the file itself, by what was wrong with them.
  package var refused: [RefusedKind: Int]

  package init(arrival: Int64, refused: [RefusedKind: Int] = [:]) {
    self.arrival = arrival
    self.refused = refused
  }
}
