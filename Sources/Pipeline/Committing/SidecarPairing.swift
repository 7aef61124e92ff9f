package import Formats
package import Ledger
package import Model
internal import NearDuplicates
package import State
package import Storage

/// Brings sidecars and pages together that were not claimed as one unit, whichever came first.
///
/// Asked by the committer only, one decision after the other: of a page and its sidecar the later one
/// finds the earlier one, also when both are in work at once.
package struct SidecarPairing {
  /// Larger files are no sidecars, in bytes.
  package static let byteLimit = SidecarFiles.byteLimit
  /// The reason of a sidecar that waits for its page.
  package static let waitingReason = RefusalReason.sidecarWithoutPage.rawValue

  private let state: StateDirectory
  private let settings: ScrapeSettings
  /// What the ids of this node's jobs bear, where other nodes' are in the ledger; files of one name lie in
  /// many inboxes.
  private let mark: UInt32?
  /// The files of sidecars that wait, so that pages without one are not looked up six times.
  private var waiting: Set<[UInt8]> = []
  private var isLoaded = false

  package init(state: StateDirectory, settings: ScrapeSettings) {
    self.state = state
    self.settings = settings
    mark = state.options.node.map(JobID.mark(ofNode:))
  }

  /// The article of the page that this job's file would describe by its name, and the page's job; nil
  /// for anything that is no sidecar, and where no page has come with an article.
  ///
  /// `batch`: What is decided together with it.
  package func page(of job: OpenJob, among batch: LedgerBatch) throws -> (
    job: String, article: Article
  )? {
    let pages = names(of: job.claim, SidecarNaming.pageNames(ofSidecar:))
    guard !pages.isEmpty, job.claim.stamp.size <= Self.byteLimit else { return nil }
    for page in pages {
      for row in try jobs(forFile: page, among: batch) {
        guard row.outcome == .indexed || row.outcome == .duplicate,
          let article = try article(ofJob: row.id, among: batch), article.ordinal == 0
        else { continue }
        return (row.id, article.article)
      }
    }
    return nil
  }

  /// Whether a file that ended so may be a sidecar whose page has not come; what it says must tell.
  package func mayWait(_ job: OpenJob, _ ending: Ending) -> Bool {
    guard ending.outcome == .rejected, job.claim.stamp.size <= Self.byteLimit,
      let reason = ending.refusal?.reason, Self.holdsNothingElse(job.claim.file, reason)
    else { return false }
    return !names(of: job.claim, SidecarNaming.pageNames(ofSidecar:)).isEmpty
  }

  /// The ending of a sidecar that waits for its page from now on.
  package mutating func wait(_ job: OpenJob) throws -> Ending {
    try load()
    waiting.insert(job.claim.file)
    return .refused(
      .sidecarWithoutPage(names(of: job.claim, SidecarNaming.pageNames(ofSidecar:))))
  }

  /// The jobs of sidecars that waited for this page.
  package mutating func takeWaiting(for job: OpenJob, among batch: LedgerBatch) throws -> [String] {
    try load()
    guard !waiting.isEmpty else { return [] }
    var found: [String] = []
    for file in names(of: job.claim, SidecarNaming.sidecarNames(ofPage:))
    where waiting.contains(file) {
      waiting.remove(file)
      let jobs = try jobs(forFile: file, among: batch)
      if let newest = jobs.first(where: { $0.reason == Self.waitingReason }) {
        found.append(newest.id)
      }
    }
    return found
  }

  private mutating func load() throws {
    guard !isLoaded else { return }
    isLoaded = true
    var before: String?
    while true {
      let jobs = try state.ledger.jobs(
        outcome: .rejected, reason: Self.waitingReason, before: before, limit: 1_000)
      for job in jobs where isOwn(job) { waiting.insert(job.file) }
      guard let last = jobs.last else { return }
      before = last.id
    }
  }

  /// Paths of the files that stand beside `claim`'s own under the names that `rule` gives.
  private func names(of claim: JobClaim, _ rule: ([UInt8]) -> [[UInt8]]) -> [[UInt8]] {
    let cut = claim.file.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    return rule(Array(claim.file[cut...])).map { Array(claim.file[..<cut]) + $0 }
  }

  private func jobs(forFile file: [UInt8], among batch: LedgerBatch) throws -> [JobRow] {
    batch.jobs.reversed().filter { $0.file == file }
      + (try state.ledger.jobs(forFile: file).filter(isOwn))
  }

  private func isOwn(_ job: JobRow) -> Bool { mark == nil || JobID(job.id)?.mark == mark }

  private func article(ofJob id: String, among batch: LedgerBatch) throws -> ArticleRow? {
    try batch.articles.first { $0.jobID == id }
      ?? state.ledger.articles(ofJob: id, limit: 1).first
  }

  /// The refusal of a file that was read on its own: of a sidecar, that it waits for its page.
  package static func waiting(
    _ refusal: Refusal, _ path: FilePath, _ files: any FileSystem, _ settings: ScrapeSettings
  ) -> Refusal {
    let pages = SidecarNaming.pageNames(ofSidecar: path.nameBytes)
    guard !pages.isEmpty, holdsNothingElse(path.bytes, refusal.reason),
      let bytes = try? files.readFile(path, limit: byteLimit),
      SidecarFacts(Sidecar(name: path.nameBytes, bytes: bytes), settings: settings) != nil
    else { return refusal }
    return .sidecarWithoutPage(pages)
  }

  /// Whether a refusal only says that there is nothing to read in the file. A response that is JSON
  /// says more about itself.
  private static func holdsNothingElse(_ file: [UInt8], _ reason: RefusalReason) -> Bool {
    switch reason {
    case .noArticle, .noText, .empty, .notAPage: true
    case .errorResponse: !file.suffix(5).elementsEqual(Array(".json".utf8))
    default: false
    }
  }
}

extension Refusal {
  /// A sidecar whose page has not come: it waits on record, and the page will find it.
  static func sidecarWithoutPage(_ pages: [[UInt8]]) -> Refusal {
    let names = pages.prefix(3).map { FilePath(bytes: $0).printable }.joined(separator: ", ")
    return Refusal(
      reason: .sidecarWithoutPage,
      detail: "It describes a page and holds no article; no page of its name has come with one.",
      remedy: "Nothing, if the page is still to come: it will take this along. It would be named "
        + names + (pages.count > 3 ? ", …" : "") + " in the same folder.")
  }
}
