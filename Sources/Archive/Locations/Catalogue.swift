internal import Model
internal import Storage

/// Which segments there are, and where in them each original lies: location tables for most, memory for
/// what came since the newest of them.
///
/// For readers beside a writer: `refresh` takes in what came since. Not to be shared between threads.
struct Catalogue {
  let folder: FilePath
  let files: any FileSystem
  /// The segments that are there, and how far their records are known.
  private(set) var segments: [SegmentID: SegmentExtent] = [:]
  private(set) var tables: [LocationTable] = []
  /// Originals that no table knows.
  private(set) var recent: [Digest: OriginalLocation] = [:]
  /// Further places of the same originals.
  private var repeated: [LocationEntry] = []
  /// What the tables know of each segment.
  private(set) var tabled: [SegmentID: SegmentExtent] = [:]
  private(set) var nextTable: UInt64 = 1
  /// True in the one process that writes: then nothing changes but by it.
  private(set) var isWriters = false
  /// Whether a folder of the former layout is there.
  var hasFormerLayout = false
  /// Originals that were stored before this have expired, in milliseconds since 1970.
  var expiredBefore: Int64 = .min
  private var isLoaded = false

  private static let tableSuffix = ".locations"
  private var tableFolder: FilePath { Self.tableFolder(in: folder) }
  /// The folder that holds the location tables of an archive.
  static func tableFolder(in folder: FilePath) -> FilePath { folder.appending("locations") }

  init(folder: FilePath, files: any FileSystem) {
    self.folder = folder
    self.files = files
  }

  // MARK: Looking

  /// Every place in which the original lies, as far as is known.
  mutating func locations(of digest: Digest) throws -> [OriginalLocation] {
    var found: [OriginalLocation] = []
    do {
      for table in tables { found += try table.find(digest) }
    } catch is LocationTable.Damaged {
      try dropTables()
      found = []
    }
    if let location = recent[digest] { found.append(location) }
    for entry in repeated where entry.digest == digest { found.append(entry.location) }
    return found.filter { segments[$0.segment] != nil }
  }

  /// The newest place of an original that has not expired.
  mutating func location(of digest: Digest) throws -> OriginalLocation? {
    var newest: OriginalLocation?
    for location in try locations(of: digest) where !isExpired(location.seconds) {
      if newest.map({ location.isNewer(than: $0) }) ?? true { newest = location }
    }
    return newest
  }

  /// Originals that are wanted and have not expired, in the order in which they lie in the segments.
  mutating func originals(_ isWanted: (Digest) -> Bool) throws -> [Digest] {
    var found: [Digest: OriginalLocation] = [:]
    func take(_ entry: LocationEntry) {
      let (digest, location) = (entry.digest, entry.location)
      guard isWanted(digest), segments[location.segment] != nil, !isExpired(location.seconds),
        found[digest].map({ location.isNewer(than: $0) }) ?? true
      else { return }
      found[digest] = location
    }
    do {
      var merge = LocationMerge(tables)
      while let entry = try merge.next() { take(entry) }
    } catch is LocationTable.Damaged {
      try dropTables()
      found = [:]
    }
    for (digest, location) in recent { take(LocationEntry(digest: digest, location: location)) }
    for entry in repeated { take(entry) }
    return found.sorted {
      ($0.value.segment, $0.value.offset) < ($1.value.segment, $1.value.offset)
    }.map(\.key)
  }

  /// Whether what was stored at that time, in seconds since 1970, has expired.
  func isExpired(_ seconds: Int64) -> Bool { seconds < expiredBefore / 1_000 }

  // MARK: Reading what is on the disk

  /// Reads what there is, once.
  mutating func load() throws {
    if !isLoaded { try refresh() }
  }

  /// Takes in what came, and drops what went, since the last look.
  mutating func refresh() throws {
    let found = try FolderListing(folder, on: files)
    hasFormerLayout = found.hasFormerLayout
    expiredBefore = try ExpiryNote(folder, on: files).read() ?? .min
    try readTables(found.tables)
    let live = Set(found.segments)
    for id in segments.keys where !live.contains(id) { forget(id) }
    for id in found.segments { _ = try read(id, from: segments[id]?.end ?? 0, depth: .heads) }
    isLoaded = true
  }

