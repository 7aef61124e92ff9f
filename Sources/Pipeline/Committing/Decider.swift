package import Ledger
package import Model
package import NearDuplicates
package import State

/// Decides about one article after the other. Reads no file, writes none, and waits for nobody:
/// two twins that were asked about side by side would both hear that they are new.
///
/// The same records in the same order lead to the same decisions, on every machine.
package struct Decider {
  private let copies: CopyIndex
  private let signer = Signer()
  private let sharedSpanLimit: Int
  private var lastNumber: DecisionNumber

  /// `copies`: Holds every article up to `lastNumber`.
  /// `sharedSpanLimit`: Shared spans kept of one decision; the longest.
  package init(copies: CopyIndex, lastNumber: DecisionNumber, sharedSpanLimit: Int) {
    self.copies = copies
    self.lastNumber = lastNumber
    self.sharedSpanLimit = sharedSpanLimit
  }

  /// Why older articles could not be looked up; what was decided then must not be kept.
  package var failure: (any Error)? { copies.coldFailure }

  /// Articles up to this number must be found by their keys in the ledger.
  package var keysNeededThrough: DecisionNumber { copies.keysNeededThrough }

  /// Decides about the record, with all that is known of its source by now: what becomes of it does
  /// not depend on how far ahead the workers are.
  ///
  /// `digest`: Empty for a record of a container.
  /// Returns the record as it was decided about; nil for one that holds no article.
  package mutating func decide(
    _ record: PreparedRecord, of claim: JobClaim, digest: String
  ) -> (decision: Decision, record: PreparedRecord)? {
    let record = record.leavingOut(copies.boilerplate(of: claim.source), signer)
    guard let signature = record.signature, record.article != nil, record.refusal == nil else {
      return nil
    }
    let number = DecisionNumber(lastNumber.rawValue + 1)
    var copyDecision = copies.decide(
      record.signed(signature, number: number, claim: claim, digest: digest))
    assert(copyDecision.copyOf.map { $0 < number } ?? true, "a copy comes after its original")
    assert(
      copyDecision.story <= number && copyDecision.head <= number,
      "nothing refers to what is to come")
    trim(&copyDecision)
    lastNumber = number
    let decision = Decision(
      job: claim.job, ordinal: record.ordinal, number: number,
      outcome: copyDecision.copyOf == nil ? .indexed : .duplicate, copyDecision: copyDecision,
      boilerplateVersion: record.boilerplateVersion)
    return (decision, record)
  }

  /// Decides about an article that another machine read and signed, as about one of its own.
  ///
  /// `offered`: Holds all lines that its source may repeat, and a signature without those that were known
  /// there; its number and decision are not looked at.
  /// Returns the row as it was decided; nil where its signature is of another version.
  package mutating func decide(_ offered: ArticleRow) -> ArticleRow? {
    let boilerplate = copies.boilerplate(of: offered.provenance.source)
    guard var row = offered.leavingOut(boilerplate, signer),
      let stored = StoredSignature(decoding: row.signature)
    else { return nil }
    let number = DecisionNumber(lastNumber.rawValue + 1)
    var copyDecision = copies.decide(
      SignedDocument(
        number: number, signature: stored.signature, digest: stored.digest,
        source: row.provenance.source, storyTime: row.storyTime, arrival: row.arrival / 1_000))
    trim(&copyDecision)
    lastNumber = number
    row.number = number
    row.decision = copyDecision
    row.outcome = copyDecision.copyOf == nil ? .indexed : .duplicate
    return row
  }

  /// What the decisions since the last call taught about their sources.
  package func takeLearned() -> [LearnedLines] { copies.takeLearned() }

  /// The articles that changed their story since the last call.
  package func takeMoves() -> [StoryMove] { copies.takeMoves() }

  /// Has later records be decided as if these articles had never come.
  package func remove(_ numbers: [DecisionNumber]) {
    for number in numbers { copies.remove(number) }
  }

  /// Has later records be compared with articles as they were read again.
  package func replace(_ amendments: [Amendment]) {
    for amendment in amendments {
      guard let stored = amendment.signature.flatMap({ StoredSignature(decoding: $0) }) else {
        continue
      }
      copies.replace(amendment.number, by: stored.signature)
    }
  }

  /// Looks again at the stories in which articles have come since the last fixed point.
  package func reviewStories() { copies.reviewStories() }

  private func trim(_ copyDecision: inout CopyDecision) {
    guard copyDecision.sharedSpans.count > sharedSpanLimit else { return }
    copyDecision.sharedSpans.sort { $0.wordCount > $1.wordCount }
    copyDecision.sharedSpans.removeLast(copyDecision.sharedSpans.count - sharedSpanLimit)
    copyDecision.sharedSpans.sort { $0.start < $1.start }
  }
}
