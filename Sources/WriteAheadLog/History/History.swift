package import Model
package import Storage

/// How history is stored: plain, or through a compressor that the caller brings along.
package struct HistoryEncoding: Sendable {
  /// The number in the segment's header; 0 is plain, 1 zstd.
  package var number: UInt32
  package var encode: @Sendable ([UInt8]) throws -> [UInt8]
  /// Gets the stored bytes and the length that must come out.
  package var decode: @Sendable ([UInt8], Int) throws -> [UInt8]

  package init(
    number: UInt32, encode: @escaping @Sendable ([UInt8]) throws -> [UInt8],
    decode: @escaping @Sendable ([UInt8], Int) throws -> [UInt8]
  ) {
    self.number = number
    self.encode = encode
    self.decode = decode
  }

  /// As they are.
  package static let plain = HistoryEncoding(
    number: 0, encode: { $0 }, decode: { bytes, _ in bytes })
}

/// Why a history segment cannot be read.
package enum HistoryError: Error, Hashable, Sendable, CustomStringConvertible {
  case damaged(path: FilePath)
  case newerFormat(path: FilePath)

  /// A sentence for a person.
  package var description: String {
    switch self {
    case .damaged(let path): "the history in \(path.printable) does not read back"
    case .newerFormat(let path):
      "\(path.printable) was written by a newer winnow, or is compressed otherwise"
    }
  }
}

/// What outlives the log: entries sealed into immutable segments, one for each checkpoint that had any.
///
/// A segment bears the LSN of the checkpoint that it was sealed for. When that checkpoint did not come
/// about, the segment is removed at the next start and sealed again, so no entry is there twice.
package struct History: Sendable {
  static let magic: StaticString = "winnowhs"
  /// Segments decode to at most this: 1 GiB.
  static let byteLimit = 1 << 30

  private let folder: FilePath
  private let fileSystem: any FileSystem
  private let encoding: HistoryEncoding

  /// Opens the folder, made when missing, and removes what was sealed above `checkpoint`, the one in
  /// use (`.zero` when there is none).
  ///
  /// Errors: `StorageError`.
  package static func open(
    in folder: FilePath, on fileSystem: any FileSystem, through checkpoint: LSN,
    encoding: HistoryEncoding = .plain, options: JournalOptions = JournalOptions()
  ) throws(StorageError) -> History {
    try fileSystem.makeFolders(folder)
    let history = History(folder: folder, fileSystem: fileSystem, encoding: encoding)
    for entry in try fileSystem.entries(of: folder) {
      let number = LogFolder.number(of: entry.name, suffix: ".history")
      let isTemporary = entry.name.suffix(4).elementsEqual(".tmp".utf8)
      if isTemporary || number.map({ $0 > checkpoint }) ?? false {
        try fileSystem.remove(folder.appending(name: entry.name))
      }
    }
    try fileSystem.syncFolder(folder)
    return history
  }

  private init(folder: FilePath, fileSystem: any FileSystem, encoding: HistoryEncoding) {
    self.folder = folder
    self.fileSystem = fileSystem
    self.encoding = encoding
  }

  /// Reading only: nothing is removed, nothing may be sealed while a daemon runs.
  package static func reading(
    _ folder: FilePath, on fileSystem: any FileSystem, encoding: HistoryEncoding = .plain
  ) -> History {
    History(folder: folder, fileSystem: fileSystem, encoding: encoding)
  }

  /// Seals entries for the checkpoint at `lsn`, which must be written after this returned.
  ///
  /// Durable when it returns. Nothing is written for no entries. Errors: `StorageError`, those of the encoding.
  package func seal(_ entries: [[UInt8]], at lsn: LSN) throws {
    if entries.isEmpty { return }
    var body: [UInt8] = []
    body.reserveCapacity(entries.reduce(0) { $0 + $1.count + 4 })
    for entry in entries {
      let start = body.count
      body.append(contentsOf: [0, 0, 0, 0])
      body.put(UInt32(entry.count), at: start)
      body += entry
    }
    let stored = try encoding.encode(body)
    var header = [UInt8](repeating: 0, count: FileHeader.byteCount)
    header.put(lsn.rawValue, at: 16)
    header.put(UInt64(entries.count), at: 24)
    header.put(UInt64(stored.count), at: 32)
    header.put(stored.checksum(0..<stored.count), at: 40)
    header.put(encoding.number, at: 44)
    header.put(UInt64(body.count), at: 48)
    FileHeader.seal(&header, magic: Self.magic)
    try fileSystem.replaceFile(path(lsn), with: header + stored)
  }

  /// The sealed segments, oldest first.
  package func segments() throws(StorageError) -> [LSN] {
    try fileSystem.entries(of: folder).compactMap {
      LogFolder.number(of: $0.name, suffix: ".history")
    }
  }

  /// Hands out the entries of one segment in order; the whole of it is checked before the first.
  ///
  /// Errors: `HistoryError`, `StorageError`, those of the encoding, and what `body` throws.
  package func read(_ lsn: LSN, _ body: ([UInt8]) throws -> Void) throws {
    let path = path(lsn)
    let bytes = try fileSystem.readFile(path, limit: Self.byteLimit)
    switch FileHeader.check(bytes, magic: Self.magic) {
    case .valid: break
    case .invalid: throw HistoryError.damaged(path: path)
    case .newer: throw HistoryError.newerFormat(path: path)
    }
    let stored = Array(bytes[FileHeader.byteCount...])
    let decodedCount = bytes.u64(at: 48)
    guard LSN(bytes.u64(at: 16)) == lsn, bytes.u64(at: 32) == UInt64(stored.count),
      bytes.u32(at: 40) == stored.checksum(0..<stored.count), decodedCount <= Self.byteLimit
    else { throw HistoryError.damaged(path: path) }
    let number = bytes.u32(at: 44)
    let used = number == 0 ? HistoryEncoding.plain : encoding
    guard used.number == number else { throw HistoryError.newerFormat(path: path) }
    let decoded = try used.decode(stored, Int(decodedCount))
    var position = 0
    for _ in 0..<bytes.u64(at: 24) {
      guard decoded.count - position >= 4 else { throw HistoryError.damaged(path: path) }
      let count = Int(decoded.u32(at: position))
      guard count <= decoded.count - position - 4 else { throw HistoryError.damaged(path: path) }
      try body(Array(decoded[position + 4..<position + 4 + count]))
      position += 4 + count
    }
    guard position == decoded.count else { throw HistoryError.damaged(path: path) }
  }

  private func path(_ lsn: LSN) -> FilePath {
    folder.appending(name: Array((LogFolder.digits(lsn) + ".history").utf8))
  }
}
