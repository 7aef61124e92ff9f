internal import Archive
internal import Bytes
package import Model

/// The chain: SHA-256 of the digest before it and of what a batch says, with the ids and signatures of
/// the offers that it is about.
///
/// Texts are not in it, so that what is taken out later breaks nothing; nor are epoch and time, so that a
/// batch that is appended again, because an answer was lost, is known again.
package enum ChainLink {
  /// The chain before the first batch.
  package static let origin = Digest(of: Array("winnow-cluster log 1".utf8))

  /// The chain with `batch`, whose own value is not looked at.
  package static func chain(
    after previous: Digest, _ batch: DecidedBatch, _ offers: [OfferKey: Offer]
  ) -> Digest {
    var writer = BinaryWriter(capacity: 4096)
    writer.write(raw: previous.bytes)
    writer.write(varint: batch.number)
    writer.write(varint: batch.last.rawValue)
    writer.write(list: batch.decisions) { writer, decision in
      writer.write(varint: decision.number.rawValue)
      writer.write(decision.offer)
      writer.write(decision.copyDecision)
      writer.write(varint: decision.boilerplateVersion)
    }
    writer.write(list: batch.events) { $0.write($1) }
    for key in batch.answered {
      writer.write(text: offers[key]?.id ?? "")
      writer.write(zigzag: Int64(offers[key]?.kind.rawValue ?? 0))
      writer.write(blob: offers[key]?.signed ?? [])
    }
    return Digest(of: writer.bytes)
  }
}
