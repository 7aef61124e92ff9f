internal import Archive
internal import Formats
internal import Ledger
internal import Model
internal import NearDuplicates
internal import State
internal import Storage

/// Cuts the records of decided articles out of their originals in the archive once more.
///
/// Containers stay open while their records are asked for in order. Not to be shared between threads.
struct RecordCutter {
  /// A record, and what a row of the ledger is made of beside it.
  struct Cut: Sendable {
    var raw: RawRecord
    var decision: Decision
    var claim: JobClaim
    var digest: String
    /// Whether the article's id names its place in a file; a later version may read the file otherwise.
    var isContainer: Bool
    /// The page's job, where a sidecar came to it that was not there when it was claimed.
    var joined: JobRow?
  }

  private struct Open {
    var job: String
    var reading: FileReading
    /// The ordinal of the last record that was asked for.
    var last: Int
    var byteCount: Int
  }

  private static let openLimit = 16
  /// Bytes of originals that may stay open beside the one in use.
  private static let openByteLimit = 128 << 20

  private let ledger: any LedgerReader
  private let originals: ArchivedOriginals
  private let settings: ScrapeSettings
  private var open: [Open] = []

  init(ledger: any LedgerReader, originals: ArchivedOriginals, settings: ScrapeSettings) {
    self.ledger = ledger
    self.originals = originals
    self.settings = settings
  }

  /// The record that an article was made of.
  ///
  /// Throws `RereadObstacle`, and what reading the ledger or the disk throws.
  mutating func cut(_ row: ArticleRow) throws -> Cut {
    guard case .found(let job) = try ledger.job(id: row.jobID), job.id == row.jobID else {
      throw RereadObstacle.inWork
    }
    let isContainer = row.id != row.jobID
    var (came, joined) = (job, JobRow?.none)
    if !isContainer, !job.sidecars.isEmpty {
      came.sidecars = try job.sidecars.filter { try !isLate($0, of: job) }
      if came.sidecars.count < job.sidecars.count { joined = job }
      try requireSidecars(of: job)
    }
    guard let closed = OpenJob(came, isContainer: isContainer) else { throw RereadObstacle.absent }
    let decision = Decision(
      job: row.jobID, ordinal: max(1, row.ordinal), number: row.number, outcome: row.outcome,
      copyDecision: row.decision, boilerplateVersion: row.snapshotVersion)
    do {
      var current = try take(came, closed, before: decision.ordinal)
      guard let raw = try current.reading.raw(decision.ordinal) else {
        throw RereadObstacle.absent
      }
      current.last = decision.ordinal
      if current.reading.isContainer { keep(current) }
      return Cut(
        raw: raw, decision: decision, claim: closed.claim, digest: job.digest ?? "",
        isContainer: isContainer, joined: joined)
    } catch let refusal as Refusal {
      throw RereadObstacle.refused(refusal)
    }
  }

  private mutating func take(
    _ row: JobRow, _ job: OpenJob, before ordinal: Int
  ) throws -> Open {
    if let index = open.firstIndex(where: { $0.job == row.id }) {
      let found = open.remove(at: index)
      if found.last < ordinal { return found }
    }
    let bytes = try original(row.digest, limit: 1 << 31)
    let sidecars = try row.sidecars.map {
      Sidecar(name: $0.name, bytes: try original($0.digest, limit: SidecarFiles.byteLimit))
    }
    let input = ScrapeInput(
      source: MemorySource(bytes), name: job.claim.file, sidecars: sidecars,
      sourceName: job.claim.source)
    return Open(
      job: row.id,
      reading: try FileReading(input, digest: row.digest ?? "", settings: settings), last: 0,
      byteCount: bytes.count)
  }

  private mutating func keep(_ reading: Open) {
    open.append(reading)
    while open.count > 1,
      open.count > Self.openLimit
        || open.dropLast().reduce(0, { $0 + $1.byteCount }) > Self.openByteLimit
    {
      open.removeFirst()
    }
  }

  private func original(_ text: String?, limit: Int) throws -> [UInt8] {
    guard let digest = text.flatMap({ Digest($0) }) else { throw RereadObstacle.gone(text ?? "") }
    do {
      return try originals.read(digest, limit: limit)
    } catch OriginalError.missing {
      throw originals.isPart
        ? RereadObstacle.elsewhere(digest.description) : .gone(digest.description)
    } catch let error as OriginalError {
      throw RereadObstacle.damaged("\(error)")
    }
  }

  /// Without one of them it would lose what that one said.
  private func requireSidecars(of job: JobRow) throws {
    for sidecar in job.sidecars {
      guard let digest = Digest(sidecar.digest), try originals.contains(digest) else {
        throw originals.isPart
          ? RereadObstacle.elsewhere(sidecar.digest) : .gone(sidecar.digest)
      }
    }
  }

  /// Whether a sidecar came in a job of its own.
  private func isLate(_ sidecar: JobRow.Sidecar, of page: JobRow) throws -> Bool {
    let cut = page.file.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    return try ledger.jobs(forFile: Array(page.file[..<cut]) + sidecar.name).contains { job in
      job.outcome == .attached && job.digest == sidecar.digest
        && job.notes.contains { $0.hasSuffix(page.id) }
    }
  }
}
