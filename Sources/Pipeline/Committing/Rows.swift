package import Ledger
internal import Model
internal import NearDuplicates
package import State
internal import Storage

extension PreparedRecord {
  /// What the decider is given. `digest` is empty for a record of a container: articles of one file
  /// are not copies of each other for that.
  func signed(
    _ signature: Signature, number: DecisionNumber, claim: JobClaim, digest: String
  ) -> SignedDocument {
    SignedDocument(
      number: number, signature: signature,
      digest: StoredSignature(digest: digest, signature: signature).digest, source: claim.source,
      storyTime: storyTime, arrival: claim.arrival / 1_000)
  }

  /// The ledger's row; nil where the record holds no article.
  package func row(
    _ decision: Decision, claim: JobClaim, digest: String, isContainer: Bool
  ) -> ArticleRow? {
    guard let article, let signature else { return nil }
    assert(decision.job == claim.job && decision.ordinal == ordinal)
    var provenance = provenance
    provenance.fileBytes = claim.file
    provenance.digest = digest
    provenance.size = claim.stamp.size
    provenance.modificationTime = claim.stamp.modified / 1_000_000_000
    provenance.source = claim.source
    return ArticleRow(
      number: decision.number,
      id: isContainer ? "\(claim.job)-\(decision.ordinal)" : claim.job,
      jobID: claim.job, ordinal: isContainer ? decision.ordinal : 0, article: article,
      provenance: provenance, outcome: decision.outcome, arrival: claim.arrival,
      storyTime: storyTime,
      decision: decision.copyDecision,
      signature: StoredSignature(digest: isContainer ? "" : digest, signature: signature).encoded,
      snapshotVersion: decision.boilerplateVersion,
      codeVersion: Version.text)
  }
}

extension PreparedRecord {
  /// What a cluster is offered: the article with all lines that its source may repeat, and a signature
  /// without those that are known here. Nil where the record holds no article.
  package func offered(in batch: PreparedBatch) -> ArticleRow? {
    guard refusal == nil, let repaired else { return nil }
    let undecided = Decision(
      job: batch.job.claim.job, ordinal: ordinal, number: DecisionNumber(0), outcome: .indexed,
      copyDecision: CopyDecision(story: DecisionNumber(0), head: DecisionNumber(0)),
      boilerplateVersion: boilerplateVersion)
    var row = row(
      undecided, claim: batch.job.claim, digest: batch.digest, isContainer: batch.isContainer)
    row?.article = repaired
    return row
  }
}

extension JobRow {
  /// The ledger's row of a job whose outcome is decided.
  package init(job: OpenJob, progress: Progress, closing: Closing) {
    var counts: [Outcome: Int] = [:]
    if progress.indexedCount > 0 { counts[.indexed] = progress.indexedCount }
    if progress.duplicateCount > 0 { counts[.duplicate] = progress.duplicateCount }
    let rejected = progress.rejected.values.reduce(0, +)
    if rejected > 0 { counts[.rejected] = rejected }
    self.init(
      id: job.claim.job, file: job.claim.file, source: job.claim.source,
      size: job.claim.stamp.size,
      modificationTime: job.claim.stamp.modified / 1_000_000_000,
      digest: closing.digest.isEmpty ? nil : closing.digest, arrival: job.claim.arrival,
      finished: closing.time, attempts: max(1, job.attemptCount), outcome: closing.outcome,
      reason: closing.ending.refusal?.reason.rawValue, detail: closing.ending.refusal?.detail,
      remedy: closing.ending.refusal?.remedy, counts: counts,
      format: closing.format.isEmpty ? nil : closing.format, notes: closing.notes,
      sidecars: zip(job.claim.sidecars, closing.sidecarDigests).compactMap { sidecar, digest in
        digest.isEmpty
          ? nil : JobRow.Sidecar(name: FilePath(bytes: sidecar.file).nameBytes, digest: digest)
      })
  }
}
