internal import Storage

/// An open file of a simulated file system; lives on when its name goes.
final class SimulatedFile: FileHandle {
  let path: FilePath
  private let node: SimulatedDisk.NodeID
  private let system: SimulatedFileSystem

  init(_ system: SimulatedFileSystem, _ node: SimulatedDisk.NodeID, path: FilePath) {
    self.system = system
    self.node = node
    self.path = path
  }

  func readSome(
    into buffer: inout [UInt8], from start: Int, at offset: UInt64
  ) throws(StorageError) -> Int {
    let wanted = buffer.count - start
    let piece = try system.locked { state throws(StorageError) in
      let count = try state.injected(.read, path) ? max(1, wanted / 2) : wanted
      let content = state.disk.nodes[node].content
      let from = min(content.count, Int(clamping: offset))
      return content[from..<min(content.count, from + count)]
    }
    buffer.replaceSubrange(start..<start + piece.count, with: piece)
    return piece.count
  }

  func writeSome(_ bytes: Span<UInt8>, at offset: UInt64) throws(StorageError) -> Int {
    let all = unsafe bytes.withUnsafeBufferPointer { unsafe [UInt8]($0) }
    return try system.locked { state throws(StorageError) in
      let position = Int(clamping: offset)
      var count = all.count
      do throws(StorageError) {
        if try state.injected(.write, path) { count = max(1, count / 2) }
      } catch {
        state.write(node, position, Array(all.prefix(all.count / 2)))
        throw error
      }
      let grown = max(0, position + count - state.disk.nodes[node].content.count)
      if state.disk.usedBytes + grown > state.capacity {
        throw StorageError(operation: .write, path: path, errno: .noSpace)
      }
      state.write(node, position, count == all.count ? all : Array(all.prefix(count)))
      return count
    }
  }

  func truncate(to size: UInt64) throws(StorageError) {
    try system.locked { state throws(StorageError) in
      _ = try state.injected(.truncate, path)
      state.record(.resize(node: node, size: Int(clamping: size)))
    }
  }

  func sync(_ extent: SyncExtent) throws(StorageError) {
    system.waitForSync()
    try system.locked { state throws(StorageError) in
      do throws(StorageError) {
        _ = try state.injected(.sync, path)
      } catch {
        // An interrupted sync has given up nothing.
        if error.errno != .interrupted { state.record(.failedSync(node: node)) }
        throw error
      }
      if state.isRecording { state.record(.sync(node: node)) }
    }
  }

  func status() throws(StorageError) -> FileStatus {
    try system.locked { state throws(StorageError) in
      _ = try state.injected(.status, path)
      return state.status(node)
    }
  }
}

extension SimulatedFileSystem.State {
  typealias NodeID = SimulatedDisk.NodeID

  /// Does one change, and puts it on the trace.
  mutating func record(_ change: DiskChange) {
    if isRecording { changes.append(change) }
    disk.apply(change)
  }

  mutating func write(_ node: NodeID, _ offset: Int, _ bytes: [UInt8]) {
    if bytes.isEmpty { return }
    if isRecording {
      record(.write(node: node, offset: offset, bytes: bytes))
    } else {
      let change = SimulatedDisk.ContentChange.write(offset: offset, bytes: bytes)
      let before = disk.nodes[node].content.count
      change.apply(to: &disk.nodes[node].content)
      disk.usedBytes += disk.nodes[node].content.count - before
    }
  }

  /// Counts a call, and throws or returns true (a short transfer) when a fault is due.
  mutating func injected(
    _ operation: StorageOperation, _ path: FilePath
  ) throws(StorageError) -> Bool {
    callCounts[operation, default: 0] += 1
    for (index, fault) in faults.enumerated() {
      if let only = fault.operations, !only.contains(operation) { continue }
      faultCounts[index] += 1
      let isDue =
        faultCounts[index] == fault.call || (fault.isSticky && faultCounts[index] > fault.call)
      if !isDue { continue }
      switch fault.effect {
      case .short: return true
      case .error(let errno):
        // An interruption that passes is repeated by the conformer, so nobody sees it.
        if errno == .interrupted && !fault.isSticky { continue }
        throw StorageError(operation: operation, path: path, errno: errno)
      }
    }
    return false
  }

  func status(_ id: NodeID) -> FileStatus {
    let node = disk.nodes[id]
    return FileStatus(
      identity: FileIdentity(device: 1, inode: UInt64(id + 1)), kind: node.kind,
      size: UInt64(node.content.count), modified: node.modified, changed: node.changed,
      permissions: node.permissions, linkCount: UInt64(max(0, node.linkCount)), owner: 0, group: 0)
  }

  /// The node that a path names; a symbolic link is itself, and in the middle an obstacle.
  func node(_ path: FilePath, _ operation: StorageOperation) throws(StorageError) -> NodeID {
    try node(path.bytes, operation, path)
  }

  private func node(
    _ bytes: [UInt8], _ operation: StorageOperation, _ path: FilePath
  ) throws(StorageError) -> NodeID {
    var id = SimulatedDisk.root
    for name in bytes.split(separator: UInt8(ascii: "/")) where name != [UInt8(ascii: ".")] {
      guard disk.nodes[id].kind == .folder else {
        throw StorageError(operation: operation, path: path, errno: .notDirectory)
      }
      guard let next = disk.nodes[id].entries[Array(name)] else {
        throw StorageError(operation: operation, path: path, errno: .noSuchFileOrDirectory)
      }
      id = next
    }
    return id
  }

  func folder(_ path: FilePath, _ operation: StorageOperation) throws(StorageError) -> NodeID {
    let id = try node(path, operation)
    guard disk.nodes[id].kind == .folder else {
      throw StorageError(operation: operation, path: path, errno: .notDirectory)
    }
    return id
  }

  func regularFile(_ path: FilePath) throws(StorageError) -> NodeID {
    let id = try node(path, .open)
    switch disk.nodes[id].kind {
    case .regular: return id
    case .symbolicLink:
      throw StorageError(operation: .open, path: path, errno: .tooManySymbolicLinkLevels)
    default: throw StorageError(operation: .open, path: path, errno: .invalidArgument)
    }
  }

  func parent(
    of path: FilePath, _ operation: StorageOperation
  ) throws(StorageError) -> (folder: NodeID, name: [UInt8]) {
    let (folder, name) = FilePath.split(path.bytes)
    if name.isEmpty {
      throw StorageError(operation: operation, path: path, errno: .invalidArgument)
    }
    if name.count > 255 {
      throw StorageError(operation: operation, path: path, errno: .fileNameTooLong)
    }
    let id = try node(folder, operation, path)
    guard disk.nodes[id].kind == .folder else {
      throw StorageError(operation: operation, path: path, errno: .notDirectory)
    }
    return (id, name)
  }

  /// Where a new entry goes; EEXIST when the name is taken.
  func placeForNew(
    _ path: FilePath, _ operation: StorageOperation
  ) throws(StorageError) -> (folder: NodeID, name: [UInt8]) {
    let (folder, name) = try parent(of: path, operation)
    if disk.nodes[folder].entries[name] != nil {
      throw StorageError(operation: operation, path: path, errno: .fileExists)
    }
    return (folder, name)
  }
}
