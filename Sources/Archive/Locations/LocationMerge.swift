/// The entries of two location tables as one sorted sequence, with little memory.
struct LocationMerge {
  private var sources: [Source]

  private struct Source {
    let table: LocationTable
    var block: [LocationEntry] = []
    var index = 0
    var next = 0

    mutating func peek() throws -> LocationEntry? {
      while index == block.count, next < table.blockCount {
        block = try table.block(next)
        (index, next) = (0, next + 1)
      }
      return index < block.count ? block[index] : nil
    }
  }

  init(_ tables: [LocationTable]) { sources = tables.map { Source(table: $0) } }

  /// The next entry; nil at the end.
  mutating func next() throws -> LocationEntry? {
    var least: (index: Int, entry: LocationEntry)?
    for index in sources.indices {
      guard let entry = try sources[index].peek() else { continue }
      if least.map({ entry < $0.entry }) ?? true { least = (index, entry) }
    }
    guard let least else { return nil }
    sources[least.index].index += 1
    return least.entry
  }
}
