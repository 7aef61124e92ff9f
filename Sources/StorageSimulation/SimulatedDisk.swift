package import Storage

/// A disk in memory that knows, beside what programs see, what would be left after a crash.
///
/// A value: a copy of it is an image of the disk at that moment. What POSIX promises is kept and
/// nothing more: a write is durable once its file was synced after it, a name once its folder was.
/// Of a rename between folders each folder's half needs that folder's sync, which is harsher than
/// the journaling file systems are.
package struct SimulatedDisk: Sendable {
  typealias NodeID = Int
  typealias Name = [UInt8]

  /// A file, folder or something else that has an inode.
  struct Node: Sendable {
    var kind: FileKind
    var permissions: UInt32
    var linkCount = 1
    var modified: Int64
    var changed: Int64
    /// What a program reads.
    var content: [UInt8] = []
    /// What the device holds for certain.
    var durable: [UInt8] = []
    /// What was done to `durable` since the last sync, oldest first; any part may be lost.
    var pending: [ContentChange] = []
    /// What a failed sync gave up: still seen by programs, and no later sync makes it durable.
    var stranded: [ContentChange] = []
    var entries: [Name: NodeID] = [:]
    var durableEntries: [Name: NodeID] = [:]
  }

  /// A change to a file's bytes or size.
  enum ContentChange: Sendable {
    case write(offset: Int, bytes: [UInt8])
    case resize(Int)
  }

  /// One folder's half of a create, rename or remove.
  struct NameChange: Sendable {
    /// Halves with the same number happened in one call.
    var call: Int
    var folder: NodeID
    var name: Name
    /// What the name means afterwards; nil when it means nothing.
    var target: NodeID?
  }

  static let root: NodeID = 0
  /// A device writes a sector of this many bytes whole or not at all.
  static let sectorSize = 512

  var nodes: [Node]
  var pendingNames: [NameChange] = []
  var nextCall = 0
  /// What files made now get as their times, in nanoseconds since 1970.
  package var clock: Int64 = 1_000_000_000_000
  var usedBytes = 0

  /// What the program under test has put on record about itself, see `SimulatedFileSystem.mark`.
  package internal(set) var marks: [UInt64] = []

  /// Bytes that all files take up together.
  package var usedByteCount: Int { usedBytes }

  /// An empty disk: a root folder and nothing in it.
  package init() {
    nodes = [Node(kind: .folder, permissions: 0o755, modified: 0, changed: 0)]
  }
}

/// Everything that a program can do to a simulated disk; a list of them is a trace.
package enum DiskChange: Sendable {
  case create(folder: Int, name: [UInt8], kind: FileKind, permissions: UInt32)
  case write(node: Int, offset: Int, bytes: [UInt8])
  case resize(node: Int, size: Int)
  case sync(node: Int)
  case failedSync(node: Int)
  case syncFolder(Int)
  case move(fromFolder: Int, from: [UInt8], toFolder: Int, to: [UInt8])
  case remove(folder: Int, name: [UInt8])
  case mark(UInt64)
}

extension SimulatedDisk {
  /// Does one thing; the caller has checked that it can be done.
  package mutating func apply(_ change: DiskChange) {
    clock += 1
    switch change {
    case .create(let folder, let name, let kind, let permissions):
      let id = nodes.count
      nodes.append(Node(kind: kind, permissions: permissions, modified: clock, changed: clock))
      setNames([(folder, name, id)])
    case .write(let node, let offset, let bytes):
      edit(node, .write(offset: offset, bytes: bytes))
    case .resize(let node, let size): edit(node, .resize(size))
    case .sync(let node): sync(node)
    case .failedSync(let node):
      nodes[node].stranded += nodes[node].pending.flatMap(\.sectors)
      nodes[node].pending = []
    case .syncFolder(let folder): syncFolder(folder)
    case .move(let fromFolder, let from, let toFolder, let to):
      guard let node = nodes[fromFolder].entries[from] else { return }
      if let replaced = nodes[toFolder].entries[to], replaced != node { drop(replaced) }
      nodes[node].changed = clock
      setNames([(toFolder, to, node), (fromFolder, from, nil)])
    case .remove(let folder, let name):
      if let node = nodes[folder].entries[name] { drop(node) }
      setNames([(folder, name, nil)])
    case .mark(let value): marks.append(value)
    }
  }

  private mutating func setNames(_ changes: [(NodeID, Name, NodeID?)]) {
    nextCall += 1
    for (folder, name, target) in changes {
      nodes[folder].entries[name] = target
      nodes[folder].modified = clock
      pendingNames.append(
        NameChange(call: nextCall, folder: folder, name: name, target: target))
    }
  }

  private mutating func drop(_ node: NodeID) {
    nodes[node].linkCount -= 1
    nodes[node].changed = clock
    if nodes[node].linkCount == 0 { usedBytes -= nodes[node].content.count }
  }

  private mutating func edit(_ node: NodeID, _ change: ContentChange) {
    let before = nodes[node].content.count
    change.apply(to: &nodes[node].content)
    nodes[node].pending.append(change)
    nodes[node].modified = clock
    nodes[node].changed = clock
    usedBytes += nodes[node].content.count - before
  }

  private mutating func sync(_ node: NodeID) {
    if nodes[node].stranded.isEmpty {
      nodes[node].durable = nodes[node].content
    } else {
      // The pages that the failed sync gave up count as clean, so only what came later is written.
      for change in nodes[node].pending { change.apply(to: &nodes[node].durable) }
      // What was written anew cannot become old again.
      let written = Set(nodes[node].pending.flatMap(\.sectors).compactMap(\.sector))
      nodes[node].stranded.removeAll { $0.sector.map(written.contains) ?? true }
    }
    nodes[node].pending = []
  }

  private mutating func syncFolder(_ folder: NodeID) {
    for change in pendingNames where change.folder == folder {
      nodes[folder].durableEntries[change.name] = change.target
    }
    pendingNames.removeAll { $0.folder == folder }
  }
}

extension SimulatedDisk.ContentChange {
  /// The same change in pieces that each touch one sector.
  var sectors: [Self] {
    guard case .write(let offset, let bytes) = self else { return [self] }
    let size = SimulatedDisk.sectorSize
    var pieces: [Self] = []
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, (offset + start) / size * size + size - offset)
      pieces.append(.write(offset: offset + start, bytes: Array(bytes[start..<end])))
      start = end
    }
    return pieces
  }

  /// The sector of a piece; nil for a change of size.
  var sector: Int? {
    if case .write(let offset, _) = self { offset / SimulatedDisk.sectorSize } else { nil }
  }

  func apply(to content: inout [UInt8]) {
    switch self {
    case .write(let offset, let bytes):
      Self.resize(&content, to: max(content.count, offset + bytes.count))
      content.replaceSubrange(offset..<offset + bytes.count, with: bytes)
    case .resize(let size): Self.resize(&content, to: size)
    }
  }

  static func resize(_ content: inout [UInt8], to size: Int) {
    if size > content.count {
      content.append(contentsOf: repeatElement(0, count: size - content.count))
    } else {
      content.removeLast(content.count - size)
    }
  }
}

extension SimulatedDisk {
  /// Changes a file's bytes behind every program's back, as a failing device does.
  ///
  /// Errors: ENOENT when no regular file has this path.
  package mutating func damage(
    _ path: FilePath, _ body: (inout [UInt8]) -> Void
  ) throws(StorageError) {
    let node = try SimulatedFileSystem.State(disk: self, isRecording: false).regularFile(path)
    body(&nodes[node].content)
    body(&nodes[node].durable)
  }
}
