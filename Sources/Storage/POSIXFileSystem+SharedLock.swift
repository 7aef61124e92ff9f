internal import Glibc

extension POSIXFileSystem {
  /// Keeps writers out of what a lock file guards, and changes nothing: neither makes the file nor
  /// writes a holder into it. Other readers may hold it at the same time.
  ///
  /// Returns nil where there is no such file: nobody has ever held it.
  package func sharedLock(_ path: FilePath) throws(StorageError) -> LockAttempt? {
    let raw: Int
    do {
      raw = try systemCall(.lock, path) {
        unsafe path.withPlatformString {
          unsafe Int(Glibc.open($0, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY))
        }
      }
    } catch {
      if error.errno == .noSuchFileOrDirectory { return nil }
      throw error
    }
    let file = POSIXFile(OwnedDescriptor(CInt(raw)), path: path)
    do {
      _ = try systemCall(.lock, path) { Int(flock(CInt(raw), LOCK_SH | LOCK_NB)) }
    } catch {
      if error.errno != .wouldBlock { throw error }
      return .held(by: holderLine(try file.read(at: 0, count: holderByteLimit)))
    }
    // The lock lives as long as the open file, which the closure keeps.
    return .acquired(FileLock { withExtendedLifetime(file) {} })
  }
}
