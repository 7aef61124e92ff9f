package import Formats
package import Ledger
internal import Model
package import State
internal import Storage

/// Joins sidecars to their pages once that is decided: jobs, files, and the article as it then reads.
package struct SidecarJoin: Sendable {
  private let state: StateDirectory
  private let settings: ScrapeSettings
  /// Jobs that the batch itself closes: the log does not know their files yet.
  private let closed: [OpenJob]

  /// `closed`: Jobs that are decided together with the attachments and not on record yet.
  package init(state: StateDirectory, settings: ScrapeSettings, closed: [OpenJob] = []) {
    self.state = state
    self.settings = settings
    self.closed = closed
  }

  /// `batch` and what becomes of its jobs and articles when these sidecars join their pages.
  package func joining(_ attachments: [Attachment], into batch: LedgerBatch) throws -> LedgerBatch {
    var batch = batch
    try join(attachments, into: &batch)
    return batch
  }

  /// The article is read again from the page's original with all its sidecars, so that it says what
  /// it would say had they come together; its decision stays. Reads and never decides: replay and
  /// rebuild do the same with the attachments on record.
  private func join(_ attachments: [Attachment], into batch: inout LedgerBatch) throws {
    for attachment in attachments {
      guard var page = try job(attachment.page, in: batch),
        var sidecar = try job(attachment.sidecar, in: batch)
      else { continue }
      let name = FilePath(bytes: sidecar.file).nameBytes
      let file = JobRow.Sidecar(name: name, digest: sidecar.digest ?? "")
      page.sidecars = Self.ordered(
        page.sidecars.filter { $0.name != name } + [file], of: FilePath(bytes: page.file).nameBytes)
      sidecar.outcome = .attached
      (sidecar.reason, sidecar.detail, sidecar.remedy) = (nil, nil, nil)
      sidecar.notes =
        sidecar.notes.filter { !$0.hasPrefix("attached to ") }
        + ["attached to the article of job \(page.id)"]
      put(page, into: &batch)
      put(sidecar, into: &batch)
      // Also where the ledger has it already: replay repeats it for an index that lags behind.
      guard let row = try article(ofJob: page.id, among: batch) else { continue }
      let amendment = try amendment(of: row, page)
      batch.amendments.removeAll { $0.number == row.number }
      batch.amendments.append(amendment)
    }
  }

  private func put(_ row: JobRow, into batch: inout LedgerBatch) {
    batch.jobs.removeAll { $0.id == row.id }
    batch.jobs.append(row)
  }

  /// In the order in which a claim takes them, so that the order of arrival makes no difference.
  private static func ordered(
    _ sidecars: [JobRow.Sidecar], of page: [UInt8]
  ) -> [JobRow.Sidecar] {
    let names = SidecarNaming.sidecarNames(ofPage: page)
    return sidecars.sorted {
      (names.firstIndex(of: $0.name) ?? .max) < (names.firstIndex(of: $1.name) ?? .max)
    }
  }

  private func amendment(of row: ArticleRow, _ page: JobRow) throws -> Amendment {
    let (state, closed) = (state, closed)
    return try JoinedReading(
      settings: settings, bytes: { try state.originalBytes($0, $1, among: closed) },
      boilerplate: { state.boilerplate.snapshot(of: $0, version: $1) }
    ).amendment(of: row, page)
  }

  private func job(_ id: String, in batch: LedgerBatch) throws -> JobRow? {
    if let row = batch.jobs.last(where: { $0.id == id }) { return row }
    if case .found(let row) = try state.ledger.job(id: id), row.id == id { return row }
    return nil
  }

  private func article(ofJob id: String, among batch: LedgerBatch) throws -> ArticleRow? {
    try batch.articles.first { $0.jobID == id }
      ?? state.ledger.articles(ofJob: id, limit: 1).first
  }
}
