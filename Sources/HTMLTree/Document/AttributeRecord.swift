/// An attribute as it is stored, 12 bytes.
struct AttributeRecord {
  var name: UInt16
  var namespace: AttributeNamespace = .none
  var value: TextRange
}
