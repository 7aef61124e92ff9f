import Glibc

/// An open folder of the machine.
final class POSIXFolder: FolderHandle {
  let path: FilePath
  private let held: OwnedDescriptor

  /// O_PATH of open(2), which Glibc's module map hides: a folder that may not be listed can still be gone
  /// through.
  static let pathOnly: CInt = 0o10_000_000

  static let openFlags = pathOnly | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC

  /// Bytes of a path that the kernel takes in one call, less its ending zero.
  private static let pathByteLimit = 4_000

  init(_ descriptor: consuming OwnedDescriptor, path: FilePath) {
    self.path = path
    held = descriptor
  }

  /// See `FolderHandle`.
  var descriptor: CInt? { held.rawValue }

  /// See `FolderHandle`.
  func folder(_ relative: [UInt8]) throws(StorageError) -> any FolderHandle {
    if relative.isEmpty { return self }
    let path = path.appending(name: relative)
    guard let names = plainComponents(relative) else {
      throw StorageError(operation: .openFolder, path: path, errno: .invalidArgument)
    }
    var above: POSIXFolder = self
    var piece: [UInt8] = []
    for name in names {
      if !piece.isEmpty && piece.count + 1 + name.count > Self.pathByteLimit {
        above = POSIXFolder(try above.step(piece, path), path: path)
        piece = []
      }
      piece += (piece.isEmpty ? [] : [UInt8(ascii: "/")]) + name
    }
    return POSIXFolder(try above.step(piece, path), path: path)
  }

  /// Opens a folder below this one: in one call where the kernel can, else name by name.
  private func step(_ relative: [UInt8], _ path: FilePath) throws(StorageError) -> OwnedDescriptor {
    let raw = held.rawValue
    let flags = Self.openFlags
    do {
      return OwnedDescriptor(
        CInt(
          try systemCall(.openFolder, path) {
            unsafe FilePath(bytes: relative).withPlatformString {
              unsafe Int(openBeneath(raw, $0, flags))
            }
          }))
    } catch {
      // An older kernel, or one whose filter of calls does not know this one.
      if error.errno != .noFunction && error.errno != .notPermitted { throw error }
    }
    let end = relative.firstIndex(of: UInt8(ascii: "/")) ?? relative.count
    let next = OwnedDescriptor(
      CInt(
        try systemCall(.openFolder, path) {
          unsafe FilePath(bytes: Array(relative[..<end])).withPlatformString {
            unsafe Int(openat(raw, $0, flags))
          }
        }))
    if end == relative.count { return next }
    return try POSIXFolder(next, path: path).step(Array(relative[(end + 1)...]), path)
  }

  /// See `FolderHandle`.
  func open(_ name: [UInt8], _ access: FileAccess) throws(StorageError) -> any FileHandle {
    let (operation, flags, mode) = POSIXFileSystem.openArguments(access)
    let path = try entry(name, operation)
    let raw = held.rawValue
    let opened = try systemCall(operation, path) {
      unsafe FilePath(bytes: name).withPlatformString {
        unsafe Int(openat(raw, $0, flags, mode))
      }
    }
    if operation == .create { FolderOwner.give(CInt(opened), ownerOf: raw) }
    return try POSIXFileSystem.regularFile(OwnedDescriptor(CInt(opened)), path)
  }

  /// See `FolderHandle`.
  func status(of name: [UInt8]) throws(StorageError) -> FileStatus {
    let path = try entry(name, .status)
    return try status(of: FilePath(bytes: name), path)
  }

  private func status(
    of name: FilePath, _ path: FilePath
  ) throws(StorageError) -> FileStatus {
    var raw = stat()
    let folder = held.rawValue
    _ = try systemCall(.status, path) {
      unsafe name.withPlatformString { unsafe Int(fstatat(folder, $0, &raw, AT_SYMLINK_NOFOLLOW)) }
    }
    return FileStatus(raw)
  }

  /// See `FolderHandle`.
  func status() throws(StorageError) -> FileStatus { try fileStatus(held.rawValue, path) }

