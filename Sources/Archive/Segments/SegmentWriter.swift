internal import Model
internal import Storage

/// Appends records to the archive's newest segment: gathers them in memory, writes and syncs them together.
///
/// Knows nothing of threads.
struct SegmentWriter {
  private let folder: FilePath
  private let files: any FileSystem
  private let options: OriginalStoreOptions
  /// A failed sync: what it should have written may be gone, so nothing is taken any more.
  private(set) var poison: StorageError?
  /// Whether it knows where to go on.
  private(set) var isReady = false
  private var active: Active?
  /// Frames that are not written yet, and where they will lie.
  private var buffer: [UInt8] = []
  private var pending: [LocationEntry] = []
  private var pendingDigests: Set<Digest> = []
  private var nextNumber: UInt64 = 1
  private var compressor: FrameCompressor?
  private var prepared: Set<FilePath> = []
  /// Originals that were stored before this, in nanoseconds since 1970, are stored anew when the same
  /// bytes come again; nil while none expires.
  var renewalTime: Int64?

  /// The segment that grows.
  private struct Active {
    var id: SegmentID
    var file: any FileHandle
    /// Where it ends: all before is durable.
    var end: UInt64
  }

  init(folder: FilePath, files: any FileSystem, options: OriginalStoreOptions) {
    self.folder = folder
    self.files = files
    self.options = options
  }

  /// Bytes that wait to be written.
  var gatheredByteCount: Int { buffer.count }
  var activeID: SegmentID? { active?.id }

  func isPending(_ digest: Digest) -> Bool { pendingDigests.contains(digest) }

  /// Goes on behind the newest of the segments that may grow.
  mutating func resume(after segments: [SegmentID: SegmentExtent], growing: SegmentID?) throws {
    nextNumber = (segments.keys.lazy.map(\.number).max() ?? 0) + 1
    if let growing, let extent = segments[growing], extent.end < options.segmentByteLimit {
      // Who made it may have been ended before its name was durable.
      try prepare(growing.path(in: folder).parent)
      try syncFolder(growing.path(in: folder).parent)
      active = Active(
        id: growing, file: try files.open(growing.path(in: folder), .readWrite), end: extent.end)
    }
    isReady = true
  }

  /// The number of a segment that nobody else will make.
  mutating func takeNumber() -> UInt64 {
    defer { nextNumber += 1 }
    return nextNumber
  }

  /// True when what comes next belongs into another segment.
  var isFull: Bool {
    guard let active else { return false }
    return active.end + UInt64(buffer.count) >= options.segmentByteLimit
  }

  /// Takes a record into memory.
  mutating func add(_ digest: Digest, _ bytes: [UInt8], seconds: Int64) throws {
    let active = try self.active ?? begin()
    let head = RecordHead(
      digest: digest, seconds: seconds, byteCount: UInt64(bytes.count),
      durableByteCount: active.end)
    let compressor = try self.compressor ?? FrameCompressor(level: options.level)
    self.compressor = compressor
    let frame: [UInt8]
    do {
      frame = try compressor.frame(head.encoded() + bytes + RecordHead.recordEnd)
    } catch {
      throw OriginalError.failed(path: active.file.path, detail: error.detail)
    }
    let location = OriginalLocation(
      segment: active.id, offset: active.end + UInt64(buffer.count),
      frameByteCount: UInt64(frame.count), seconds: seconds)
    buffer += frame
    pending.append(LocationEntry(digest: digest, location: location))
    pendingDigests.insert(digest)
  }

  /// Makes an empty segment, whose name is durable.
  private mutating func begin() throws -> Active {
    let id = SegmentID(number: nextNumber)
    let path = id.path(in: folder)
    try prepare(path.parent)
    let file = try files.open(path, .create)
    nextNumber += 1
    try syncFolder(path.parent)
    let made = Active(id: id, file: file, end: 0)
    active = made
    return made
  }

  /// Makes a folder of segments, or makes the name of one that is there durable: once a process.
  mutating func prepare(_ folder: FilePath) throws {
    if prepared.contains(folder) { return }
    try files.makeFolders(folder)
    prepared.insert(folder)
  }

  /// Writes and syncs what was gathered. Returns what is durable from now on, and where.
  ///
  /// When it throws, what was gathered waits for the next call; after a failed sync every call throws.
  mutating func commit() throws -> [LocationEntry] {
    if let poison { throw poison }
    guard let active, !buffer.isEmpty else { return [] }
    do {
      try active.file.write(buffer, at: active.end)
    } catch {
      // Half a batch would be a torn tail, and hold on to space that is needed.
      try? active.file.truncate(to: active.end)
      throw error
    }
    do { try active.file.sync(.data) } catch { throw stop(error) }
    self.active?.end += UInt64(buffer.count)
    buffer.removeAll(keepingCapacity: buffer.count <= options.gatherByteCount)
    defer {
      pending = []
      pendingDigests = []
    }
    return pending
  }

  /// The next record begins a segment. Everything has been committed.
  mutating func seal() {
    precondition(buffer.isEmpty, "what is gathered lies in the segment that is sealed")
    active = nil
  }

  /// Syncs a folder; a failure ends this writer.
  mutating func syncFolder(_ folder: FilePath) throws {
    do throws(StorageError) { try files.syncFolder(folder) } catch { throw stop(error) }
  }

  /// Syncs a file; a failure ends this writer.
  mutating func sync(_ file: any FileHandle) throws {
    do throws(StorageError) { try file.sync(.data) } catch { throw stop(error) }
  }

  /// After a failed sync nothing more is acknowledged.
  private mutating func stop(_ cause: StorageError) -> StorageError {
    poison = cause
    return cause
  }
}
