internal import Archive
package import Ledger
package import Model
package import State
package import Storage

/// Originals as WARC records, for other programs: gzip, a member a record.
package struct OriginalRecords: Sendable {
  /// What an export did.
  package struct Summary: Sendable, Equatable {
    package var recordCount = 0
    /// A sentence for each original that could not be read and is left out.
    package var damage: [String] = []
  }

  private let store: OriginalStore

  package init(_ paths: StatePaths) {
    store = OriginalStore(folder: paths.archive, fileSystem: POSIXFileSystem())
  }

  /// Hands on one original as a record. `article`: What it holds, where that is one article.
  ///
  /// Throws `PipelineFailure` when it is not there, or is not what its digest says.
  package func print(
    _ digest: Digest, of article: ArticleRow?, _ write: ([UInt8]) throws -> Void
  ) throws {
    do {
      try record(digest, Subject(article), write)
    } catch let error as OriginalError {
      throw PipelineFailure(.damaged, "\(error)")
    } catch let error as StorageError {
      throw PipelineFailure(.missing, "\(error)")
    }
  }

  /// Writes all originals of an archive into a file, which gets its name when it is whole: first those that
  /// an article was made of, in order of decision, under the article's address; then all others. Each once.
  ///
  /// `seconds`: The time now, since 1970. Throws `PipelineFailure`.
  package func export(
    of catalogue: Catalogue, to path: FilePath, seconds: Int64
  ) throws -> Summary {
    let files = POSIXFileSystem()
    let temporary = path.appendingSuffix(".tmp")
    do {
      if try files.exists(temporary) { try files.remove(temporary) }
      var target = Target(file: try files.open(temporary, .create(permissions: 0o644)))
      var done: Set<Digest> = []
      try OriginalStore.writeInformation(software: "winnow \(Version.text)", seconds: seconds) {
        try target.write($0)
      }
      try catalogue.ledger.forEachArticle(from: DecisionNumber(1)) { row in
        guard let digest = row.provenance.digest.flatMap({ Digest($0) }),
          done.insert(digest).inserted, try store.contains(digest)
        else { return true }
        try put(digest, Subject(row), &target)
        return true
      }
      try store.forEach { digest, _, _ in
        if done.insert(digest).inserted { try put(digest, Subject(nil), &target) }
        return true
      }
      try target.file.truncate(to: target.position)
      try target.file.sync(.data)
      try files.rename(temporary, to: path, .replace)
      return target.summary
    } catch {
      try? files.remove(temporary)
      throw PipelineFailure.of(error)
    }
  }

  /// A file that grows record by record.
  private struct Target {
    let file: any FileHandle
    var position: UInt64 = 0
    var summary = Summary()

    mutating func write(_ bytes: Span<UInt8>) throws {
      try file.write(bytes, at: position)
      position += UInt64(bytes.count)
    }
  }

  private func put(_ digest: Digest, _ subject: Subject, _ target: inout Target) throws {
    let start = target.position
    do {
      try store.writeRecord(
        of: digest, targetURI: subject.address, contentType: subject.contentType
      ) { try target.write($0) }
      target.summary.recordCount += 1
    } catch let error as OriginalError {
      // The next record takes its place.
      target.position = start
      target.summary.damage.append("\(error)")
    }
  }

  private func record(
    _ digest: Digest, _ subject: Subject, _ write: ([UInt8]) throws -> Void
  ) throws {
    try store.writeRecord(
      of: digest, targetURI: subject.address, contentType: subject.contentType
    ) { try write(Self.array($0)) }
  }

  private static func array(_ span: Span<UInt8>) -> [UInt8] {
    unsafe span.withUnsafeBufferPointer { unsafe Array($0) }
  }

  /// What a record is said to be about.
  private struct Subject {
    var address: String?
    var contentType = "application/octet-stream"

    init(_ article: ArticleRow?) {
      // Of a file with many articles none is its content.
      guard let article, article.ordinal == 0 else { return }
      if let url = article.article.url, url.hasPrefix("http://") || url.hasPrefix("https://") {
        address = url
      }
      guard article.provenance.container == nil else { return }
      switch article.provenance.format {
      case "html": contentType = "text/html"
      case "text": contentType = "text/plain"
      case "json": contentType = "application/json"
      default: break
      }
    }
  }
}
