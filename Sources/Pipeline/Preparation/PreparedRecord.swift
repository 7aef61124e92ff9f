package import Extraction
internal import Formats
package import Model
package import NearDuplicates

/// One record made ready for the decision: parsed, repaired, and signed.
package struct PreparedRecord: Sendable {
  /// The record's 1-based position in its file.
  package let ordinal: Int
  package private(set) var article: Article?
  package let provenance: Provenance
  /// Set where the record holds nothing of use.
  package var refusal: Refusal?
  package private(set) var signature: Signature?
  /// The time that stories go by, in seconds since 1970; nil without any date.
  package private(set) var storyTime: Int64?
  package let decisions: [String]
  package let blocks: [BlockDecision]
  /// Version of the source's boilerplate that was left out.
  package private(set) var boilerplateVersion: UInt64 = 0
  /// The article after repair, with all lines that its source may repeat: what is learned of the
  /// source later is left out of this, without parsing or repairing again.
  private(set) var repaired: Article?

  /// A record as it was read, of which nothing is known yet.
  init(_ read: InterpretedRecord) {
    ordinal = read.ordinal
    article = read.article
    provenance = read.provenance
    refusal = read.refusal
    decisions = read.decisions
    blocks = read.blocks
  }

  /// Takes over the repaired article, and signs what is left without the source's boilerplate.
  mutating func take(
    repaired: Article, leavingOut boilerplate: BoilerplateSnapshot, _ signer: Signer
  ) {
    self.repaired = repaired
    let article = boilerplate.leftOut(of: repaired)
    storyTime = article.datePublished.flatMap { ISOTime.seconds($0.iso) }
    signature = signer.sign(article)
    self.article = article
    boilerplateVersion = boilerplate.version
  }

  /// The same record with what is known of its source at another version: neither parsed nor
  /// repaired again, so that the ordered decider can afford it.
  package func leavingOut(_ boilerplate: BoilerplateSnapshot, _ signer: Signer) -> PreparedRecord {
    guard boilerplate.version != boilerplateVersion, let repaired else { return self }
    var record = self
    record.take(repaired: repaired, leavingOut: boilerplate, signer)
    assert(record.boilerplateVersion == boilerplate.version)
    return record
  }
}

extension Signer {
  /// What an article's text looks like, for finding its copies.
  package func sign(_ article: Article) -> Signature {
    sign(
      headline: article.headline,
      paragraphs: article.paragraphs.filter { $0.role != .caption }.map(\.text),
      quality: QualityHints(
        repaired: !article.repairs.isEmpty, lossy: article.repairs.contains(where: \.lossy),
        hasURL: article.url != nil, truncated: article.isAccessibleForFree == false,
        selfRepeat: article.selfRepeat,
        hasUncertainDate: article.datePublished.map { $0.source == "text" } ?? false))
  }
}

extension BoilerplateSnapshot {
  /// The article without the lines that its source repeats; one of nothing else is left whole.
  ///
  /// Goes by the repaired text, as what is learned does. Repairs keep naming their text: those of a
  /// line that is left out name it among the removed ones.
  func leftOut(of article: Article) -> Article {
    guard version > 0 else { return article }
    var removed = article.removed
    var kept: [Paragraph] = []
    var fields: [String: String] = [:]
    for (index, paragraph) in article.paragraphs.enumerated() {
      if contains(paragraph.text) {
        fields["paragraphs/\(index)"] = "removed/\(removed.count)"
        removed.append(RemovedText(reason: .boilerplate, text: paragraph.text))
      } else {
        fields["paragraphs/\(index)"] = "paragraphs/\(kept.count)"
        kept.append(paragraph)
      }
    }
    assert(kept.count + removed.count == article.paragraphs.count + article.removed.count)
    guard !kept.isEmpty, kept.count < article.paragraphs.count else { return article }
    var article = article
    article.paragraphs = kept
    article.removed = removed
    for index in article.repairs.indices {
      let field = article.repairs[index].field
      article.repairs[index].field = fields[field] ?? field
    }
    return article
  }
}
