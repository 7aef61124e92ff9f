package import Storage

/// Why a spool cannot be used, in a sentence that says what to do next.
package enum SpoolError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A rename between the two folders crosses a mount.
  case separateMounts(FilePath, FilePath)
  case unusable(StorageError)

  package var description: String {
    switch self {
    case .separateMounts(let one, let other):
      "\(one.printable) and \(other.printable) are not on one mount (EXDEV). Put the whole spool "
        + "below one mount; several ReadWritePaths= of a unit make several mounts."
    case .unusable(let error):
      "The spool cannot be used: \(error). Check owner and mode of the folder."
    }
  }
}
