package import Model
package import Storage

/// Why an original cannot be stored or given back, in a sentence that says what to do next.
package enum OriginalError: Error, Equatable, CustomStringConvertible {
  /// The archive does not hold it (any more).
  case missing(Digest)
  /// What the archive holds under this name is not it.
  case damaged(path: FilePath, detail: String)
  /// The file changed while it was stored; nothing was kept.
  case changed(path: FilePath)
  /// More than the caller has space for.
  case tooLarge(Digest, limit: Int)
  /// zstd could not go on.
  case failed(path: FilePath, detail: String)

  package var description: String {
    switch self {
    case .missing(let digest):
      "The archive holds no original \(digest). It may have expired or been forgotten."
    case .damaged(let path, let detail):
      "\(path.printable) is damaged (\(detail)). Bring it back from a backup; `winnow audit` lists "
        + "what else is."
    case .changed(let path):
      "\(path.printable) changed while it was read. It will be looked at again."
    case .tooLarge(let digest, let limit):
      "Original \(digest) holds more than \(limit) bytes. Read it in pieces."
    case .failed(let path, let detail):
      "\(path.printable) could not be compressed: \(detail)."
    }
  }
}
