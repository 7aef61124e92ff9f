import Glibc
import SQLiteSupport

/// Indexes of versions 1 to 3: `shard-000.sqlite`, … in the same folder. Nothing is taken over from them:
/// the new index is made from the ledger, which holds every text.
extension FullTextIndex {
  /// Files that versions 1 to 3 may have made.
  private static let formerLimit = 999

  /// True when the folder holds an index of a former version. It stays until the new one holds
  /// everything, so that an interrupted start begins again.
  package static func isOlder(_ folder: String) -> Bool {
    SQLiteFile.byteCount(path(0, in: folder, former: true)) != nil
  }

  /// True while the index is to be filled from the ledger.
  package var isToBeFilled: Bool { access == .writing && Self.isOlder(folder) }

  /// Removes the former index, once this one holds everything.
  package func removeFormer() { Self.remove(former: true, in: folder) }

  /// Removes the beginnings of a new index, or the former one; its first file, which tells that there is
  /// one, comes last.
  static func remove(former: Bool, in folder: String) {
    for number in (0..<formerLimit).reversed() {
      for suffix in ["-wal", "-shm", ""] {
        _ = unsafe unlink(path(number, in: folder, former: former) + suffix)
      }
    }
  }
}
