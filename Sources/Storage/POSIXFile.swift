import Glibc

/// An open regular file of the machine.
final class POSIXFile: FileHandle {
  let path: FilePath
  private let descriptor: OwnedDescriptor

  init(_ descriptor: consuming OwnedDescriptor, path: FilePath) {
    self.path = path
    self.descriptor = descriptor
  }

  func readSome(
    into buffer: inout [UInt8], from start: Int, at offset: UInt64
  ) throws(StorageError) -> Int {
    let position = try filePosition(offset, .read)
    let raw = descriptor.rawValue
    precondition(start >= 0 && start <= buffer.count)
    var result = 0
    var failure: StorageError?
    unsafe buffer.withUnsafeMutableBufferPointer { target in
      guard let base = target.baseAddress else { return }
      let count = target.count - start
      do throws(StorageError) {
        result = try systemCall(.read, path) { unsafe pread(raw, base + start, count, position) }
      } catch { failure = error }
    }
    if let failure { throw failure }
    return result
  }

  func writeSome(_ bytes: Span<UInt8>, at offset: UInt64) throws(StorageError) -> Int {
    let position = try filePosition(offset, .write)
    let raw = descriptor.rawValue
    var result = 0
    var failure: StorageError?
    unsafe bytes.withUnsafeBufferPointer { source in
      do throws(StorageError) {
        result = try systemCall(.write, path) {
          unsafe pwrite(raw, source.baseAddress, source.count, position)
        }
      } catch { failure = error }
    }
    if let failure { throw failure }
    return result
  }

  func truncate(to size: UInt64) throws(StorageError) {
    let length = try filePosition(size, .truncate)
    _ = try systemCall(.truncate, path) { Int(ftruncate(descriptor.rawValue, length)) }
  }

  func sync(_ extent: SyncExtent) throws(StorageError) {
    _ = try systemCall(.sync, path) {
      switch extent {
      case .data: Int(fdatasync(descriptor.rawValue))
      case .everything: Int(fsync(descriptor.rawValue))
      }
    }
  }

  func startWriteback() {
    // What fails here fails in the sync, and is told then.
    if let syncFileRange { _ = syncFileRange(descriptor.rawValue, 0, 0, 2) }
  }

  func status() throws(StorageError) -> FileStatus {
    try fileStatus(descriptor.rawValue, path)
  }

  /// Offsets beyond what the kernel can express are an error of the caller's data, not a trap.
  private func filePosition(
    _ offset: UInt64, _ operation: StorageOperation
  ) throws(StorageError) -> off_t {
    guard let position = off_t(exactly: offset) else {
      throw StorageError(operation: operation, path: path, errno: .invalidArgument)
    }
    return position
  }
}

/// `sync_file_range(2)`, which Glibc's module map hides: its feature macros lack _GNU_SOURCE. The last
/// argument is 2 for SYNC_FILE_RANGE_WRITE; a length of 0 means up to the end.
private typealias SyncFileRange = @convention(c) (CInt, Int64, Int64, CUnsignedInt) -> CInt

private let syncFileRange: SyncFileRange? = {
  guard let symbol = unsafe dlsym(nil, "sync_file_range") else { return nil }
  // The type is the one that sync_file_range(2) documents.
  return unsafe unsafeBitCast(symbol, to: SyncFileRange.self)
}()

/// `fstat` of a descriptor.
func fileStatus(_ descriptor: CInt, _ path: FilePath) throws(StorageError) -> FileStatus {
  var raw = stat()
  _ = try systemCall(.status, path) { unsafe Int(fstat(descriptor, &raw)) }
  return FileStatus(raw)
}

extension FileStatus {
  init(_ raw: stat) {
    self.init(
      identity: FileIdentity(device: UInt64(raw.st_dev), inode: UInt64(raw.st_ino)),
      kind: FileKind(mode: raw.st_mode), size: UInt64(max(0, raw.st_size)),
      modified: Int64(raw.st_mtim.tv_sec) * 1_000_000_000 + Int64(raw.st_mtim.tv_nsec),
      changed: Int64(raw.st_ctim.tv_sec) * 1_000_000_000 + Int64(raw.st_ctim.tv_nsec),
      permissions: UInt32(raw.st_mode & 0o7777), linkCount: UInt64(raw.st_nlink),
      owner: raw.st_uid, group: raw.st_gid)
  }
}

extension FileKind {
  init(mode: mode_t) {
    self =
      switch mode & S_IFMT {
      case S_IFREG: .regular
      case S_IFDIR: .folder
      case S_IFLNK: .symbolicLink
      case S_IFIFO: .fifo
      case S_IFSOCK: .socket
      case S_IFCHR, S_IFBLK: .device
      default: .unknown
      }
  }

  init(directoryType: UInt8) {
    self =
      switch Int(directoryType) {
      case Int(DT_REG): .regular
      case Int(DT_DIR): .folder
      case Int(DT_LNK): .symbolicLink
      case Int(DT_FIFO): .fifo
      case Int(DT_SOCK): .socket
      case Int(DT_CHR), Int(DT_BLK): .device
      default: .unknown
      }
  }
}
