package import Formats
internal import Model
package import NearDuplicates
internal import Pipeline
internal import State
package import Storage

/// Parse and repair without a state: what would winnow make of these files?
package struct Preview: Sendable {
  /// Larger files are read alone, record by record, so that memory stays bounded.
  private static let alongsideByteCount: UInt64 = 16 << 20

  private let files: any FileSystem
  private let settings: ScrapeSettings
  private let workers: WorkerPool

  package init(files: any FileSystem, settings: ScrapeSettings, workerCount: Int) {
    self.files = files
    self.settings = settings
    workers = WorkerPool(width: max(1, workerCount))
  }

  /// Calls `write` with the documents of each file, in the order of `paths`.
  package func run(_ paths: [FilePath], write: ([ArticleDocument]) throws -> Void) async throws {
    var index = 0
    while index < paths.count {
      if isLarge(paths[index]) {
        try stream(paths[index], write: write)
        index += 1
        continue
      }
      let end = paths[index...].dropFirst().firstIndex(where: isLarge) ?? paths.count
      try await alongside(Array(paths[index..<end]), write: write)
      index = end
    }
  }

  /// One record of bytes that are at hand, read with every step recorded.
  ///
  /// `ordinal`: The record's 1-based position; 0 for a file that is one article.
  /// `sidecars`: What lies beside it by name and bytes.
  /// `boilerplate`: What its source was known to repeat when it was decided about.
  package func document(
    in bytes: [UInt8], file: [UInt8], ordinal: Int, sidecars: [Sidecar] = [],
    source: String? = nil, boilerplate: BoilerplateSnapshot = BoilerplateSnapshot()
  ) -> ArticleDocument? {
    let input = ScrapeInput(
      source: MemorySource(bytes), name: file, sidecars: sidecars, sourceName: source)
    guard var reading = try? FileReading(input, settings: settings),
      let record = try? reading.record(max(1, ordinal), boilerplate: boilerplate)
    else { return nil }
    return document(record, in: Provenance(fileBytes: file, size: Int64(bytes.count)))
  }

  private func isLarge(_ path: FilePath) -> Bool {
    ((try? files.status(of: path))?.size ?? 0) > Self.alongsideByteCount
  }

  /// Small files side by side; what is ready early waits for its turn, a few files at most.
  private func alongside(
    _ paths: [FilePath], write: ([ArticleDocument]) throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: (Int, [ArticleDocument]).self) { group in
      var next = 0
      var turn = 0
      var ready: [Int: [ArticleDocument]] = [:]
      func start() {
        guard next < paths.count else { return }
        group.addTask(executorPreference: workers) { [next] in (next, documents(of: paths[next])) }
        next += 1
      }
      for _ in 0..<workers.width * 4 { start() }
      while let (index, documents) = try await group.next() {
        ready[index] = documents
        while let documents = ready.removeValue(forKey: turn) {
          try write(documents)
          turn += 1
          start()
        }
      }
    }
  }

  private func documents(of path: FilePath) -> [ArticleDocument] {
    var all: [ArticleDocument] = []
    // Appending cannot fail; reading faults are documents themselves.
    try? stream(path) { all += $0 }
    return all
  }

  private func stream(_ path: FilePath, write: ([ArticleDocument]) throws -> Void) throws {
    var provenance = Provenance(fileBytes: path.bytes)
    do {
      let source = try FileSource(try files.open(path, .read))
      provenance.size = source.byteCount
      provenance.digest = try source.digest()
      if let attached = try attached(path, provenance) { return try write([attached]) }
      let sidecars = try SidecarFiles(files).sidecars(of: path)
      var reading = try FileReading(
        ScrapeInput(source: source, name: path.bytes, sidecars: sidecars), settings: settings)
      var count = 0
      while let raw = try reading.next() {
        count += 1
        var record = reading.preparation.prepare(raw)
        // A sidecar is one value, and its file is looked for once.
        if !reading.isContainer, count == 1 {
          record.refusal = record.refusal.map {
            SidecarPairing.waiting($0, path, files, settings)
          }
        }
        try write([document(record, in: provenance)])
      }
      if count == 0 { throw Refusal.empty }
    } catch let refusal as Refusal {
      let refusal = SidecarPairing.waiting(refusal, path, files, settings)
      try write([
        ArticleDocument(
          article: nil, provenance: provenance, outcome: refusal.outcome, refusal: refusal)
      ])
    } catch let error as StorageError {
      let isMissing = error.errno == .noSuchFileOrDirectory || error.errno == .notDirectory
      let refusal = isMissing ? Refusal.noSuchFile : Refusal.unreadable(error)
      try write([
        ArticleDocument(
          article: nil, provenance: provenance, outcome: refusal.outcome, refusal: refusal)
      ])
    }
  }

  /// What becomes of a file that describes the page beside it; nil for any other.
  private func attached(_ path: FilePath, _ file: Provenance) throws -> ArticleDocument? {
    guard file.size <= Int64(SidecarFiles.byteLimit) else { return nil }
    for name in SidecarNaming.pageNames(ofSidecar: path.nameBytes) {
      let page = path.parent.appending(name: name)
      guard (try? files.status(of: page))?.kind == .regular else { continue }
      let bytes = try files.readFile(path, limit: SidecarFiles.byteLimit)
      guard let facts = SidecarFacts(Sidecar(name: path.nameBytes, bytes: bytes)),
        let source = try? FileSource(try files.open(page, .read)),
        var reading = try? FileReading(
          ScrapeInput(source: source, name: page.bytes), settings: settings),
        !reading.isContainer, let article = try? reading.record(1)?.article,
        facts.describes(article)
      else { return nil }
      var provenance = file
      provenance.format = "sidecar"
      provenance.notes = ["describes \(TerminalText.safe(page.bytes))"]
      return ArticleDocument(article: nil, provenance: provenance, outcome: .attached)
    }
    return nil
  }

  private func document(_ record: PreparedRecord, in file: Provenance) -> ArticleDocument {
    var provenance = record.provenance
    provenance.fileBytes = file.fileBytes
    provenance.size = file.size
    provenance.digest = file.digest
    return ArticleDocument(
      article: record.article, provenance: provenance,
      outcome: record.refusal?.outcome ?? .indexed, refusal: record.refusal,
      decisions: record.decisions, blocks: record.blocks)
  }
}