  /// Reads what there is anew, for the one who writes.
  ///
  /// Returns the gaps that were found behind what the tables know. What lies behind them is known too.
  mutating func reload() throws -> [SegmentID: SegmentGap] {
    self = Catalogue(folder: folder, files: files)
    isWriters = true
    let found = try FolderListing(folder, on: files)
    hasFormerLayout = found.hasFormerLayout
    expiredBefore = try ExpiryNote(folder, on: files).read() ?? .min
    try readTables(found.tables)
    let live = Set(found.segments)
    for id in segments.keys where !live.contains(id) { forget(id) }
    var gaps: [SegmentID: SegmentGap] = [:]
    for id in found.segments {
      gaps[id] = try read(
        id, from: segments[id]?.end ?? 0, depth: id.revision == 0 ? .checksums : .heads)
    }
    isLoaded = true
    return gaps
  }

  /// Reads anew what the tables do not know of a segment that has been cut.
  mutating func reread(_ id: SegmentID) throws {
    let known = tabled[id]
    forget(id)
    tabled[id] = known
    segments[id] = known
    _ = try read(id, from: known?.end ?? 0, depth: .heads)
  }

  /// Takes in the records of a segment from `start` on, up to the first that is not whole and beyond it.
  ///
  /// Returns where the first that is not whole begins, when there is one.
  mutating func read(
    _ id: SegmentID, from start: UInt64, depth: SegmentScan.Depth
  ) throws -> SegmentGap? {
    if segments[id] == nil { segments[id] = SegmentExtent(segment: id, end: start) }
    guard let size = try byteCount(of: id), size > start, let file = try open(id) else {
      return nil
    }
    var scan = try SegmentScan(file, depth: depth)
    var position = start
    var gap: SegmentGap?
    while position < scan.byteCount {
      if let record = try scan.record(at: position) {
        add(record, in: id)
        position = record.range.upperBound
        continue
      }
      let next = try scan.firstRecord(from: position + 1)
      if gap == nil { gap = SegmentGap(start: position, byteCount: scan.byteCount) }
      guard let next else { break }
      gap?.hasFollowers = true
      // A record that was written when the gap was durable: then it is no torn tail.
      if next.head.durableByteCount > position { gap?.isDamage = true }
      position = next.range.lowerBound
    }
    return gap
  }

  /// The length of a segment's file; nil where it is gone.
  private func byteCount(of id: SegmentID) throws -> UInt64? {
    do throws(StorageError) {
      return try files.status(of: id.path(in: folder)).size
    } catch {
      if error.errno == .noSuchFileOrDirectory { return nil }
      throw error
    }
  }

  private func open(_ id: SegmentID) throws -> (any FileHandle)? {
    do throws(StorageError) {
      return try files.open(id.path(in: folder), .read)
    } catch {
      if error.errno == .noSuchFileOrDirectory { return nil }
      throw error
    }
  }

  private mutating func add(_ record: SegmentRecord, in id: SegmentID) {
    add(
      LocationEntry(
        digest: record.head.digest,
        location: OriginalLocation(
          segment: id, offset: record.range.lowerBound,
          frameByteCount: UInt64(record.range.count), seconds: record.head.seconds)))
  }

  /// Takes in an original that is durable in its segment.
  mutating func add(_ entry: LocationEntry) {
    let location = entry.location
    var extent = segments[location.segment] ?? SegmentExtent(segment: location.segment, end: 0)
    extent.add(location)
    extent.end = max(extent.end, location.range.upperBound)
    segments[location.segment] = extent
    if let other = recent[entry.digest] {
      if other == location { return }
      repeated.append(LocationEntry(digest: entry.digest, location: other))
    }
    recent[entry.digest] = location
  }

  /// Begins to know a segment that is empty.
  mutating func begin(_ id: SegmentID) { segments[id] = SegmentExtent(segment: id, end: 0) }

  /// Drops a segment that is gone.
  mutating func forget(_ id: SegmentID) {
    segments[id] = nil
    tabled[id] = nil
    recent = recent.filter { $0.value.segment != id }
    repeated.removeAll { $0.location.segment == id }
  }

  // MARK: Tables

  private mutating func readTables(_ names: [UInt64]) throws {
    nextTable = max(nextTable, (names.last ?? 0) + 1)
    let known = Set(tables.map(\.path))
    let paths = names.map { tablePath($0) }
    if tables.map(\.path) == paths { return }
    var opened: [LocationTable] = tables.filter { paths.contains($0.path) }
    for path in paths where !known.contains(path) {
      do {
        opened.append(try LocationTable(path, on: files))
      } catch is LocationTable.Damaged {
        continue
      } catch let error as StorageError where error.errno == .noSuchFileOrDirectory {
        continue
      }
    }
    tables = opened.sorted { $0.path.string < $1.path.string }
    try takeExtents()
  }