  /// See `FolderHandle`.
  func list(_ visit: (FolderEntry) -> ListingStep) throws(StorageError) {
    // The stream closes its descriptor itself.
    let readable = try reopened(.list)
    guard let stream = unsafe fdopendir(readable) else {
      let error = StorageError(operation: .list, path: path, errno: Errno(rawValue: errno))
      _ = close(readable)
      throw error
    }
    defer { _ = unsafe closedir(stream) }
    while true {
      errno = 0
      guard let next = unsafe readdir(stream) else {
        if errno == 0 { return }
        throw StorageError(operation: .list, path: path, errno: Errno(rawValue: errno))
      }
      let name = unsafe withUnsafeBytes(of: &next.pointee.d_name) { raw in
        let length = unsafe raw.firstIndex(of: 0) ?? raw.count
        return unsafe [UInt8](raw[..<length])
      }
      if name == [0x2E] || name == [0x2E, 0x2E] { continue }
      var kind = unsafe FileKind(directoryType: next.pointee.d_type)
      if kind == .unknown {
        // Some file systems do not tell; a name that went meanwhile stays unknown.
        kind = (try? status(of: name).kind) ?? .unknown
      }
      if visit(FolderEntry(name: name, kind: kind)) == .stop { return }
    }
  }

  /// See `FolderHandle`.
  func rename(
    _ name: [UInt8], to folder: any FolderHandle, as target: [UInt8], _ rule: RenameRule
  ) throws(StorageError) {
    let path = try entry(name, .rename)
    guard isPlainName(target) else {
      throw StorageError(operation: .rename, path: path, errno: .invalidArgument)
    }
    guard let there = folder.descriptor else {
      throw StorageError(operation: .rename, path: path, errno: .improperLink)
    }
    let here = held.rawValue
    _ = try systemCall(.rename, path) {
      unsafe FilePath(bytes: name).withPlatformString { from in
        unsafe FilePath(bytes: target).withPlatformString { to in
          switch rule {
          case .replace: unsafe Int(renameat(here, from, there, to))
          case .failIfPresent: unsafe Int(renameKeeping(here, from, there, to))
          }
        }
      }
    }
    withExtendedLifetime(folder) {}
  }

  /// See `FolderHandle`.
  func remove(_ name: [UInt8]) throws(StorageError) { try unlink(name, .remove, 0) }

  /// See `FolderHandle`.
  func removeFolder(_ name: [UInt8]) throws(StorageError) {
    try unlink(name, .removeFolder, AT_REMOVEDIR)
  }

  private func unlink(
    _ name: [UInt8], _ operation: StorageOperation, _ flags: CInt
  ) throws(StorageError) {
    let path = try entry(name, operation)
    let folder = held.rawValue
    _ = try systemCall(operation, path) {
      unsafe FilePath(bytes: name).withPlatformString { unsafe Int(unlinkat(folder, $0, flags)) }
    }
  }

  /// See `FolderHandle`.
  func makeFolder(_ name: [UInt8], permissions: UInt32) throws(StorageError) {
    let path = try entry(name, .makeFolder)
    let folder = held.rawValue
    _ = try systemCall(.makeFolder, path) {
      unsafe FilePath(bytes: name).withPlatformString {
        unsafe Int(mkdirat(folder, $0, mode_t(permissions)))
      }
    }
    FolderOwner.give(FilePath(bytes: name), in: folder)
  }

  /// See `FolderHandle`.
  func sync() throws(StorageError) {
    let readable = OwnedDescriptor(try reopened(.syncFolder))
    _ = try systemCall(.syncFolder, path) { Int(fsync(readable.rawValue)) }
  }

  /// The same folder for reading: what is held serves for going through only.
  private func reopened(_ operation: StorageOperation) throws(StorageError) -> CInt {
    let folder = held.rawValue
    return CInt(
      try systemCall(operation, path) {
        unsafe Int(openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC))
      })
  }

  private func entry(
    _ name: [UInt8], _ operation: StorageOperation
  ) throws(StorageError) -> FilePath {
    if isPlainName(name) { return path.appending(name: name) }
    let errno: Errno = name.count > 255 ? .fileNameTooLong : .invalidArgument
    throw StorageError(operation: operation, path: path, errno: errno)
  }
}
