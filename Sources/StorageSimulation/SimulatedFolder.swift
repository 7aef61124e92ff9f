internal import Storage

/// An open folder of a simulated file system, held by its node: a rename of it, or of a folder above it,
/// changes nothing for its holder.
final class SimulatedFolder: FolderHandle {
  let path: FilePath
  private let system: SimulatedFileSystem
  private let node: SimulatedDisk.NodeID

  init(_ system: SimulatedFileSystem, _ node: SimulatedDisk.NodeID, path: FilePath) {
    self.system = system
    self.node = node
    self.path = path
  }

  var descriptor: CInt? { nil }

  func folder(_ relative: [UInt8]) throws(StorageError) -> any FolderHandle {
    if relative.isEmpty { return self }
    let path = path.appending(name: relative)
    guard let names = plainComponents(relative) else {
      throw StorageError(operation: .openFolder, path: path, errno: .invalidArgument)
    }
    let found = try system.locked { state throws(StorageError) in
      _ = try state.injected(.openFolder, path)
      var id = node
      for name in names {
        guard let next = state.disk.nodes[id].entries[name] else {
          throw StorageError(operation: .openFolder, path: path, errno: .noSuchFileOrDirectory)
        }
        switch state.disk.nodes[next].kind {
        case .folder: id = next
        case .symbolicLink:
          throw StorageError(operation: .openFolder, path: path, errno: .tooManySymbolicLinkLevels)
        default: throw StorageError(operation: .openFolder, path: path, errno: .notDirectory)
        }
      }
      return id
    }
    return SimulatedFolder(system, found, path: path)
  }

  func open(_ name: [UInt8], _ access: FileAccess) throws(StorageError) -> any FileHandle {
    let path = path.appending(name: name)
    let file = try system.locked { state throws(StorageError) in
      if case .create(let permissions) = access {
        _ = try state.injected(.create, path)
        try state.checkNew(name, in: node, path, .create)
        state.record(.create(folder: node, name: name, kind: .regular, permissions: permissions))
        return state.disk.nodes.count - 1
      }
      _ = try state.injected(.open, path)
      let id = try state.entry(name, in: node, path, .open)
      switch state.disk.nodes[id].kind {
      case .regular: return id
      case .symbolicLink:
        throw StorageError(operation: .open, path: path, errno: .tooManySymbolicLinkLevels)
      default: throw StorageError(operation: .open, path: path, errno: .invalidArgument)
      }
    }
    return SimulatedFile(system, file, path: path)
  }

  func status(of name: [UInt8]) throws(StorageError) -> FileStatus {
    let path = path.appending(name: name)
    return try system.locked { state throws(StorageError) in
      _ = try state.injected(.status, path)
      return state.status(try state.entry(name, in: node, path, .status))
    }
  }

  func status() throws(StorageError) -> FileStatus {
    try system.locked { state throws(StorageError) in
      _ = try state.injected(.status, path)
      return state.status(node)
    }
  }

  func list(_ visit: (FolderEntry) -> ListingStep) throws(StorageError) {
    let entries = try system.locked { state throws(StorageError) in
      _ = try state.injected(.list, path)
      return state.disk.nodes[node].entries.map { name, id in
        FolderEntry(name: name, kind: state.disk.nodes[id].kind)
      }
    }
    for entry in entries where visit(entry) == .stop { return }
  }

  func rename(
    _ name: [UInt8], to folder: any FolderHandle, as target: [UInt8], _ rule: RenameRule
  ) throws(StorageError) {
    let path = path.appending(name: name)
    guard let there = folder as? SimulatedFolder, there.system === system else {
      throw StorageError(operation: .rename, path: path, errno: .improperLink)
    }
    try system.locked { state throws(StorageError) in
      _ = try state.injected(.rename, path)
      _ = try state.entry(name, in: node, path, .rename)
      if rule == .failIfPresent { try state.checkNew(target, in: there.node, path, .rename) }
      state.record(.move(fromFolder: node, from: name, toFolder: there.node, to: target))
    }
  }

  func remove(_ name: [UInt8]) throws(StorageError) {
    let path = path.appending(name: name)
    try system.locked { state throws(StorageError) in
      _ = try state.injected(.remove, path)
      let id = try state.entry(name, in: node, path, .remove)
      if state.disk.nodes[id].kind == .folder {
        throw StorageError(operation: .remove, path: path, errno: .isDirectory)
      }
      state.record(.remove(folder: node, name: name))
    }
  }

  func makeFolder(_ name: [UInt8], permissions: UInt32) throws(StorageError) {
    let path = path.appending(name: name)
    try system.locked { state throws(StorageError) in
      _ = try state.injected(.makeFolder, path)
      try state.checkNew(name, in: node, path, .makeFolder)
      state.record(.create(folder: node, name: name, kind: .folder, permissions: permissions))
    }
  }

  func removeFolder(_ name: [UInt8]) throws(StorageError) {
    let path = path.appending(name: name)
    try system.locked { state throws(StorageError) in
      _ = try state.injected(.removeFolder, path)
      let id = try state.entry(name, in: node, path, .removeFolder)
      guard state.disk.nodes[id].kind == .folder else {
        throw StorageError(operation: .removeFolder, path: path, errno: .notDirectory)
      }
      if !state.disk.nodes[id].entries.isEmpty {
        throw StorageError(operation: .removeFolder, path: path, errno: .directoryNotEmpty)
      }
      state.record(.remove(folder: node, name: name))
    }
  }

  func sync() throws(StorageError) {
    try system.locked { state throws(StorageError) in
      _ = try state.injected(.syncFolder, path)
      state.record(.syncFolder(node))
    }
  }
}

extension SimulatedFileSystem.State {
  /// What a name in a folder means.
  fileprivate func entry(
    _ name: [UInt8], in folder: NodeID, _ path: FilePath, _ operation: StorageOperation
  ) throws(StorageError) -> NodeID {
    try checkName(name, path, operation)
    guard let id = disk.nodes[folder].entries[name] else {
      throw StorageError(operation: operation, path: path, errno: .noSuchFileOrDirectory)
    }
    return id
  }

  /// Throws where no new entry of this name can be made.
  fileprivate func checkNew(
    _ name: [UInt8], in folder: NodeID, _ path: FilePath, _ operation: StorageOperation
  ) throws(StorageError) {
    try checkName(name, path, operation)
    if folder != SimulatedDisk.root && disk.nodes[folder].linkCount < 1 {
      // Removed while it was held.
      throw StorageError(operation: operation, path: path, errno: .noSuchFileOrDirectory)
    }
    if disk.nodes[folder].entries[name] != nil {
      throw StorageError(operation: operation, path: path, errno: .fileExists)
    }
  }

  private func checkName(
    _ name: [UInt8], _ path: FilePath, _ operation: StorageOperation
  ) throws(StorageError) {
    if isPlainName(name) { return }
    throw StorageError(
      operation: operation, path: path,
      errno: name.count > 255 ? .fileNameTooLong : .invalidArgument)
  }
}
