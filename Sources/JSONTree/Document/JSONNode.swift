/// One value or member name: what it is, where it stands, and which node follows its subtree.
struct JSONNode: Sendable {
  /// For strings and numbers the content without quotes; for containers from bracket to bracket.
  var start: UInt32
  var end: UInt32
  /// Index of the node after this one and everything inside it.
  var next: UInt32
  var kind: JSONValue.Kind
  /// True for a string with at least one backslash.
  var hasEscapes: Bool
}
