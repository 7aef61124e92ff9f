package import Model

/// What came out of a repair.
package struct RepairedText: Sendable, Hashable {
  /// The repaired text.
  package var text: String
  /// Every change, in the order of the text.
  package var repairs: [Repair]
}
