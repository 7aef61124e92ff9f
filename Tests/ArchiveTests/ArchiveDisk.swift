import Model
import Storage
import StorageSimulation
import Synchronization

@testable import Archive

/// A clock that is set by hand, in milliseconds since 1970.
final class SetClock: Sendable {
  private let time = Mutex<Int64>(1_900_000_000_000)

  var now: Int64 { time.withLock { $0 } }

  func advance(days: Int64) { time.withLock { $0 += days * 86_400_000 } }
}

/// A simulated disk with a folder for an archive, and files to be stored.
struct ArchiveDisk {
  let files: SimulatedFileSystem
  let clock = SetClock()
  static let folder: FilePath = "/s/archive"

  init() throws {
    files = SimulatedFileSystem()
    try files.makeFolder("/s", permissions: 0o750)
    try files.syncFolder("/")
  }

  init(_ disk: SimulatedDisk) { files = SimulatedFileSystem(disk, isRecording: false) }

  func options(
    segment: UInt64 = 64 << 20, held: UInt64 = 8 << 20, recent: Int = 16_384,
    gather: Int = 4 << 20
  ) -> OriginalStoreOptions {
    var options = OriginalStoreOptions()
    options.clock = { [clock] in clock.now }
    options.segmentByteLimit = segment
    options.heldByteCount = held
    options.recentCount = recent
    options.gatherByteCount = gather
    return options
  }

  func store(_ options: OriginalStoreOptions? = nil) -> OriginalStore {
    OriginalStore(folder: Self.folder, fileSystem: files, options: options ?? self.options())
  }

  func file(_ bytes: [UInt8], _ path: FilePath = "/s/in") throws -> any FileHandle {
    if try files.exists(path) { try files.remove(path) }
    let file = try files.open(path, .create)
    try file.write(bytes, at: 0)
    return file
  }

  /// Every file of the archive that is a segment.
  func segments() throws -> [FilePath] {
    try OriginalStore.segments(in: Self.folder, on: files).map { $0.path(in: Self.folder) }
  }

  /// Puts an original where earlier builds kept it, stored `days` ago.
  func putFormer(_ bytes: [UInt8], name: Digest? = nil) throws -> Digest {
    let digest = name ?? Digest(of: bytes)
    let path = FormerLayout(Self.folder, on: files).path(of: digest)
    try files.makeFolders(path.parent)
    let file = try files.open(path, .create)
    let writer = try FrameWriter(level: 3, size: UInt64(bytes.count))
    var position: UInt64 = 0
    try writer.write(bytes.span, isLast: true) { piece in
      try file.write(piece, at: position)
      position += UInt64(piece.count)
    }
    try file.sync(.data)
    try files.syncFolder(path.parent)
    return digest
  }
}

/// Bytes that do not compress.
func noise(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
  var generator = SeededGenerator(seed: seed)
  return (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next() >> 40) }
}
