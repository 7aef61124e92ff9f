internal import Archive
package import Formats
package import Ledger
internal import Model
package import State
internal import Storage

/// Makes ledger rows again from original bytes and recorded decisions, without deciding anything.
package struct Materializer {
  let place: Workplace
  let settings: ScrapeSettings

  package init(place: Workplace, settings: ScrapeSettings) {
    self.place = place
    self.settings = settings
  }

  /// The rows of `decisions`, all of one job, whose progress is that before the first of them.
  ///
  /// Throws `Refusal` when the bytes no longer yield what was decided about.
  package func rows(of job: OpenJob, decisions: [Decision]) throws -> [ArticleRow] {
    let (source, digest) = try bytes(of: job)
    var reader = try RecordReader(
      try place.input(for: job.claim, source: source, closing: job.closing), settings: settings,
      resumingAt: ReaderPosition(bytes: job.progress.position))
    let preparation = Preparation(settings: settings)
    let wanted = Dictionary(decisions.map { ($0.ordinal, $0) }, uniquingKeysWith: { $1 })
    var rows: [ArticleRow] = []
    while rows.count < decisions.count, let raw = try reader.next() {
      guard let decision = wanted[raw.ordinal] else { continue }
      let boilerplate = place.boilerplate(
        of: job.claim.source, version: decision.boilerplateVersion)
      rows += preparation.prepare(raw, boilerplate: boilerplate)
        .row(decision, claim: job.claim, digest: digest, isContainer: reader.isContainer)
    }
    return rows
  }

  /// Where the job's bytes are now, and their digest.
  package func bytes(of job: OpenJob) throws -> (source: any ByteSource, digest: String) {
    let source = try source(of: job)
    return (source, try digest(of: job, source))
  }

  private func source(of job: OpenJob) throws -> any ByteSource {
    let path = place.path(of: job.claim)
    // A file that was left in place may be another one by now; the archive's is the one decided on.
    if job.claim.place == .external, let digest = Digest(job.closing?.digest ?? ""),
      try place.originals.contains(digest)
    {
      return MemorySource(try place.originals.read(digest, limit: 1 << 31))
    }
    if try place.files.exists(path) { return try place.open(job.claim) }
    guard let digest = Digest(job.closing?.digest ?? "") else { throw Refusal.gone }
    return MemorySource(try place.originals.read(digest, limit: 1 << 31))
  }

  private func digest(of job: OpenJob, _ source: any ByteSource) throws -> String {
    if let digest = job.closing?.digest, !digest.isEmpty { return digest }
    return try (source as? FileSource)?.digest() ?? ""
  }
}
