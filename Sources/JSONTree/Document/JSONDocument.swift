/// JSON text (RFC 8259) as a flat tree over the bytes it was read from.
///
/// Strings and numbers stay ranges of `bytes` and are decoded when asked for, so that a value of
/// which three fields are wanted costs little more than one look at each byte. Offsets are kept in
/// 32 bits: a text of 4 GiB or more is refused with `.tooLong`.
package final class JSONDocument: Sendable {
  /// The text, from the value's first byte on.
  package let bytes: [UInt8]
  /// The value's nodes in document order; the root is the first.
  let nodes: [JSONNode]
  /// The first byte after the value; what follows in `bytes` is not part of it.
  package let endOffset: Int
  /// What was repaired or lost on the way, in order of offset; empty for well-formed text.
  package let damage: [JSONDamage]

  init(bytes: [UInt8], nodes: [JSONNode], endOffset: Int, damage: [JSONDamage]) {
    self.bytes = bytes
    self.nodes = nodes
    self.endOffset = endOffset
    self.damage = damage
  }

  /// The outermost value.
  package var root: JSONValue { JSONValue(tree: self, index: 0) }

  /// Reads the one value that `bytes` hold.
  ///
  /// `.exact` accepts what RFC 8259 accepts and nothing else. `.lenient` repairs what scrapers write
  /// (see `JSONMode`), keeps the whole members of a value that breaks off, and reports each in
  /// `damage`; it throws only when not even the start of a value is there.
  package convenience init(
    parsing bytes: [UInt8], mode: JSONMode = .exact, depthLimit: Int = JSONParser.depthLimit
  ) throws(JSONError) {
    var parser = JSONParser(mode: mode, depthLimit: depthLimit)
    parser.parse(bytes.span, from: 0)
    if let error = parser.error, mode == .exact || parser.nodes.isEmpty { throw error }
    var damage = parser.damage
    if let error = parser.error { damage.append(.broken(error)) }
    let rest = parser.skippingBlanks(bytes.span, from: parser.endOffset)
    if rest < bytes.count, parser.error == nil {
      if mode == .exact { throw JSONError(kind: .trailingBytes, offset: rest) }
      damage.append(.trailingBytes(offset: rest))
    }
    self.init(bytes: bytes, nodes: parser.nodes, endOffset: parser.endOffset, damage: damage)
  }
}
