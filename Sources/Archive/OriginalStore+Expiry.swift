import Storage
import Synchronization

extension OriginalStore {
  /// What an expiry took out.
  package struct Expired: Sendable, Equatable {
    /// Originals.
    package var count = 0
    /// Bytes that they took on the disk.
    package var byteCount: UInt64 = 0
  }

  /// Where it is noted up to when originals have expired: milliseconds since 1970, in decimal.
  private var notePath: FilePath { folder.appending(Self.noteOfExpiry) }
  /// The name of that note in the archive's folder.
  package static let noteOfExpiry = "expired-before"

  /// Takes out, durably, what was stored before `cutoff`, in milliseconds since 1970, and not since.
  ///
  /// The cutoff is on record before the first original goes, so that an audit can tell what has expired
  /// from what was lost. `isCancelled` is asked between folders.
  package func removeExpired(before cutoff: Int64, isCancelled: () -> Bool = { false }) throws
    -> Expired
  {
    var expired = Expired()
    guard try files.exists(folder) else { return expired }
    let subfolders = try files.entries(of: folder).filter {
      $0.kind == .folder && $0.name.count == 2
    }
    for subfolder in subfolders {
      if isCancelled() { break }
      let path = folder.appending(name: subfolder.name)
      let names = try files.entries(of: path).map(\.name).filter { $0.suffix(4) == Self.suffix }
      let before = expired.count
      for name in names {
        let original = path.appending(name: name)
        guard try isExpired(original, cutoff) else { continue }
        if expired.count == 0 { try note(cutoff) }
        let size: UInt64? = try naming.withLock { _ in
          // Looked at again: it may have been renewed meanwhile.
          guard try isExpired(original, cutoff) else { return nil }
          let size = try files.status(of: original).size
          try files.remove(original)
          return size
        }
        guard let size else { continue }
        expired.count += 1
        expired.byteCount += size
      }
      if expired.count > before { try files.syncFolder(path) }
    }
    return expired
  }

  private static let suffix = Array(".zst".utf8)[...]

  private func isExpired(_ path: FilePath, _ cutoff: Int64) throws -> Bool {
    do {
      return try files.status(of: path).modified < cutoff * 1_000_000
    } catch  where error.errno == .noSuchFileOrDirectory {
      return false
    }
  }

  private func note(_ cutoff: Int64) throws {
    if let noted = try expiredBefore(), noted >= cutoff { return }
    try files.replaceFile(notePath, with: Array("\(cutoff)\n".utf8))
  }

  /// Originals of files that came before this, in milliseconds since 1970, may have expired; nil when
  /// none has.
  package func expiredBefore() throws -> Int64? {
    guard try files.exists(notePath) else { return nil }
    let text = String(decoding: try files.readFile(notePath, limit: 64), as: UTF8.self)
    return Int64(text.prefix { $0 != "\n" })
  }
}
