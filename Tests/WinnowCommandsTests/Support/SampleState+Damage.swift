import Foundation
import Testing

extension SampleState {
  private var firstSegment: URL { folder.url("state/journal/0000000000000001.wal") }

  /// Flips a bit in the middle of the first segment's records, which later ones follow.
  func damageFirstSegment() throws {
    var bytes = try Data(contentsOf: firstSegment)
    let range = try #require(bytes.range(of: Data("3-page.html".utf8)))
    bytes[range.lowerBound] ^= 0x10
    try bytes.write(to: firstSegment)
  }

  /// What a crash in the middle of a write leaves: some bytes behind the last record.
  func tearLastRecord() throws {
    var bytes = try Data(contentsOf: firstSegment)
    let last = try #require(bytes.lastIndex { $0 != 0 })
    let start = (last + 8) & ~7
    bytes.replaceSubrange(start..<start + 32, with: (0..<32).map { UInt8($0 * 7 + 1) })
    try bytes.write(to: firstSegment)
  }

  /// Files that an interrupted process leaves beside what it was making.
  func leaveUnfinishedFiles() throws {
    _ = try folder.write("state/spool/archive/0000000/.new-0000000009-1.warc.zst", "half of it")
    _ = try folder.write("state/journal/unfinished.tmp", "half of it")
    _ = try folder.write("state/rebuild/ledger.sqlite", "half of it")
  }

  /// Every file of the state with its bytes, every folder with its entries.
  func tree() throws -> [String: Data] {
    var tree: [String: Data] = [:]
    let files = try #require(FileManager.default.enumerator(atPath: path))
    for case let name as String in files {
      let url = URL(filePath: path + "/" + name)
      let isFolder = try url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory ?? false
      tree[name] = isFolder ? Data() : try Data(contentsOf: url)
    }
    return tree
  }
}
