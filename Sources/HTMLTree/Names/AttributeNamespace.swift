/// The namespace that foreign content gives to a few attributes.
package enum AttributeNamespace: UInt8, Sendable {
  case none, xlink, xml, xmlns
}
