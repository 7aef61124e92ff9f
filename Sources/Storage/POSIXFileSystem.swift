import Glibc

/// The machine's file system.
package struct POSIXFileSystem: FileSystem {
  package init() {}

  // Non-blocking, so that a FIFO without a writer does not hold us; it is refused a line later.
  private static let openFlags = O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY

  /// See `FileSystem`.
  package func open(_ path: FilePath, _ access: FileAccess) throws(StorageError) -> any FileHandle {
    let (operation, flags, mode) = Self.openArguments(access)
    let raw = try systemCall(operation, path) {
      unsafe path.withPlatformString { unsafe Int(Glibc.open($0, flags, mode)) }
    }
    if operation == .create { FolderOwner.give(CInt(raw), ownerOf: path.parent) }
    return try Self.regularFile(OwnedDescriptor(CInt(raw)), path)
  }

  /// See `FileSystem`.
  package func openFolder(_ path: FilePath) throws(StorageError) -> any FolderHandle {
    let raw = try systemCall(.openFolder, path) {
      unsafe path.withPlatformString {
        unsafe Int(Glibc.open($0, POSIXFolder.pathOnly | O_DIRECTORY | O_CLOEXEC))
      }
    }
    return POSIXFolder(OwnedDescriptor(CInt(raw)), path: path)
  }

  /// What `open` is to be given for an access, and what the call is counted as.
  static func openArguments(
    _ access: FileAccess
  ) -> (operation: StorageOperation, flags: CInt, mode: mode_t) {
    switch access {
    case .read: (.open, O_RDONLY | openFlags, 0)
    case .readWrite: (.open, O_RDWR | openFlags, 0)
    case .create(let permissions):
      (.create, O_RDWR | O_CREAT | O_EXCL | openFlags, mode_t(permissions))
    }
  }

  static func regularFile(
    _ descriptor: consuming OwnedDescriptor, _ path: FilePath
  ) throws(StorageError) -> any FileHandle {
    guard try fileStatus(descriptor.rawValue, path).kind == .regular else {
      throw StorageError(operation: .open, path: path, errno: .invalidArgument)
    }
    return POSIXFile(descriptor, path: path)
  }

  /// See `FileSystem`.
  package func status(of path: FilePath) throws(StorageError) -> FileStatus {
    var raw = stat()
    _ = try systemCall(.status, path) {
      unsafe path.withPlatformString { unsafe Int(lstat($0, &raw)) }
    }
    return FileStatus(raw)
  }

  /// See `FileSystem`.
  package func list(
    _ folder: FilePath, _ visit: (FolderEntry) -> ListingStep
  ) throws(StorageError) {
    guard let stream = unsafe folder.withPlatformString({ unsafe opendir($0) }) else {
      throw StorageError(operation: .list, path: folder, errno: Errno(rawValue: errno))
    }
    defer { _ = unsafe closedir(stream) }
    while true {
      errno = 0
      guard let entry = unsafe readdir(stream) else {
        if errno == 0 { return }
        throw StorageError(operation: .list, path: folder, errno: Errno(rawValue: errno))
      }
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { raw in
        let length = unsafe raw.firstIndex(of: 0) ?? raw.count
        return unsafe [UInt8](raw[..<length])
      }
      if name == [0x2E] || name == [0x2E, 0x2E] { continue }
      var kind = unsafe FileKind(directoryType: entry.pointee.d_type)
      if kind == .unknown {
        // Some file systems do not tell; a name that went meanwhile stays unknown.
        kind = (try? status(of: folder.appending(name: name)).kind) ?? .unknown
      }
      if visit(FolderEntry(name: name, kind: kind)) == .stop { return }
    }
  }

  /// See `FileSystem`.
  package func rename(
    _ source: FilePath, to target: FilePath, _ rule: RenameRule
  ) throws(StorageError) {
    _ = try systemCall(.rename, source) {
      unsafe source.withPlatformString { from in
        unsafe target.withPlatformString { to in
          switch rule {
          case .replace: unsafe Int(Glibc.rename(from, to))
          case .failIfPresent: unsafe Int(renameKeeping(AT_FDCWD, from, AT_FDCWD, to))
          }
        }
      }
    }
  }

  /// See `FileSystem`.
  package func remove(_ path: FilePath) throws(StorageError) {
    _ = try systemCall(.remove, path) { unsafe path.withPlatformString { unsafe Int(unlink($0)) } }
  }

  /// See `FileSystem`.
  package func makeFolder(_ path: FilePath, permissions: UInt32) throws(StorageError) {
    _ = try systemCall(.makeFolder, path) {
      unsafe path.withPlatformString { unsafe Int(mkdir($0, mode_t(permissions))) }
    }
    FolderOwner.give(path)
  }

  /// See `FileSystem`.
  package func removeFolder(_ path: FilePath) throws(StorageError) {
    _ = try systemCall(.removeFolder, path) {
      unsafe path.withPlatformString { unsafe Int(rmdir($0)) }
    }
  }

  /// See `FileSystem`.
  package func syncFolder(_ path: FilePath) throws(StorageError) {
    let folder = OwnedDescriptor(
      CInt(
        try systemCall(.syncFolder, path) {
          unsafe path.withPlatformString {
            unsafe Int(Glibc.open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
          }
        }))
    _ = try systemCall(.syncFolder, path) { Int(fsync(folder.rawValue)) }
  }

  /// See `FileSystem`.
  package func space(at path: FilePath) throws(StorageError) -> FreeSpace {
    var raw = statvfs()
    _ = try systemCall(.space, path) {
      unsafe path.withPlatformString { unsafe Int(statvfs($0, &raw)) }
    }
    let block = UInt64(raw.f_frsize)
    return FreeSpace(free: UInt64(raw.f_bavail) * block, total: UInt64(raw.f_blocks) * block)
  }

  /// See `FileSystem`.
  package func lock(_ path: FilePath, holder: String) throws(StorageError) -> LockAttempt {
    let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY
    let raw = try systemCall(.lock, path) {
      unsafe path.withPlatformString { unsafe Int(Glibc.open($0, flags, 0o640)) }
    }
    FolderOwner.give(CInt(raw), ownerOf: path.parent)
    let file = POSIXFile(OwnedDescriptor(CInt(raw)), path: path)
    do {
      _ = try systemCall(.lock, path) { Int(flock(CInt(raw), LOCK_EX | LOCK_NB)) }
    } catch {
      if error.errno != .wouldBlock { throw error }
      return .held(by: holderLine(try file.read(at: 0, count: holderByteLimit)))
    }
    try file.truncate(to: 0)
    try file.write(Array(holder.utf8.prefix(holderByteLimit)) + [UInt8(ascii: "\n")], at: 0)
    // The lock lives as long as the open file, which the closure keeps.
    return .acquired(FileLock { withExtendedLifetime(file) {} })
  }
}
