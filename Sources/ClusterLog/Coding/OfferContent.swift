internal import Bytes
package import Ledger
internal import Model
internal import NearDuplicates

/// What an offer is about, as a value.
package enum OfferContent: Sendable, Equatable {
  /// An article with all lines that its source may repeat, signed without those of version
  /// `snapshotVersion`. Its number and decision are still to come.
  case article(ArticleRow)
  case job(JobRow)
  case amendment(Amendment)
  case removal(Removal)

  /// What the log is to keep, under that number.
  package func offer(_ key: OfferKey) -> Offer {
    switch self {
    case .article(let row):
      Offer(
        key: key, kind: .article, id: row.id, source: row.provenance.source ?? "",
        signed: row.signature, content: ContentFrame.compressed(row.encodedContent))
    case .job(let row):
      Offer(
        key: key, kind: .job, id: row.id, source: row.source ?? "", signed: [],
        content: ContentFrame.compressed(row.encoded))
    case .amendment(let amendment):
      Offer(
        key: key, kind: .amendment, id: String(amendment.number.rawValue), source: "",
        signed: amendment.signature ?? [],
        content: ContentFrame.compressed(amendment.row.encodedContent))
    case .removal(let removal):
      Offer(
        key: key, kind: .removal, id: String(removal.number.rawValue), source: "", signed: [],
        content: ContentFrame.compressed(removal.encoded))
    }
  }

  /// Reads an offer. Throws `LogError.damaged` for what no version wrote.
  package init(_ offer: Offer) throws(LogError) {
    let bytes = try ContentFrame.content(of: offer.content)
    do {
      switch offer.kind {
      case .article:
        self = .article(try ArticleRow(encodedContent: bytes, signature: offer.signed))
      case .job: self = .job(try JobRow(encoded: bytes))
      case .amendment:
        let row = try ArticleRow(encodedContent: bytes, signature: offer.signed)
        self = .amendment(
          Amendment(
            number: row.number, article: row.article, provenance: row.provenance,
            storyTime: row.storyTime, signature: row.signature.isEmpty ? nil : row.signature))
      case .removal: self = .removal(try Removal(encoded: bytes))
      }
    } catch {
      throw .damaged(
        "offer \(offer.key.n) of node \(offer.key.node.rawValue) cannot be read (\(error))")
    }
  }
}

extension Amendment {
  /// The amendment in the form of a row, of which only what an amendment has counts.
  fileprivate var row: ArticleRow {
    ArticleRow(
      number: number, id: "", jobID: "", article: article, provenance: provenance,
      outcome: .indexed, arrival: 0, storyTime: storyTime,
      decision: CopyDecision(story: number, head: number), signature: signature ?? [])
  }
}

extension Removal {
  fileprivate var encoded: [UInt8] {
    var writer = BinaryWriter()
    writer.write(varint: number.rawValue)
    writer.write(text: id)
    writer.write(zigzag: when)
    writer.write(text: why)
    return writer.bytes
  }

  fileprivate init(encoded bytes: [UInt8]) throws(BinaryError) {
    var reader = BinaryReader(bytes)
    self.init(
      number: DecisionNumber(try reader.readVarint()), id: try reader.readText(),
      when: try reader.readZigzag(), why: try reader.readText())
    try reader.expectEnd()
  }
}
