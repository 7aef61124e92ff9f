internal import Storage

/// What the device made of the changes that were not synced when the power went.
package enum CrashStyle: CaseIterable, Sendable {
  /// All of them reached it.
  case keepAll
  /// None of them did.
  case dropAll
  /// Of each file the first few writes did, the last of them cut at a sector; of the names the first few.
  case torn
  /// Any of them did, in any order: every sector of a file is of its own age, every name of its own.
  case scattered
  /// The process was killed and the machine ran on: programs see all of it, and none is durable.
  case killed
}

extension SimulatedDisk {
  /// One disk that a crash now could leave behind; which one, `generator` decides.
  package func afterCrash(_ style: CrashStyle, using generator: inout SeededGenerator)
    -> SimulatedDisk
  {
    if style == .killed { return self }
    var disk = self
    for id in disk.nodes.indices {
      let node = disk.nodes[id]
      if node.kind == .folder || (node.pending.isEmpty && node.stranded.isEmpty) { continue }
      let content = Self.survivingContent(of: node, style, using: &generator)
      disk.nodes[id].content = content
      disk.nodes[id].durable = content
      disk.nodes[id].pending = []
      disk.nodes[id].stranded = []
    }
    disk.settleNames(style, using: &generator)
    return disk
  }

  private static func survivingContent(
    of node: Node, _ style: CrashStyle, using generator: inout SeededGenerator
  ) -> [UInt8] {
    var content = node.durable
    let changes = node.stranded + node.pending
    switch style {
    case .keepAll, .killed: return node.content
    case .dropAll: break
    case .torn:
      let whole = generator.below(changes.count + 1)
      for change in changes[..<whole] { change.apply(to: &content) }
      if whole < changes.count, case .write(let offset, let bytes) = changes[whole] {
        let end = offset + generator.below(bytes.count + 1)
        let cut = max(0, end / sectorSize * sectorSize - offset)
        ContentChange.write(offset: offset, bytes: Array(bytes[..<cut])).apply(to: &content)
      }
    case .scattered: scatter(changes, over: &content, using: &generator)
    }
    return content
  }

  /// Each sector, and the size, is as it was after some number of the changes of its own choosing.
  ///
  /// A sector holds all writes up to that number: memory had them together when it went out.
  private static func scatter(
    _ changes: [ContentChange], over content: inout [UInt8],
    using generator: inout SeededGenerator
  ) {
    var ages: [Int: Int] = [:]
    let sizeAge = generator.below(changes.count + 1)
    var size = content.count
    for (age, change) in changes.enumerated() {
      switch change {
      case .resize(let new):
        ContentChange.resize(&content, to: max(content.count, new))
        if age < sizeAge { size = new }
      case .write(let offset, let bytes):
        ContentChange.resize(&content, to: max(content.count, offset + bytes.count))
        if age < sizeAge { size = max(size, offset + bytes.count) }
        var start = 0
        while start < bytes.count {
          let sector = (offset + start) / sectorSize
          let end = min(bytes.count, (sector + 1) * sectorSize - offset)
          let limit = ages[sector] ?? generator.below(changes.count + 1)
          ages[sector] = limit
          if age < limit {
            content.replaceSubrange(offset + start..<offset + end, with: bytes[start..<end])
          }
          start = end
        }
      }
    }
    ContentChange.resize(&content, to: size)
  }

  private mutating func settleNames(
    _ style: CrashStyle, using generator: inout SeededGenerator
  ) {
    let calls = Set(pendingNames.map(\.call)).sorted()
    let kept: Set<Int> =
      switch style {
      case .keepAll, .killed: Set(calls)
      case .dropAll: []
      case .torn: Set(calls.prefix(generator.below(calls.count + 1)))
      case .scattered: Set(calls.filter { _ in generator.oneIn(2) })
      }
    for change in pendingNames where kept.contains(change.call) {
      nodes[change.folder].durableEntries[change.name] = change.target
    }
    pendingNames = []
    for id in nodes.indices {
      nodes[id].linkCount = 0
      if nodes[id].kind == .folder { nodes[id].entries = nodes[id].durableEntries }
    }
    usedBytes = 0
    for id in nodes.indices where nodes[id].kind == .folder {
      for target in nodes[id].entries.values { nodes[target].linkCount += 1 }
    }
    for node in nodes where node.linkCount > 0 { usedBytes += node.content.count }
  }
}

/// What a program did to a disk, from a known beginning.
package struct DiskTrace: Sendable {
  package var start: SimulatedDisk
  package var changes: [DiskChange]

  /// Hands out the disk as it was after each number of changes, from none to all.
  package func forEachPrefix(
    _ body: (_ changeCount: Int, _ disk: SimulatedDisk) throws -> Void
  ) rethrows {
    var disk = start
    try body(0, disk)
    for (index, change) in changes.enumerated() {
      disk.apply(change)
      try body(index + 1, disk)
    }
  }
}
