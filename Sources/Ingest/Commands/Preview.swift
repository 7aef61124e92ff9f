internal import Articles
package import Scrapes
package import Storage

/// Parse and repair without a state: what would winnow make of these files?
package struct Preview: Sendable {
  /// Larger files are read alone, record by record, so that memory stays bounded.
  private static let alongsideByteCount: UInt64 = 16 << 20

  private let files: any FileSystem
  private let preparation: Preparation
  private let settings: ScrapeSettings
  private let workerCount: Int

  package init(files: any FileSystem, settings: ScrapeSettings, workerCount: Int) {
    self.files = files
    self.settings = settings
    self.workerCount = max(1, workerCount)
    preparation = Preparation(settings: settings)
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
  /// `ordinal`: The record's 1-based place; 0 for a file that is one article.
  package func document(in bytes: [UInt8], file: [UInt8], ordinal: Int) -> ArticleDocument? {
    let input = ScrapeInput(source: MemorySource(bytes), name: file)
    guard var reader = try? RecordReader(input, settings: settings) else { return nil }
    while let raw = try? reader.next() {
      guard raw.ordinal == max(1, ordinal) else { continue }
      return document(
        preparation.prepare(raw), in: Provenance(fileBytes: file, size: Int64(bytes.count)))
    }
    return nil
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
        group.addTask { [next] in (next, documents(of: paths[next])) }
        next += 1
      }
      for _ in 0..<workerCount * 4 { start() }
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
      let sidecars = try SidecarFiles(files).sidecars(of: path)
      var reader = try RecordReader(
        ScrapeInput(source: source, name: path.bytes, sidecars: sidecars), settings: settings)
      var count = 0
      while let raw = try reader.next() {
        count += 1
        try write([document(preparation.prepare(raw), in: provenance)])
      }
      if count == 0 { throw Refusal.empty }
    } catch let refusal as Refusal {
      try write([
        ArticleDocument(
          article: nil, provenance: provenance, outcome: refusal.outcome, refusal: refusal)
      ])
    } catch let error as StorageError {
      let refusal = Refusal.unreadable(error)
      try write([
        ArticleDocument(
          article: nil, provenance: provenance, outcome: refusal.outcome, refusal: refusal)
      ])
    }
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
