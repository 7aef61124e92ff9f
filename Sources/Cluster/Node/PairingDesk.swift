internal import Formats
internal import Ledger
internal import Model
internal import Pipeline
internal import State

/// Decides how jobs end that may be sidecars or have some, one after the other: of a page and its sidecar
/// the later one finds the earlier one, also while the row of that one is on its way to the ledger.
actor PairingDesk {
  private let state: StateDirectory
  private let settings: ScrapeSettings
  private var pairing: SidecarPairing
  /// Rows of jobs that have ended and are not in the ledger yet.
  private var recent = LedgerBatch(appliedLSN: 0)

  init(state: StateDirectory, settings: ScrapeSettings) {
    self.state = state
    self.settings = settings
    pairing = SidecarPairing(state: state, settings: settings)
  }

  /// Ends a job whose articles are in the ledger. Returns it closed, and the sidecars that are joined to
  /// their pages by that.
  ///
  /// `page`: The job of the page that it describes, where that is known.
  func end(
    _ job: OpenJob, _ batch: PreparedBatch, _ end: FileEnd, page: String?
  ) throws -> (job: OpenJob, attachments: [Attachment]) {
    var job = job
    var page = page
    var ending = Ending(of: job.progress, refusal: end.refusal)
    let mayWait = page == nil && pairing.mayWait(job, ending) && facts(of: job) != nil
    // The page may have come since.
    if mayWait { page = try self.page(describedBy: batch, end) }
    if let page {
      job.closing = Closing(of: job, as: .attached, batch, end, format: "sidecar")
      note(job)
      return (job, [Attachment(sidecar: job.claim.job, page: page)])
    }
    if mayWait { ending = try pairing.wait(job) }
    job.closing = Closing(of: job, as: ending, batch, end, format: end.format)
    note(job)
    guard !batch.isContainer, ending.outcome == .indexed || ending.outcome == .duplicate else {
      return (job, [])
    }
    let sidecars = try pairing.takeWaiting(for: job, among: recent)
    return (job, sidecars.map { Attachment(sidecar: $0, page: job.claim.job) })
  }

  /// The job's row is in the ledger.
  func forget(_ id: String) { recent.jobs.removeAll { $0.id == id } }

  private func note(_ job: OpenJob) {
    guard let closing = job.closing else { return }
    recent.jobs.append(JobRow(job: job, progress: job.progress, closing: closing))
  }

  /// The job of the page that came before this file, when the file is its sidecar.
  func page(describedBy batch: PreparedBatch, _ end: FileEnd) throws -> String? {
    guard end.refusal?.outcome != .quarantined, !batch.isContainer,
      batch.job.progress.recordCount == 0,
      let page = try pairing.page(of: batch.job, among: recent),
      facts(of: batch.job)?.describes(page.article) == true
    else { return nil }
    return page.job
  }

  private func facts(of job: OpenJob) -> SidecarFacts? {
    state.sidecarFacts(of: job.claim, settings: settings)
  }
}
