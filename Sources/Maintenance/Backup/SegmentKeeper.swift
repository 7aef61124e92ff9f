internal import Archive
internal import Model
internal import Storage

/// Sees to it that no damaged record of a segment takes the place of a good one in a backup.
///
/// Records are appended and never changed. So a segment that has grown is read, record by record, before
/// its pieces become the backup; where a record is not what its head says, the bytes of the backup
/// before it are kept, if they are better.
struct SegmentKeeper {
  let store: BackupFolder
  let archive: FilePath

  /// The segment as it goes into the manifest: `file` as it was copied, or with bytes of `earlier`.
  ///
  /// `earlier`: The same segment in the backup before. `durable`: Up to here its records were acknowledged.
  /// `damaged`: Takes a sentence for each damaged part of the segment.
  func keep(
    _ file: BackupManifest.File, of id: SegmentID, earlier: BackupManifest.File?, durable: UInt64,
    _ damaged: inout [String]
  ) throws -> BackupManifest.File {
    try store.flush()
    let durable = max(durable, earlier?.size ?? 0)
    // No time stands for a segment that was found damaged: it is read from its first byte on, each time.
    let isSound = earlier.map { $0.modified != 0 } ?? false
    let soundEnd = isSound ? try commonByteCount(file, earlier) : 0
    let found = try damage(file, of: id, soundEnd: soundEnd, durable: durable)
    if found.isEmpty { return file }
    var file = file
    file.modified = 0
    var kept = file
    var left = found
    if let earlier {
      kept.pieces = try mixed(file, earlier, at: found)
      left = try damage(kept, of: id, soundEnd: 0, durable: durable)
    }
    // Bytes that were no better in the backup before are none to mix in.
    if Self.byteCount(left) >= Self.byteCount(found) { kept = file }
    for part in found {
      let isKept = !left.contains { $0.range.overlaps(part.range) }
      damaged.append(
        "\(part.path.printable) is damaged: \(part.range.count) bytes from byte"
          + " \(part.range.lowerBound) on are no whole records. "
          + (isKept
            ? "The backup has kept their originals as they were"
            : "The backup has no better bytes for them either"))
    }
    return kept
  }

  private static func byteCount(_ damage: [OriginalStore.Damage]) -> UInt64 {
    damage.reduce(0) { $0 &+ UInt64($1.range.count) }
  }

  /// How many bytes of both are the same from the first byte on, as far as pieces tell.
  private func commonByteCount(
    _ file: BackupManifest.File, _ earlier: BackupManifest.File?
  ) throws -> UInt64 {
    guard let earlier else { return 0 }
    var count: UInt64 = 0
    for (piece, former) in zip(file.pieces, earlier.pieces) {
      if piece != former {
        // The last piece has grown.
        guard let old = try store.piece(former), let new = try store.piece(piece),
          old.count <= new.count, new.starts(with: old)
        else { break }
        count += UInt64(old.count)
        break
      }
      count += UInt64(Backup.filePieceByteCount)
    }
    return min(count, earlier.size, file.size)
  }

  /// What is damaged in the segment that these pieces make up.
  private func damage(
    _ file: BackupManifest.File, of id: SegmentID, soundEnd: UInt64, durable: UInt64
  ) throws -> [OriginalStore.Damage] {
    try OriginalStore.damage(
      of: id, in: PiecesFile(file, in: store), named: id.path(in: archive), soundEnd: soundEnd,
      durable: durable
    ).filter { !$0.isTornTail }
  }

  /// The pieces of `file`, with the bytes of `earlier` wherever one of `damage` lies.
  private func mixed(
    _ file: BackupManifest.File, _ earlier: BackupManifest.File, at damage: [OriginalStore.Damage]
  ) throws -> [Digest] {
    var pieces = file.pieces
    for index in pieces.indices where index < earlier.pieces.count {
      let start = UInt64(index) &* UInt64(Backup.filePieceByteCount)
      let range = start..<start &+ UInt64(Backup.filePieceByteCount)
      guard earlier.pieces[index] != pieces[index],
        damage.contains(where: { $0.range.overlaps(range) }),
        let old = try store.piece(earlier.pieces[index]), let new = try store.piece(pieces[index])
      else { continue }
      pieces[index] = try store.put(
        piece: Array(old.prefix(new.count)) + Array(new.dropFirst(old.count)))
    }
    return pieces
  }
}

/// The bytes of a file of a backup, put together of its pieces. Only for reading.
private final class PiecesFile: FileHandle {
  let path: FilePath
  private let pieces: [FilePath]
  private let byteCount: UInt64
  private let files: any FileSystem

  init(_ file: BackupManifest.File, in store: BackupFolder) throws {
    // Pieces get their names when they are synced.
    try store.flush()
    path = store.folder.appending(file.path)
    pieces = file.pieces.map(store.path(ofPiece:))
    byteCount = file.size
    files = store.files
  }

  func readSome(
    into buffer: inout [UInt8], from start: Int, at offset: UInt64
  ) throws(StorageError) -> Int {
    let pieceByteCount = UInt64(Backup.filePieceByteCount)
    let index = Int(clamping: offset / pieceByteCount)
    guard index < pieces.count, offset < byteCount else { return 0 }
    let piece = try files.open(pieces[index], .read)
    return try piece.readSome(into: &buffer, from: start, at: offset % pieceByteCount)
  }

  func status() throws(StorageError) -> FileStatus {
    guard let first = pieces.first else {
      throw StorageError(operation: .status, path: path, errno: .noSuchFileOrDirectory)
    }
    var status = try files.status(of: first)
    status.size = byteCount
    return status
  }

  func writeSome(_ bytes: Span<UInt8>, at offset: UInt64) throws(StorageError) -> Int {
    throw StorageError(operation: .write, path: path, errno: .readOnlyFileSystem)
  }

  func truncate(to size: UInt64) throws(StorageError) {
    throw StorageError(operation: .truncate, path: path, errno: .readOnlyFileSystem)
  }

  func sync(_ extent: SyncExtent) throws(StorageError) {}
}
