/// One attribute of an element.
package struct Attribute: Sendable {
  /// The name, in lower case but for SVG's mixed-case names.
  package var name: AttributeName
  package var namespace: AttributeNamespace
  package var value: TextRange
}
