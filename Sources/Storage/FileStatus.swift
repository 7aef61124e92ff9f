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
