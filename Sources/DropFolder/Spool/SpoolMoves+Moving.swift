internal import Model
package import Storage

extension SpoolMoves {
  /// What became of one file.
  enum Move: Equatable {
    case moved, gone
    /// It stays where it is.
    case refused(Refusal)
  }

  /// Moves a file out of the inbox, under the name `name` of `claimed/`.
  ///
  /// Throws only what says nothing about the file: a shortage, or trouble with our own folders.
  func move(
    _ file: SeenFile, as name: [UInt8], refusal: Refusal?, _ desk: Desk
  ) throws(StorageError) -> Move {
    let location: HeldInbox.Location
    do {
      location = try desk.inbox.location(file.path)
    } catch {
      return try outcome(of: error)
    }
    do {
      // A file of the same inode only: a name that was used again since is another file's.
      guard try location.folder.status(of: location.name).identity.inode == file.inode else {
        return try copiedBefore(location, file, as: name, desk) ?? .gone
      }
      try location.folder.rename(location.name, to: desk.claimed, as: name, .failIfPresent)
      return .moved
    } catch {
      switch error.errno {
      case .improperLink:
        // Another mount.
        return try copyAcross(location, file, as: name, refusal: refusal, desk)
      case .fileExists:
        // A crash between the two folders' syncs may leave both names.
        guard try desk.claimed.status(of: name).identity.inode == file.inode else { return .gone }
        return try removed(location)
      case .noSuchFileOrDirectory:
        return try copiedBefore(location, file, as: name, desk) ?? .gone
      default: return try outcome(of: error)
      }
    }
  }

  /// What an error on a stranger's name means for its file.
  private func outcome(of error: StorageError) throws(StorageError) -> Move {
    if error.isShortage { throw error }
    return error.isGone ? .gone : .refused(.immovable(error.errno))
  }

  private func removed(_ location: HeldInbox.Location) throws(StorageError) -> Move {
    do {
      try location.folder.removeIfPresent(location.name)
      return .moved
    } catch {
      return try outcome(of: error)
    }
  }

  // MARK: Other mounts

  /// The name that a file on another mount has while it is copied: a temporary one, beside its own.
  private func hiddenName(_ name: [UInt8]) -> [UInt8] {
    Array(".winnow-".utf8) + name + Array(".part".utf8)
  }

  /// The name of an unfinished copy in `claimed/`.
  private func partName(_ name: [UInt8]) -> [UInt8] { name + Array(".part".utf8) }

  /// Goes on with a copy that a crash or a full disk interrupted; nil when there is none.
  private func copiedBefore(
    _ location: HeldInbox.Location, _ file: SeenFile, as name: [UInt8], _ desk: Desk
  ) throws(StorageError) -> Move? {
    guard (try? location.folder.exists(hiddenName(name))) == true else { return nil }
    return try copyHidden(location, file, as: name, desk)
  }

  /// Takes a file from another mount, where a rename cannot: hides it under a name that nobody writes to,
  /// copies it, makes the copy durable, and removes it. Each step can be repeated.
  private func copyAcross(
    _ location: HeldInbox.Location, _ file: SeenFile, as name: [UInt8], refusal: Refusal?,
    _ desk: Desk
  ) throws(StorageError) -> Move {
    // What would be set aside cannot be moved there; it stays, with its reason.
    if let refusal { return .refused(refusal) }
    do {
      let status = try location.folder.status(of: location.name)
      if let refusal = try examiner.refusal(of: status, at: location) { return .refused(refusal) }
      try location.folder.rename(
        location.name, to: location.folder, as: hiddenName(name), .failIfPresent)
    } catch {
      return try outcome(of: error)
    }
    return try copyHidden(location, file, as: name, desk)
  }

  private func copyHidden(
    _ location: HeldInbox.Location, _ file: SeenFile, as name: [UInt8], _ desk: Desk
  ) throws(StorageError) -> Move {
    let (hidden, part) = (hiddenName(name), partName(name))
    do throws(StorageError) {
      if try !desk.claimed.exists(name) {
        let source = try location.folder.open(hidden, .read)
        var seen = try source.status()
        guard seen.identity.inode == file.inode, seen.size <= examiner.sizeLimit else {
          throw StorageError(operation: .open, path: source.path, errno: .noSuchFileOrDirectory)
        }
        // Who still writes to it gets two more chances to end.
        for _ in 0..<3 {
          try desk.claimed.removeIfPresent(part)
          try desk.claimed.copy(source, as: part, permissions: 0o640)
          let now = try source.status()
          if now.size == seen.size && now.modified == seen.modified { break }
          seen = now
        }
        try desk.claimed.rename(part, to: desk.claimed, as: name, .failIfPresent)
      }
      try desk.claimed.sync()
      // The copy is durable: whether this name goes is its mount's matter.
      try? location.folder.removeIfPresent(hidden)
      return .moved
    } catch {
      if error.isShortage { throw error }
      try? desk.claimed.removeIfPresent(part)
      try? location.folder.rename(hidden, to: location.folder, as: location.name, .failIfPresent)
      return try outcome(of: error)
    }
  }

  // MARK: Back into the inbox

  /// Renames a file of ours to a path of the inbox, or to the next free name beside it (`-2`, `-3`, …);
  /// to the inbox itself where the path's folder is gone. Nil when none of it can be done: then it stays.
  func putBack(
    _ name: [UInt8], from folder: any FolderHandle, to path: [UInt8], _ inbox: HeldInbox
  ) throws(StorageError) -> [UInt8]? {
    let wanted = HeldInbox.split(path)
    for parent in wanted.folder.isEmpty ? [[]] : [wanted.folder, []] {
      do throws(StorageError) {
        let target = try inbox.root.folder(parent)
        let found = try Handover.publish(name, in: folder, as: wanted.name, in: target)
        try target.sync()
        return parent + (parent.isEmpty ? [] : [UInt8(ascii: "/")]) + found
      } catch {
        if error.isShortage { throw error }
      }
    }
    return nil
  }

  /// Hands a file of `claimed/` that belongs to no job back to the inbox; true when it went. An unfinished
  /// copy is removed. Where neither can be done it stays, and the next start tries again.
  package func handBackOrphan(_ name: [UInt8]) throws(StorageError) -> Bool {
    let claimed = try files.openFolder(spool.claimed)
    if name.suffix(5).elementsEqual(".part".utf8) {
      try? claimed.remove(name)
      return false
    }
    return try putBack(name, from: claimed, to: name, try HeldInbox(spool, files)) != nil
  }
}
