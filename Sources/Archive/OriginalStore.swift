package import Model
package import Storage
internal import Synchronization

/// The archive of original bytes: segments of WARC records below one folder, to which originals are
/// appended, and tables that say where each lies.
///
/// `0000000/0000000042.warc.zst` is a segment: WARC/1.0 records of type `resource`, each a zstd frame with
/// a checksum, so that `zstd -d` and WARC readers read it from any record on. The same bytes are kept once.
/// What is stored together is written together and synced once. Location tables are disposable: what they
/// do not know is found by reading the segments. Memory stays below some MiB a call however large a file
/// is. May be used by many threads; one process writes at a time, others may read meanwhile.
/// Errors: `OriginalError`, and `StorageError` for what the disk says.
package final class OriginalStore: Sendable {
  /// What came of storing a file.
  package struct Stored: Sendable, Hashable {
    package let digest: Digest
    /// Bytes of the original.
    package let size: UInt64
    /// False when the archive had it already.
    package let isNew: Bool
  }

  /// When a stored original must have reached the disk.
  package enum Durability: Sendable {
    /// On return.
    case atOnce
    /// After the next `sync()`: what is stored until then shares its write and its sync.
    case atNextSync
  }

  package let folder: FilePath
  let files: any FileSystem
  let options: OriginalStoreOptions
  let catalogue: Mutex<Catalogue>
  /// Held while anything is written. Taken before `catalogue` where both are needed.
  let writer: Mutex<SegmentWriter>
  static let chunkByteCount = 256 << 10

  /// The archive in `folder`, which is made when it is stored into for the first time.
  package init(
    folder: FilePath, fileSystem: any FileSystem,
    options: OriginalStoreOptions = OriginalStoreOptions()
  ) {
    precondition((1...19).contains(options.level), "zstd has no such level for files")
    self.folder = folder
    self.files = fileSystem
    self.options = options
    catalogue = Mutex(Catalogue(folder: folder, files: fileSystem))
    writer = Mutex(SegmentWriter(folder: folder, files: fileSystem, options: options))
  }

  var former: FormerLayout { FormerLayout(folder, on: files) }

  /// Whether the archive holds it.
  ///
  /// `refreshing`: Look at the disk again before it is said to be missing: not for whoever has the state to
  /// itself and asks for many.
  package func contains(_ digest: Digest, refreshing: Bool = true) throws -> Bool {
    try location(of: digest, refreshing: refreshing) != nil
  }

  /// Where an original lies.
  enum Standing: Equatable {
    case segment(OriginalLocation)
    /// In a file of its own; stored then, in nanoseconds since 1970.
    case former(time: Int64)

    /// In nanoseconds since 1970.
    var time: Int64 {
      switch self {
      case .segment(let location):
        location.seconds.multipliedReportingOverflow(by: 1_000_000_000)
          .partialValue
      case .former(let time): time
      }
    }
  }

  /// Where an original lies; nil where it is not there, or has expired.
  ///
  /// `refreshing`: Look at the disk again before that is said. A writer needs no second look.
  func location(of digest: Digest, refreshing: Bool) throws -> Standing? {
    let (location, hasFormerLayout, expired) = try catalogue.withLock { catalogue in
      try catalogue.load()
      var location = try catalogue.location(of: digest)
      if location == nil, refreshing, !catalogue.isWriters {
        try catalogue.refresh()
        location = try catalogue.location(of: digest)
      }
      return (location, catalogue.hasFormerLayout, catalogue.expiredBefore)
    }
    if let location { return .segment(location) }
    guard hasFormerLayout, let time = try former.time(of: digest),
      time >= expired.multipliedReportingOverflow(by: 1_000_000).partialValue || expired == .min
    else { return nil }
    return .former(time: time)
  }

  /// How many originals the archive holds; one that came again after it was due counts twice until the
  /// older one expires.
  package func count() throws -> Int {
    let (count, hasFormerLayout) = try catalogue.withLock { catalogue in
      try catalogue.load()
      if !catalogue.isWriters { try catalogue.refresh() }
      return (
        catalogue.segments.values.reduce(0) { $0 + Int($1.count) }, catalogue.hasFormerLayout
      )
    }
    guard hasFormerLayout else { return count }
    return try former.subfolders().reduce(count) { $0 + (try former.digests(in: $1).count) }
  }

  /// Originals of files that came before this, in milliseconds since 1970, may have expired; nil when
  /// none has.
  package func expiredBefore() throws -> Int64? { try ExpiryNote(folder, on: files).read() }

  /// The name of that note in the archive's folder.
  package static let noteOfExpiry = ExpiryNote.name

  /// The segments of an archive, in the order of their numbers: their names, for who copies them.
  package static func segments(
    in folder: FilePath, on files: any FileSystem
  ) throws -> [SegmentID] {
    try FolderListing(folder, on: files).segments
  }
}
