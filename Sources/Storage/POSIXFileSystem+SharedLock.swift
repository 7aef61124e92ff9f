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

extension POSIXFileSystem {
  /// Keeps others who ask the same out of a folder, and changes nothing in it. Nil while somebody else
  /// holds it.
  package func folderLock(_ path: FilePath) throws(StorageError) -> FileLock? {
    let folder = OwnedDescriptor(
      CInt(
        try systemCall(.lock, path) {
          unsafe path.withPlatformString {
            unsafe Int(Glibc.open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
          }
        }))
    do {
      _ = try systemCall(.lock, path) { Int(flock(folder.rawValue, LOCK_EX | LOCK_NB)) }
    } catch {
      if error.errno == .wouldBlock { return nil }
      throw error
    }
    let held = HeldDescriptor(folder)
    return FileLock { withExtendedLifetime(held) {} }
  }
}

/// Keeps a descriptor open as long as something refers to it.
private final class HeldDescriptor: Sendable {
  private let descriptor: OwnedDescriptor

  init(_ descriptor: consuming OwnedDescriptor) { self.descriptor = descriptor }
}
