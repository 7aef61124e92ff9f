import Glibc

/// The machine's file system.
package struct POSIXFileSystem: FileSystem {
  package init() {}

  // Non-blocking, so that a FIFO without a writer does not hold us; it is refused a line later.
  private static let openFlags = O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY

  /// See `FileSystem`.
  package func open(_ path: FilePath, _ access: FileAccess) throws(StorageError) -> any FileHandle {
    let operation: StorageOperation
    let flags: CInt
    var mode: mode_t = 0
    switch access {
    case .read: (operation, flags) = (.open, O_RDONLY)
    case .readWrite: (operation, flags) = (.open, O_RDWR)
    case .create(let permissions):
      (operation, flags) = (.create, O_RDWR | O_CREAT | O_EXCL)
      mode = mode_t(permissions)
    }
    let raw = try systemCall(operation, path) {
      unsafe path.withPlatformString { unsafe Int(Glibc.open($0, flags | Self.openFlags, mode)) }
    }
    return try Self.regularFile(OwnedDescriptor(CInt(raw)), path)
  }

  /// See `FileSystem`.
  package func open(
    _ relative: FilePath, below root: FilePath
  ) throws(StorageError) -> any FileHandle {
    let path = root.pushing(relative)
    let names = relative.components
    guard relative.isRelative, !names.isEmpty, names.allSatisfy({ $0.kind == .regular }) else {
      throw StorageError(operation: .open, path: path, errno: .invalidArgument)
    }
    var folder = OwnedDescriptor(
      CInt(
        try systemCall(.open, path) {
          unsafe root.withPlatformString {
            unsafe Int(Glibc.open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
          }
        }))
    for name in names.dropLast() {
      let above = folder.rawValue
      let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
      let next = try systemCall(.open, path) {
        unsafe name.withPlatformString { unsafe Int(openat(above, $0, flags)) }
      }
      folder = OwnedDescriptor(CInt(next))
    }
    let above = folder.rawValue
    let raw = try systemCall(.open, path) {
      unsafe FilePath(root: nil, [names[names.index(before: names.endIndex)]]).withPlatformString {
        unsafe Int(openat(above, $0, O_RDONLY | Self.openFlags))
      }
    }
    return try Self.regularFile(OwnedDescriptor(CInt(raw)), path)
  }

  private static func regularFile(
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
          case .failIfPresent: unsafe Int(renameKeeping(from, to))
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

/// `renameat2` of glibc 2.28, which Glibc's module map hides: its feature macros lack _GNU_SOURCE.
private typealias RenameAt2 =
  @convention(c) (
    CInt, UnsafePointer<CChar>, CInt, UnsafePointer<CChar>, CUnsignedInt
  ) -> CInt

private let renameAt2: RenameAt2? = {
  guard let symbol = unsafe dlsym(nil, "renameat2") else { return nil }
  // The type is the one that renameat2(2) documents.
  return unsafe unsafeBitCast(symbol, to: RenameAt2.self)
}()

/// Renames unless the target exists; sets errno as `rename` does.
private func renameKeeping(_ from: UnsafePointer<CChar>, _ to: UnsafePointer<CChar>) -> CInt {
  if let call = unsafe renameAt2 {
    let noReplace: CUnsignedInt = 1  // RENAME_NOREPLACE of <linux/fs.h>
    let result = unsafe call(AT_FDCWD, from, AT_FDCWD, to, noReplace)
    if result == 0 || (errno != EINVAL && errno != ENOSYS) { return result }
  }
  // A file system without that flag: a second name fails when it is taken, then the first one goes.
  if unsafe link(from, to) != 0 { return -1 }
  return unsafe unlink(from)
}
