internal import Model

extension Backlog {
  /// The backlog as a checkpoint keeps it.
  package func encoded() -> [UInt8] {
    var writer = PayloadWriter()
    writer.write(UInt64(Self.version))
    writer.write(lastNumber.rawValue)
    writer.write(lastDecided)
    writer.write(finishedCount)
    writer.write(historyEntryCount)
    writer.write(list: inOrder) { $0.write(openJob: $1) }
    writer.write(offers.through)
    writer.write(list: offers.beyond) { $0.write($1) }
    return writer.bytes
  }

  /// Reads what `encoded()` wrote.
  package init(decoding bytes: [UInt8]) throws(PayloadError) {
    var reader = PayloadReader(bytes)
    let version = try reader.readUInt64()
    guard (2...UInt64(Self.version)).contains(version) else { throw .invalid(at: 0) }
    let lastNumber = DecisionNumber(try reader.readUInt64())
    let lastDecided = try reader.readUInt64()
    let finishedCount = try reader.readInt()
    // Version 2 did not say.
    let historyEntryCount = version >= 3 ? try reader.readUInt64() : 0
    let jobs = try reader.readList { r throws(PayloadError) in try r.readOpenJob() }
    var offers = SettledOffers()
    if version >= 4 {
      offers = SettledOffers(
        through: try reader.readUInt64(),
        beyond: try reader.readList { r throws(PayloadError) in try r.readUInt64() })
    }
    guard reader.isAtEnd else { throw .invalid(at: bytes.count) }
    self.init(
      jobs: jobs, lastNumber: lastNumber, lastDecided: lastDecided, finishedCount: finishedCount,
      offers: offers)
    self.historyEntryCount = historyEntryCount
  }

  private static let version = 4
}
