/// What an entry of a folder is.
package enum FileKind: UInt8, Hashable, Sendable {
  case regular, folder, symbolicLink, fifo, socket, device, unknown
}

/// Which file a name means, as long as it exists: device and inode.
package struct FileIdentity: Hashable, Sendable {
  package var device: UInt64
  package var inode: UInt64

  package init(device: UInt64, inode: UInt64) {
    self.device = device
    self.inode = inode
  }
}

/// What `lstat` tells about an entry. Times are nanoseconds since 1970-01-01 UTC.
package struct FileStatus: Hashable, Sendable {
  package var identity: FileIdentity
  package var kind: FileKind
  /// Bytes.
  package var size: UInt64
  package var modified: Int64
  package var changed: Int64
  /// The lower 12 bits of the mode.
  package var permissions: UInt32
  /// Hard links; 1 for a file with a single name, 0 after its last name went.
  package var linkCount: UInt64
  package var owner: UInt32
  package var group: UInt32

  package init(
    identity: FileIdentity, kind: FileKind, size: UInt64, modified: Int64, changed: Int64,
    permissions: UInt32, linkCount: UInt64, owner: UInt32, group: UInt32
  ) {
    self.identity = identity
    self.kind = kind
    self.size = size
    self.modified = modified
    self.changed = changed
    self.permissions = permissions
    self.linkCount = linkCount
    self.owner = owner
    self.group = group
  }
}

/// One entry of a folder, as listed.
package struct FolderEntry: Hashable, Sendable {
  /// The raw bytes of the name, 1 to 255, without `/`.
  package var name: [UInt8]
  package var kind: FileKind

  package init(name: [UInt8], kind: FileKind) {
    self.name = name
    self.kind = kind
  }
}

/// Room on a file system, in bytes.
package struct FreeSpace: Hashable, Sendable {
  package var free: UInt64
  package var total: UInt64

  package init(free: UInt64, total: UInt64) {
    self.free = free
    self.total = total
  }
}
