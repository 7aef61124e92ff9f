internal import CSQLite

/// Why a database file cannot be opened, read or written, in a sentence that says what to do next.
package struct SQLiteFileError: Error, Equatable, CustomStringConvertible {
  /// What is wrong with the file.
  package enum Problem: Sendable, Equatable {
    /// There is no such file, and a reader does not make one.
    case missing
    /// The file is something else.
    case foreign(detail: String)
    /// The file has a format of a newer winnow.
    case newer(version: Int)
    /// The file has an older format, which a writer migrates and a reader does not read.
    case older(version: Int)
    /// The file, or one row of it, is damaged.
    case damaged(detail: String)
    /// Another process holds the write lock.
    case busy
    /// The disk has no room.
    case full
    /// The file was opened for reading.
    case readOnly
    /// Anything else that the system said.
    case failed(detail: String)
  }

  package var problem: Problem
  package var path: String
  /// What the file is, for example `ledger`.
  package var kind: String

  /// Whether the file is sound, and of an older or newer format than this program's.
  package var isOfOtherVersion: Bool {
    switch problem {
    case .older, .newer: true
    default: false
    }
  }

  package init(_ problem: Problem, path: String, kind: String) {
    self.problem = problem
    self.path = path
    self.kind = kind
  }

  package var description: String {
    switch problem {
    case .missing:
      "\(path): there is no \(kind) here yet. winnowd and winnow ingest make it; if it was lost, "
        + "run `winnow rebuild`."
    case .foreign(let detail):
      "\(path) is not a winnow \(kind) (\(detail)). Move the file away and run `winnow rebuild`, "
        + "or give another --state."
    case .newer(let version):
      "\(path) was written by a newer winnow (format \(version) of the \(kind)). "
        + "Install that version again."
    case .older(let version):
      "\(path) was written by an older winnow (format \(version) of the \(kind)). "
        + "Start winnowd, which migrates it, and try again."
    case .damaged(let detail):
      "\(path) is damaged (\(detail)). Run `winnow rebuild` to make it anew from the journal."
    case .busy:
      "\(path) is held by another process. Stop it, or try again later."
    case .full:
      "\(path) could not be written: the disk is full. Free some room; nothing was lost."
    case .readOnly:
      "\(path) was opened for reading only."
    case .failed(let detail):
      "\(path) could not be used: \(detail)."
    }
  }

  init(_ error: DatabaseError, path: String, kind: String) {
    let problem: Problem =
      switch error.code {
      case SQLITE_NOTADB: .foreign(detail: "not an SQLite database")
      case SQLITE_CORRUPT: .damaged(detail: error.message)
      // A head of the file that says what no version of SQLite writes.
      case SQLITE_ERROR where error.message == "unsupported file format":
        .damaged(detail: error.message)
      // Its shared memory does not read back, though nobody else has it open.
      case SQLITE_PROTOCOL:
        .damaged(detail: "the file beside it that ends in -shm does not read back")
      case SQLITE_BUSY, SQLITE_LOCKED: .busy
      case SQLITE_FULL: .full
      case SQLITE_READONLY: .readOnly
      default: .failed(detail: error.message)
      }
    self.init(problem, path: path, kind: kind)
  }
}
