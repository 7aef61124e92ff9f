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

  private let place: Workplace
  private let settings: ScrapeSettings
  /// The files of sidecars that wait, so that pages without one are not looked up six times.
  private var waiting: Set<[UInt8]> = []
  private var isLoaded = false

  package init(place: Workplace, settings: ScrapeSettings) {
    self.place = place
    self.settings = settings
  }

  /// The page that this job describes, and that has an article; nil for anything that is no sidecar.
  ///
  /// `batch`: What is decided together with it.
  func page(of job: OpenJob, among batch: LedgerBatch) throws -> JobRow? {
    let pages = names(of: job.claim, SidecarNaming.pageNames(ofSidecar:))
    guard !pages.isEmpty, job.claim.stamp.size <= Self.byteLimit else { return nil }
    for page in pages {
      for row in try jobs(forFile: page, among: batch) {
        guard row.outcome == .indexed || row.outcome == .duplicate,
          let article = try article(ofJob: row.id, among: batch), article.ordinal == 0
        else { continue }
        return facts(of: job)?.describes(article.article) == true ? row : nil
      }
    }
    return nil
  }

  /// The closing of a file that holds no article, when it is a sidecar whose page has not come.
  mutating func waiting(_ closing: Closing, of job: OpenJob) throws -> Closing {
    try load()
    let pages = names(of: job.claim, SidecarNaming.pageNames(ofSidecar:))
    guard closing.outcome == .rejected, !pages.isEmpty,
      RefusalReason(rawValue: closing.reason).map({ Self.holdsNothingElse(job.claim.file, $0) })
        == true,
      job.claim.stamp.size <= Self.byteLimit, facts(of: job) != nil
    else { return closing }
    waiting.insert(job.claim.file)
    let refusal = Refusal.sidecarWithoutPage(pages)
    var closing = closing
    closing.reason = refusal.reason.rawValue
    closing.detail = refusal.detail
    closing.remedy = refusal.remedy
    return closing
  }

  /// The jobs of sidecars that waited for this page.
  mutating func takeWaiting(for job: OpenJob, among batch: LedgerBatch) throws -> [JobRow] {
    try load()
    guard !waiting.isEmpty else { return [] }
    var found: [JobRow] = []
    for file in names(of: job.claim, SidecarNaming.sidecarNames(ofPage:))
    where waiting.contains(file) {
      waiting.remove(file)
      let jobs = try jobs(forFile: file, among: batch)
      if let newest = jobs.first(where: { $0.reason == Self.waitingReason }) {
        found.append(newest)
      }
    }
    return found
  }

  private mutating func load() throws {
    guard !isLoaded else { return }
    isLoaded = true
    var before: String?
    while true {
      let jobs = try place.ledger.jobs(
        outcome: .rejected, reason: Self.waitingReason, before: before, limit: 1_000)
      for job in jobs { waiting.insert(job.file) }
      guard let last = jobs.last else { return }
      before = last.id
    }
  }

  /// What the sidecar says; nil when it says nothing of use.
  private func facts(of job: OpenJob) -> SidecarFacts? {
    let path = place.path(of: job.claim)
    guard let bytes = try? place.files.readFile(path, limit: Self.byteLimit) else { return nil }
    return SidecarFacts(
      Sidecar(name: FilePath(bytes: job.claim.file).nameBytes, bytes: bytes), settings: settings)
  }

  /// Paths of the files that stand beside `claim`'s own under the names that `rule` gives.
  private func names(of claim: JobClaim, _ rule: ([UInt8]) -> [[UInt8]]) -> [[UInt8]] {
    let cut = claim.file.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    return rule(Array(claim.file[cut...])).map { Array(claim.file[..<cut]) + $0 }
  }

  private func jobs(forFile file: [UInt8], among batch: LedgerBatch) throws -> [JobRow] {
    batch.jobs.reversed().filter { $0.file == file } + (try place.ledger.jobs(forFile: file))
  }

  private func article(ofJob id: String, among batch: LedgerBatch) throws -> ArticleRow? {
    try batch.articles.first { $0.jobID == id }
      ?? place.ledger.articles(ofJob: id, limit: 1).first
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

extension SidecarPairing {
  /// Adds to `batch` what becomes of jobs and articles when these sidecars join their pages.
  ///
  /// The article is read again from the page's original with all its sidecars, so that it says what
  /// it would say had they come together; its decision stays. Reads and never decides: replay and
  /// rebuild do the same with the attachments on record.
  package func join(_ attachments: [Attachment], into batch: inout LedgerBatch) throws {
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

  private func job(_ id: String, in batch: LedgerBatch) throws -> JobRow? {
    if let row = batch.jobs.last(where: { $0.id == id }) { return row }
    if case .found(let row) = try place.ledger.job(id: id), row.id == id { return row }
    return nil
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
    var article = row.article
    var provenance = row.provenance
    var storyTime = row.storyTime
    do {
      let sidecars = try page.sidecars.map { file in
        Sidecar(name: file.name, bytes: try place.originalBytes(file.digest, Self.byteLimit))
      }
      let boilerplate = place.boilerplate(of: page.source, version: row.snapshotVersion)
      let prepared = try read(page, with: sidecars, boilerplate)
      if prepared.refusal == nil, let fresh = prepared.article {
        (article, provenance, storyTime) = (fresh, prepared.provenance, prepared.storyTime)
        provenance.fileBytes = row.provenance.fileBytes
        provenance.digest = row.provenance.digest
        provenance.size = row.provenance.size
        provenance.modificationTime = row.provenance.modificationTime
        provenance.source = row.provenance.source
      } else {
        // What was decided stays, also when the sidecar says that it was an error page.
        provenance.sidecar = prepared.provenance.sidecar
        provenance.httpStatus = prepared.provenance.httpStatus
      }
    } catch let error as OriginalLoss {
      provenance.notes.append("sidecar-not-read: \(error.digest)")
    }
    return Amendment(
      number: row.number, article: article, provenance: provenance, storyTime: storyTime)
  }

  private func read(
    _ page: JobRow, with sidecars: [Sidecar], _ boilerplate: BoilerplateSnapshot
  ) throws -> PreparedRecord {
    let bytes = try place.originalBytes(page.digest ?? "", 1 << 31)
    let input = ScrapeInput(
      source: MemorySource(bytes), name: page.file, sidecars: sidecars, sourceName: page.source)
    do {
      var reader = try RecordReader(input, settings: settings)
      if let raw = try reader.next() {
        return Preparation(settings: settings).prepare(raw, boilerplate: boilerplate)
      }
    } catch let refusal as Refusal {
      return PreparedRecord(
        ordinal: 1, provenance: Provenance(), refusal: refusal, decisions: [], blocks: [])
    }
    return PreparedRecord(
      ordinal: 1, provenance: Provenance(), refusal: .empty, decisions: [], blocks: [])
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
