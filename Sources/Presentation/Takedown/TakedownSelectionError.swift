/// Why nothing can be taken out: what was asked for is not there, or is not one thing.
package struct TakedownSelectionError: Error, CustomStringConvertible {
  /// What happened and what to do next; may hold bytes of the one who asked.
  package var description: String

  init(_ description: String) { self.description = description }
}
