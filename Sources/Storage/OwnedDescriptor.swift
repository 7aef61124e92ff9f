import Glibc

/// A file descriptor with one owner, who closes it by going.
struct OwnedDescriptor: ~Copyable, Sendable {
  let rawValue: CInt

  init(_ rawValue: CInt) {
    self.rawValue = rawValue
  }

  deinit {
    // Not repeated on EINTR: Linux has released the descriptor by then. Bytes that matter were synced.
    _ = close(rawValue)
  }
}

/// Makes one system call, again when a signal interrupted it, and turns its errno into an error.
func systemCall(
  _ operation: StorageOperation, _ path: FilePath, _ body: () -> Int
) throws(StorageError) -> Int {
  for _ in 0..<interruptionLimit {
    let result = body()
    if result >= 0 { return result }
    if errno != EINTR { break }
  }
  throw StorageError(operation: operation, path: path, errno: Errno(rawValue: errno))
}
