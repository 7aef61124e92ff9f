/// Why a ledger cannot be opened, read or written, in a sentence that says what to do next.
package enum LedgerError: Error, Equatable, CustomStringConvertible {
  /// There is no such file, and a reader does not make one.
  case missing(path: String)
  /// A file that is not a ledger.
  case foreign(path: String, detail: String)
  /// A ledger of a newer winnow.
  case newer(path: String, version: Int)
  /// The file, or one row of it, is damaged.
  case damaged(path: String, detail: String)
  /// Another process holds the write lock.
  case busy(path: String)
  /// No room on the disk.
  case full(path: String)
  /// The ledger was opened for reading.
  case readOnly(path: String)
  /// Anything else the system said.
  case failed(path: String, detail: String)

  package var description: String {
    switch self {
    case .missing(let path):
      "\(path): there is no ledger here yet. Has winnowd or winnow ingest run with this state?"
    case .foreign(let path, let detail):
      "\(path) is not a winnow ledger (\(detail)). Give another --state, or move the file away."
    case .newer(let path, let version):
      "\(path) was written by a newer winnow (layout \(version)). Install that version again."
    case .damaged(let path, let detail):
      "\(path) is damaged (\(detail)). Run `winnow rebuild` to make it anew from the journal."
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
}
