/// What a node is.
package enum NodeKind: UInt8, Sendable {
  case document, doctype, element, text, comment
  /// The one child of a `template` element, which holds what stands inside it. What lies below is
  /// not part of the page until a script uses it.
  case templateContents
}
