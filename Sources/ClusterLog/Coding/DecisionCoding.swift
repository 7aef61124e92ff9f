package import Bytes
package import Model

extension LoggedDecision {
  /// What of it has no column of its own: version, spans and containments.
  package var encodedRest: [UInt8] {
    var writer = BinaryWriter()
    writer.write(varint: boilerplateVersion)
    writer.writeRest(of: copyDecision)
    return writer.bytes
  }

  /// Takes over what `encodedRest` wrote.
  package mutating func read(rest bytes: [UInt8]) throws(BinaryError) {
    var reader = BinaryReader(bytes)
    boilerplateVersion = try reader.readVarint()
    copyDecision.sharedSpans = try reader.readList { (each) throws(BinaryError) in
      SharedSpan(
        start: try each.readVarint32(), otherStart: try each.readVarint32(),
        wordCount: try each.readVarint32())
    }
    copyDecision.contains = try reader.readNumbers()
    copyDecision.containedBy = try reader.readNumbers()
    try reader.expectEnd()
  }
}

extension CopyKind {
  /// As the log has it; 0 is for no copy.
  package var logged: Int16 {
    switch self {
    case .bytes: 1
    case .text: 2
    case .near: 3
    }
  }

  /// The kind that the log has so; nil for no copy and for what no version wrote.
  package init?(logged: Int16) {
    guard let kind = Self.allCases.first(where: { $0.logged == logged }) else { return nil }
    self = kind
  }
}

extension BinaryWriter {
  mutating func write(_ key: OfferKey) {
    write(zigzag: Int64(key.node.rawValue))
    write(varint: key.n)
  }

  mutating func write(_ decision: CopyDecision) {
    write(optional: decision.copyOf) { $0.write(varint: $1.rawValue) }
    write(zigzag: Int64(decision.kind?.logged ?? 0))
    write(double: decision.similarity)
    write(varint: decision.story.rawValue)
    write(varint: decision.head.rawValue)
    writeRest(of: decision)
  }

  mutating func writeRest(of decision: CopyDecision) {
    write(list: decision.sharedSpans) {
      $0.write(varint: UInt64($1.start))
      $0.write(varint: UInt64($1.otherStart))
      $0.write(varint: UInt64($1.wordCount))
    }
    write(list: decision.contains) { $0.write(varint: $1.rawValue) }
    write(list: decision.containedBy) { $0.write(varint: $1.rawValue) }
  }
}

extension BinaryReader {
  mutating func readOfferKey() throws(BinaryError) -> OfferKey {
    let start = position
    guard let node = Int32(exactly: try readZigzag()) else { throw .malformed(at: start) }
    return OfferKey(node: NodeID(node), n: try readVarint())
  }

  fileprivate mutating func readNumbers() throws(BinaryError) -> [DecisionNumber] {
    try readList { (each) throws(BinaryError) in DecisionNumber(try each.readVarint()) }
  }
}
