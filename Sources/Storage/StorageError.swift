/// A call to the file system that failed: what was tried, on what, and why.
package struct StorageError: Error, Hashable, Sendable, CustomStringConvertible {
  package var operation: StorageOperation
  package var path: FilePath
  package var errno: Errno

  package init(operation: StorageOperation, path: FilePath, errno: Errno) {
    self.operation = operation
    self.path = path
    self.errno = errno
  }

  /// The device or quota is full: it may pass, and nothing is wrong with what is there.
  package var isOutOfSpace: Bool { errno == .noSpace || errno == .diskQuotaExceeded }

  /// Room, descriptors or memory ran out: it may pass, and says nothing about the file.
  package var isShortage: Bool {
    switch errno {
    case .tooManyOpenFiles, .tooManyOpenFilesInSystem, .noMemory: true
    default: isOutOfSpace
    }
  }

  /// The name means nothing any more, or something else than a file or folder that may be gone into.
  package var isGone: Bool {
    switch errno {
    case .noSuchFileOrDirectory, .notDirectory, .tooManySymbolicLinkLevels, .fileNameTooLong: true
    default: false
    }
  }

  /// A sentence for a person; safe on a terminal whatever the name holds.
  package var description: String {
    "cannot \(operation.rawValue) \(path.printable): \(errno.description) (errno \(errno.rawValue))"
  }
}
