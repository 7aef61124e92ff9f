/// Which of a node's offers to its cluster's log are answered, with the answer durable here. Jobs end in
/// another order than they began: beside a beginning without a gap there are some behind it.
package struct SettledOffers: Sendable, Equatable {
  /// Every offer up to this one is settled; 0 before the first.
  package private(set) var through: UInt64
  /// Those that are settled behind it, in order, not the next one.
  package private(set) var beyond: [UInt64]

  package init(through: UInt64 = 0, beyond: [UInt64] = []) {
    self.through = through
    self.beyond = beyond
  }

  /// Whether that offer is settled.
  package func contains(_ offer: UInt64) -> Bool {
    offer <= through || beyond.contains(offer)
  }

  /// Takes over that these are settled; again changes nothing.
  package mutating func settle(_ offers: [UInt64]) {
    let fresh = offers.filter { !contains($0) }
    guard !fresh.isEmpty else { return }
    beyond = Set(beyond + fresh).sorted()
    let gapless = beyond.enumerated().prefix { $0.element == through + 1 + UInt64($0.offset) }.count
    through += UInt64(gapless)
    beyond.removeFirst(gapless)
  }
}
