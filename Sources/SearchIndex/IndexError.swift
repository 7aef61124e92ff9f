import GRDB

/// Why an index cannot be opened, read or written, in a sentence that says what to do next.
package enum IndexError: Error, Equatable, CustomStringConvertible {
  /// There is no such file, and a reader does not make one.
  case missing(path: String)
  /// A file that is not a shard, or not this one.
  case foreign(path: String, detail: String)
  /// A shard of a newer winnow.
  case newer(path: String, version: Int)
  case damaged(path: String, detail: String)
  /// Another process holds the write lock.
  case busy(path: String)
  /// No room on the disk.
  case full(path: String)
  /// The index was opened for reading.
  case readOnly(path: String)
  /// Anything else the system said.
  case failed(path: String, detail: String)

  package var description: String {
    switch self {
    case .missing(let path):
      "\(path): there is no index here yet. Run `winnow rebuild` if there should be one."
    case .foreign(let path, let detail):
      "\(path) is not this index' shard (\(detail)). Move it away and run `winnow rebuild`."
    case .newer(let path, let version):
      "\(path) was written by a newer winnow (layout \(version)). Install that version again."
    case .damaged(let path, let detail):
      "\(path) is damaged (\(detail)). Run `winnow rebuild` to make it anew."
    case .busy(let path):
      "\(path) is held by another process. Stop it, or try again later."
    case .full(let path):
      "\(path) could not be written: the disk is full. Free some room; nothing was lost."
    case .readOnly(let path):
      "\(path) was opened for reading only."
    case .failed(let path, let detail):
      "\(path) could not be used: \(detail)."
    }
  }

  init(_ error: DatabaseError, path: String) {
    let detail = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
    self =
      switch error.resultCode {
      case .SQLITE_NOTADB: .foreign(path: path, detail: "not an SQLite database")
      case .SQLITE_CORRUPT: .damaged(path: path, detail: detail)
      case .SQLITE_BUSY, .SQLITE_LOCKED: .busy(path: path)
      case .SQLITE_FULL: .full(path: path)
      case .SQLITE_READONLY: .readOnly(path: path)
      default: .failed(path: path, detail: detail)
      }
  }
}
