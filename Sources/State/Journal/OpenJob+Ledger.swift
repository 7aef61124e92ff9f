package import Ledger
internal import Model
internal import Storage

extension OpenJob {
  /// A finished job as the ledger knows it, for a history that has lost it; nil where the row holds
  /// what no ending is.
  ///
  /// `isContainer`: Whether its articles have ids with `-N`.
  package init?(_ row: JobRow, isContainer: Bool) {
    let folder = FilePath(bytes: row.file).parent
    var claim = JobClaim(
      job: row.id, location: .claimed, file: row.file, source: row.source,
      stamp: FileStamp(
        inode: 0, size: row.size,
        modified: (row.modificationTime ?? 0).multipliedReportingOverflow(by: 1_000_000_000)
          .partialValue), arrival: row.arrival, sidecars: [])
    claim.sidecars = row.sidecars.map {
      SidecarClaim(
        file: folder.appending(name: $0.name).bytes,
        stamp: FileStamp(inode: 0, size: 0, modified: 0))
    }
    self.init(claim: claim)
    guard let closing = Closing(row, of: claim, isContainer: isContainer) else { return nil }
    self.closing = closing
    attemptCount = row.attempts
    progress.indexedCount = row.counts[.indexed] ?? 0
    progress.duplicateCount = row.counts[.duplicate] ?? 0
    progress.recordCount = progress.indexedCount + progress.duplicateCount
    if let rejected = row.counts[.rejected] {
      progress.rejected[row.reason ?? RefusalReason.noArticle.rawValue] = rejected
      progress.recordCount += rejected
    }
  }
}

extension Closing {
  /// How a job ended, as the ledger knows it; nil where the row holds what no ending is.
  ///
  /// `claim`: What was claimed, whose order the sidecars have.
  package init?(_ row: JobRow, of claim: JobClaim, isContainer: Bool) {
    let refusal = row.reason.flatMap(RefusalReason.init(rawValue:)).map {
      Refusal(
        outcome: row.outcome, reason: $0, detail: row.detail ?? $0.rawValue, remedy: row.remedy)
    }
    guard let ending = Ending(recorded: row.outcome, refusal) else { return nil }
    self.init(
      job: row.id, ending: ending, digest: row.digest ?? "",
      sidecarDigests: claim.sidecars.map { sidecar in
        let name = FilePath(bytes: sidecar.file).nameBytes
        return row.sidecars.first { $0.name == name }?.digest ?? ""
      },
      format: row.format ?? "", isContainer: isContainer, notes: row.notes, time: row.finished)
  }
}