  /// Knows anew what the tables say of the segments.
  private mutating func takeExtents() throws {
    tabled = [:]
    var known: [SegmentID: SegmentExtent] = [:]
    for extent in tables.lazy.flatMap(\.extents) {
      known[extent.segment, default: SegmentExtent(segment: extent.segment, end: 0)].add(extent)
    }
    for (id, extent) in known {
      guard let size = try byteCount(of: id) else { continue }
      // A segment that is shorter than a table says is another one: an older copy, say.
      if size < extent.end { return try dropTables() }
      tabled[id] = extent
    }
    // What was in memory and is in a table by now is read no more; what is in neither, is.
    recent = [:]
    repeated = []
    segments = tabled
  }

  /// Goes on without tables: the segments are read as a whole.
  private mutating func dropTables() throws {
    tables = []
    tabled = [:]
    segments = [:]
    recent = [:]
    repeated = []
    let found = try FolderListing(folder, on: files)
    for id in found.segments { _ = try read(id, from: 0, depth: .heads) }
  }

  // MARK: Writing tables

  /// Writes what only memory knows into a table, and merges tables of like size. What fails is tried again
  /// with the next table.
  mutating func writeTable(mergedCount: Int) throws {
    precondition(isWriters, "tables are the writer's")
    guard !recent.isEmpty else { return }
    var entries = recent.map { LocationEntry(digest: $0.key, location: $0.value) } + repeated
    entries.sort()
    var extents: [SegmentID: SegmentExtent] = [:]
    for entry in entries {
      let id = entry.location.segment
      extents[id, default: SegmentExtent(segment: id, end: 0)].add(entry.location)
    }
    for id in extents.keys { extents[id]?.end = segments[id]?.end ?? 0 }
    let path = tablePath(nextTable)
    var writer = try LocationTableWriter(path, on: files)
    do {
      for entry in entries { try writer.add(entry) }
      try writer.finish(extents.values.sorted { $0.segment < $1.segment })
    } catch {
      writer.discard()
      throw error
    }
    nextTable += 1
    tables.append(try LocationTable(path, on: files))
    for (id, extent) in extents {
      tabled[id, default: SegmentExtent(segment: id, end: 0)].add(extent)
    }
    (recent, repeated) = ([:], [])
    while try mergeNewest(limit: mergedCount) {}
  }

  /// Makes one table of the two newest where the older is not twice as large; false where there is nothing
  /// to do.
  private mutating func mergeNewest(limit: Int) throws -> Bool {
    guard let newest = tables.last, let older = tables.dropLast().last,
      older.count <= 2 * newest.count, older.count + newest.count <= limit
    else { return false }
    var extents: [SegmentID: SegmentExtent] = [:]
    for extent in older.extents + newest.extents where segments[extent.segment] != nil {
      extents[extent.segment, default: SegmentExtent(segment: extent.segment, end: 0)].add(extent)
    }
    var merge = LocationMerge([older, newest])
    // The newest one's name: should the older stay, it says nothing that is wrong.
    let path = tablePath(nextTable)
    var writer = try LocationTableWriter(path, on: files)
    do {
      while let entry = try merge.next() {
        // Of segments that are gone nothing is known any more.
        if segments[entry.location.segment] != nil { try writer.add(entry) }
      }
      try writer.finish(extents.values.sorted { $0.segment < $1.segment })
    } catch {
      writer.discard()
      throw error
    }
    nextTable += 1
    let merged = try LocationTable(path, on: files)
    try files.remove(older.path)
    try files.remove(newest.path)
    tables = tables.dropLast(2) + [merged]
    return true
  }

  private func tablePath(_ number: UInt64) -> FilePath {
    tableFolder.appending(Self.tableName(number))
  }

  private static func tableName(_ number: UInt64) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 10 - digits.utf8.count)) + digits + tableSuffix
  }

  /// The number in a table's name; nil for other files.
  static func tableNumber(_ name: [UInt8]) -> UInt64? {
    let text = String(decoding: name, as: UTF8.self)
    guard text.hasSuffix(tableSuffix), let number = UInt64(text.dropLast(tableSuffix.count)),
      tableName(number) == text
    else { return nil }
    return number
  }
}
